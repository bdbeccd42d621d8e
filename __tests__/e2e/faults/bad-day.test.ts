import { describeWith, ENGINES } from "../../support/engines";
import { START_TIMEOUT, startMiniStack, type MiniStack } from "../ministack";
import { COMMAND_TIMEOUT, type Terraform } from "../terraform";
import { DENIED } from "./aws-errors";
import { FaultyAccount } from "./faulty-account";

jest.setTimeout(3 * COMMAND_TIMEOUT);

const PROFILE = "aws_iam_instance_profile.gateway_instance_profile";

// A sample: npm run faults:prove has every case.
describeWith([ENGINES.terraform, ENGINES.python], "a first apply on a bad day of AWS's", () => {
  let emulator: MiniStack;
  let faulty: FaultyAccount;
  let terraform: Terraform;
  let before: unknown[];
  let said: string;

  beforeAll(async () => {
    emulator = await startMiniStack();
    faulty = await FaultyAccount.on(emulator);
    before = await faulty.account.everything();
    terraform = await faulty.stack(faulty.everything);
    faulty.proxy.break(
      { action: "iam:AddRoleToInstanceProfile", fault: DENIED, times: 1 },
      { action: "iam:CreateAccessKey", fault: "lost answer", times: 1 },
    );
    said = await terraform.failingApply();
  }, START_TIMEOUT);

  afterAll(async () => {
    await faulty?.proxy.stop();
    await emulator?.stop();
  });

  it("breaks off with the error of AWS and the address of what is unfinished", () => {
    expect(faulty.proxy.faults).toHaveLength(2);
    expect(said).toContain("AddRoleToInstanceProfile");
    expect(said).toContain(`with ${PROFILE},`);
  });

  it("is finished by the next one, once Terraform does not want to make the unfinished profile anew", async () => {
    expect(await terraform.failingApply()).toContain("Instance profile keeper-gateway already exists");
    await terraform.untaint(PROFILE);
    await terraform.apply();
    expect(await faulty.machines.profileOf(faulty.machine)).toBe("keeper-gateway");
    expect(await terraform.plan()).toBe("");
  });

  it("warns of the access key of which AWS's answer got lost, and names it", async () => {
    const { access_key_id: known } = await terraform.outputs();
    const [lost] = (await faulty.account.accessKeysOf("gateway-user")).filter((key) => key !== known);
    expect(lost).toBeDefined();
    expect(await terraform.planned()).toContain(
      `user gateway-user has an access key that is not in the configuration: ["${lost}"].`,
    );
  });

  it("leaves nothing behind in the end, that key included", async () => {
    await terraform.destroy();
    expect(await faulty.account.everything()).toEqual(before);
  });
});
