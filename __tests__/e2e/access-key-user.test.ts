import { describeWith, ENGINES } from "../support/engines";
import { generatePgpKey, type PgpKey } from "../support/pgp";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
import { ACCESS_DENIED, EXPLICITLY_DENIED, Gateway } from "./gateway";
import { ACCOUNT_ID, iamArn, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

/** A gateway of a name that reaches the account with an access key alone; the settings say how the key is made. */
const configuration = (name: string, ...settings: string[]) => `
name: ${name}
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
gateway:
  role: false
  accessKeyUser:
${settings.map((line) => `    ${line}\n`).join("")}
targets:
  managedDatabases: [{ instance: orders }]
  iamUsers: [{ name: console-admin }, { path: /service/ }]
  iamAccessKeys: [{ name: ci-bot }]
`;

const SELF = iamArn("user/service/plain");

jest.setTimeout(2 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "gateways with an access key", () => {
  let emulator: MiniStack;
  let account: Account;
  let app: SynthesizedApp;
  let stacks: Readonly<Record<"plain" | "encrypted" | "keyless", Terraform>>;
  let pgpKey: PgpKey;
  let root: Gateway;

  /** Where the user stands, a target by its path would reach it. */
  const plain = (...settings: string[]) =>
    configuration("plain", "path: /service/", "acceptSecretInState: true", ...settings);

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    root = new Gateway(emulator.endpoint, ROOT);
    await account.createUser("console-admin");
    await account.createUser("mailer", "/service/");
    await account.createUser("ci-bot");
    await account.createUser("bystander");
    for (const instance of ["orders", "ledger"]) await account.createDatabase(instance, "us-east-1");
    pgpKey = await generatePgpKey();
    app = await runApp({
      plain: plain(),
      encrypted: configuration("encrypted", `pgpKey: ${pgpKey.publicKey}`),
      keyless: configuration("keyless", "createAccessKey: false"),
    });
    const terraform = (name: string) => new Terraform(app.stack(name), emulator.endpoint);
    stacks = { plain: terraform("plain"), encrypted: terraform("encrypted"), keyless: terraform("keyless") };
    for (const stack of Object.values(stacks)) {
      await stack.init();
      await stack.apply();
    }
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  async function currentKey(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const { access_key_id, access_key_secret } = await stacks.plain.outputs();
    return { accessKeyId: String(access_key_id), secretAccessKey: String(access_key_secret) };
  }

  describe("one whose secret may be in the state", () => {
    let gateway: Gateway;

    beforeAll(async () => {
      gateway = new Gateway(emulator.endpoint, await currentKey());
    });

    it("has nothing left to change", async () => {
      expect(await stacks.plain.plan()).toBe("");
    });

    it("makes no role and no instance profile", async () => {
      expect(await account.everythingOf("plain")).toEqual([iamArn("policy/plain-user-1")]);
    });

    it("rotates as the gateway would", async () => {
      expect(await gateway.findUser("console-admin")).toBe(iamArn("user/console-admin"));
      await gateway.setConsolePassword("console-admin");
      await gateway.setConsolePassword("mailer");
      await gateway.setMasterPassword("orders", "us-east-1");
      await gateway.deleteAccessKey("ci-bot", await gateway.createAccessKey("ci-bot"));
    });

    it("finds out whose key it has", async () => {
      expect(await gateway.findUser()).toBe(SELF);
    });

    it("may ask what it may do itself, and not what another may", async () => {
      await gateway.simulate(SELF, "iam:UpdateLoginProfile", iamArn("user/console-admin"));
      await expect(
        gateway.simulate(iamArn("user/bystander"), "iam:UpdateLoginProfile", iamArn("user/console-admin")),
      ).rejects.toMatchObject(ACCESS_DENIED);
    });

    // Every call is made by root too, whom nothing is refused: it fails for want of a permission and for nothing else.
    it.each<[string, (as: Gateway) => Promise<unknown>]>([
      ["set the password of a user who is not named", (as) => as.setConsolePassword("bystander")],
      ["create a key of a user who is not named", (as) => as.createAccessKey("bystander")],
      [
        "set the password of a database that is not named",
        (as) => as.setMasterPassword("ledger", "us-east-1"),
      ],
      ["list users", (as) => as.listUsers()],
    ])("may not %s", async (_title, call) => {
      await expect(call(gateway)).rejects.toMatchObject(ACCESS_DENIED);
      await call(root);
    });

    it.each<[string, (as: Gateway) => Promise<unknown>]>([
      ["create a key of its own", (as) => as.createAccessKey("plain")],
      ["list its own keys", (as) => as.listAccessKeys("plain")],
      ["give itself a console password", (as) => as.createConsolePassword("plain")],
      ["give itself a policy", (as) => as.putPolicy("plain")],
    ])("may not %s, though its path is a target", async (_title, call) => {
      await expect(call(gateway)).rejects.toMatchObject(EXPLICITLY_DENIED);
    });
  });

  describe("its key, renewed", () => {
    let former: Gateway;

    beforeAll(async () => {
      former = new Gateway(emulator.endpoint, await currentKey());
    });

    it("leaves the former one alive with keepPrevious", async () => {
      await app.configure("plain", plain("generation: 2", "keepPrevious: true"));
      await stacks.plain.apply();
      await former.setConsolePassword("console-admin");
      await new Gateway(emulator.endpoint, await currentKey()).setConsolePassword("console-admin");
      expect(await root.listAccessKeys("plain")).toHaveLength(2);
      expect(await stacks.plain.plan()).toBe("");
    });

    it("is the only one once keepPrevious is gone", async () => {
      const { accessKeyId } = await currentKey();
      await app.configure("plain", plain("generation: 2"));
      await stacks.plain.apply();
      expect(await root.listAccessKeys("plain")).toEqual([accessKeyId]);
      await expect(former.setConsolePassword("console-admin")).rejects.toMatchObject({
        name: "InvalidClientTokenId",
      });
    });

    it("is made before the former one goes", async () => {
      await app.configure("plain", plain("generation: 3"));
      const said = await stacks.plain.apply();
      const made = said.indexOf("access_key_3: Creation complete");
      const deleted = said.indexOf("access_key_2: Destroying");
      expect(made).toBeGreaterThan(-1);
      expect(deleted).toBeGreaterThan(made);
      expect(await root.listAccessKeys("plain")).toEqual([(await currentKey()).accessKeyId]);
    });
  });

  describe("its user, by another name", () => {
    let said: string;

    beforeAll(async () => {
      await app.configure("plain", plain("generation: 3", "name: renamed"));
      said = await stacks.plain.apply();
    });

    it("is a new user with a key that works", async () => {
      const gateway = new Gateway(emulator.endpoint, await currentKey());
      await gateway.setConsolePassword("console-admin");
      expect(await gateway.findUser()).toBe(iamArn("user/service/renamed"));
      expect(await root.listAccessKeys("renamed")).toHaveLength(1);
      expect(await stacks.plain.plan()).toBe("");
    });

    it("leaves no key of the former one, which goes after the new one is there", () => {
      const order = [
        /access_key_user: Creation complete/,
        /access_key_3: Creation complete/,
        /access_key_3: Destruction complete/,
        /access_key_user: Destruction complete/,
      ].map((step) => said.search(step));
      expect(order).not.toContain(-1);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    });
  });

  describe("one whose secret is encrypted for a PGP key", () => {
    let secret: string;
    let outputs: Record<string, unknown>;

    beforeAll(async () => {
      outputs = await stacks.encrypted.outputs();
      secret = await pgpKey.decrypt(String(outputs.access_key_encrypted_secret));
    });

    it("has a secret that works once it is decrypted", async () => {
      const accessKeyId = String(outputs.access_key_id);
      const gateway = new Gateway(emulator.endpoint, { accessKeyId, secretAccessKey: secret });
      await gateway.setConsolePassword("console-admin");
      const wrong = new Gateway(emulator.endpoint, { accessKeyId, secretAccessKey: `${secret}x` });
      await expect(wrong.setConsolePassword("console-admin")).rejects.toMatchObject({
        name: "SignatureDoesNotMatch",
      });
    });

    it("has no plain secret in the state", async () => {
      expect(secret.length).toBeGreaterThan(20);
      const state = await stacks.encrypted.state();
      expect(state).toContain(String(outputs.access_key_encrypted_secret));
      expect(state).not.toContain(secret);
      expect(outputs).not.toHaveProperty("access_key_secret");
    });

    it("says how to decrypt it", () => {
      expect(outputs.next_steps).toContainEqual(
        expect.stringContaining(
          "terraform output -raw access_key_encrypted_secret | base64 --decode | gpg --decrypt",
        ),
      );
    });
  });

  describe("one whose PGP key has expired", () => {
    it("is refused by the plan, and nothing is made", async () => {
      const expired = await generatePgpKey({
        date: new Date("2025-01-01T00:00:00Z"),
        keyExpirationTime: 3600,
      });
      const late = await runApp({ late: configuration("late", `pgpKey: ${expired.publicKey}`) });
      const stack = new Terraform(late.stack("late"), emulator.endpoint);
      await stack.init();
      expect(await stack.failingApply()).toContain(
        "pgpKey: this PGP key expired at 2025-01-01T01:00:00.000Z, so that nothing can be encrypted for it: allowed is one that has not expired",
      );
      expect(await account.everythingOf("late")).toEqual([]);
      await expect(root.findUser("late")).rejects.toMatchObject({ name: "NoSuchEntityException" });
    });
  });

  describe("one whose PGP key is dated in the future", () => {
    it("is refused by the plan, and nothing is made", async () => {
      const early = await generatePgpKey({ date: new Date("2099-01-01T00:00:00Z") });
      const app = await runApp({ early: configuration("early", `pgpKey: ${early.publicKey}`) });
      const stack = new Terraform(app.stack("early"), emulator.endpoint);
      await stack.init();
      expect(await stack.failingApply()).toContain(
        "pgpKey: this PGP key is dated in the future, 2099-01-01T00:00:00.000Z, so that nothing can be encrypted for it",
      );
      expect(await account.everythingOf("early")).toEqual([]);
      await expect(root.findUser("early")).rejects.toMatchObject({ name: "NoSuchEntityException" });
    });
  });

  describe("one without a key", () => {
    it("says how to make one by hand, which then works", async () => {
      const { next_steps, ...outputs } = await stacks.keyless.outputs();
      expect(next_steps).toContainEqual(
        expect.stringContaining("aws iam create-access-key --user-name keyless"),
      );
      expect(Object.keys(outputs).filter((name) => name.includes("secret"))).toEqual([]);
      expect(await root.listAccessKeys("keyless")).toEqual([]);
      await (await account.gatewayOf("keyless")).setConsolePassword("console-admin");
    });
  });

  it("leave nothing behind when they are destroyed, not even a key that was made by hand", async () => {
    for (const stack of Object.values(stacks)) await stack.destroy();
    for (const name of Object.keys(stacks)) {
      expect(await account.everythingOf(name)).toEqual([]);
      await expect(root.findUser(name)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    }
  });
});
