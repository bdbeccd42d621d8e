import {
  GRADES,
  GRANTS,
  publishedPolicy,
  SOURCES,
  TRUST_CATALOG,
  type Grant,
} from "../../modules/permissions";
import { PROJECT } from "../support/engines";
import type { TerraformJson } from "../support/synthesis";
import { REPORTED, reported, statementsOf, type PrincipalJson, type ReportJson } from "./reported";

/** One thing that a policy says, in one line. */
type Saying = string;

interface Block {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly identifiers: readonly string[] }[];
  readonly condition?: readonly { test: string; variable: string; values: readonly string[] }[];
}

/** A reference of a stack as the report names it. */
function inWords(text: string): string {
  const [, instance, what] =
    /^\$\{coalesce\(terraform_data\.gateway_instances_former_i_(\w+)\.input\.(profile|role)_arn/.exec(text) ??
    [];
  if (what !== undefined) return `FORMER_${what.toUpperCase()}_ARN(i-${instance})`;
  return text
    .replace(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, "ACCOUNT")
    .replace(/\$\{data\.aws_partition\.\w+\.partition\}/g, "PARTITION")
    .replace(/\$\{(?:data\.)?aws_iam_role\.\w+\.arn\}/g, "GATEWAY_ROLE_ARN")
    .replace(/\$\{aws_secretsmanager_secret\.\w+\.arn\}/g, "SECRET_ARN")
    .replace(/\$\{aws_kms_key\.\w+\.arn\}/g, "KEY_ARN");
}

/** Whose policy a document of a stack is, by its name there. */
function carrierOf(document: string): string {
  const carriers: [RegExp, string][] = [
    [/^gateway_(?:role_trust|permissions_document_\d+)$/, "gatewayRole"],
    [/^gateway_user_permissions_document_\d+$/, "accessKeyUser"],
    [/^gateway_instances_.*(?:trust|policy_document)$/, "attachmentFunctionRole"],
    [/^gateway_configuration_secret_key_policy$/, "configurationKey"],
    [/^gateway_configuration_secret_secret_policy_document$/, "configurationSecret"],
  ];
  const [, carrier] = carriers.find(([name]) => name.test(document)) ?? [];
  if (carrier === undefined) throw new Error(`nobody is known to carry ${document}`);
  return carrier;
}

/** What the policies of a stack say. */
function saidByTheStack({ data }: TerraformJson): Saying[] {
  const documents = Object.entries(data?.aws_iam_policy_document ?? {});
  const sayings = documents.flatMap(([id, { statement }]) =>
    (statement as Block[]).flatMap(({ sid, effect, actions, resources = [""], principals, condition = [] }) =>
      actions.flatMap((action) =>
        resources.map((resource) =>
          inOneLine(
            carrierOf(id),
            sid,
            effect,
            action,
            inWords(resource),
            (principals ?? []).flatMap(({ identifiers }) => identifiers.map(inWords)),
            condition.map(({ test, variable, values }) => [test, variable, values.map(inWords)]),
          ),
        ),
      ),
    ),
  );
  return [...new Set(sayings)].sort();
}

/** What the report says. */
function saidByTheReport({ principals }: ReportJson): Saying[] {
  const of = (id: string, effect: string, statements: PrincipalJson["allow"]) =>
    statements.flatMap(({ sid, actions, resources, principals: who, conditions }) =>
      actions.flatMap(({ action }) =>
        (resources.length === 0 ? [""] : resources).map((resource) =>
          inOneLine(
            id,
            sid,
            effect,
            action,
            resource,
            who,
            Object.entries(conditions).flatMap(([test, keys]) =>
              Object.entries(keys).map(([key, values]) => [test, key, values]),
            ),
          ),
        ),
      ),
    );
  return principals
    .flatMap(({ id, trust, allow, deny }) => [
      ...of(id, "Allow", [...trust, ...allow]),
      ...of(id, "Deny", deny),
    ])
    .sort();
}

function inOneLine(...parts: unknown[]): Saying {
  return JSON.stringify(parts);
}

/** The entry of the catalogue that a statement is made of, by its Sid. */
function grantOf(sid: string): Grant {
  const grants: Grant[] = [...GRANTS, ...Object.values(TRUST_CATALOG), publishedPolicy()];
  const found = grants.filter((grant) => sid.replace(/Tagged\d*$/, "") === grant.sid);
  expect(found).toHaveLength(1);
  return found[0] as Grant;
}

describe.each(REPORTED)("the report of %s", (_, { json, stack, markdown, text }) => {
  it("says what the policies of the stack say, and nothing else", () => {
    expect(saidByTheReport(json)).toEqual(saidByTheStack(stack));
  });

  it("is of every policy that the stack writes: none stands in it in another form", () => {
    const isReference = /^\$\{(?:data\.aws_iam_policy_document\.\w+\.json|aws_iam_policy\.\w+\.arn)\}$/;
    const policies = Object.values(stack.resource ?? {})
      .flatMap((byId) => Object.values(byId))
      .flatMap((block) => Object.entries(block))
      .filter(([key]) => /policy|policies/.test(key) && key !== "policy_id");
    for (const [, value] of policies) expect(String(value)).toMatch(isReference);
    expect(policies.length >= Object.keys(stack.data?.aws_iam_policy_document ?? {}).length).toBe(true);
  });

  it("has the reason, the grade and the source of each action from the catalogue", () => {
    for (const { sid, job, actions } of statementsOf(json)) {
      const grant = grantOf(sid);
      expect(job).toBe(grant.job);
      expect(actions).toEqual(
        grant.actions
          .map(({ action, why, grade, source }) => ({
            action,
            why,
            grade,
            gradeMeaning: GRADES[grade],
            source,
            sourceUrl: SOURCES[source].url,
          }))
          .sort((a, b) => (a.action < b.action ? -1 : 1)),
      );
    }
  });

  it("tells people what it tells programs", () => {
    for (const { sid, actions, resources, principals } of statementsOf(json)) {
      const [, section = ""] =
        new RegExp(`#### (?:Allowed|Denied|Trust): ${sid}\n(.*?)\n#`, "s").exec(markdown) ?? [];
      for (const { action, why, grade, gradeMeaning, source, sourceUrl } of actions) {
        const row = `| \`${action}\` | ${why} | ${grade}: ${gradeMeaning} | [`;
        expect(section).toContain(row);
        expect(section).toContain(`][${source}] |`);
        expect(markdown).toContain(`\n[${source}]: ${sourceUrl}\n`);
      }
      for (const who of principals) expect(section).toContain(`\`${who}\``);
      // One section stands for all statements of a Sid here: the first.
      if (markdown.split(`: ${sid}\n`).length === 2) {
        for (const resource of resources) expect(section).toContain(`- \`${resource}\``);
      }
    }
  });

  it("explains every word that stands for what only Terraform knows, and has no expression of Terraform", () => {
    const words = new Set((text + markdown).match(/\b[A-Z]+(?:_[A-Z]+)*(?:\(i-[0-9a-f]+\))?/g));
    const known = [
      /^ACCOUNT$/,
      /^PARTITION$/,
      /^(?:SECRET|KEY|GATEWAY_ROLE)_ARN$/,
      /^FORMER_(?:PROFILE|ROLE)_ARN\(/,
    ];
    const used = [...words].filter((word) => known.some((form) => form.test(word)));
    expect(Object.keys(json.account.placeholders).sort()).toEqual(used.sort());
    expect(text + markdown).not.toMatch(/[$%]\{|TfToken|TERRAFORM\(/);
  });

  it("holds no path of the machine and no date", () => {
    expect(text + markdown).not.toContain(PROJECT);
    expect(text + markdown).not.toMatch(/\/tmp|\/var\/folders|\d{4}-\d{2}-\d{2}[T ]/);
  });
});

describe("a report", () => {
  const TEXT = `
gateway: { instances: [i-0123456789abcdef0], onConflict: replace, configurationSecret: { name: pam } }
targets: { managedDatabases: [{ instance: orders }] }
discovery: true
`;

  it("is the same, byte for byte, for the same input", () => {
    const [first, second] = [reported(TEXT), reported(TEXT)];
    expect(second.markdown).toBe(first.markdown);
    expect(second.text).toBe(first.text);
  });

  it("in JSON has a version of its form and its keys in one order", () => {
    expect(Object.keys(reported(TEXT).json)).toEqual([
      "schemaVersion",
      "gateway",
      "stack",
      "account",
      "principals",
      "comparison",
      "whatRemains",
      "openDoubts",
      "acceptedFindings",
      "reviewed",
    ]);
    expect(reported(TEXT).json.schemaVersion).toBe(2);
  });

  it("shows what a scanner finds and why it stays, as the resources' comments have it, and nothing where it finds nothing", () => {
    const { json, markdown, stack } = reported(TEXT);
    const inTheCode = Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
      Object.values(blocks).flatMap((block) => {
        const comment = block["//"] as { checkov?: { skip: { id: string; comment: string }[] } } | undefined;
        return (comment?.checkov?.skip ?? []).map(({ id, comment: reason }) => [type, id, reason]);
      }),
    );
    const shown = (json.acceptedFindings ?? []).map(({ address, check, reason }) => [
      address.split(".").at(-2),
      check,
      reason,
    ]);
    const ofResources = shown.filter(([type]) => type !== "aws_iam_policy_document");
    expect(shown.length).toBeGreaterThan(ofResources.length);
    expect(ofResources.length).toBeGreaterThan(5);
    expect(ofResources.sort()).toEqual(inTheCode.sort());
    for (const [, , reason] of shown) expect(markdown).toContain(reason);
    expect(reported().json).not.toHaveProperty("acceptedFindings");
    expect(reported().markdown).not.toContain("scanner");
  });

  it("names each principal, what bounds it, and who may take it", () => {
    const boundary = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
    const { json, markdown } = reported(`
gateway:
  role: { name: pam-role, permissionsBoundaryArn: "${boundary("a")}" }
  accessKeyUser: { name: pam-user, createAccessKey: false, permissionsBoundaryArn: "${boundary("b")}" }
  instances: [i-0123456789abcdef0]
  attachmentFunction: { permissionsBoundaryArn: "${boundary("c")}" }
  configurationSecret: { name: pam/secret, operators: ["arn:aws:iam::111122223333:role/operators"] }
`);
    const summary = json.principals.map(({ id, name, permissionsBoundary, trust }) => [
      id,
      name,
      permissionsBoundary,
      trust.flatMap(({ principals }) => principals),
    ]);
    expect(summary).toEqual([
      ["gatewayRole", "pam-role", boundary("a"), ["ec2.amazonaws.com"]],
      ["accessKeyUser", "pam-user", boundary("b"), []],
      [
        "attachmentFunctionRole",
        "keeper-gateway-instance-attachment",
        boundary("c"),
        ["lambda.amazonaws.com"],
      ],
      ["configurationKey", "key of pam/secret", null, []],
      ["configurationSecret", "pam/secret", null, []],
    ]);
    for (const name of ["a", "b", "c"]) expect(markdown).toContain(`Bounded by \`${boundary(name)}\``);
    expect(markdown).toContain("| `arn:aws:iam::111122223333:role/operators` with [the key");
    expect(markdown).toContain("| `arn:aws:iam::111122223333:role/operators` with [the secret");
  });

  it("says conditions in words and in IAM's notation", () => {
    const { markdown } = reported(`
gateway: { instances: [i-0123456789abcdef0], configurationSecret: { name: pam } }
targets: { iamUsers: [{ tag: { key: Team, value: ops } }] }
discovery: { regions: [eu-west-1, us-west-2] }
`);
    expect(markdown).toContain("Only on what carries the tag `Team` with the value `ops`:");
    expect(markdown).toContain('"aws:ResourceTag/Team": [\n        "ops"\n      ]');
    expect(markdown).toContain("Only in the region `eu-west-1` or `us-west-2`:");
    expect(markdown).toContain("Only handed to the service `ec2.amazonaws.com`:");
    expect(markdown).toContain(
      "Only through the service `secretsmanager.us-east-1.amazonaws.com` and for the secret `SECRET_ARN`:",
    );
    expect(markdown).not.toMatch(/Only where `/);
    expect(reported("targets: { managedDatabases: [{ instance: orders }] }").markdown).toContain(
      "Only where what the call says of Secrets Manager keeping the master password is `false` or nothing:",
    );
  });

  it("gives a list that is spread over policies as one", () => {
    const [, { json, stack } = reported()] =
      REPORTED.find(([name]) => name === "more users than one policy holds") ?? [];
    expect(Object.keys(stack.resource?.aws_iam_policy ?? {}).length).toBeGreaterThan(1);
    const rotations = statementsOf(json).filter(({ sid }) => sid === "RotateConsolePasswords");
    expect(rotations.map(({ resources }) => resources.length)).toEqual([300]);
  });
});
