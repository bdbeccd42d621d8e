import type { ResourceStatementJson, StatementJson } from "../../modules/permissions";
import { shippedGateways, type GatewayPrincipal } from "../least-privilege/gateways";
import { PRINCIPALS, resourcePolicyRights } from "../../modules/languages";
import { differences } from "./comparison";
import { declaredKeyPolicy, declaredSecretPolicy } from "./declared-configuration";
import { deniedOrReachable, undeclaredOrRefused } from "./gateway-differences";
import { otherPolicies } from "./other-policies";

jest.setTimeout(300_000);

const GATEWAYS = shippedGateways();

function example(name: string) {
  const gateway = GATEWAYS.find(({ title }) => title.startsWith(`examples/${name} `));
  const [principal] = gateway?.principals ?? [];
  if (!gateway || !principal) throw new Error(`there is no example ${name}`);
  return { gateway, principal };
}

/** A principal with policies in which a text is another one. */
function reworded(principal: GatewayPrincipal, from: string, to: string): GatewayPrincipal {
  const before = JSON.stringify(principal.documents);
  const after = before.replaceAll(from, to);
  if (after === before) throw new Error(`the policies have no ${from}`);
  return { ...principal, documents: JSON.parse(after) as GatewayPrincipal["documents"] };
}

/** A principal with policies in which a statement is another one, or gone. */
function restated(
  principal: GatewayPrincipal,
  sid: string,
  change: (statement: StatementJson) => StatementJson[],
): GatewayPrincipal {
  const documents = principal.documents.map((document) => ({
    ...document,
    Statement: document.Statement.flatMap((one) => (one.Sid === sid ? change(one) : [one])),
  }));
  return { ...principal, documents };
}

/** The message of a difference, for each action that has it. */
const each = (actions: readonly string[], rest: string) => actions.map((action) => `${action} on ${rest}`);
const lets = (sid: string) => `in the policies (${sid}), not in the file`;
const lacks = (part: string) => `in the file (${part}), not in the policies`;

const DATABASE = ["rds:DescribeDBInstances", "rds:ModifyDBInstance"];
const DIRECTORY = ["ds:DescribeDomainControllers", "ds:DescribeLDAPSSettings", "ds:ResetUserPassword"];
const MADE_KEYS = ["iam:CreateAccessKey", "iam:DeleteAccessKey"];
const PASSWORD = ["iam:UpdateLoginProfile"];
const ACCOUNT = "arn:aws:iam::111122223333";
const UNTAGGED = "no aws:resourcetag/keeperpam";
const NO_GATEWAYS = "no aws:resourcetag/keeperpam-gateway";
const KEEPERS = "no rds:managemasteruserpassword";

/** The message of a difference about the keys of a user, who is no gateway's where a key is made or deleted. */
const eachOfKeys = (user: string, verdict: string) => [
  ...each(MADE_KEYS, `${user}, ${NO_GATEWAYS}: ${verdict}`),
  ...each(["iam:ListAccessKeys"], `${user}: ${verdict}`),
];
/** And about his console password. */
const eachOfPassword = (user: string, tag: string, verdict: string) =>
  each(PASSWORD, `${user}, ${tag}, ${NO_GATEWAYS}: ${verdict}`);

