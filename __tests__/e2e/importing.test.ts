import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PermissionStyle } from "../../modules/targets";
import { describeWith, ENGINES } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { statementsFor } from "../targets/sample-gateway";
import { Account } from "./account";
import { runApp } from "./app";
import type { Gateway } from "./gateway";
import { Machines } from "./machines";
import { ACCOUNT_ID, iamArn, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { watchRights } from "./rights-watch";
import { writeRootModule } from "./root-module";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

/** Keeper's published policy, as its documentation has it. */
const PUBLISHED = {
  Version: "2012-10-17",
  Statement: statementsFor({ permissions: PermissionStyle.DOCUMENTED }),
};
/** What the IAM console writes into a role for EC2. */
const DESCRIPTION = "Allows EC2 instances to call AWS services on your behalf.";

/** A gateway that somebody has set up by hand: a role in a profile of its name, on a machine, with Keeper's policy. */
interface HandMade {
  readonly role: string;
  readonly policyArn: string;
  readonly machine: string;
  readonly gateway: Gateway;
}

const root = (name: string, settings: string, imports = "") => `
provider "aws" {
  region = "us-east-1"
}

module "keeper_gateway" {
  source = "./keeper-gateway"

  name      = "${name}"
  iam_users = [{ name = "console-admin" }]
  ${settings}
}
${imports}`;

const importBlock = (to: string, id: string) => `
import {
  to = ${to}
  id = "${id}"
}
`;

jest.setTimeout(2 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "a role that was made by hand", () => {
  let emulator: MiniStack;
  let account: Account;
  let machines: Machines;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    machines = new Machines(emulator.endpoint);
    await account.createUser("console-admin");
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  async function handMade(role: string): Promise<HandMade> {
    await account.createInstanceProfile(role, DESCRIPTION);
    const policyArn = await account.attachNewPolicy(role, `${role}Policy`, PUBLISHED);
    const machine = await machines.start({ profile: role });
    return { role, policyArn, machine, gateway: await account.takeRoleUnseen(role) };
  }

  /** What the gateway is refused while something happens: it rotates, and checks itself before. */
  async function refused({ role, gateway }: HandMade, action: () => Promise<unknown>) {
    const { refusals, calls } = await watchRights(
      {
        rotation: () => gateway.setConsolePassword("console-admin"),
        "self-check": () =>
          gateway.simulate(iamArn(`role/${role}`), "iam:UpdateLoginProfile", iamArn("user/console-admin")),
      },
      action,
    );
    for (const made of Object.values(calls)) expect(made).toBeGreaterThan(0);
    return refusals;
  }

  async function terraformIn(folder: string): Promise<Terraform> {
    const terraform = new Terraform(folder, emulator.endpoint);
    await terraform.init();
    return terraform;
  }

  describe("imported into the module with its profile", () => {
    let made: HandMade;
    let terraform: Terraform;
    let folder: string;

    beforeAll(async () => {
      made = await handMade("KeeperGatewayRole");
      folder = temporaryFolder();
      const { role, machine } = made;
      writeRootModule(folder, {
        "main.tf": root(
          "keeper-gateway",
          `role      = { name = "${role}", description = "${DESCRIPTION}" }
  instances = ["${machine}"]`,
        ),
        "imports.tf":
          importBlock("module.keeper_gateway.aws_iam_role.gateway[0]", role) +
          importBlock("module.keeper_gateway.aws_iam_instance_profile.gateway[0]", role),
      });
      terraform = await terraformIn(folder);
    });

    it("is changed in nothing but the name of its trust's statement and its tag; the rest is new", async () => {
      const { [`module.keeper_gateway.aws_iam_role.gateway[0]`]: change, ...others } =
        await terraform.plannedChanges();
      expect(change).toEqual(["update"]);
      expect([...new Set(Object.values(others).flat())]).toEqual(["create"]);
      expect(Object.keys(others)).toEqual(
        expect.arrayContaining([
          "module.keeper_gateway.aws_iam_policy.gateway[0]",
          "module.keeper_gateway.aws_iam_role_policy_attachment.gateway[0]",
        ]),
      );
    });

    it("gets the narrow policies beside the old one, and its machine keeps its profile as it is", async () => {
      const association = await machines.associationOf(made.machine);
      expect(await refused(made, () => terraform.apply())).toEqual([]);
      expect(await account.attachedPolicies(made.role)).toEqual([
        made.policyArn,
        iamArn("policy/keeper-gateway-1"),
      ]);
      expect(await machines.associationOf(made.machine)).toBe(association);
    });

    it("can do its work without the old policy, and Terraform misses nothing", async () => {
      expect(await refused(made, () => account.detachPolicy(made.role, made.policyArn))).toEqual([]);
      expect(await refused(made, () => account.deletePolicy(made.policyArn))).toEqual([]);
      rmSync(join(folder, "imports.tf"));
      expect(await terraform.plan()).toBe("");
      await expect(made.gateway.listUsers()).rejects.toThrow("no identity-based policy allows");
    });
  });

  describe("left to its owner", () => {
    it("gets the policies alone, and has its rights all the time", async () => {
      const made = await handMade("SomebodysRole");
      const folder = temporaryFolder();
      writeRootModule(folder, {
        "main.tf": root("somebodys-gateway", `role = { existing = { name = "${made.role}" } }`),
      });
      const terraform = await terraformIn(folder);
      expect(await terraform.plannedChanges()).toEqual({
        "module.keeper_gateway.aws_iam_policy.gateway[0]": ["create"],
        "module.keeper_gateway.aws_iam_role_policy_attachment.gateway[0]": ["create"],
      });
      const refusals = await refused(made, async () => {
        await terraform.apply();
        await account.detachPolicy(made.role, made.policyArn);
      });
      expect(refusals).toEqual([]);
      expect(await account.attachedPolicies(made.role)).toEqual([iamArn("policy/somebodys-gateway-1")]);
    });

    it("has no rights for a while when the old policy is taken off first, which is noticed here", async () => {
      const made = await handMade("HastyRole");
      const folder = temporaryFolder();
      writeRootModule(folder, {
        "main.tf": root("hasty-gateway", `role = { existing = { name = "${made.role}" } }`),
      });
      const terraform = await terraformIn(folder);
      const refusals = await refused(made, async () => {
        await account.detachPolicy(made.role, made.policyArn);
        await terraform.apply();
      });
      expect(new Set(refusals.map(({ call }) => call))).toEqual(new Set(["rotation", "self-check"]));
    });
  });

  describe("or a user, imported into the module", () => {
    it("keeps its key, and gets the narrow policies beside the old one", async () => {
      await account.createUser("KeeperUser");
      const gateway = await account.gatewayOf("KeeperUser");
      const keys = await account.accessKeysOf("KeeperUser");
      const folder = temporaryFolder();
      writeRootModule(folder, {
        "main.tf": root(
          "user-gateway",
          `role            = { create = false }
  access_key_user = { name = "KeeperUser", create_access_key = false }`,
          importBlock("module.keeper_gateway.aws_iam_user.gateway[0]", "KeeperUser"),
        ),
      });
      const terraform = await terraformIn(folder);
      expect(await terraform.plannedChanges()).toEqual({
        "module.keeper_gateway.aws_iam_user.gateway[0]": ["update"],
        'module.keeper_gateway.terraform_data.access_key_user_name["without_key"]': ["create"],
        "module.keeper_gateway.aws_iam_policy.access_key_user[0]": ["create"],
        "module.keeper_gateway.aws_iam_user_policy_attachment.access_key_user[0]": ["create"],
      });
      await terraform.apply();
      expect(await account.accessKeysOf("KeeperUser")).toEqual(keys);
      await gateway.setConsolePassword("console-admin");
      expect(await terraform.plan()).toBe("");
    });
  });

  describe("imported into the stack of a configuration file", () => {
    it("gets the narrow policies beside the old one, which then goes with Terraform", async () => {
      const made = await handMade("AppGatewayRole");
      const configuration = `
name: app-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
gateway:
  role: { name: ${made.role}, description: "${DESCRIPTION}" }
targets:
  iamUsers: [{ name: console-admin }]
`;
      const app = await runApp({ "app-gateway": configuration });
      const file = (name: string) => join(app.stack("app-gateway"), name);
      const imports =
        importBlock("aws_iam_role.gateway_role", made.role) +
        importBlock("aws_iam_instance_profile.gateway_instance_profile", made.role);
      const former =
        importBlock("aws_iam_policy.former", made.policyArn) +
        importBlock("aws_iam_role_policy_attachment.former", `${made.role}/${made.policyArn}`);
      writeFileSync(file("imports.tf"), imports);
      writeFileSync(
        file("former.tf"),
        `${former}
resource "aws_iam_policy" "former" {
  name   = "${made.role}Policy"
  policy = jsonencode(${JSON.stringify(PUBLISHED)})
}

resource "aws_iam_role_policy_attachment" "former" {
  role       = "${made.role}"
  policy_arn = "${made.policyArn}"
}
`,
      );
      await app.configure("app-gateway", configuration);
      expect(existsSync(file("imports.tf"))).toBe(true);

      const terraform = await terraformIn(app.stack("app-gateway"));
      expect(await terraform.plannedChanges()).toEqual({
        "aws_iam_role.gateway_role": ["update"],
        "aws_iam_policy.gateway_permissions_policy_1": ["create"],
        "aws_iam_role_policy_attachment.gateway_permissions_attachment_1": ["create"],
      });
      expect(await refused(made, () => terraform.apply())).toEqual([]);

      for (const name of ["imports.tf", "former.tf"]) rmSync(file(name));
      expect(await terraform.plannedChanges()).toEqual({
        "aws_iam_policy.former": ["delete"],
        "aws_iam_role_policy_attachment.former": ["delete"],
      });
      expect(await refused(made, () => terraform.apply())).toEqual([]);
      expect(await account.attachedPolicies(made.role)).toEqual([iamArn("policy/app-gateway-1")]);
    });
  });
});
