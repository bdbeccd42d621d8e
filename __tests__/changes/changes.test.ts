import { basename } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { changes, type Change, type Changes } from "../../modules/changes";
import { EXAMPLES } from "../explanation/asked-files";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import { changesBetween, versionPair } from "./version-pairs";

const ACCOUNT = "111122223333";
const USER = `arn:aws:iam::${ACCOUNT}:user`;
const AWS = { region: "us-east-1", accountId: ACCOUNT };

type Content = Readonly<Record<string, unknown>>;

const file = (content: Content, aws: Content = AWS) => ({ name: "keeper-gateway", aws, ...content });

/** What is said of each carrier, a line for each statement: who, which effect and direction, on what. */
function lines({ gateways }: Changes): string[] {
  return gateways.flatMap(({ carriers }) =>
    carriers.flatMap(({ id, boundary, changes }) => [
      ...(boundary ? [`${id}: boundary ${boundary.before} -> ${boundary.after}`] : []),
      ...changes.map((change) => `${id}: ${line(change)}`),
    ]),
  );
}

function line({ effect, direction, sid, rights }: Change): string {
  const on = [...new Set(rights.map((right) => right.on))];
  return `${effect} ${direction} ${sid} ${on.join(" ")}`;
}

async function between(before: Content, after: Content) {
  const told = await changesBetween(file(before), file(after));
  return { lines: lines(told), wider: told.wider, told };
}

const users = (...names: string[]) => ({ targets: { iamUsers: names.map((name) => ({ name })) } });