describe("a policy that allows more is found out by the shortest ARN that it lets in", () => {
  it.each<[string, string, string, string, string[]]>([
    [
      "a path without its slash",
      "tags-and-paths",
      ":user/service/*",
      ":user/service*",
      [
        ...eachOfKeys(`${ACCOUNT}:user/service`, lets("RotateAccessKeys")),
        ...eachOfPassword(`${ACCOUNT}:user/service`, UNTAGGED, lets("RotateConsolePasswords")),
      ],
    ],
    [
      "a star behind a name",
      "every-target",
      ":db:orders",
      ":db:orders*",
      // Discovery reads every instance of the region anyway.
      each(
        DATABASE.slice(1),
        `arn:aws:rds:us-east-1:111122223333:db:ordersA, ${KEEPERS}: ${lets("RotateManagedDatabases")}`,
      ),
    ],
    [
      "a star for an account",
      "every-target",
      ":111122223333:db:orders",
      ":*:db:orders",
      each(
        DATABASE,
        `arn:aws:rds:us-east-1:200000000000:db:orders, ${KEEPERS}: ${lets("RotateManagedDatabases")}`,
      ),
    ],
    [
      "a question mark in a name",
      "every-target",
      ":user/ci-bot",
      ":user/ci?bot",
      // The keys of every user are listed for discovery.
      each(MADE_KEYS, `${ACCOUNT}:user/ciAbot, ${NO_GATEWAYS}: ${lets("RotateAccessKeys")}`),
    ],
    [
      "an action that a pattern takes with it",
      "every-target",
      '"iam:UpdateLoginProfile"',
      '"iam:*LoginProfile"',
      // To make one and to delete one is denied on every user.
      each(
        ["iam:GetLoginProfile"],
        `${ACCOUNT}:user/console-admin, ${NO_GATEWAYS}: ${lets("RotateConsolePasswords")}`,
      ),
    ],
    [
      "a region more in a condition",
      "every-target",
      '["us-east-1","eu-west-1"]',
      '["us-east-1","eu-west-1","sa-east-1"]',
      // The directories of every region are listed for the one that is a target.
      each(
        ["ec2:DescribeInstances"],
        `*, aws:requestedregion "sa-east-1": ${lets("DiscoverMachinesAndDirectories")}`,
      ),
    ],
    [
      "a condition that a call without the key meets too",
      "tags-and-paths",
      '"StringEquals"',
      '"StringEqualsIfExists"',
      [
        ...each(
          DIRECTORY,
          `arn:aws:ds:eu-central-1:111122223333:directory/d-aaaaaaaaaa, ${UNTAGGED}: ${lets("RotateDirectoryUsersTagged")}`,
        ),
        ...eachOfPassword(`${ACCOUNT}:user/A`, UNTAGGED, lets("RotateConsolePasswordsTagged")),
        ...each(
          DATABASE,
          `arn:aws:rds:eu-west-1:111122223333:db:A, ${UNTAGGED}, ${KEEPERS}: ${lets("RotateManagedDatabasesTagged")}`,
        ),
      ],
    ],
  ])("%s", async (_, name, from, to, expected) => {
    const { gateway, principal } = example(name);
    expect(await undeclaredOrRefused(gateway, reworded(principal, from, to))).toEqual(expected);
  });

  it("a condition dropped", async () => {
    const { gateway, principal } = example("tags-and-paths");
    const changed = restated(principal, "RotateDirectoryUsersTagged", (one) => [
      { ...one, Condition: undefined },
    ]);
    const directory = "arn:aws:ds:eu-central-1:111122223333:directory/d-aaaaaaaaaa";
    expect(await undeclaredOrRefused(gateway, changed)).toEqual(
      each(DIRECTORY, `${directory}, ${UNTAGGED}: ${lets("RotateDirectoryUsersTagged")}`),
    );
  });

  it("a Deny lost", async () => {
    const { gateway, principal } = example("tags-and-paths");
    const changed = restated(principal, "DenyProtectedUsers", () => []);
    const kept = `${ACCOUNT}:user/service/payments`;
    const tagged = 'aws:resourcetag/keeperpam "managed"';
    expect(await undeclaredOrRefused(gateway, changed)).toEqual([
      ...eachOfKeys(kept, lets("RotateAccessKeys")),
      ...eachOfPassword(kept, UNTAGGED, lets("RotateConsolePasswords")),
      ...eachOfPassword(`${ACCOUNT}:user/break-glass`, tagged, lets("RotateConsolePasswordsTagged")),
    ]);
    expect(await deniedOrReachable(gateway, changed)).toContain(
      `iam:GetLoginProfile on ${ACCOUNT}:user/break-glass: ${lacks("protectedUsers")}`,
    );
  });

  it.each([
    ["DenyIdentityChanges", "iam:AttachGroupPolicy on *", "guard: identities"],
    [
      "DenyInstanceProfiles",
      "ec2:AssociateIamInstanceProfile on arn:aws:ec2:a:111122223333:instance/i-a",
      "guard: machines",
    ],
    [
      "DenyDatabaseTags",
      "rds:AddTagsToResource on arn:aws:rds:a:111122223333:db:A",
      "guard: tags of databases",
    ],
    [
      "DenyDirectoryTags",
      "ds:AddTagsToResource on arn:aws:ds:a:111122223333:directory/d-aaaaaaaaaa",
      "guard: tags of directories",
    ],
    [
      "DenyGatewayUsers",
      `iam:CreateAccessKey on ${ACCOUNT}:user/A, aws:resourcetag/keeperpam-gateway ""`,
      "users of gateways",
    ],
  ])("a statement of the guard lost: %s", async (sid, call, part) => {
    const { gateway, principal } = example("tags-and-paths");
    const changed = restated(principal, sid, () => []);
    expect(await deniedOrReachable(gateway, changed)).toContain(`${call}: ${lacks(part)}`);
  });

  it("a key that everybody of the account may read with", async () => {
    const { gateway } = example("protected-configuration");
    const [policy] = otherPolicies(gateway).key;
    if (!policy) throw new Error("the example makes a key");
    const open = policy.Statement.map((one): ResourceStatementJson => {
      const others = Object.entries(one.Condition ?? {}).filter(([test]) => test !== "ArnEquals");
      return one.Sid === "GatewayReadsConfiguration"
        ? { ...one, Condition: Object.fromEntries(others) }
        : one;
    });
    const { itself } = await resourcePolicyRights({ ...policy, Statement: open });
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/gateway-configuration-AAAAAA";
    expect(
      await differences(
        { name: "the policies", rights: itself },
        { name: "the file", rights: { granted: (await declaredKeyPolicy(gateway)).itself } },
        () => PRINCIPALS,
      ),
    ).toEqual([
      `kms:Decrypt on ${ACCOUNT}:root, kms:encryptioncontext:secretarn "${secret}", kms:viaservice "secretsmanager.us-east-1.amazonaws.com": ${lets("GatewayReadsConfiguration")}`,
    ]);
  });

  it("a secret that somebody else may write, where his own policies let him", async () => {
    const { gateway } = example("protected-configuration");
    const [policy] = otherPolicies(gateway).secret;
    if (!policy) throw new Error("the example names operators");
    const open = policy.Statement.filter(({ Sid }) => Sid !== "OthersWriteNothing");
    const { denied } = await resourcePolicyRights({ ...policy, Statement: open });
    const found = await differences(
      { name: "the policies", rights: denied },
      { name: "the file", rights: { granted: (await declaredSecretPolicy(gateway)).denied ?? [] } },
      () => PRINCIPALS,
    );
    expect(found).toContain(
      `secretsmanager:PutSecretValue on b.amazonaws.com: ${lacks("others write nothing")}`,
    );
    expect(found).toHaveLength(6);
  });
});

