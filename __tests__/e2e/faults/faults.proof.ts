import { describeWith, ENGINES } from "../../support/engines";
import { Account } from "../account";
import { START_TIMEOUT, startMiniStack, type MiniStack } from "../ministack";
import { ModuleCopy, type RootModule } from "../module-copy";
import { COMMAND_TIMEOUT, type Terraform } from "../terraform";
import { DENIED } from "./aws-errors";
import { OF_A_DESTROY, OF_AN_APPLY, Remedy, type FaultCase } from "./cases";
import { FaultyAccount } from "./faulty-account";

jest.setTimeout(6 * COMMAND_TIMEOUT);

/** Prints a row of the table: what went wrong, what the user sees, what helps. */
function tell({ title, remedy }: FaultCase, said: string): void {
  const [, seen = "nothing"] = /Error: (.{0,300})/.exec(said) ?? [];
  process.stderr.write(`| ${title} | ${seen} | ${remedy} |\n`);
}

/** The address that a message of Terraform's names. */
function addressIn(said: string): string {
  return / with ([\w.[\]"]+), on /.exec(said)?.[1] ?? "";
}

const titled = (cases: readonly FaultCase[]) =>
  cases.map((one) => [`${one.title}: ${one.remedy}`, one] as const);

describeWith([ENGINES.terraform, ENGINES.python], "on a bad day of AWS's", () => {
  let emulator: MiniStack;
  let faulty: FaultyAccount;
  let terraform: Terraform;
  let before: unknown[];

  beforeAll(async () => {
    emulator = await startMiniStack();
  }, START_TIMEOUT);
  beforeEach(async () => {
    faulty = await FaultyAccount.on(emulator);
    before = await faulty.account.everything();
    terraform = await faulty.stack(faulty.everything);
  });
  afterEach(() => faulty.proxy.stop());
  afterAll(() => emulator?.stop());

  const heal = () => {
    expect(faulty.proxy.faults).toHaveLength(1);
    faulty.proxy.heal();
  };
  const remove = async () => {
    await terraform.destroy();
    expect(await faulty.account.everything()).toEqual(before);
  };

  const REMEDIES: Readonly<Record<Remedy, (said: string, one: FaultCase) => Promise<unknown>>> = {
    [Remedy.NONE]: () => Promise.resolve(),
    [Remedy.AGAIN]: () => terraform.apply(),
    [Remedy.UNTAINT]: async (said) => {
      expect(await terraform.failingApply()).toContain("already exists");
      await terraform.untaint(addressIn(said));
      await terraform.apply();
    },
    [Remedy.ANOTHER_NAME]: async (_, { tainted = "role" }) => {
      expect(await terraform.failingApply()).toContain("already exists");
      await faulty.stack(faulty.everythingNamed({ [tainted]: "another-name" }));
      await terraform.apply();
      expect(await terraform.plan()).toBe("");
      const profile = tainted === "user" ? "keeper-gateway" : "another-name";
      expect(await faulty.machines.profileOf(faulty.machine)).toBe(profile);
      // And back to the first one, which is free by now.
      await faulty.stack(faulty.everything);
      await terraform.apply();
    },
    [Remedy.IMPORT]: async () => {
      expect(await terraform.failingApply()).toMatch(/already exist/i);
      terraform.write("imports.tf", await faulty.imports());
      await terraform.apply();
    },
  };

  it.each(titled(OF_AN_APPLY))("a first apply meets %s", async (_, one) => {
    faulty.proxy.break({ times: 1, ...one });
    const said = await terraform.failingApply();
    tell(one, said);
    expect(said.includes("Apply complete")).toBe(one.remedy === Remedy.NONE);
    heal();
    await REMEDIES[one.remedy](said, one);
    expect(await terraform.plan()).toBe("");
    expect(await faulty.machines.profileOf(faulty.machine)).toBe("keeper-gateway");
    await remove();
  });

  it.each(titled(OF_A_DESTROY))("a destroy meets %s", async (_, one) => {
    await terraform.apply();
    faulty.proxy.break({ times: 1, ...one });
    const said = await terraform.destroy().then(
      () => "",
      (error: { stderr: string }) => error.stderr.replace(/\s*\n[│╷╵\s]*/g, " "),
    );
    tell(one, said);
    expect(said === "").toBe(one.remedy === Remedy.NONE);
    heal();
    await remove();
  });

  describe("a first apply of the module, without the right to pass the role on", () => {
    let caller: RootModule;
    let said: string;

    beforeEach(async () => {
      caller = new ModuleCopy(faulty.proxy.endpoint).caller("bad-day", { name: "drop-in" });
      await caller.terraform.init();
      faulty.proxy.break({ action: "iam:AddRoleToInstanceProfile", fault: DENIED, times: 1 });
      said = await caller.terraform.failingApply();
      expect(await caller.terraform.failingApply()).toContain("already exists");
    });

    afterEach(async () => {
      await caller.terraform.destroy();
      expect(await new Account(emulator.endpoint).everythingOf("drop-in")).toEqual([]);
    });

    const finished = async (profile: string) => {
      await caller.terraform.apply();
      expect(await caller.terraform.plan()).toBe("");
      expect(await new Account(emulator.endpoint).instanceProfilesOf("drop-in")).toEqual([profile]);
    };

    it("is finished after untaint", async () => {
      await caller.terraform.untaint(addressIn(said));
      await finished("drop-in");
    });

    it("is finished under another name of the profile, which can be changed back", async () => {
      caller.configure({ name: "drop-in", instance_profile: { name: "drop-in-2" } });
      await finished("drop-in-2");
      caller.configure({ name: "drop-in" });
      await finished("drop-in");
    });
  });

  it("a secret's name that waits for its deletion is the stack's again after restore-secret and an import", async () => {
    terraform = await faulty.stack(
      faulty.everything.replace("recoveryWindowDays: 0", "recoveryWindowDays: 7"),
    );
    await terraform.apply();
    await terraform.destroy();
    // AWS says that it is scheduled for deletion, the emulator that it exists.
    expect(await terraform.failingApply()).toMatch(/scheduled for deletion|already exists/);
    expect(await faulty.imports()).toContain("restore-secret --secret-id keeper/gateway");
    await faulty.account.restoreSecret("keeper/gateway");
    terraform.write("imports.tf", await faulty.imports());
    await terraform.apply();
    expect(await terraform.plan()).toBe("");
  });

  it("a destroy without the attachment function, which somebody deleted by hand, goes through after an apply", async () => {
    await terraform.apply();
    await faulty.account.deleteFunction("keeper-gateway-instance-attachment");
    await expect(terraform.destroy()).rejects.toThrow("Function not found");
    await terraform.apply();
    await remove();
  });
});
