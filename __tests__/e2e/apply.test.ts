import { describeWith, ENGINES } from "../support/engines";
import { policyDocuments, synthesizeConfiguration, type TerraformJson } from "../support/synthesis";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
import { ACCESS_DENIED, EXPLICITLY_DENIED, Gateway } from "./gateway";
import { ACCOUNT_ID, iamArn, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

const CONFIGURATION = `
name: keeper-gateway
aws:
  region: us-east-1
  accountId: "${ACCOUNT_ID}"
targets:
  managedDatabases:
    - instance: orders
    - { instance: payroll, region: eu-west-1 }
  directories:
    - { id: d-1234567890, region: us-east-1 }
  iamUsers:
    - { name: console-admin }
    - { name: auditor, path: /contractors/ }
    - { path: /service/ }
    - { tag: { key: KeeperPAM, value: managed } }
  iamAccessKeys:
    - { name: ci-bot }
discovery: false
protectedUsers: [break-glass]
`;

const ROLE_ARN = iamArn("role/keeper-gateway");
const MANAGED = [{ Key: "KeeperPAM", Value: "managed" }];

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "a gateway with every target type, applied", () => {
  let emulator: MiniStack;
  let account: Account;
  let app: SynthesizedApp;
  let terraform: Terraform;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    await account.createUser("console-admin");
    await account.createUser("auditor", "/contractors/");
    await account.createUser("mailer", "/service/");
    await account.createUser("backup", "/service/nightly/");
    await account.createUser("volunteer", "/", MANAGED);
    await account.createUser("ci-bot");
    await account.createUser("bystander");
    await account.createUser("inspector", "/contractors/");
    await account.createUser("clerk", "/service-desk/");
    await account.createUser("unmanaged", "/", [{ Key: "KeeperPAM", Value: "unmanaged" }]);
    await account.createUser("break-glass", "/service/", MANAGED);
    await account.createRole("other-role");
    for (const region of ["us-east-1", "eu-west-1"]) {
      for (const instance of ["orders", "payroll", "ledger"]) await account.createDatabase(instance, region);
    }
    app = await runApp({ "keeper-gateway": CONFIGURATION });
    terraform = new Terraform(app.stack("keeper-gateway"), emulator.endpoint);
    await terraform.init();
    await terraform.apply();
    emulator.calls.print("an apply with every target type");
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  it("has nothing left to change", async () => {
    expect(await terraform.plan()).toBe("");
  });

  it("says in its outputs what it made", async () => {
    expect(await terraform.outputs()).toMatchObject({
      role_arn: ROLE_ARN,
      role_name: "keeper-gateway",
      instance_profile_name: "keeper-gateway",
      policy_arns: await account.attachedPolicies("keeper-gateway"),
    });
  });

  it("makes a role that EC2 instances alone can take, through a profile of the same name", async () => {
    expect((await account.trustPolicy("keeper-gateway")).Statement).toEqual([
      {
        Sid: "GatewayInstance",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    expect(await account.instanceProfilesOf("keeper-gateway")).toEqual(["keeper-gateway"]);
  });

  it("keeps in IAM exactly the policies that the configuration asks for", async () => {
    expect((await storedPolicies()).map(asSets)).toEqual(synthesizedPolicies().map(asSets));
  });

  it("keeps them no longer than they were counted, and inside the quota of a managed policy", async () => {
    const length = (document: PolicyDocumentJson) => JSON.stringify(document).length;
    const counted = synthesizedPolicies().map(length);
    (await storedPolicies()).map(length).forEach((stored, i) => {
      expect(stored).toBeLessThanOrEqual(counted[i] ?? 0);
      expect(stored).toBeLessThanOrEqual(6144);
    });
  });

  function synthesizedPolicies(): PolicyDocumentJson[] {
    const stacks = synthesizeConfiguration(app.configurationOf("keeper-gateway"));
    return policyDocuments(stacks["keeper-gateway"] as TerraformJson);
  }

  async function storedPolicies(): Promise<PolicyDocumentJson[]> {
    const arns = await account.attachedPolicies("keeper-gateway");
    expect(arns.length).toBeGreaterThan(0);
    return Promise.all(
      arns.map(async (arn) => JSON.parse(await account.policyText(arn ?? "")) as PolicyDocumentJson),
    );
  }

  describe("whose role the gateway takes", () => {
    let gateway: Gateway;
    let root: Gateway;

    beforeAll(async () => {
      gateway = await account.takeRole("keeper-gateway");
      root = new Gateway(emulator.endpoint, ROOT);
    });

    // ── What it can do ─────────────────────────────────────────────────────────────────────────────────────────────

    it.each([
      ["console-admin", "user/console-admin"],
      ["auditor", "user/contractors/auditor"],
      ["mailer", "user/service/mailer"],
      ["backup", "user/service/nightly/backup"],
    ])("rotates the console password of %s", async (name, resource) => {
      const arn = iamArn(resource);
      expect(await gateway.simulate(ROLE_ARN, "iam:UpdateLoginProfile", arn)).toBe("allowed");
      expect(await gateway.findUser(name)).toBe(arn);
      await gateway.setConsolePassword(name);
    });

    it("rotates the console password of a user with the tag", async () => {
      expect(await gateway.findUser("volunteer")).toBe(iamArn("user/volunteer"));
      await gateway.setConsolePassword("volunteer");
    });

    it.each([
      ["orders", "us-east-1"],
      ["payroll", "eu-west-1"],
    ])("rotates the master password of %s in %s", async (instance, region) => {
      const arn = `arn:aws:rds:${region}:${ACCOUNT_ID}:db:${instance}`;
      expect(await gateway.simulate(ROLE_ARN, "rds:ModifyDBInstance", arn)).toBe("allowed");
      expect(await gateway.findDatabase(instance, region)).toBe(arn);
      await gateway.setMasterPassword(instance, region);
    });

    it("rotates the access key of ci-bot", async () => {
      const old = await gateway.createAccessKey("ci-bot");
      const fresh = await gateway.createAccessKey("ci-bot");
      expect(await gateway.listAccessKeys("ci-bot")).toEqual([old, fresh]);
      await gateway.deleteAccessKey("ci-bot", old);
      expect(await gateway.listAccessKeys("ci-bot")).toEqual([fresh]);
    });

    it("may read any user, as Keeper wants it for managed databases", async () => {
      expect(await gateway.findUser("bystander")).toBe(iamArn("user/bystander"));
    });

    it("is told no when it asks about no resource in particular", async () => {
      expect(await gateway.simulate(ROLE_ARN, "iam:UpdateLoginProfile", "*")).toBe("implicitDeny");
    });

    // The emulator has no Directory Service: root asks it what the role's policies say.
    it.each(["ds:DescribeDomainControllers", "ds:DescribeLDAPSSettings", "ds:ResetUserPassword"])(
      "may call %s for the named directory",
      async (action) => {
        const arn = directoryArn("us-east-1", "d-1234567890");
        expect(await root.simulate(ROLE_ARN, action, arn)).toBe("allowed");
      },
    );

    it.each([
      ["another directory", directoryArn("us-east-1", "d-1234567899")],
      ["the same ID in another region", directoryArn("eu-west-1", "d-1234567890")],
    ])("resets no password in %s", async (_title, arn) => {
      expect(await root.simulate(ROLE_ARN, "ds:ResetUserPassword", arn)).toBe("implicitDeny");
    });

    it("lists directories, which AWS cannot narrow", async () => {
      expect(await root.simulate(ROLE_ARN, "ds:DescribeDirectories", "*")).toBe("allowed");
    });

    // ── What it cannot do ──────────────────────────────────────────────────────────────────────────────────────────

    // Every call is made by root too, whom nothing is refused: it fails for want of a permission and for nothing else.
    it.each<[string, (as: Gateway) => Promise<unknown>]>([
      ["set the password of a user who is not named", (as) => as.setConsolePassword("bystander")],
      ["set the password of another user at auditor's path", (as) => as.setConsolePassword("inspector")],
      ["set the password of a user at a path that begins alike", (as) => as.setConsolePassword("clerk")],
      ["set the password of a user whose tag differs", (as) => as.setConsolePassword("unmanaged")],
      ["set the password of a user named for the access key", (as) => as.setConsolePassword("ci-bot")],
      ["list keys of a user named for the password", (as) => as.listAccessKeys("console-admin")],
      ["create a key of a user named for the password", (as) => as.createAccessKey("console-admin")],
      ["delete a key of a user named for the password", (as) => deleteOneKey(as, "console-admin")],
      ["create a key of a user tagged for the password", (as) => as.createAccessKey("volunteer")],
      ["list users", (as) => as.listUsers()],
      ["find a database that is not named", (as) => as.findDatabase("ledger", "us-east-1")],
      [
        "set the password of a database that is not named",
        (as) => as.setMasterPassword("ledger", "us-east-1"),
      ],
      ["find the namesake of orders in another region", (as) => as.findDatabase("orders", "eu-west-1")],
      ["set the password of the namesake of orders", (as) => as.setMasterPassword("orders", "eu-west-1")],
      ["set the password of the namesake of payroll", (as) => as.setMasterPassword("payroll", "us-east-1")],
      ["list machines", (as) => as.listMachines("us-east-1")],
      ["ask what another role may do", (as) => as.simulate(iamArn("role/other-role"), "iam:GetUser", "*")],
      ["ask what a user may do", (as) => as.simulate(iamArn("user/ci-bot"), "iam:GetUser", "*")],
    ])("may not %s", async (_title, call) => {
      await expect(call(gateway)).rejects.toMatchObject(ACCESS_DENIED);
      await call(root);
    });

    async function deleteOneKey(as: Gateway, user: string): Promise<void> {
      await as.deleteAccessKey(user, await root.createAccessKey(user));
    }

    describe("and the protected user, whom both a path and a tag would reach", () => {
      const calls: [string, (as: Gateway) => Promise<unknown>][] = [
        ["password cannot be set", (as) => as.setConsolePassword("break-glass")],
        ["access keys cannot be listed", (as) => as.listAccessKeys("break-glass")],
        ["access keys cannot be created", (as) => as.createAccessKey("break-glass")],
        ["access keys cannot be deleted", (as) => deleteOneKey(as, "break-glass")],
      ];

      it.each(calls)("whose %s", async (_title, call) => {
        await expect(call(gateway)).rejects.toMatchObject(EXPLICITLY_DENIED);
        await call(root);
      });

      it("who stays out of reach when another policy allows the role everything", async () => {
        await account.whileAllPowerful("keeper-gateway", async () => {
          await gateway.setConsolePassword("bystander");
          for (const [, call] of calls) await expect(call(gateway)).rejects.toMatchObject(EXPLICITLY_DENIED);
        });
      });
    });

    // ── What it can never do ───────────────────────────────────────────────────────────────────────────────────────

    it.each<[string, (as: Gateway) => Promise<unknown>]>([
      ["give itself an inline policy", (as) => as.putRolePolicy("keeper-gateway")],
      ["create a user", (as) => as.createUser("newcomer")],
      [
        "take a policy off itself",
        (as) => as.detachPolicy("keeper-gateway", iamArn("policy/keeper-gateway-1")),
      ],
      ["let everybody take its role", (as) => as.openTrust("keeper-gateway")],
      ["rewrite its policy", (as) => as.rewritePolicy(iamArn("policy/keeper-gateway-1"))],
      ["empty its instance profile", (as) => as.emptyInstanceProfile("keeper-gateway", "keeper-gateway")],
    ])("may not %s, when another policy allows it everything", async (_title, call) => {
      await account.whileAllPowerful("keeper-gateway", async () => {
        await gateway.setConsolePassword("bystander");
        await expect(call(gateway)).rejects.toMatchObject(EXPLICITLY_DENIED);
      });
    });
  });

  it("leaves nothing behind when it is destroyed", async () => {
    expect(await account.everythingOf("keeper-gateway")).toHaveLength(3);
    await terraform.destroy();
    expect(await account.everythingOf("keeper-gateway")).toEqual([]);
  });
});

function directoryArn(region: string, id: string): string {
  return `arn:aws:ds:${region}:${ACCOUNT_ID}:directory/${id}`;
}

/** A policy by the Sids of its statements. IAM gives no meaning to the order of a list, nor to a list of one. */
function asSets(document: PolicyDocumentJson): Record<string, unknown> {
  const set = (value: unknown) => [value].flat().sort();
  return Object.fromEntries(
    document.Statement.map(({ Sid, Action, Resource, Condition, ...rest }) => [
      Sid,
      {
        ...rest,
        Action: set(Action),
        Resource: set(Resource),
        Condition: Object.entries(Condition ?? {}).map(([operator, tested]) => [
          operator,
          Object.entries(tested).map(([key, values]) => [key, set(values)]),
        ]),
      },
    ]),
  );
}
