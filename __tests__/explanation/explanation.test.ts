import { isMap, parseDocument } from "yaml";
import { NEEDED } from "../report/reported";
import { explained } from "./asked-files";

const ACCOUNT = "111122223333";
const HERE = `name: keeper-gateway\naws: { region: us-east-1, accountId: "${ACCOUNT}" }\n`;
const user = (pathAndName: string) => `arn:aws:iam::${ACCOUNT}:user/${pathAndName}`;
const database = (name: string, region = "us-east-1") => `arn:aws:rds:${region}:${ACCOUNT}:db:${name}`;
const GATEWAY_TAG = "aws:ResourceTag/keeperpam-gateway";
const KEPT = "rds:ManageMasterUserPassword";

/** The answer for the role, and the places that asked for it. */
function roleAnswer(...asked: Parameters<typeof explained>) {
  const [answer] = explained(...asked).principals;
  if (!answer) throw new Error("there is no principal");
  const places = (statements: typeof answer.allows) =>
    statements.flatMap(({ sid, askedBy }) =>
      askedBy.map(
        ({ path, place }) => `${sid} ${place ? `${place.line}:${place.column}` : "default"} ${path}`,
      ),
    );
  return { ...answer, allowing: places(answer.allows), denying: places(answer.denies) };
}

const LISTS = `${HERE}targets:
  managedDatabases:
    - instance: orders
    - { instance: orders, region: eu-west-1 }
    - tag: { key: Team, value: a }
    - tag: { key: Team, value: b }
  iamUsers:
    - name: ada
    - path: /service/
    - path: /service/ci/
    - tag: { key: Team, value: a }
  iamAccessKeys: [{ name: bot }]
discovery: { regions: [us-east-1, eu-west-1] }
protectedUsers:
  - break-glass
  - ${user("service/payments")}
`;

describe("what has asked for it", () => {
  it.each([
    [
      "a name",
      "iam:UpdateLoginProfile",
      user("ada"),
      { "aws:ResourceTag/Team": null },
      ["RotateConsolePasswords 10:7 targets.iamUsers[0]"],
    ],
    [
      "every path that takes it in",
      "iam:UpdateLoginProfile",
      user("service/ci/bob"),
      { "aws:ResourceTag/Team": null },
      ["RotateConsolePasswords 11:7 targets.iamUsers[1]", "RotateConsolePasswords 12:7 targets.iamUsers[2]"],
    ],
    [
      "a tag in other capitals",
      "iam:UpdateLoginProfile",
      user("bob"),
      { "aws:resourcetag/TEAM": "a" },
      ["RotateConsolePasswordsTagged 13:7 targets.iamUsers[3]"],
    ],
    [
      "a path for the one statement, and a tag for the other",
      "iam:UpdateLoginProfile",
      user("service/bob"),
      { "aws:ResourceTag/Team": "a" },
      [
        "RotateConsolePasswords 11:7 targets.iamUsers[1]",
        "RotateConsolePasswordsTagged 13:7 targets.iamUsers[3]",
      ],
    ],
    [
      "a name in its region alone",
      "rds:ModifyDBInstance",
      database("orders", "eu-west-1"),
      { "aws:ResourceTag/Team": null },
      ["RotateManagedDatabases 6:7 targets.managedDatabases[1]"],
    ],
    [
      "the second of two tags",
      "rds:ModifyDBInstance",
      database("x"),
      { "aws:ResourceTag/Team": "b" },
      ["RotateManagedDatabasesTagged2 8:7 targets.managedDatabases[3]"],
    ],
    [
      "the region that is called",
      "ec2:DescribeInstances",
      undefined,
      { "aws:RequestedRegion": "eu-west-1" },
      ["DiscoverMachinesAndDirectories 15:35 discovery.regions[1]"],
    ],
    [
      "every entry, where any of them is enough",
      "iam:GetUser",
      user("somebody"),
      { "aws:ResourceTag/Team": null },
      [0, 1, 2, 3].map((i) => `ReadUsersForManagedDatabases ${5 + i}:7 targets.managedDatabases[${i}]`),
    ],
    [
      "the targets together",
      "iam:SimulatePrincipalPolicy",
      `arn:aws:iam::${ACCOUNT}:role/keeper-gateway`,
      {},
      ["SimulateOwnPermissions 3:1 targets"],
    ],
  ])("is %s", (_, action, resource, context, expected) => {
    expect(roleAnswer(LISTS, action, resource, context).allowing).toEqual(expected);
  });

  it("is named for a Deny and for the Allow that it beats", () => {
    const { answer, allowing, denying } = roleAnswer(
      LISTS,
      "iam:UpdateLoginProfile",
      user("service/payments"),
      {
        [GATEWAY_TAG]: null,
        "aws:ResourceTag/Team": null,
      },
    );
    expect({ answer, allowing, denying }).toEqual({
      answer: "denied",
      allowing: ["RotateConsolePasswords 11:7 targets.iamUsers[1]"],
      denying: ["DenyProtectedUsers 18:5 protectedUsers[1]"],
    });
  });

  it("is nothing in the file where it is there by default", () => {
    expect(roleAnswer(LISTS, "iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/x`).denying).toEqual([
      "DenyIdentityChanges default gateway.guard",
    ]);
    const refused = `${LISTS}gateway: { accessKeyUser: false }\n`;
    expect(roleAnswer(refused, "iam:CreateAccessKey", user("bot")).denying).toEqual([
      "DenyGatewayUsers default gateway.accessKeyUser",
    ]);
    const said = `${HERE}gateway: { guard: true }\n`;
    expect(roleAnswer(said, "iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/x`).denying).toEqual([
      "DenyIdentityChanges 3:12 gateway.guard",
    ]);
  });

  it("is the key of Keeper's published policy", () => {
    const text = `${HERE}permissions: documented\ntargets: { iamUsers: [{ name: ada }] }\n`;
    expect(
      roleAnswer(text, "iam:UpdateLoginProfile", user("anybody"), { [GATEWAY_TAG]: null }),
    ).toMatchObject({
      answer: "allowed",
      allowing: ["KeeperPublishedPolicy 3:1 permissions"],
    });
  });

  it("is one entry of hundreds, whose statement is spread over policies", () => {
    const names = [...Array(300).keys()].map((n) => `    - name: user-${n}\n`);
    const text = `${HERE}targets:\n  iamUsers:\n${names.join("")}`;
    const { allows, allowing } = roleAnswer(text, "iam:UpdateLoginProfile", user("user-299"));
    expect(allowing).toEqual(["RotateConsolePasswords 304:7 targets.iamUsers[299]"]);
    expect(allows).toHaveLength(1);
    const [statement, ...others] = roleAnswer(text, "iam:UpdateLoginProfile").allows;
    expect([statement?.resources.length, statement?.askedBy.length, others]).toEqual([300, 300, []]);
  });
});

