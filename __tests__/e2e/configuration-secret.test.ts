import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  DescribeKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  ReplicateSecretToRegionsCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
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

/** A gateway with role and user, whose configuration some may write and others not. */
const configuration = (key: string) => `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
gateway:
  accessKeyUser: { name: gateway-user, acceptSecretInState: true }
  configurationSecret:
    name: ${SECRET_NAME}
    operators: ["${iamArn("user/operator")}", "${iamArn("role/ops/operators")}"]
    operatorPermissionSets: [{ name: KeeperOperators }]
    recoveryWindowDays: 0
    ${key}
`;
const CONFIGURATION = configuration("keyDeletionWindowDays: 7");

/** Where IAM Identity Center keeps roles. */
const RESERVED = "/aws-reserved/sso.amazonaws.com/";

/** Made up: what a gateway would be given. */
const VALUE = "eyJub3QiOiAiYSBjb25maWd1cmF0aW9uIn0=";

const DENIED = { name: "AccessDeniedException" };

jest.setTimeout(COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "the gateway's configuration in a secret, applied", () => {
  let emulator: MiniStack;
  let account: Account;
  let app: SynthesizedApp;
  let terraform: Terraform;
  let outputs: Record<string, Record<string, string>>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    for (const user of ["deployer", "operator", "admin", "reader", "bystander"]) {
      await account.createUser(user);
    }
    await account.createRole("operators", undefined, "/ops/");
    await account.allow("deployer", "*", "*");
    await account.allow("admin", "*", "*");
    await account.allow("reader", "secretsmanager:*", "*");
    app = await runApp({ "keeper-gateway": CONFIGURATION });
    // The emulator asks no policy about the account's root.
    const deployer = await account.accessKeyOf("deployer");
    terraform = new Terraform(app.stack("keeper-gateway"), emulator.endpoint, deployer);
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

  /** Every call that gives the secret a value, or an earlier one. */
  const waysOfWriting = async () => {
    const SecretId = SECRET_NAME;
    const { Versions = [] } = await secrets(ROOT).send(new ListSecretVersionIdsCommand({ SecretId }));
    const value = { SecretId, SecretString: "other" };
    const label = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: Versions[0]?.VersionId };
    const replicas = { SecretId, AddReplicaRegions: [{ Region: "eu-west-1" }] };
    const writer = "arn:aws:lambda:us-east-1:111122223333:function:writer";
    type Way = (as: SecretsManagerClient) => Promise<unknown>;
    const ways: Record<string, Way> = {
      "a value": (as) => as.send(new PutSecretValueCommand(value)),
      "a value with an update": (as) => as.send(new UpdateSecretCommand(value)),
      "a value under another key": (as) =>
        as.send(new UpdateSecretCommand({ ...value, KmsKeyId: "alias/aws/secretsmanager" })),
      "an earlier value": (as) => as.send(new UpdateSecretVersionStageCommand(label)),
      "a rotation": (as) => as.send(new RotateSecretCommand({ SecretId, RotationLambdaARN: writer })),
      "the end of a rotation": (as) => as.send(new CancelRotateSecretCommand({ SecretId })),
      "a copy elsewhere": (as) => as.send(new ReplicateSecretToRegionsCommand(replicas)),
    };
    return ways;
  };
  const outcomeOf = (call: () => Promise<unknown>) =>
    call().then(
      () => "done",
      (error: Error) => error.name,
    );

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
      await put(await account.credentialsOfRole("operators"), VALUE);
      await account.deleteRole("operators");
      await account.createRole("operators", undefined, "/ops/");
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

    it.each(["admin", "reader", "bystander", "deployer"])("is not written by %s", async (user) => {
      const others = secrets(await account.accessKeyOf(user));
      for (const [way, write] of Object.entries(await waysOfWriting())) {
        expect([way, await outcomeOf(() => write(others))]).toEqual([way, "AccessDeniedException"]);
      }
      expect(await read(role)).toBe(VALUE);
    });

    it("is not written by the gateway", async () => {
      await expect(put(role, "other")).rejects.toMatchObject(DENIED);
    });

    it("is written and looked at by an operator's role that was deleted and made anew, without any policy", async () => {
      const operators = await account.credentialsOfRole("operators");
      await put(operators, VALUE);
      const { ARN } = await secrets(operators).send(new DescribeSecretCommand({ SecretId: SECRET_NAME }));
      expect(ARN).toContain(SECRET_NAME);
      expect(await read(role)).toBe(VALUE);
    });

    it.each([
      ["in the home region of IAM", "AWSReservedSSO_KeeperOperators_0123456789abcdef", RESERVED],
      ["in another region", "AWSReservedSSO_KeeperOperators_fedcba9876543210", `${RESERVED}eu-west-2/`],
    ])("is written by the permission set's role, %s", async (_, name, path) => {
      await account.createRole(name, undefined, path);
      await put(await account.credentialsOfRole(name), VALUE);
    });

    it.each([
      ["the role of a set whose name goes on", "AWSReservedSSO_KeeperOperators_x_0123456789abcdef", RESERVED],
      ["a role of that name at another path", "AWSReservedSSO_KeeperOperators_00000000000000ab", "/"],
    ])("is not written by %s", async (_, name, path) => {
      await account.createRole(name, undefined, path);
      await expect(put(await account.credentialsOfRole(name), "other")).rejects.toMatchObject(DENIED);
    });

    it("is nowhere in the state and nothing for Terraform to change, nor is an operator's new role", async () => {
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

    it("has account, gateway and operators in its policy, each for its own", async () => {
      const { Policy = "" } = await kms.send(
        new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" }),
      );
      const { Statement } = JSON.parse(Policy) as {
        Statement: { Sid: string; Principal: { AWS: string }; Condition?: Record<string, Named> }[];
      };
      type Named = { readonly "aws:PrincipalArn"?: string | string[] };
      const named = Statement.map(({ Sid, Principal, Condition: { ArnEquals, ArnLike } = {} }) => [
        Sid,
        Principal.AWS,
        [(ArnEquals ?? ArnLike)?.["aws:PrincipalArn"] ?? []].flat().sort(),
      ]);
      const permissionSet = "AWSReservedSSO_KeeperOperators_????????????????";
      expect(named).toEqual([
        ["AccountAdministersKey", iamArn("root"), []],
        ["AccountConnectsKeyAndSecret", iamArn("root"), []],
        ["GatewayReadsConfiguration", "*", [iamArn("role/keeper-gateway"), iamArn("user/gateway-user")]],
        [
          "OperatorsWriteConfiguration",
          "*",
          [
            iamArn(`role${RESERVED}*/${permissionSet}`),
            iamArn(`role${RESERVED}${permissionSet}`),
            iamArn("role/ops/operators"),
            iamArn("user/operator"),
          ],
        ],
      ]);
    });

    it("gives way to another one by the hand of a deployer who may write nothing, and comes back", async () => {
      const policy = () => secrets(ROOT).send(new GetResourcePolicyCommand({ SecretId: SECRET_NAME }));
      const { ResourcePolicy: before } = await policy();
      const { KeyMetadata: other } = await kms.send(new CreateKeyCommand({}));
      const keyOf = async () =>
        (await secrets(ROOT).send(new DescribeSecretCommand({ SecretId: SECRET_NAME }))).KmsKeyId;

      await app.configure("keeper-gateway", configuration(`keyArn: "${other?.Arn}"`));
      const given = await terraform.apply();
      expect(await keyOf()).toBe(other?.Arn);
      expect((await policy()).ResourcePolicy).toBe(before);
      expect(orderOf(given)).toEqual([
        "aws_secretsmanager_secret_policy: Destroying",
        "aws_secretsmanager_secret: Modifying",
        "aws_secretsmanager_secret_policy: Creating",
      ]);
      expect(await terraform.plan()).toBe("");

      await app.configure("keeper-gateway", CONFIGURATION);
      const made = await terraform.apply();
      expect(await keyOf()).not.toBe(other?.Arn);
      expect((await policy()).ResourcePolicy).toBe(before);
      expect(orderOf(made)).toEqual(orderOf(given));
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${SECRET_NAME}` }));
      keyId = KeyMetadata?.KeyId ?? "";
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

/** What an apply did to the secret and its policy, in order. */
function orderOf(said: string): string[] {
  return [
    ...said.matchAll(/^(aws_secretsmanager_secret(?:_policy)?)\.\S+ (Creating|Modifying|Destroying)\.\.\./gm),
  ].map(([, type, did]) => `${type}: ${did}`);
}
