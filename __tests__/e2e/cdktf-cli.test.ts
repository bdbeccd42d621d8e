import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeWith, ENGINES } from "../support/engines";
import { everyLineSwitchedOn } from "../support/starter";
import { Account } from "./account";
import { Machines } from "./machines";
import { iamArn, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, emulatorEnvironment, Terraform } from "./terraform";
import { WorkingCopy } from "./working-copy";

const STACK = "cdktf.out/stacks/keeper-gateway";
const JSON_CODE = `${STACK}/cdk.tf.json`;
const HCL_CODE = `${STACK}/cdk.tf`;

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "the CDK's command line", () => {
  let emulator: MiniStack;
  let account: Account;
  let machine: string;
  let copy: WorkingCopy;
  let terraform: Terraform;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    machine = await new Machines(emulator.endpoint).start();
    copy = new WorkingCopy(emulatorEnvironment(emulator.endpoint));
    terraform = new Terraform(join(copy.folder, STACK), emulator.endpoint);
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  describe("with one command after another in the same folder", () => {
    it("synth makes JSON of the starter configuration", async () => {
      await succeed("synth");
      expect(copy.has(JSON_CODE)).toBe(true);
    });

    it("synth --hcl then leaves HCL alone, which Terraform accepts", async () => {
      copy.edit("keeper-pam.yaml", (starter) =>
        everyLineSwitchedOn(starter).replace(/\bi-[0-9a-f]{17}\b/, machine),
      );
      await succeed("synth", "--hcl");
      expect([copy.has(JSON_CODE), copy.has(HCL_CODE)]).toEqual([false, true]);
      await terraform.init();
      await terraform.validate();
    });

    it("synth then leaves JSON alone", async () => {
      await succeed("synth");
      expect([copy.has(JSON_CODE), copy.has(HCL_CODE)]).toEqual([true, false]);
    });

    it("diff shows what deploy would make, and makes nothing", async () => {
      expect(await succeed("diff", "--skip-provider-lock")).toContain("aws_iam_role.gateway_role");
      expect(await account.everythingOf("keeper-gateway")).toEqual([]);
    });

    it("deploy makes what the file says, and keeps the state beside main.ts", async () => {
      await succeed("deploy", "--auto-approve", "--skip-provider-lock");
      expect((await account.everythingOf("keeper-gateway")).sort()).toEqual([
        iamArn("instance-profile/keeper-gateway"),
        iamArn("policy/keeper-gateway-1"),
        iamArn("role/keeper-gateway"),
        iamArn("role/keeper-gateway-instance-attachment"),
      ]);
      expect(copy.has("terraform.keeper-gateway.tfstate")).toBe(true);
    });

    it("synth --hcl says the same as what was deployed from JSON", async () => {
      await succeed("synth", "--hcl");
      expect(await terraform.plan()).toBe("");
    });

    it("deploy finds nothing to change the second time", async () => {
      expect(await succeed("deploy", "--auto-approve", "--skip-provider-lock")).toContain("No changes.");
    });

    it("destroy leaves nothing", async () => {
      await succeed("destroy", "--auto-approve", "--skip-provider-lock");
      expect(await account.everythingOf("keeper-gateway")).toEqual([]);
    });
  });

  it("synth removes a stack that is gone, makes no lock file and leaves one that is there", async () => {
    const two = new WorkingCopy({
      ...emulatorEnvironment(emulator.endpoint),
      KEEPER_PAM_CONFIG: "configurations",
    });
    mkdirSync(join(two.folder, "configurations"));
    for (const name of ["keeper-gateway", "another-gateway"]) {
      two.edit(`configurations/${name}.yaml`, () => `name: ${name}\naws: { region: us-east-1 }\n`);
    }
    const lockFile = `${STACK}/.terraform.lock.hcl`;
    const another = "cdktf.out/stacks/another-gateway";
    expect((await two.cdktf("synth")).status).toBe(0);
    expect([two.has(another), two.has(lockFile)]).toEqual([true, false]);

    two.edit(lockFile, () => "# Somebody's.\n");
    rmSync(join(two.folder, "configurations", "another-gateway.yaml"));
    expect((await two.cdktf("synth")).status).toBe(0);
    expect([two.has(another), two.has(lockFile)]).toEqual([false, true]);
  });

  it("refuses a broken configuration with the place of each problem, before anything is written", async () => {
    const fresh = new WorkingCopy(emulatorEnvironment(emulator.endpoint));
    fresh.edit(
      "keeper-pam.yaml",
      (text) => `${text}\ntargetz:\n  iamUsers: []\nprotectedUsers:\n  - "not a name"\n`,
    );
    const { status, output } = await fresh.cdktf("synth");
    expect(status).toBe(1);
    expect(output).toMatch(/^\s*keeper-pam\.yaml:\d+:1 targetz: no such key; did you mean targets\?/m);
    expect(output).toMatch(
      /^\s*keeper-pam\.yaml:\d+:5 protectedUsers\[0\]: "not a name" is not an IAM user name/m,
    );
    expect(output).not.toMatch(/^\s+at /m);
    expect(fresh.has("cdktf.out/stacks")).toBe(false);
  });

  /** Runs a command that has to end well. */
  async function succeed(...args: string[]): Promise<string> {
    const { status, output } = await copy.cdktf(...args);
    if (status !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${status}\n${output}`);
    return output;
  }
});
