import {
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  DescribeKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { runApp } from "./app";
import {
  ACCOUNT_ID,
  clientSettings,
  iamArn,
  ROOT,
  START_TIMEOUT,
  startMiniStack,
  type Credentials,
  type MiniStack,
} from "./ministack";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

const SECRET_NAME = "keeper/gateway-config";

/** A gateway with role and user, whose configuration one operator may write. */
const CONFIGURATION = `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
gateway:
  accessKeyUser: { name: gateway-user, acceptSecretInState: true }
  configurationSecret:
    name: ${SECRET_NAME}
    operators: ["${iamArn("user/operator")}"]
    recoveryWindowDays: 0
    keyDeletionWindowDays: 7
`;

/** Made up: what a gateway would be given. */
const VALUE = "eyJub3QiOiAiYSBjb25maWd1cmF0aW9uIn0=";

const DENIED = { name: "AccessDeniedException" };

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "the gateway's configuration in a secret, applied", () => {
  let emulator: MiniStack;
  let account: Account;
  let terraform: Terraform;
  let outputs: Record<string, Record<string, string>>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    for (const user of ["operator", "admin", "reader", "bystander"]) await account.createUser(user);
    await account.allow("admin", "*", "*");
    await account.allow("reader", "secretsmanager:*", "*");
    const app = await runApp({ "keeper-gateway": CONFIGURATION });
    terraform = new Terraform(app.stack("keeper-gateway"), emulator.endpoint);
    await terraform.init();
    await terraform.apply();
    outputs = (await terraform.outputs()) as typeof outputs;
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  const secrets = (as: Credentials) => new SecretsManagerClient(clientSettings(emulator.endpoint, as));
  const read = async (as: Credentials) => {
    const { SecretString } = await secrets(as).send(new GetSecretValueCommand({ SecretId: SECRET_NAME }));
    return SecretString;
  };
  const put = (as: Credentials, value: string) =>
    secrets(as).send(new PutSecretValueCommand({ SecretId: SECRET_NAME, SecretString: value }));

  it("has nothing left to change", async () => {
    expect(await terraform.plan()).toBe("");
  });

  it("has no value until an operator puts one, by the command of the output", async () => {
    expect(await read(ROOT)).toBeUndefined();
    expect(outputs.configuration_secret?.["Put the value"]).toBe(
      `aws secretsmanager put-secret-value --region us-east-1 --secret-id ${SECRET_NAME} --secret-string file://gateway-configuration.txt`,
    );
  });

  describe("once the operator has put it", () => {
    let planned: string;
    let role: Credentials;

    beforeAll(async () => {
      await put(await account.accessKeyOf("operator"), VALUE);
      planned = await terraform.plan();
      role = await account.credentialsOfRole("keeper-gateway");
    });

    it("is read by the gateway's role", async () => {
      expect(await read(role)).toBe(VALUE);
    });

    it("is read by the gateway's access-key user", async () => {
      const { access_key_id, access_key_secret } = await terraform.outputs();
      const credentials = { accessKeyId: String(access_key_id), secretAccessKey: String(access_key_secret) };
      expect(await read(credentials)).toBe(VALUE);
    });

    it.each(["operator", "admin", "reader", "bystander"])("is not read by %s", async (user) => {
      await expect(read(await account.accessKeyOf(user))).rejects.toMatchObject(DENIED);
    });

    it.each(["admin", "reader", "bystander"])("is not written by %s", async (user) => {
      await expect(put(await account.accessKeyOf(user), "other")).rejects.toMatchObject(DENIED);
    });

    it("is not written by the gateway", async () => {
      await expect(put(role, "other")).rejects.toMatchObject(DENIED);
    });

    it("is nowhere in the state, and nothing for Terraform to change", async () => {
      expect(planned).toBe("");
      expect(await terraform.state()).not.toContain(VALUE);
    });
  });

  describe("its key", () => {
    let kms: KMSClient;
    let keyId: string;

    beforeAll(async () => {
      kms = new KMSClient(clientSettings(emulator.endpoint, ROOT));
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${SECRET_NAME}` }));
      keyId = KeyMetadata?.KeyId ?? "";
    });

    it("rotates once a year", async () => {
      const { KeyRotationEnabled, RotationPeriodInDays } = await kms.send(
        new GetKeyRotationStatusCommand({ KeyId: keyId }),
      );
      expect([KeyRotationEnabled, RotationPeriodInDays]).toEqual([true, 365]);
    });

    it("names account, gateway and operator, each for its own", async () => {
      const { Policy = "" } = await kms.send(
        new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" }),
      );
      const { Statement } = JSON.parse(Policy) as {
        Statement: { Sid: string; Principal: { AWS: unknown } }[];
      };
      expect(
        Object.fromEntries(Statement.map(({ Sid, Principal }) => [Sid, [Principal.AWS].flat().sort()])),
      ).toEqual({
        AccountAdministersKey: [iamArn("root")],
        AccountConnectsKeyAndSecret: [iamArn("root")],
        GatewayReadsConfiguration: [iamArn("role/keeper-gateway"), iamArn("user/gateway-user")],
        OperatorsWriteConfiguration: [iamArn("user/operator")],
      });
    });

    it("goes with the secret, after its waiting time", async () => {
      await terraform.destroy();
      const { SecretList } = await secrets(ROOT).send(new ListSecretsCommand({}));
      expect(SecretList).toEqual([]);
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
      const days = ((KeyMetadata?.DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
      expect(KeyMetadata?.KeyState).toBe("PendingDeletion");
      expect(Math.round(days)).toBe(7);
      expect(await account.everythingOf("keeper-gateway")).toEqual([]);
    });
  });
});
