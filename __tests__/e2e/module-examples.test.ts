import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { describeWith, ENGINES } from "../support/engines";
import { generatePgpKey } from "../support/pgp";
import { Account } from "./account";
import { ACCESS_DENIED, EXPLICITLY_DENIED, Gateway } from "./gateway";
import { Machines } from "./machines";
import {
  clientSettings,
  iamArn,
  rootOf,
  START_TIMEOUT,
  startMiniStack,
  type Credentials,
  type MiniStack,
} from "./ministack";
import { ModuleCopy, type RootModule } from "./module-copy";
import { COMMAND_TIMEOUT } from "./terraform";

/** Each example has an account of its own, and several-accounts has three. */
const ACCOUNTS = {
  "new-instance": "111122223333",
  "existing-instance": "222233334444",
  "access-key-user": "333344445555",
  "protected-configuration": "444455556666",
  production: "555566667777",
  staging: "666677778888",
  deployer: "777788889999",
};

/** With an image that the emulator knows, and to be destroyed again. */
const NEW_INSTANCE = {
  ami_id: "ami-0abcdef1234567890",
  initial_password: "until-the-first-rotation",
  deletion_protection: false,
};

jest.setTimeout(2 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "the examples of the drop-in module, applied", () => {
  let emulator: MiniStack;
  let module: ModuleCopy;
  let newInstance: RootModule;
  let beforeNewInstance: unknown[];
  /** The provider waits for a new database for more than a minute: the other examples come meanwhile. */
  let newInstanceApplied: Promise<unknown>;
  /** And so it does when the database goes. */
  let newInstanceDestroyed: Promise<unknown> | undefined;

  beforeAll(async () => {
    emulator = await startMiniStack();
    module = new ModuleCopy(emulator.endpoint);
    await accountOf("new-instance").createUser("bystander");
    beforeNewInstance = await accountOf("new-instance").everything();
    newInstance = module.example("new-instance", NEW_INSTANCE, rootOf(ACCOUNTS["new-instance"]));
    await newInstance.terraform.init();
    await newInstance.terraform.validate();
    newInstanceApplied = newInstance.terraform.apply();
    newInstanceApplied.catch(() => undefined);
  }, START_TIMEOUT);

  afterAll(async () => {
    await Promise.allSettled([newInstanceApplied, newInstanceDestroyed]);
    await emulator?.stop();
  });

  const accountOf = (name: keyof typeof ACCOUNTS) => new Account(emulator.endpoint, rootOf(ACCOUNTS[name]));
  const rootGatewayOf = (name: keyof typeof ACCOUNTS) =>
    new Gateway(emulator.endpoint, rootOf(ACCOUNTS[name]));

  async function applied(example: RootModule): Promise<Record<string, unknown>> {
    await example.terraform.init();
    await example.terraform.validate();
    await example.terraform.apply();
    return example.terraform.outputs();
  }

  it("are these and no others", () => {
    expect(module.examples()).toEqual([
      "access-key-user",
      "existing-instance",
      "new-instance",
      "protected-configuration",
      "several-accounts",
    ]);
  });

  describe("existing-instance", () => {
    const ACCOUNT_ID = ACCOUNTS["existing-instance"];
    let account: Account;
    let before: unknown[];
    let machines: Machines;
    let instance: string;
    let example: RootModule;
    let outputs: Record<string, unknown>;

    beforeAll(async () => {
      account = accountOf("existing-instance");
      machines = new Machines(emulator.endpoint, rootOf(ACCOUNT_ID));
      instance = await machines.start();
      before = await account.everything();
      example = module.example("existing-instance", { instance_id: instance }, rootOf(ACCOUNT_ID));
      outputs = await applied(example);
    });

    it("puts the profile on the instance that is named", async () => {
      expect(await machines.profileOf(instance)).toBe("keeper-gateway");
    });

    it("has nothing left to change and nothing to warn about", async () => {
      const planned = await example.terraform.planned();
      expect(planned).toContain("No changes.");
      expect(planned).not.toContain("Warning");
    });

    it("says what it made, and what is left to do", () => {
      expect(outputs).toMatchObject({
        role_arn: iamArn("role/keeper-gateway", ACCOUNT_ID),
        instance_profile_name: "keeper-gateway",
        keeper_pam_configuration: { "Region Names": ["us-east-1", "eu-west-1"] },
        keeper_records: {
          pam_databases: [
            { "Database ID": "orders", "Provider Region": "us-east-1" },
            { "Database ID": "payroll", "Provider Region": "eu-west-1" },
          ],
        },
        next_steps: expect.arrayContaining([
          expect.stringContaining(`The gateway's role is on ${instance}.`),
        ]),
      });
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await example.terraform.destroy();
      expect(await machines.profileOf(instance)).toBeUndefined();
      expect(await account.everything()).toEqual(before);
    });
  });

  describe("access-key-user", () => {
    const ACCOUNT_ID = ACCOUNTS["access-key-user"];
    let account: Account;
    let before: unknown[];
    let example: RootModule;
    let outputs: Record<string, unknown>;
    let secretAccessKey: string;

    beforeAll(async () => {
      account = accountOf("access-key-user");
      await account.createUser("mailer", "/service/");
      await account.createUser("break-glass", "/service/");
      await account.createUser("bystander");
      before = await account.everything();
      const pgpKey = await generatePgpKey();
      example = module.example("access-key-user", {}, rootOf(ACCOUNT_ID));
      // With line breaks, as base64 writes it.
      const exported = pgpKey.publicKey.replaceAll(/.{76}/g, "$&\n");
      writeFileSync(join(example.folder, "ops.pgp.base64"), `${exported}\n`);
      outputs = await applied(example);
      secretAccessKey = await pgpKey.decrypt(String(outputs.access_key_encrypted_secret));
    });

    it("has nothing left to change", async () => {
      expect(await example.terraform.plan()).toBe("");
    });

    it("makes a user and no role", async () => {
      expect(outputs.access_key_user_arn).toBe(iamArn("user/keeper-gateway", ACCOUNT_ID));
      expect(await account.everythingOf("")).toEqual([iamArn("policy/keeper-gateway-user-1", ACCOUNT_ID)]);
    });

    it("makes a key that works once its secret is decrypted, for what is named and nothing else", async () => {
      const gateway = new Gateway(emulator.endpoint, {
        accessKeyId: String(outputs.access_key_id),
        secretAccessKey,
      });
      await gateway.setConsolePassword("mailer");
      await expect(gateway.setConsolePassword("break-glass")).rejects.toMatchObject(EXPLICITLY_DENIED);
      await expect(gateway.setConsolePassword("bystander")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("says how to decrypt the secret, which is not in the state", async () => {
      expect(outputs.next_steps).toContainEqual(
        expect.stringContaining(
          "terraform output -raw access_key_encrypted_secret | base64 --decode | gpg --decrypt",
        ),
      );
      expect(await example.terraform.state()).not.toContain(secretAccessKey);
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await example.terraform.destroy();
      expect(await account.everything()).toEqual(before);
    });
  });

  describe("new-instance", () => {
    const ACCOUNT_ID = ACCOUNTS["new-instance"];
    let account: Account;
    let root: Gateway;
    let gateway: Gateway;
    let outputs: Record<string, unknown>;
    let database: string;

    beforeAll(async () => {
      account = accountOf("new-instance");
      root = rootGatewayOf("new-instance");
      await newInstanceApplied;
      outputs = await newInstance.terraform.outputs();
      const { pam_databases } = outputs.keeper_records as { pam_databases: { "Database ID": string }[] };
      database = pam_databases[0]?.["Database ID"] ?? "";
    });

    afterAll(() => {
      newInstanceDestroyed = newInstance.terraform.destroy();
      newInstanceDestroyed.catch(() => undefined);
    });

    it("gives its machine the gateway's profile", async () => {
      const machines = new Machines(emulator.endpoint, rootOf(ACCOUNT_ID));
      expect(await machines.profileOf(String(outputs.instance_id))).toBe("keeper-gateway");
    });

    it("says what it made, and what to type into the records", () => {
      expect(outputs).toMatchObject({
        role_arn: iamArn("role/keeper-gateway", ACCOUNT_ID),
        keeper_pam_configuration: { "AWS ID": "keeper-gateway", "Access Key ID": "USE_INSTANCE_ROLE" },
        keeper_records: {
          pam_databases: [
            { "Database ID": expect.stringMatching(/^orders-\d/), "Provider Region": "us-east-1" },
          ],
          pam_users: [
            { Login: "auditor", "Distinguished Name": iamArn("user/contractors/auditor", ACCOUNT_ID) },
            { Login: "ci-bot", "Distinguished Name": iamArn("user/ci-bot", ACCOUNT_ID) },
          ],
        },
        next_steps: expect.arrayContaining([
          expect.stringContaining("needs a console password to begin with"),
        ]),
      });
    });

    it("has nothing left to change, whatever password it is told by now", async () => {
      newInstance.configure({ ...NEW_INSTANCE, initial_password: "after-the-first-rotation" });
      expect(await newInstance.terraform.plan()).toBe("");
    });

    it("rotates what was made beside it", async () => {
      gateway = await account.takeRole("keeper-gateway");
      await root.createConsolePassword("auditor");
      await gateway.setConsolePassword("auditor");
      await gateway.deleteAccessKey("ci-bot", await gateway.createAccessKey("ci-bot"));
      await gateway.setMasterPassword(database, "us-east-1");
    });

    it("cannot reach the protected user, nor one that is not named", async () => {
      await root.createConsolePassword("break-glass");
      await expect(gateway.setConsolePassword("break-glass")).rejects.toMatchObject(EXPLICITLY_DENIED);
      await expect(gateway.createAccessKey("break-glass")).rejects.toMatchObject(EXPLICITLY_DENIED);
      await expect(gateway.setConsolePassword("bystander")).rejects.toMatchObject(ACCESS_DENIED);
    });
  });

  describe("several-accounts", () => {
    let production: Account;
    let staging: Account;
    let before: unknown[];
    let example: RootModule;
    let outputs: Record<string, unknown>;

    const everything = async () => [await production.everything(), await staging.everything()];

    beforeAll(async () => {
      production = accountOf("production");
      staging = accountOf("staging");
      for (const account of [production, staging]) {
        await account.createDeployerRole("terraform", ACCOUNTS.deployer);
        await account.createUser("console-admin");
        await account.createUser("bookkeeper", "/payroll/");
        for (const database of ["orders", "stock", "payroll"])
          await account.createDatabase(database, "us-east-1");
      }
      before = await everything();
      example = module.example(
        "several-accounts",
        { production_account_id: ACCOUNTS.production, staging_account_id: ACCOUNTS.staging },
        rootOf(ACCOUNTS.deployer),
      );
      outputs = await applied(example);
    });

    it("has nothing left to change", async () => {
      expect(await example.terraform.plan()).toBe("");
    });

    it("makes each gateway in its own account, and none in the account that Terraform comes from", async () => {
      const staged = (name: string) => ({ role_arn: iamArn(`role/${name}`, ACCOUNTS.staging) });
      expect(outputs).toMatchObject({
        production: { role_arn: iamArn("role/keeper-gateway", ACCOUNTS.production) },
        staging: {
          "keeper-gateway-shop": staged("keeper-gateway-shop"),
          "keeper-gateway-payroll": staged("keeper-gateway-payroll"),
        },
      });
      expect(await production.everythingOf("keeper-gateway")).toHaveLength(3);
      expect(await staging.everythingOf("keeper-gateway")).toHaveLength(6);
      expect(await accountOf("deployer").everything()).toEqual([]);
    });

    it("lets each rotate what is named for it, and not what is another's", async () => {
      const shop = await staging.takeRole("keeper-gateway-shop");
      const payroll = await staging.takeRole("keeper-gateway-payroll");
      await shop.setMasterPassword("stock", "us-east-1");
      await payroll.setMasterPassword("payroll", "us-east-1");
      await payroll.setConsolePassword("bookkeeper");
      await expect(shop.setMasterPassword("payroll", "us-east-1")).rejects.toMatchObject(ACCESS_DENIED);
      await expect(shop.setConsolePassword("bookkeeper")).rejects.toMatchObject(ACCESS_DENIED);
      await expect(payroll.setMasterPassword("stock", "us-east-1")).rejects.toMatchObject(ACCESS_DENIED);
      const productive = await production.takeRole("keeper-gateway");
      await productive.setConsolePassword("console-admin");
      await expect(productive.setConsolePassword("bookkeeper")).rejects.toMatchObject(ACCESS_DENIED);
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await example.terraform.destroy();
      expect(await everything()).toEqual(before);
    });
  });

  describe("protected-configuration", () => {
    const ACCOUNT_ID = ACCOUNTS["protected-configuration"];
    const VALUE = "eyJub3QiOiAiYSBjb25maWd1cmF0aW9uIn0=";
    let account: Account;
    let before: unknown[];
    let example: RootModule;
    let outputs: Record<string, Record<string, unknown>>;

    const secrets = (as: Credentials) => new SecretsManagerClient(clientSettings(emulator.endpoint, as));
    const SecretId = "keeper/gateway-configuration";
    const get = (as: Credentials) => secrets(as).send(new GetSecretValueCommand({ SecretId }));
    const put = (as: Credentials) =>
      secrets(as).send(new PutSecretValueCommand({ SecretId, SecretString: VALUE }));
    const DENIED = { name: "AccessDeniedException" };

    beforeAll(async () => {
      account = accountOf("protected-configuration");
      for (const user of ["operator", "admin"]) await account.createUser(user);
      await account.allow("admin", "*", "*");
      before = await account.everything();
      const variables = { operator_arns: [iamArn("user/operator", ACCOUNT_ID)] };
      example = module.example("protected-configuration", variables, rootOf(ACCOUNT_ID));
      outputs = (await applied(example)) as typeof outputs;
    });

    it("says with which command the value is put", () => {
      expect(outputs.configuration_secret?.["Put the value"]).toBe(
        `aws secretsmanager put-secret-value --region us-east-1 --secret-id ${SecretId} --secret-string file://gateway-configuration.txt`,
      );
    });

    it("lets the operator put the value, an administrator neither put nor read it", async () => {
      const admin = await account.accessKeyOf("admin");
      await put(await account.accessKeyOf("operator"));
      await expect(put(admin)).rejects.toMatchObject(DENIED);
      await expect(get(admin)).rejects.toMatchObject(DENIED);
    });

    it("has nothing left to change once the value is there, and does not know it", async () => {
      expect(await example.terraform.plan()).toBe("");
      expect(await example.terraform.state()).not.toContain(VALUE);
    });

    it("lets the gateway read it", async () => {
      const role = await account.credentialsOfRole("keeper-gateway");
      expect(await get(role)).toMatchObject({ SecretString: VALUE });
    });

    it("leaves nothing behind when it is destroyed but what waits for its end", async () => {
      await example.terraform.destroy();
      expect(await account.everything()).toEqual(before);
    });
  });

  describe("new-instance, destroyed", () => {
    it("leaves nothing behind, not even a password that was made by hand", async () => {
      await newInstanceDestroyed;
      expect(await accountOf("new-instance").everything()).toEqual(beforeNewInstance);
    });
  });
});
