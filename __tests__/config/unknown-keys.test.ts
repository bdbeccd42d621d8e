import { problemsBelow, problemsIn } from "../support/refusals";

const TOP = "name, stack, aws, backend, gateway, targets, discovery, protectedUsers, permissions";

describe("a key that the schema does not know", () => {
  it.each([
    ["at the top", ["targest: {}"], "4:1 targest: no such key; did you mean targets?"],
    ["in aws", ["  regoin: x"], "4:3 aws.regoin: no such key; did you mean region?"],
    ["in targets", ["targets:", "  iamUser: []"], "5:3 targets.iamUser: no such key; did you mean iamUsers?"],
    [
      "in an item of a list",
      ["targets:", "  managedDatabases:", "    - { instance: orders, regin: eu-west-1 }"],
      "6:27 targets.managedDatabases[0].regin: no such key; did you mean region?",
    ],
    [
      "in a tag",
      ["targets:", "  iamUsers:", "    - tag: { key: a, value: b, valeu: c }"],
      "6:32 targets.iamUsers[0].tag.valeu: no such key; did you mean value?",
    ],
    ["in gateway", ["gateway:", "  rol: true"], "5:3 gateway.rol: no such key; did you mean role?"],
    [
      "in a role, which may also be true",
      ["gateway:", "  role:", "    pth: /x/"],
      "6:5 gateway.role.pth: no such key; did you mean path?",
    ],
    [
      "in an instance profile, which may also be true or false",
      ["gateway:", "  instanceProfile:", "    nam: x"],
      "6:5 gateway.instanceProfile.nam: no such key; did you mean name?",
    ],
    [
      "in discovery, which may also be true or false",
      ["discovery:", "  region: [eu-west-1]"],
      "5:3 discovery.region: no such key; did you mean regions?",
    ],
    ["among the backends", ["backend:", "  S3: {}"], "5:3 backend.S3: no such key; did you mean s3?"],
    [
      "in the settings of a backend, spelt as Terraform does",
      ["backend:", "  s3:", "    dynamodb_table: locks"],
      "6:5 backend.s3.dynamodb_table: no such key; did you mean dynamodbTable?",
    ],
  ])("is named with the nearest known one: %s", (_, lines, line) => {
    expect(problemsBelow(...lines)).toEqual([`keeper-pam.yaml:${line}`]);
  });

  it("is recognised in other letters, with hyphens and underscores", () => {
    expect(problemsBelow("  AccountID: x", "  account-id: x", "  account_id: x")).toEqual([
      "keeper-pam.yaml:4:3 aws.AccountID: no such key; did you mean accountId?",
      "keeper-pam.yaml:5:3 aws.account-id: no such key; did you mean accountId?",
      "keeper-pam.yaml:6:3 aws.account_id: no such key; did you mean accountId?",
    ]);
  });

  it("comes with every allowed one when none is near", () => {
    expect(problemsBelow("ticket: PLAT-1", "gateway:", "  role:", "    colour: red")).toEqual([
      `keeper-pam.yaml:4:1 ticket: no such key: allowed is ${TOP}`,
      "keeper-pam.yaml:7:5 gateway.role.colour: no such key: allowed is name, namePrefix, path, permissionsBoundaryArn, maxSessionDuration, description, tags, existing",
    ]);
  });

  it("is sent to where it belongs when it stands too high, too low or beside", () => {
    expect(
      problemsBelow(
        "accountId: '111122223333'",
        "instance: orders",
        "path: /service/",
        "targets:",
        "  protectedUsers: [break-glass]",
      ),
    ).toEqual([
      "keeper-pam.yaml:4:1 accountId: no such key here: it belongs in aws.accountId",
      "keeper-pam.yaml:5:1 instance: no such key here: it belongs in targets.managedDatabases[].instance",
      "keeper-pam.yaml:6:1 path: no such key here: it belongs in gateway.role.path or gateway.accessKeyUser.path or targets.iamUsers[].path",
      "keeper-pam.yaml:8:3 targets.protectedUsers: no such key here: it belongs in protectedUsers",
    ]);
  });

  it("is named beside the missing one that it was meant to be", () => {
    expect(problemsIn("nmae: keeper-gateway\naws: { region: us-east-1 }\n")).toEqual([
      "keeper-pam.yaml:1:1 name: is missing: What stack, role and instance profile are called; the policies' names begin with it.",
      "keeper-pam.yaml:1:1 nmae: no such key; did you mean name?",
    ]);
  });
});

describe("a key that people look for and that is none on purpose", () => {
  it.each([
    [
      "a cluster",
      ["targets: { managedDatabases: [{ cluster: orders }] }"],
      /managedDatabases\[0\]\.cluster: no such key: a cluster is not a target, since its password .*: rotate it over SQL/,
    ],
    ["clusters", ["targets: { clusters: [orders] }"], /clusters: no such key: a cluster is not a target/],
    [
      "workspaces by tags",
      ["backend: { cloud: { organization: o, workspaces: { name: w, tags: [pam] } } }"],
      /workspaces\.tags: no such key: a stack has one workspace, .* set backend: none and put a file/,
    ],
    [
      "a store that speaks S3's protocol",
      ["backend: { s3: { bucket: state, endpoints: { s3: x }, use_path_style: true } }"],
      /endpoints: no such key: for a store that speaks S3's protocol .*-backend-config=FILE/,
    ],
    [
      "the same, as Terraform spells it",
      ["backend: { s3: { bucket: state, use_path_style: true } }"],
      /use_path_style: no such key: for a store that speaks S3's protocol/,
    ],
  ])("is answered with the reason and the way there is: %s", (_, lines, message) => {
    expect(problemsBelow(...lines)).toContainEqual(expect.stringMatching(message));
  });
});