describe("changes between two versions", () => {
  it("are none where the file says the same in other words", async () => {
    const content = file({
      ...users("ada", "bob"),
      discovery: true,
      protectedUsers: ["root-owner", "break-glass"],
    });
    const reworded = `# another order, another notation
protectedUsers: [break-glass, root-owner]
discovery: { regions: [us-east-1] }
gateway: {}
targets:
  iamUsers: [{ name: bob, path: / }, { name: ada }]
  iamAccessKeys: []
${stringify({ aws: AWS, name: "keeper-gateway" })}`;
    expect(await changesBetween(content, reworded)).toMatchObject({ wider: false, gateways: [] });
  });

  it("are none for a name that a path takes in already", async () => {
    const path = { path: "/service/" };
    const told = await between(
      { targets: { iamAccessKeys: [path] } },
      { targets: { iamAccessKeys: [path, { name: "ci", path: "/service/" }] } },
    );
    expect(told.lines).toEqual([]);
  });

  it("are none for tags of the resources, retention and whatever else gives no right", async () => {
    const told = await changesBetween(
      file(users("ada")),
      file(users("ada"), { ...AWS, tags: { Owner: "security" } }),
    );
    expect(told.gateways).toEqual([]);
  });

  it("are a user that comes, with his ARN, and nothing of those who stay", async () => {
    const { lines: said, wider, told } = await between(users("ada"), users("ada", "bob"));
    expect([said, wider]).toEqual([[`gatewayRole: Allow comes RotateConsolePasswords ${USER}/bob`], true]);
    const [change] = told.gateways[0]?.carriers[0]?.changes ?? [];
    expect(change).toMatchObject({
      kind: "own",
      wider: true,
      job: "Set the console password of the named users",
    });
    expect(change?.rights.map(({ action, example }) => [action, example.resource])).toEqual([
      ["iam:GetUser", `${USER}/bob`],
      ["iam:UpdateLoginProfile", `${USER}/bob`],
    ]);
  });

  it("are a user that goes, which is no wider", async () => {
    const { lines: said, wider } = await between(users("ada", "bob"), users("ada"));
    expect([said, wider]).toEqual([[`gatewayRole: Allow goes RotateConsolePasswords ${USER}/bob`], false]);
  });

  it("are a Deny that goes with a protected user, which is wider though nothing more is allowed", async () => {
    const { lines: said, wider } = await between({ ...users("ada"), protectedUsers: ["root"] }, users("ada"));
    expect([said, wider]).toEqual([
      [`gatewayRole: Deny goes DenyProtectedUsers ${USER}/root ${USER}/*/root`],
      true,
    ]);
  });

  it("are a user that a path lets in when he is no longer protected, and the other way round", async () => {
    const open = { targets: { iamAccessKeys: [{ path: "/service/" }] } };
    const closed = { ...open, protectedUsers: ["payments"] };
    const opened = await between(closed, open);
    expect(opened.lines).toContain(`gatewayRole: Allow comes RotateAccessKeys ${USER}/service/*`);
    expect(opened.told.gateways[0]?.carriers[0]?.changes[0]?.rights[0]?.example.resource).toBe(
      `${USER}/service/payments`,
    );
    const shut = await between(open, closed);
    expect([shut.lines.filter((each) => each.includes("comes")), shut.wider]).toEqual([
      [`gatewayRole: Deny comes DenyProtectedUsers ${USER}/payments ${USER}/*/payments`],
      false,
    ]);
  });

  it("are a condition that takes in a region more, with a call in that region", async () => {
    const { told } = await between(
      { discovery: { regions: ["us-east-1"] } },
      { discovery: { regions: ["us-east-1", "eu-west-1"] } },
    );
    const change = told.gateways[0]?.carriers[0]?.changes.find(
      ({ sid }) => sid === "DiscoverMachinesAndDirectories",
    );
    expect(change?.onlyIf).toEqual(["in the region `us-east-1` or `eu-west-1`"]);
    expect(change?.rights.map(({ on, example }) => [on, example.resource, example.context])).toEqual(
      ["ds", "ec2"].map(() => ["*", "*", { "aws:RequestedRegion": "eu-west-1" }]),
    );
  });

  it("are a condition that goes, on what does not meet it", async () => {
    const tag = { key: "Team", value: "dba" };
    const { told, wider } = await between(
      { targets: { iamAccessKeys: [{ tag }] } },
      { targets: { iamAccessKeys: [{ path: "/" }] } },
    );
    expect(wider).toBe(true);
    const [change] = told.gateways[0]?.carriers[0]?.changes ?? [];
    const right = change?.rights.find(({ action }) => action === "iam:CreateAccessKey");
    expect(right).toMatchObject({ on: `${USER}/*`, example: { resource: `${USER}/A` } });
    expect(Object.values(right?.example.context ?? {})).not.toContain("dba");
  });

  it("are those of the access-key user, of the attachment function and who may take its role", async () => {
    const { lines: said } = await between(
      { ...users("ada"), gateway: { role: true } },
      {
        ...users("ada"),
        gateway: { accessKeyUser: { createAccessKey: false }, instances: ["i-0123456789abcdef0"] },
      },
    );
    expect(said).toContain(`accessKeyUser: Allow comes RotateConsolePasswords ${USER}/ada`);
    expect(said).toContain("attachmentFunctionRole: Allow comes AttachmentFunction lambda.amazonaws.com");
    expect(said).toContain(
      "attachmentFunctionRole: Allow comes AttachInstanceProfile arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
    );
  });

  it("are those of the key and the secret: who may, who may no longer, and who is denied no more", async () => {
    const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
    const secret = (...operators: string[]) => ({
      gateway: { configurationSecret: { name: "pam", ...(operators.length > 0 && { operators }) } },
    });
    const other = await between(secret(role("ops")), secret(role("dba")));
    expect([other.lines, other.wider]).toEqual([
      [
        `configurationKey: Allow comes OperatorsWriteConfiguration ${role("dba")}`,
        `configurationKey: Allow goes OperatorsWriteConfiguration ${role("ops")}`,
        `configurationSecret: Allow comes OperatorsPutConfiguration ${role("dba")}`,
        "configurationSecret: Deny comes OthersWriteNothing *",
        `configurationSecret: Allow goes OperatorsPutConfiguration ${role("ops")}`,
        "configurationSecret: Deny goes OthersWriteNothing *",
      ],
      true,
    ]);
    const deny = other.told.gateways[0]?.carriers[1]?.changes.find(
      ({ effect, direction }) => effect === "Deny" && direction === "goes",
    );
    expect(deny?.rights[0]).toMatchObject({ but: [role("ops")], example: { principal: role("dba") } });
    // Without operators the account's own policies decide, and the secret has no policy.
    const left = await between(secret(role("ops")), secret());
    expect(left.lines).toContain("configurationSecret: Deny goes OthersWriteNothing *");
    expect(left.lines).toContain(
      `configurationKey: Allow comes AccountWritesConfiguration arn:aws:iam::${ACCOUNT}:root`,
    );
  });

  it("are no Deny of what is made or goes with it", async () => {
    const role = { ...users("ada"), protectedUsers: ["root"] };
    const user = { ...role, gateway: { role: false, accessKeyUser: { createAccessKey: false } } };
    const { lines: said } = await between(role, user);
    expect(said.filter((each) => each.includes("Deny"))).toEqual([]);
    expect(said).toContain(`gatewayRole: Allow goes RotateConsolePasswords ${USER}/ada`);
    expect(said).toContain(`accessKeyUser: Allow comes RotateConsolePasswords ${USER}/ada`);
  });

  it.each([
    [undefined, "a", false],
    ["a", undefined, true],
    ["a", "b", true],
    ["a", "a", undefined],
  ])("are a boundary that was %s and is %s: wider %s", async (before, after, wider) => {
    const boundary = (name?: string) => name && `arn:aws:iam::${ACCOUNT}:policy/${name}`;
    const role = (name?: string) => ({ gateway: { role: { permissionsBoundaryArn: boundary(name) } } });
    const told = await between(role(before), role(after));
    expect([told.lines, told.wider]).toEqual([
      wider === undefined ? [] : [`gatewayRole: boundary ${boundary(before)} -> ${boundary(after)}`],
      wider ?? false,
    ]);
  });

  it("are the same for an account that one version names, and say so where neither does", async () => {
    const home = { region: "us-east-1" };
    expect(lines(await changesBetween(file(users("ada"), home), file(users("ada"))))).toEqual([]);
    const { gateways } = await changesBetween(file({}, home), file(users("ada"), home));
    expect(gateways[0]?.notes).toEqual([
      "111122223333 stands for the account whose credentials Terraform is run with: the configuration names none",
    ]);
  });

  it("say what stands for what Terraform alone knows", async () => {
    const secret = { gateway: { configurationSecret: { name: "pam" } } };
    const { told } = await between({}, secret);
    expect(told.gateways[0]?.notes).toEqual([
      `arn:aws:kms:us-east-1:${ACCOUNT}:key/KEY_MADE_BY_TERRAFORM stands for ARN of the key that encrypts that secret`,
      `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:pam-SUFFIX stands for ARN of the secret that holds the gateway's configuration`,
    ]);
  });

  it.each([
    [
      { instances: ["i-0123456789abcdef0"], onConflict: "replace" },
      [
        `arn:aws:iam::${ACCOUNT}:role/FORMER_ROLE_OF_i-0123456789abcdef0 stands for ARN of the role that i-0123456789abcdef0 had when it was first planned; the gateway's own where it had none`,
        `arn:aws:iam::${ACCOUNT}:instance-profile/FORMER_PROFILE_OF_i-0123456789abcdef0 stands for ARN of the instance profile that i-0123456789abcdef0 had when it was first planned; the gateway's own where it had none`,
      ],
    ],
    [
      { role: { namePrefix: "pam-" } },
      [`arn:aws:iam::${ACCOUNT}:role/pam-SUFFIX_BY_TERRAFORM stands for ARN of the gateway's role`],
    ],
    [
      { role: { existing: "made-elsewhere" } },
      [`arn:aws:iam::${ACCOUNT}:role/made-elsewhere stands for ARN of the gateway's role`],
    ],
  ])("say it of %j too", async (gateway, notes) => {
    const { told } = await between({}, { gateway, ...users("ada") });
    expect([...(told.gateways[0]?.notes ?? [])].sort()).toEqual([...notes].sort());
  });

  it.each(EXAMPLES.map((path) => [basename(path), path]))(
    "are none of the example %s with itself",
    async (_, path) => {
      expect((await changes(path, path)).gateways).toEqual([]);
    },
  );

  it("say that a gateway has another name, and are those of the one gateway", async () => {
    const before = file({ discovery: true });
    const { gateways } = await changesBetween(before, { ...before, name: "other", discovery: false });
    expect(gateways).toHaveLength(1);
    expect(gateways[0]?.notes.join()).toContain("was called keeper-gateway and is called other");
  });

  it("are none for generated files in whatever order, key by key and entry by entry", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(ANY_CONFIGURATION, async (content) => {
        const pair = await versionPair(content, reversed(content));
        if (!pair) return;
        compared++;
        expect([content, lines(pair.told)]).toEqual([content, []]);
      }),
      { seed: 41, numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

/** The same with every key and every entry of a list in the other order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
}
