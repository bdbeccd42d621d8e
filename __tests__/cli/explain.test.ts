import { NEEDED } from "../report/reported";
import { keeperpamAws } from "../support/program";
import { folderWith } from "../support/refusals";

const FILE = `name: keeper-gateway
aws: { region: us-east-1, accountId: "111122223333" }
targets:
  iamUsers:
    - name: ada
    - path: /service/
  managedDatabases:
    - instance: orders
protectedUsers: [root-owner]
`;
const USER = "arn:aws:iam::111122223333:user";
const GATEWAY_TAG = "aws:ResourceTag/keeperpam-gateway";

const folder = folderWith({
  "keeper-pam.yaml": FILE,
  "other.yaml": `${NEEDED}# nothing\n`,
});
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  keeperpamAws(["explain", ...args], { cwd: folder, env });

const NOT_LOOKED_AT =
  "Not looked at: policies that others attach, policies of resources, permissions boundaries, and policies of the organization.";

describe("keeperpam-aws explain", () => {
  it("says that the gateway may, and which line of the file says so", async () => {
    expect(await run(["iam:updateloginprofile", `${USER}/ada`, "--absent", GATEWAY_TAG])).toEqual({
      status: 0,
      stderr: "",
      stdout: `iam:UpdateLoginProfile on ${USER}/ada

The gateway's role, keeper-gateway: allowed
  allowed by RotateConsolePasswords: Set the console password of the named users
    keeper-pam.yaml:5:7 targets.iamUsers[0]

${NOT_LOOKED_AT}
`,
    });
  });

  it("says on which condition, and what would decide it", async () => {
    const { stdout } = await run(["rds:ModifyDBInstance", "arn:aws:rds:us-east-1:111122223333:db:orders"]);
    expect(stdout).toContain(`The gateway's role, keeper-gateway: allowed under a condition
  allowed by RotateManagedDatabases: Read the named database instances and set their master password
    only where what the call says of Secrets Manager keeping the master password is \`false\` or nothing
    keeper-pam.yaml:8:7 targets.managedDatabases[0]

To decide it: --context rds:ManageMasterUserPassword=VALUE or --absent rds:ManageMasterUserPassword
${NOT_LOOKED_AT}
`);
  });

  it("says which Deny stands in the way, and what that beats", async () => {
    const { stdout } = await run([
      "iam:UpdateLoginProfile",
      `${USER}/service/root-owner`,
      "--absent",
      GATEWAY_TAG,
    ]);
    expect(stdout).toContain(`The gateway's role, keeper-gateway: denied
  allowed by RotateConsolePasswords: Set the console password of the named users
    keeper-pam.yaml:6:7 targets.iamUsers[1]
  denied by DenyProtectedUsers: Keep every password, key and second factor of the protected users, and their names, out of reach, whatever any other policy allows
    keeper-pam.yaml:9:18 protectedUsers[0]

`);
  });

  it("says what is missing", async () => {
    const { stdout } = await run(["iam:UpdateLoginProfile", `${USER}/bob`, "--absent", GATEWAY_TAG]);
    expect(stdout).toContain(`The gateway's role, keeper-gateway: not allowed
  no entry of targets.iamUsers names it: the entry { name: bob } would allow it

`);
  });

  it("says without a resource what the action is allowed on, statement by statement", async () => {
    const { stdout } = await run(["iam:UpdateLoginProfile"]);
    expect(stdout).toContain(`The gateway's role, keeper-gateway: allowed on
  allowed by RotateConsolePasswords: Set the console password of the named users
    on ${USER}/ada
    on ${USER}/service/*
    keeper-pam.yaml:5:7 targets.iamUsers[0]
    keeper-pam.yaml:6:7 targets.iamUsers[1]
`);
  });

  it("counts what would fill the screen, and lists it all as JSON", async () => {
    const names = [...Array(40).keys()].map((n) => `{ name: user-${n} }`).join(", ");
    const long = folderWith({ "keeper-pam.yaml": `${NEEDED}targets: { iamUsers: [${names}] }\n` });
    const asked = ["explain", "iam:UpdateLoginProfile"];
    const { stdout } = await keeperpamAws(asked, { cwd: long });
    expect(stdout.match(/and 28 more, which --json lists/g)).toHaveLength(2);
    const json = JSON.parse((await keeperpamAws([...asked, "--json"], { cwd: long })).stdout);
    expect(json.principals[0].allows[0].resources).toHaveLength(40);
    expect(json.principals[0].allows[0].askedBy[39]).toMatchObject({ path: "targets.iamUsers[39]", line: 3 });
  });

  it("prints the same as JSON", async () => {
    const { stdout } = await run(["iam:UpdateLoginProfile", `${USER}/ada`, "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      file: "keeper-pam.yaml",
      action: "iam:UpdateLoginProfile",
      resource: `${USER}/ada`,
      notes: [],
      principals: [
        {
          id: "gatewayRole",
          title: "The gateway's role",
          name: "keeper-gateway",
          answer: "conditional",
          allows: [
            {
              sid: "RotateConsolePasswords",
              effect: "Allow",
              job: "Set the console password of the named users",
              onlyIf: [],
              undecidedKeys: [],
              resources: [`${USER}/ada`, `${USER}/service/*`],
              askedBy: [{ path: "targets.iamUsers[0]", line: 5, column: 7 }],
            },
          ],
          denies: [
            expect.objectContaining({
              sid: "DenyGatewayUsers",
              onlyIf: ["on what carries the tag `keeperpam-gateway`, with whatever value"],
              undecidedKeys: [GATEWAY_TAG],
              askedBy: [{ path: "gateway.accessKeyUser", line: null, column: null }],
            }),
          ],
          missing: [],
        },
      ],
      notLookedAt: NOT_LOOKED_AT.slice("Not looked at: ".length, -1),
    });
  });

  it.each([
    [["refused"], `${USER}/ada`, [], 1],
    [["allowed"], `${USER}/ada`, ["--absent", GATEWAY_TAG], 0],
    [["refused"], `${USER}/ada`, ["--context", `${GATEWAY_TAG}=other`], 0],
    [["refused"], `${USER}/bob`, [], 0],
  ])("with --expect %j of %s and %j ends with %s", async ([expected = ""], resource, context, status) => {
    const outcome = await run(["iam:UpdateLoginProfile", resource, ...context, "--expect", expected]);
    expect([outcome.status, outcome.stderr, outcome.stdout.startsWith("iam:")]).toEqual([status, "", true]);
  });

  it("takes the file of --config, and without it that of KEEPER_PAM_CONFIG", async () => {
    const env = { KEEPER_PAM_CONFIG: "other.yaml" };
    const { stdout } = await run(["iam:GetUser", "--json"], env);
    expect(JSON.parse(stdout)).toMatchObject({ file: "other.yaml", principals: [{ allows: [] }] });
    const named = await run(["iam:GetUser", "--json", "--config", "keeper-pam.yaml"], env);
    expect(JSON.parse(named.stdout)).toMatchObject({ file: "keeper-pam.yaml" });
  });

  it.each([
    [[], 2, "error: missing required argument 'action'"],
    [["iam"], 2, '"iam" is not an action: allowed is one, without wildcards, e.g. iam:UpdateLoginProfile'],
    [
      ["iam:GetUser", "ada"],
      2,
      '"ada" is not an ARN: allowed is e.g. arn:aws:iam::111122223333:user/console-admin',
    ],
    [
      ["iam:GetUser", "--context", "aws:RequestedRegion"],
      2,
      '"aws:RequestedRegion" has no value: allowed is KEY=VALUE',
    ],
    [["iam:GetUser", "--context", "aws:A=1", "--context", "AWS:a=2"], 2, "AWS:a is given twice"],
    [
      ["iam:GetUser", "--context", "aws:A=1", "--absent", "AWS:a"],
      2,
      "AWS:a is given with --context and with --absent",
    ],
    [["iam:GetUser", "--expect", "allowed"], 2, "option '--expect' needs a resource"],
    [["iam:GetUser", "--expect", "yes"], 2, "Allowed choices are allowed, refused."],
    [["iam:GetUser", "--config", "nowhere.yaml"], 1, "nowhere.yaml: no such file or folder"],
  ])("refuses %j with status %i and one message", async (args, expected, message) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it("asks of a call that AWS knows no resource for whether it is expected", async () => {
    const outcome = await run(["iam:ListUsers", "--expect", "refused"]);
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
    expect(outcome.stdout).toContain("the file has no discovery: discovery: true would allow it");
  });
});