describe("what is not known of a call", () => {
  it("leaves an answer open, with the condition in words and the key that would tell", () => {
    const { answer, allows, denies } = roleAnswer(LISTS, "rds:ModifyDBInstance", database("orders"), {
      "aws:ResourceTag/Team": null,
    });
    expect({ answer, denies }).toEqual({ answer: "conditional", denies: [] });
    expect(allows.map(({ onlyIf, undecidedKeys }) => ({ onlyIf, undecidedKeys }))).toEqual([
      {
        onlyIf: [
          "where what the call says of Secrets Manager keeping the master password is `false` or nothing",
        ],
        undecidedKeys: [KEPT],
      },
    ]);
  });

  it.each([
    ["false", "allowed"],
    ["true", "notAllowed"],
    [null, "allowed"],
  ])("decides it once it is told: %s", (value, expected) => {
    const context = { "aws:ResourceTag/Team": null, [KEPT]: value };
    expect(roleAnswer(LISTS, "rds:ModifyDBInstance", database("orders"), context).answer).toBe(expected);
  });

  it.each([
    [undefined, "conditional"],
    [null, "allowed"],
    ["another-gateway", "denied"],
  ])("leaves a Deny open, until it is told: %s", (value, expected) => {
    const context: Record<string, string | null> = value === undefined ? {} : { [GATEWAY_TAG]: value };
    expect(roleAnswer(LISTS, "iam:CreateAccessKey", user("bot"), context).answer).toBe(expected);
  });

  it("is said of a key that no condition asks for", () => {
    const { notes } = explained(LISTS, "ec2:DescribeInstances", undefined, { "aws:RequestRegion": "x" });
    expect(notes).toContain(
      "aws:RequestRegion decides nothing: no statement about ec2:DescribeInstances has a condition on it",
    );
  });
});

