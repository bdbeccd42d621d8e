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

  beforeAll(async () => {
    emulator = await startMiniStack();
    faulty = await FaultyAccount.on(emulator);
    before = await faulty.account.everything();
    terraform = await faulty.stack(faulty.everything);
  }, START_TIMEOUT);

  afterAll(async () => {
    await faulty?.proxy.stop();
    await emulator?.stop();
  });

  it("breaks off where answers get lost of what was made, which Terraform then makes once more", async () => {
    faulty.proxy.break(
      { action: "iam:CreateAccessKey", fault: "lost answer", times: 1 },
      { action: "iam:CreateRole", fault: "lost answer", times: 1, about: "RoleName=keeper-gateway&" },
      { action: "secretsmanager:CreateSecret", fault: "lost answer", times: 1 },
    );
    const said = await terraform.failingApply();
    expect(said).toContain("Role with name keeper-gateway already exists");
    expect(said).toContain("keeper/gateway already exists");
    expect(faulty.proxy.faults).toHaveLength(3);
  });

  it("is told by import blocks what it has made, and makes the rest", async () => {
    const printed = await faulty.imports();
    expect(printed).toMatch(/to = aws_iam_role\.gateway_role\n\s*id = "keeper-gateway"/);
    expect(printed).toMatch(
      /to = aws_secretsmanager_secret\.gateway_configuration_secret\n\s*id = "arn:aws:sec/,
    );
    terraform.write("imports.tf", printed);
    faulty.proxy.break({ action: "iam:AddRoleToInstanceProfile", fault: DENIED, times: 1 });
    const said = await terraform.failingApply();
    expect(said).not.toContain("already exists");
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

  it("needs another name where nobody can untaint, of role, profile and user, which can be changed back", async () => {
    const other = await FaultyAccount.on(emulator);
    const empty = await other.account.everything();
    try {
      const tainted = await other.stack(other.everything);
      other.proxy.break(
        { action: "iam:GetRole", fault: DENIED, times: 1, about: "RoleName=keeper-gateway&" },
        { action: "iam:GetUser", fault: DENIED, times: 1, about: "gateway-user" },
      );
      await tainted.failingApply();
      expect(other.proxy.faults).toHaveLength(2);
      const said = await tainted.failingApply();
      expect(said).toContain("Role with name keeper-gateway already exists");
      expect(said).toContain("User with name gateway-user already exists");

      await other.stack(other.everythingNamed({ role: "second", user: "second-user" }));
      other.proxy.break({ action: "iam:AddRoleToInstanceProfile", fault: DENIED, times: 1 });
      expect(await tainted.failingApply()).toContain("AddRoleToInstanceProfile");
      expect(await tainted.failingApply()).toContain("Instance profile second already exists");
      await other.stack(other.everythingNamed({ role: "second", user: "second-user", profile: "third" }));
      await tainted.apply();
      expect(await tainted.plan()).toBe("");
      expect(await other.machines.profileOf(other.machine)).toBe("third");

      await other.stack(other.everything);
      await tainted.apply();
      expect(await tainted.plan()).toBe("");
      expect(await other.machines.profileOf(other.machine)).toBe("keeper-gateway");
      expect((await other.account.everything()).filter((made) => /second|third/.test(made ?? ""))).toEqual(
        [],
      );
      await tainted.destroy();
      expect(await other.account.everything()).toEqual(empty);
    } finally {
      await other.proxy.stop();
    }
  });

  it("needs no more than the next one where the stack lists no instances", async () => {
    const other = await FaultyAccount.on(emulator);
    try {
      const plain = await other.stack(other.plain);
      other.proxy.break(
        { action: "iam:GetRole", fault: DENIED, times: 1, about: "RoleName=keeper-gateway&" },
        { action: "iam:AddRoleToInstanceProfile", fault: DENIED, times: 1 },
      );
      expect(await plain.failingApply()).toContain("GetRole");
      expect(await plain.failingApply()).toContain("AddRoleToInstanceProfile");
      await plain.apply();
      expect(await plain.plan()).toBe("");
    } finally {
      await other.proxy.stop();
    }
  });

  it("leaves nothing behind in the end, that key included", async () => {
    await terraform.destroy();
    expect(await faulty.account.everything()).toEqual(before);
  });
});
