import { LocalBackend, TerraformVariable } from "cdktf";
import { KeeperGateway, REQUIRED_PROVIDER } from "cdktf-keeperpam-aws";
import { describeWith, ENGINES } from "../support/engines";
import { synthesizeFolder } from "../support/synthesis";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
import { Machines } from "./machines";
import { ACCOUNT_ID, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

/** A gateway on the named machines, with some settings more. */
const configuration = (instances: readonly string[], ...settings: string[]) => `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
gateway:
  instances: [${instances.join(", ")}]
${settings.map((line) => `  ${line}\n`).join("")}
targets:
  iamUsers: [{ name: console-admin }]
`;

const addressOf = (type: string, id: string) => `${type}_${id.replaceAll("-", "_")}`;

jest.setTimeout(3 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "instances that somebody else made", () => {
  let emulator: MiniStack;
  let account: Account;
  let machines: Machines;
  let app: SynthesizedApp;
  let terraform: Terraform;
  /** Without a profile; with the profile `legacy`; with IMDSv1 and hop limit 1. */
  let bare: string;
  let occupied: string;
  let careless: string;

  const configure = (...parts: Parameters<typeof configuration>) =>
    app.configure("keeper-gateway", configuration(...parts));

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    machines = new Machines(emulator.endpoint);
    await account.createInstanceProfile("legacy");
    await account.createInstanceProfile("quick-setup");
    bare = await machines.start();
    occupied = await machines.start({ profile: "legacy" });
    careless = await machines.start({ httpTokens: "optional", hopLimit: 1 });
    app = await runApp({ "keeper-gateway": configuration([bare]) });
    terraform = new Terraform(app.stack("keeper-gateway"), emulator.endpoint);
    await terraform.init();
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  describe("one without a profile", () => {
    beforeAll(() => terraform.apply());

    it("gets the gateway's", async () => {
      expect(await machines.profileOf(bare)).toBe("keeper-gateway");
    });

    it("leaves nothing to change and nothing to warn about", async () => {
      expect(await terraform.plan()).toBe("");
      expect(await terraform.planned()).not.toContain("Warning");
    });

    it("is warned about when somebody changes its profile, and nothing else is changed for it", async () => {
      await machines.give(bare, "quick-setup");
      expect(await terraform.planned()).toContain(
        `instance ${bare} does not have the instance profile keeper-gateway any more: somebody changed it. ` +
          `To attach it again: terraform apply -replace=${addressOf("aws_lambda_invocation.gateway_instances", bare)}`,
      );
      expect(await terraform.plan()).toBe("");
    });

    it("is not taken back from the one who changed it, unasked", async () => {
      const address = addressOf("aws_lambda_invocation.gateway_instances", bare);
      expect(await terraform.failingApply(`-replace=${address}`)).toContain(
        `${bare} has the instance profile arn:aws:iam::${ACCOUNT_ID}:instance-profile/quick-setup; nothing was changed`,
      );
      expect(await machines.profileOf(bare)).toBe("quick-setup");
    });

    it("is attached again once it is free", async () => {
      await machines.give(bare, "keeper-gateway");
      await terraform.apply();
      expect(await terraform.planned()).not.toContain("Warning");
    });
  });

  describe("one with a profile of its own", () => {
    it("makes the apply fail, which names the instance, its profile and the setting that replaces it", async () => {
      await configure([bare, occupied]);
      const said = await terraform.failingApply();
      expect(said).toContain(
        `${occupied} has the instance profile arn:aws:iam::${ACCOUNT_ID}:instance-profile/legacy; nothing was changed.`,
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

    it("gets the gateway's with onConflict: replace, and the plan has shown what it replaces", async () => {
      await configure([bare, occupied], "onConflict: replace");
      expect(await terraform.planned()).toContain(
        `profile_arn = "arn:aws:iam::${ACCOUNT_ID}:instance-profile/legacy"`,
      );
      await terraform.apply();
      expect(await machines.profileOf(occupied)).toBe("keeper-gateway");
      expect(await terraform.plan()).toBe("");
    });

    it("can be taken back from whoever changes it, and then gets his profile in the end", async () => {
      await machines.give(occupied, "quick-setup");
      const address = addressOf("terraform_data.gateway_instances_former", occupied);
      expect(await terraform.planned()).toContain(`terraform apply -replace=${address}`);
      await terraform.apply(`-replace=${address}`);
      expect(await machines.profileOf(occupied)).toBe("keeper-gateway");
    });
  });

  describe("when the gateway changes", () => {
    it("move to the profile of a role with another name, which is called after it", async () => {
      await configure([bare, occupied], "onConflict: replace", "role: { name: other-role }");
      await terraform.apply();
      expect(await machines.profileOf(bare)).toBe("other-role");
      expect(await machines.profileOf(occupied)).toBe("other-role");
      expect(await account.everythingOf("keeper-gateway")).not.toContain(
        `arn:aws:iam::${ACCOUNT_ID}:role/keeper-gateway`,
      );
      expect(await terraform.plan()).toBe("");
    });

    it("lose the profile when they are taken off the list, the others do not", async () => {
      await configure([occupied], "onConflict: replace", "role: { name: other-role }");
      await terraform.apply();
      expect(await machines.profileOf(bare)).toBeUndefined();
      expect(await machines.profileOf(occupied)).toBe("other-role");
    });

    it("are warned about when they hand out credentials carelessly", async () => {
      await configure([occupied, careless], "onConflict: replace");
      await terraform.apply();
      const said = await terraform.planned();
      expect(said).toContain(`instance ${careless} does not require IMDSv2`);
      expect(said).toContain(`instance ${careless} has a metadata hop limit of 1`);
      expect(said).not.toContain(`instance ${occupied} `);
      await configure([occupied, careless], "onConflict: replace", "installation: native");
      const native = await terraform.planned();
      expect(native).toContain(`instance ${careless} does not require IMDSv2`);
      expect(native).not.toContain("hop limit of 1");
    });
  });

  describe("when the gateway goes", () => {
    it("are nobody's obstacle when they are gone, get back what they had, and nothing is left", async () => {
      await machines.terminate(careless);
      expect(await terraform.planned()).toContain(`instance ${careless} does not exist any more`);
      await terraform.destroy();
      expect(await machines.profileOf(occupied)).toBe("quick-setup");
      expect(await account.everythingOf("keeper-gateway")).toEqual([]);
      expect(await account.functionsAndLogsOf("keeper-gateway")).toEqual([]);
    });
  });

  describe("one that only Terraform knows, with a role whose name Terraform completes", () => {
    let constructs: Terraform;
    let next: string;

    /** In order, what the apply did to a type of resource: `Destroying`, `Creating` or `Modifying`. */
    const order = (said: string, ...types: string[]) =>
      [...said.matchAll(/^(\w+)\.[^:\n]+: (Destroying|Creating|Modifying)\.\.\./gm)]
        .filter(([, type = ""]) => types.includes(type))
        .map(([, type, did]) => `${did} ${type}`);
    const apply = (host: string, prefix: string) =>
      constructs.apply(`-var=host=${host}`, `-var=prefix=${prefix}`);

    beforeAll(async () => {
      next = await machines.start();
      const { folder } = synthesizeFolder((stack) => {
        new LocalBackend(stack, { path: "terraform.tfstate" });
        stack.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);
        const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
        new KeeperGateway(stack, "gateway", {
          name: "other-gateway",
          accountId: ACCOUNT_ID,
          partition: "aws",
          region: "us-east-1",
          role: { namePrefix: variable("prefix") },
          instances: [variable("host")],
          targets: { iamUsers: [{ name: "console-admin" }] },
        });
      });
      constructs = new Terraform(folder, emulator.endpoint);
      await constructs.init();
      await apply(bare, "blue-");
    });

    it("gets the credentials of another role before the former one and its policies go", async () => {
      const said = await apply(bare, "green-");
      expect(order(said, "aws_lambda_invocation", "aws_iam_role", "aws_iam_role_policy_attachment")).toEqual([
        "Creating aws_iam_role",
        "Creating aws_iam_role_policy_attachment",
        "Modifying aws_lambda_invocation",
        "Destroying aws_iam_role_policy_attachment",
        "Destroying aws_iam_role",
      ]);
      expect(await constructs.state()).toContain('\\"outcome\\": \\"renewed\\"');
      expect(await machines.profileOf(bare)).toBe("other-gateway");
    });

    it("loses the profile when another one takes its place, although it is still there", async () => {
      await apply(next, "green-");
      expect(await machines.profileOf(bare)).toBeUndefined();
      expect(await machines.profileOf(next)).toBe("other-gateway");
    });
  });
});
