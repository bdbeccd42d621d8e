import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { runApp } from "./app";
import { ACCESS_DENIED, EXPLICITLY_DENIED, type Gateway } from "./gateway";
import { ACCOUNT_ID, iamArn, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

const AWS = `aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }`;

/** One account with several gateways: a folder of configurations. */
const CONFIGURATIONS = {
  minimal: `
name: minimal
${AWS}
`,
  discovering: `
name: discovering
${AWS}
targets:
  iamUsers: [{ name: console-admin }]
discovery: { regions: [us-east-1] }
protectedUsers: [break-glass]
`,
  documented: `
name: documented
${AWS}
targets:
  iamUsers: [{ name: console-admin }]
permissions: documented
`,
  "on-legacy-role": `
name: on-legacy-role
${AWS}
gateway: { role: { existing: legacy-role } }
targets:
  iamUsers: [{ name: console-admin }]
`,
};
const NAMES = Object.keys(CONFIGURATIONS) as (keyof typeof CONFIGURATIONS)[];

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "other gateways of the same account, applied", () => {
  let emulator: MiniStack;
  let account: Account;
  let stacks: Map<string, Terraform>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    await account.createUser("console-admin");
    await account.createUser("bystander");
    await account.createUser("break-glass");
    await account.createDatabase("orders", "us-east-1");
    await account.createDatabase("orders", "eu-west-1");
    await account.createRole("legacy-role");
    const app = await runApp(CONFIGURATIONS);
    stacks = new Map(NAMES.map((name) => [name, new Terraform(app.stack(name), emulator.endpoint)]));
    for (const terraform of stacks.values()) await terraform.init();
    await Promise.all([...stacks.values()].map((terraform) => terraform.apply()));
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  describe("a gateway without targets and discovery", () => {
    let gateway: Gateway;

    beforeAll(async () => {
      gateway = await account.takeRole("minimal");
    });

    it("has a role without policies", async () => {
      expect(await account.attachedPolicies("minimal")).toEqual([]);
    });

    it.each<[string, () => Promise<unknown>]>([
      [
        "ask what it may do",
        () => gateway.simulate(iamArn("role/minimal"), "iam:GetUser", iamArn("user/bystander")),
      ],
      ["find a user", () => gateway.findUser("bystander")],
      ["list users", () => gateway.listUsers()],
      ["set a password", () => gateway.setConsolePassword("bystander")],
      ["list access keys", () => gateway.listAccessKeys("bystander")],
      ["find a database", () => gateway.findDatabase("orders", "us-east-1")],
      ["list machines", () => gateway.listMachines("us-east-1")],
    ])("may not %s", async (_title, call) => {
      await expect(call()).rejects.toMatchObject(ACCESS_DENIED);
    });
  });

  describe("a gateway with discovery in us-east-1", () => {
    let gateway: Gateway;

    beforeAll(async () => {
      gateway = await account.takeRole("discovering");
    });

    it("lists machines there and nowhere else", async () => {
      await gateway.listMachines("us-east-1");
      await expect(gateway.listMachines("eu-west-1")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("finds databases there and nowhere else", async () => {
      expect(await gateway.findDatabase("orders", "us-east-1")).toContain(":db:orders");
      await expect(gateway.findDatabase("orders", "eu-west-1")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("lists users and their access keys", async () => {
      await gateway.listUsers();
      await gateway.listAccessKeys("bystander");
    });

    it("does not list the access keys of a protected user", async () => {
      await expect(gateway.listAccessKeys("break-glass")).rejects.toMatchObject(EXPLICITLY_DENIED);
    });

    it("changes nothing of what it discovers", async () => {
      await expect(gateway.setMasterPassword("orders", "us-east-1")).rejects.toMatchObject(ACCESS_DENIED);
      await expect(gateway.setConsolePassword("bystander")).rejects.toMatchObject(ACCESS_DENIED);
      await expect(gateway.createAccessKey("bystander")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("reads its own target and, without a managed database, no other user", async () => {
      expect(await gateway.findUser("console-admin")).toBe(iamArn("user/console-admin"));
      await expect(gateway.findUser("bystander")).rejects.toMatchObject(ACCESS_DENIED);
    });
  });

  describe("a gateway with Keeper's documented permissions", () => {
    let gateway: Gateway;

    beforeAll(async () => {
      gateway = await account.takeRole("documented");
    });

    it("passes a self-check that names no resource", async () => {
      expect(await gateway.simulate(iamArn("role/documented"), "iam:UpdateLoginProfile", "*")).toBe(
        "allowed",
      );
    });

    it("reaches what is not named: that is the price", async () => {
      await gateway.setConsolePassword("bystander");
      await gateway.setMasterPassword("orders", "eu-west-1");
      await gateway.listMachines("eu-west-1");
    });

    it("may do nothing that Keeper does not list", async () => {
      await expect(gateway.createAccessKey("bystander")).rejects.toMatchObject(ACCESS_DENIED);
      await expect(gateway.createUser("newcomer")).rejects.toMatchObject(EXPLICITLY_DENIED);
    });
  });

  describe("a gateway on a role that exists already", () => {
    let gateway: Gateway;

    beforeAll(async () => {
      gateway = await account.takeRole("legacy-role");
    });

    it("gives the role its policies and makes no role or profile of its own", async () => {
      expect(await account.everythingOf("on-legacy-role")).toEqual(
        await account.attachedPolicies("legacy-role"),
      );
      expect(await account.instanceProfilesOf("legacy-role")).toEqual([]);
    });

    it("checks that role and rotates with it", async () => {
      const self = iamArn("role/legacy-role");
      const target = iamArn("user/console-admin");
      expect(await gateway.simulate(self, "iam:UpdateLoginProfile", target)).toBe("allowed");
      await gateway.setConsolePassword("console-admin");
      await expect(gateway.setConsolePassword("bystander")).rejects.toMatchObject(ACCESS_DENIED);
    });
  });

  describe("once they are destroyed", () => {
    beforeAll(
      () => Promise.all([...stacks.values()].map((terraform) => terraform.destroy())),
      NAMES.length * COMMAND_TIMEOUT,
    );

    it.each(NAMES)("nothing is left of %s", async (name) => {
      expect(await account.everythingOf(name)).toEqual([]);
    });

    it("the role that existed before is there, without policies", async () => {
      expect(await account.everythingOf("legacy-role")).toEqual([iamArn("role/legacy-role")]);
      expect(await account.attachedPolicies("legacy-role")).toEqual([]);
    });
  });
});