describe("a policy that allows less is found out too", () => {
  it("a target of another name", async () => {
    const { gateway, principal } = example("every-target");
    const changed = reworded(principal, ":user/ci-bot", ":user/ci-bot2");
    expect(await undeclaredOrRefused(gateway, changed)).toEqual(
      MADE_KEYS.flatMap((action) => [
        `${action} on ${ACCOUNT}:user/ci-bot2, ${NO_GATEWAYS}: ${lets("RotateAccessKeys")}`,
        `${action} on ${ACCOUNT}:user/ci-bot, ${NO_GATEWAYS}: ${lacks("targets.iamAccessKeys")}`,
      ]),
    );
  });

  it("a path with a slash more", async () => {
    const { gateway, principal } = example("tags-and-paths");
    const changed = reworded(principal, ":user/service/*", ":user/service/*/*");
    expect(await undeclaredOrRefused(gateway, changed)).toEqual([
      ...eachOfKeys(`${ACCOUNT}:user/service/A`, lacks("targets.iamAccessKeys")),
      ...eachOfPassword(`${ACCOUNT}:user/service/A`, UNTAGGED, lacks("targets.iamUsers")),
    ]);
  });

  it("a Deny on more than is forbidden", async () => {
    const { gateway, principal } = example("tags-and-paths");
    const changed = reworded(principal, ":user/break-glass", ":user/break-glass*");
    expect(await deniedOrReachable(gateway, changed)).toContain(
      `iam:GetLoginProfile on ${ACCOUNT}:user/break-glassA: ${lets("DenyProtectedUsers")}`,
    );
  });
});
