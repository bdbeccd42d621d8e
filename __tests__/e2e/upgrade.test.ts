import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { Account } from "./account";
import { runApp } from "./app";
import { createPolicy } from "./deployments";
import { Machines } from "./machines";
import { START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { Terraform } from "./terraform";

/** The releases, with what each made of its configurations. */
const RELEASES = join(PROJECT, "__tests__", "releases");
const VERSIONS = readdirSync(RELEASES).filter((name) => /^\d/.test(name));

/** What the configurations' machine has after `i-`, or `i_` in an address; the account has a machine of its own in its place. */
const MACHINE = "0123456789abcdef0";

describeWith([ENGINES.terraform, ENGINES.python], "A stack that a former release has deployed", () => {
  let emulator: MiniStack;

  beforeAll(async () => {
    emulator = await startMiniStack();
    const account = new Account(emulator.endpoint);
    await account.createRole("existing-role");
    await account.createUser("operator");
    await createPolicy(emulator.endpoint, "boundary");
  }, START_TIMEOUT);
  afterAll(() => emulator?.stop());

  it("has a release to come from", () => {
    expect(VERSIONS).not.toEqual([]);
  });

  describe.each(VERSIONS)("%s", (version) => {
    const stacks = readdirSync(join(RELEASES, version))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => name.replace(/\.yaml$/, ""));

    it.each(stacks)("keeps every resource and output of the stack %s", async (stack) => {
      const machine = await new Machines(emulator.endpoint).start();
      const here = (text: string) => text.replaceAll(MACHINE, machine.slice(2));
      // As deep as the program writes it: the state is where the program ran.
      const folder = join(temporaryFolder(), "cdktf.out", "stacks", stack);
      cpSync(join(RELEASES, version, stack), folder, { recursive: true });
      const code = join(folder, "cdk.tf.json");
      writeFileSync(code, here(readFileSync(code, "utf8")));
      const terraform = new Terraform(folder, emulator.endpoint);
      await terraform.init();
      await terraform.apply();
      const before = await terraform.addresses();
      const outputs = Object.keys(await terraform.outputs());

      const configuration = readFileSync(join(RELEASES, version, `${stack}.yaml`), "utf8");
      const app = await runApp({ [stack]: here(configuration) });
      cpSync(app.stack(stack), folder, { recursive: true });
      await terraform.init();
      const changes = await terraform.plannedChanges();
      expect(Object.entries(changes).filter(([, actions]) => actions.includes("delete"))).toEqual([]);

      await terraform.apply();
      expect(await terraform.addresses()).toEqual(expect.arrayContaining(before));
      expect(Object.keys(await terraform.outputs())).toEqual(expect.arrayContaining(outputs));
      expect(await terraform.plan()).toBe("");
      await terraform.destroy();
    });
  });
});
