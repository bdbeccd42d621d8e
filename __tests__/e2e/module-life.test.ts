import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { ACCESS_DENIED, Gateway } from "./gateway";
import { Machines } from "./machines";
import { ACCOUNT_ID, iamArn, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { ModuleCopy, type RootModule } from "./module-copy";
import { COMMAND_TIMEOUT } from "./terraform";

jest.setTimeout(3 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "the drop-in module, changed", () => {
  let emulator: MiniStack;
  let account: Account;
  let root: Gateway;
  let module: ModuleCopy;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    root = new Gateway(emulator.endpoint, ROOT);
    module = new ModuleCopy(emulator.endpoint);
    await account.createUser("console-admin");
    for (const instance of ["orders", "ledger"]) await account.createDatabase(instance, "us-east-1");
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  /** What an apply did, in order, to what has such an address. */
  const steps = (said: string, ...addresses: string[]) =>
    [
      ...said.matchAll(
        /^module\.keeper_gateway\.([^\s:]+)(?: \(deposed object \w+\))?: (Creating|Modifying|Destroying)\.\.\./gm,
      ),
    ]
      .filter(([, address = ""]) => addresses.some((wanted) => address.startsWith(wanted)))
      .map(([, address, did]) => `${did} ${address}`);

  describe("a gateway on instances that somebody else made", () => {
    let machines: Machines;
    let caller: RootModule;
    let before: unknown[];
    /** Without a profile, and with the profile `legacy`. */
    let bare: string;
    let occupied: string;

    const configuration = (changed: object) => ({
      name: "keeper-gateway",
      managed_databases: [{ instance: "orders" }],
      instances: [bare],
      ...changed,
    });
    const ledger = { managed_databases: [{ instance: "orders" }, { instance: "ledger" }] };
    const apply = (changed: object) => {
      caller.configure(configuration(changed));
      return caller.terraform.apply();
    };

    beforeAll(async () => {
      machines = new Machines(emulator.endpoint);
      await account.createInstanceProfile("legacy");
      bare = await machines.start();
      occupied = await machines.start({ profile: "legacy" });
      before = await account.everything();
      caller = module.caller("instances", configuration({}));
      await caller.terraform.init();
      await caller.terraform.apply();
    });

    it("gets one more database, and all else stays as it is", async () => {
      await expect(root.findDatabase("ledger", "us-east-1")).resolves.toContain(":db:ledger");
      const said = await apply(ledger);
      expect(said).toContain("0 added, 1 changed, 0 destroyed");
      expect(steps(said, "")).toEqual(["Modifying aws_iam_policy.gateway[0]"]);
    });

    it("fails at an instance with another profile, which keeps it, and names the way out", async () => {
      caller.configure(configuration({ ...ledger, instances: [bare, occupied] }));
      const said = await caller.terraform.failingApply();
      expect(said).toContain(
        `${occupied} has the instance profile ${iamArn("instance-profile/legacy")}; nothing was changed.`,
      );
      expect(said).toContain(
        "gateway.role.existing (existingRoleName of the construct, role.existing of the module)",
      );
      expect(said).toContain(
        "gateway.onConflict: replace (onConflict of the construct, on_conflict of the module)",
      );
      expect(await machines.profileOf(occupied)).toBe("legacy");
      expect(await machines.profileOf(bare)).toBe("keeper-gateway");
    });

    it('replaces that profile with on_conflict = "replace"', async () => {
      await apply({ ...ledger, instances: [bare, occupied], on_conflict: "replace" });
      expect(await machines.profileOf(occupied)).toBe("keeper-gateway");
    });

    it("moves the instances to the profile of a role by another name, before the former one goes", async () => {
      const said = await apply({
        ...ledger,
        instances: [bare, occupied],
        on_conflict: "replace",
        role: { name: "renamed" },
      });
      expect(await machines.profileOf(bare)).toBe("renamed");
      expect(await machines.profileOf(occupied)).toBe("renamed");
      const order = steps(said, "aws_iam_instance_profile", "aws_lambda_invocation");
      expect(order[0]).toBe("Creating aws_iam_instance_profile.gateway[0]");
      expect(order.slice(1, 3).sort()).toEqual(
        [bare, occupied].map((id) => `Modifying aws_lambda_invocation.instance["${id}"]`).sort(),
      );
      expect(order.slice(3)).toEqual(["Destroying aws_iam_instance_profile.gateway[0]"]);
      expect(await account.everything()).not.toContain(iamArn("role/keeper-gateway"));
    });

    it("takes the profile off an instance that is taken off the list, and off no other", async () => {
      await apply({ ...ledger, instances: [occupied], on_conflict: "replace", role: { name: "renamed" } });
      expect(await machines.profileOf(bare)).toBeUndefined();
      expect(await machines.profileOf(occupied)).toBe("renamed");
    });

    it("has nothing left to change after all that, and rotates what it is there for", async () => {
      expect(await caller.terraform.plan()).toBe("");
      const gateway = await account.takeRole("renamed");
      await gateway.setMasterPassword("ledger", "us-east-1");
      await expect(gateway.setConsolePassword("console-admin")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("puts the former profile back when it is destroyed, and leaves nothing behind", async () => {
      await caller.terraform.destroy();
      expect(await machines.profileOf(occupied)).toBe("legacy");
      expect(await account.everything()).toEqual(before);
    });
  });

  describe("an access key", () => {
    let caller: RootModule;
    let before: unknown[];
    let former: Gateway;

    const configuration = (changed: object) => ({
      name: "outside",
      role: { create: false },
      access_key_user: { accept_secret_in_state: true, ...changed },
      iam_users: [{ name: "console-admin" }],
    });
    const apply = (changed: object) => {
      caller.configure(configuration(changed));
      return caller.terraform.apply();
    };
    const currentGateway = async () => {
      const { access_key_id, access_key_secret } = await caller.terraform.outputs();
      return new Gateway(emulator.endpoint, {
        accessKeyId: String(access_key_id),
        secretAccessKey: String(access_key_secret),
      });
    };

    beforeAll(async () => {
      before = await account.everything();
      caller = module.caller("access-key", configuration({}));
      await caller.terraform.init();
      await caller.terraform.apply();
      former = await currentGateway();
    });

    it("stays alive beside its successor with keep_previous", async () => {
      await apply({ generation: 2, keep_previous: true });
      await former.setConsolePassword("console-admin");
      await (await currentGateway()).setConsolePassword("console-admin");
      expect(await root.listAccessKeys("outside")).toHaveLength(2);
    });

    it("goes once keep_previous is gone, and its successor stays", async () => {
      const said = await apply({ generation: 2 });
      expect(steps(said, "aws_iam_access_key")).toEqual(['Destroying aws_iam_access_key.gateway["1"]']);
      await expect(former.setConsolePassword("console-admin")).rejects.toMatchObject({
        name: "InvalidClientTokenId",
      });
      await (await currentGateway()).setConsolePassword("console-admin");
    });

    it("goes after its successor is made, without keep_previous", async () => {
      expect(steps(await apply({ generation: 3 }), "aws_iam_access_key")).toEqual([
        'Creating aws_iam_access_key.gateway["3"]',
        'Destroying aws_iam_access_key.gateway["2"]',
      ]);
      await (await currentGateway()).setConsolePassword("console-admin");
      expect(await caller.terraform.plan()).toBe("");
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await caller.terraform.destroy();
      expect(await account.everything()).toEqual(before);
    });
  });

  it("works in the account that it is told to only", async () => {
    const elsewhere = module.caller("elsewhere", { name: "elsewhere", account_id: "999900001111" });
    await elsewhere.terraform.init();
    expect(await elsewhere.terraform.failingApply()).toContain(
      `the credentials are of account ${ACCOUNT_ID}, and nothing is done in another one than 999900001111`,
    );
    expect(await account.everythingOf("elsewhere")).toEqual([]);
  });
});