describe("what Terraform alone knows", () => {
  it("is the account, which is taken to be the ARN's, and said so", () => {
    const text = `${NEEDED}targets: { iamUsers: [{ name: ada }] }\n`;
    const { notes, principals } = explained(text, "iam:GetUser", "arn:aws:iam::444455556666:user/ada");
    expect([principals[0]?.answer, notes]).toEqual([
      "allowed",
      ["Terraform is taken to be run in the account 444455556666: the file names no aws.accountId"],
    ]);
  });

  it("is not the account that a role to take is in", () => {
    const text = `name: g\naws: { region: us-east-1, assumeRoleArn: "arn:aws:iam::${ACCOUNT}:role/tf" }\ntargets: { iamUsers: [{ name: ada }] }\n`;
    expect(explained(text, "iam:GetUser", user("ada"))).toMatchObject({
      notes: [],
      principals: [{ answer: "allowed" }],
    });
    expect(explained(text, "iam:GetUser", "arn:aws:iam::444455556666:user/ada").principals[0]).toMatchObject({
      answer: "notAllowed",
      missing: [`nothing in the file can allow it: its rights are for the account ${ACCOUNT}`],
    });
  });

  it("is not the partition, which is that of the region", () => {
    const text = "name: g\naws: { region: us-gov-west-1 }\ntargets: { iamUsers: [{ name: ada }] }\n";
    const answerTo = (partition: string) =>
      explained(text, "iam:GetUser", `arn:${partition}:iam::${ACCOUNT}:user/ada`).principals[0]?.answer;
    expect([answerTo("aws-us-gov"), answerTo("aws")]).toEqual(["allowed", "notAllowed"]);
  });

  it.each([
    ["{ namePrefix: pam- }", "role/pam-20261128000000000000000001", "conditional"],
    ["{ namePrefix: pam- }", "role/other", "notAllowed"],
    ["{ existing: legacy }", "role/path/legacy", "conditional"],
    ["{ existing: legacy }", "role/legacy2", "notAllowed"],
    ["{ name: mine, path: /p/ }", "role/p/mine", "allowed"],
  ])("is the ARN of some roles: %s, asked of %s", (role, name, expected) => {
    const text = `${HERE}gateway: { role: ${role} }\ntargets: { iamUsers: [{ name: ada }] }\n`;
    const { answer, allows } = roleAnswer(
      text,
      "iam:SimulatePrincipalPolicy",
      `arn:aws:iam::${ACCOUNT}:${name}`,
    );
    expect(answer).toBe(expected);
    if (expected === "conditional")
      expect(allows[0]?.onlyIf).toEqual([
        "where this is the ARN of the gateway's role, which Terraform alone knows",
      ]);
  });

  it("is the ARN of a secret that is made, and of its key", () => {
    const text = `${HERE}gateway: { configurationSecret: { name: pam } }\n`;
    const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}`;
    expect(roleAnswer(text, "secretsmanager:GetSecretValue", secret("pam-AbCdEf")).answer).toBe(
      "conditional",
    );
    expect(roleAnswer(text, "secretsmanager:GetSecretValue", secret("other-AbCdEf")).answer).toBe(
      "notAllowed",
    );
    const { allows } = roleAnswer(text, "kms:Decrypt", `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`, {
      "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
      // What Terraform alone knows nobody can compare.
      "kms:EncryptionContext:SecretARN": secret("pam-AbCdEf"),
    });
    expect(allows[0]?.onlyIf).toEqual([
      "where this is the ARN of the key that encrypts that secret, which Terraform alone knows",
      "for the secret `SECRET_ARN`",
    ]);
  });
});

describe("the gateway", () => {
  it("is answered for as its role and as its user, each by its own policies", () => {
    const text = `${HERE}gateway: { accessKeyUser: { createAccessKey: false } }\n`;
    const { principals } = explained(text, "iam:GetUser", user("keeper-gateway"));
    expect(principals.map(({ id, answer }) => [id, answer])).toEqual([
      ["gatewayRole", "notAllowed"],
      ["accessKeyUser", "allowed"],
    ]);
  });

  it("is answered for where it carries no policy at all", () => {
    const text = `${HERE}gateway: { role: { existing: legacy } }\n`;
    expect(roleAnswer(text, "iam:GetUser", user("ada"))).toMatchObject({
      name: "legacy",
      answer: "notAllowed",
    });
  });
});

/** The text of a configuration with one more entry in a list of targets. */
function withEntry(text: string, list: string, entry: string): string {
  const document = parseDocument(text);
  const path = ["targets", list];
  const value: unknown = parseDocument(entry).toJS();
  if (!isMap(document.get("targets"))) document.set("targets", document.createNode({}));
  if (document.hasIn(path)) document.addIn(path, document.createNode(value));
  else document.setIn(path, document.createNode([value]));
  return String(document);
}

describe("what is missing", () => {
  it.each([
    ["iam:CreateAccessKey", user("x/ada"), "iamAccessKeys", "{ name: ada, path: /x/ }"],
    ["iam:UpdateLoginProfile", user("a,b"), "iamUsers", '{ name: "a,b" }'],
    ["iam:UpdateLoginProfile", user("123"), "iamUsers", '{ name: "123" }'],
    [
      "rds:ModifyDBInstance",
      database("payroll", "eu-west-1"),
      "managedDatabases",
      "{ instance: payroll, region: eu-west-1 }",
    ],
    [
      "ds:ResetUserPassword",
      `arn:aws:ds:us-east-1:${ACCOUNT}:directory/d-1234567890`,
      "directories",
      "{ id: d-1234567890 }",
    ],
  ])("for %s on %s is an entry of %s, and with it the answer is another", (action, resource, list, entry) => {
    const context = { [GATEWAY_TAG]: null, [KEPT]: null };
    const before = roleAnswer(HERE, action, resource, context);
    expect([before.answer, before.missing]).toEqual([
      "notAllowed",
      [`the file has no targets.${list}: the entry ${entry} would allow it`],
    ]);
    expect(roleAnswer(withEntry(HERE, list, entry), action, resource, context).answer).toBe("allowed");
  });

  it("is an entry of a list that is there", () => {
    expect(roleAnswer(LISTS, "iam:CreateAccessKey", user("ada")).missing).toEqual([
      "no entry of targets.iamAccessKeys names it: the entry { name: ada } would allow it",
    ]);
  });

  it("is each key that would do where the action serves several", () => {
    expect(roleAnswer(HERE, "ds:DescribeDirectories").missing).toEqual([
      "the file has no targets.directories: any entry would allow it",
      "the file has no discovery: discovery: true would allow it",
    ]);
  });

  it("is a region of discovery", () => {
    const text = `${HERE}discovery: true\n`;
    const context = { "aws:RequestedRegion": "eu-west-1" };
    expect(roleAnswer(text, "ec2:DescribeInstances", undefined, context)).toMatchObject({
      answer: "notAllowed",
      missing: ["discovery does not take it in: discovery: { regions: [eu-west-1] } would allow it"],
    });
  });

  it.each([
    [
      "s3:GetObject",
      "arn:aws:s3:::bucket/key",
      "nothing in the file can allow it: the catalogue has no such right for a gateway",
    ],
    [
      "iam:CreateAccessKey",
      `arn:aws:iam::${ACCOUNT}:role/x`,
      "nothing in the file can allow it on this: the catalogue has it for iam:user",
    ],
    [
      "rds:ModifyDBInstance",
      `arn:aws:rds:us-east-1:${ACCOUNT}:og:x`,
      "no target and no discovery allows it on this: the catalogue has it for rds:db; permissions: documented has it for everything",
    ],
  ])("is nothing that a target can bring for %s on %s", (action, resource, expected) => {
    expect(roleAnswer(HERE, action, resource).missing).toEqual([expected]);
    const documented = roleAnswer(`${HERE}permissions: documented\n`, action, resource, { [KEPT]: null });
    expect(documented.answer === "allowed").toBe(expected.includes("permissions: documented"));
  });

  it("is not said of what is denied", () => {
    expect(roleAnswer(LISTS, "iam:CreateAccessKey", user("break-glass"))).toMatchObject({
      answer: "denied",
      allows: [],
      missing: [],
    });
  });
});

describe("an action", () => {
  it.each([
    ["IAM:getuser", "iam:GetUser"],
    ["rds:modifydbinstance", "rds:ModifyDBInstance"],
    ["s3:getBucketAcl", "s3:getBucketAcl"],
  ])(
    "is spelt as the catalogue spells it, and as it is given where that does not know it: %s",
    (given, expected) => {
      expect(explained(HERE, given).action).toBe(expected);
    },
  );

  it("that the catalogue does not know may be a misspelt one", () => {
    expect(explained(HERE, "iam:UpdateLoginProfil").notes).toEqual([
      "the catalogue does not know iam:UpdateLoginProfil; did you mean iam:UpdateLoginProfile?",
    ]);
    expect(explained(HERE, "s3:GetBucketAcl").notes).toEqual(["the catalogue does not know s3:GetBucketAcl"]);
    // A pattern of the guard stands for it.
    expect(explained(HERE, "iam:CreateSAMLProvider").notes).toEqual([]);
  });

  it("without a resource is listed, statement by statement", () => {
    const { principals, resource } = explained(LISTS, "iam:CreateAccessKey");
    expect(resource).toBeUndefined();
    expect(principals[0]).toMatchObject({
      answer: "listed",
      allows: [{ sid: "RotateAccessKeys", resources: [user("bot")], onlyIf: [] }],
      denies: [
        {
          sid: "DenyProtectedUsers",
          resources: [user("break-glass"), user("*/break-glass"), user("service/payments")],
        },
        { sid: "DenyGatewayUsers", resources: [user("*")] },
      ],
    });
  });

  it("that AWS knows no resource for needs none", () => {
    expect(explained(LISTS, "iam:ListUsers")).toMatchObject({
      resource: "*",
      notes: ["AWS knows no resource for iam:ListUsers: it is allowed on all or on none"],
      principals: [{ answer: "allowed" }],
    });
  });
});
