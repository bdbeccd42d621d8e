import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { without } from "./carried-policies";
import { clientSettings, ROOT, type Credentials } from "./ministack";

/** The values of the secret: an earlier one, the operator's, and somebody else's. */
export const VALUES = { earlier: "an earlier value", current: "the operator's", other: "somebody else's" };

/** Secrets Manager's own key, which everybody of the account may use through it. */
const AWS_KEY = "alias/aws/secretsmanager";

/** A way by which somebody who is no operator, and may do everything with secrets, would write the configuration. */
export interface WayToWrite {
  readonly title: string;
  /** What the gateway then reads. */
  readonly value: string;
  /** What an administrator has done before. */
  readonly before?: (secret: ConfigurationSecret) => Promise<unknown>;
  readonly go: (secret: ConfigurationSecret, as: Credentials) => Promise<unknown>;
}

export const WAYS_TO_WRITE: readonly WayToWrite[] = [
  {
    title: "a value under another key, in one call",
    value: VALUES.other,
    go: (secret, as) => secret.update(as, AWS_KEY, VALUES.other),
  },
  {
    title: "an earlier value",
    value: VALUES.earlier,
    go: (secret, as) => secret.bringBackEarlier(as),
  },
  {
    title: "a value, where the secret has a key that everybody may use",
    value: VALUES.other,
    before: (secret) => secret.update(ROOT, AWS_KEY),
    go: (secret, as) => secret.put(as, VALUES.other),
  },
];

/** The secret of the gateway's configuration. */
export class ConfigurationSecret {
  constructor(
    private readonly endpoint: string,
    private readonly SecretId: string,
  ) {}

  /** The value that somebody reads, e.g. the gateway when it starts. */
  async read(as: Credentials): Promise<string | undefined> {
    const { SecretId } = this;
    return (await this.client(as).send(new GetSecretValueCommand({ SecretId }))).SecretString;
  }

  async put(as: Credentials, SecretString: string): Promise<void> {
    const { SecretId } = this;
    await this.client(as).send(new PutSecretValueCommand({ SecretId, SecretString }));
  }

  /** Gives it another key and, if there is one, another value. */
  async update(as: Credentials, KmsKeyId: string, SecretString?: string): Promise<void> {
    const { SecretId } = this;
    await this.client(as).send(new UpdateSecretCommand({ SecretId, KmsKeyId, SecretString }));
  }

  /** Makes the previous version the current one. */
  async bringBackEarlier(as: Credentials): Promise<void> {
    const { SecretId } = this;
    const { Versions = [] } = await this.client(ROOT).send(new ListSecretVersionIdsCommand({ SecretId }));
    const versionWith = (label: string) =>
      Versions.find(({ VersionStages }) => VersionStages?.includes(label))?.VersionId;
    await this.client(as).send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: versionWith("AWSPREVIOUS"),
        RemoveFromVersionId: versionWith("AWSCURRENT"),
      }),
    );
  }

  /** Takes a statement out of the secret's policy, by its Sid, while something is tried. */
  async whileWithout(sid: string, action: () => Promise<unknown>): Promise<void> {
    const { SecretId } = this;
    const { ResourcePolicy = "" } = await this.client(ROOT).send(new GetResourcePolicyCommand({ SecretId }));
    const document = JSON.parse(ResourcePolicy) as {
      readonly Statement: readonly { readonly Sid: string }[];
    };
    const less = { ...document, Statement: without(document.Statement, [sid]) };
    const put = (text: string) =>
      this.client(ROOT).send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: text }));
    await put(JSON.stringify(less));
    await action().finally(() => put(ResourcePolicy));
  }

  private client(as: Credentials): SecretsManagerClient {
    return new SecretsManagerClient(clientSettings(this.endpoint, as));
  }
}
