import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { ADMINISTRATOR_ACCESS } from "../support/simulation";
import { Account } from "./account";
import { Machines } from "./machines";
import { ACCOUNT_ID, clientSettings, iamArn, REGION, ROOT } from "./ministack";

/** What somebody deploys: the configuration at first, and after the change. */
export interface Deployment {
  readonly before: string;
  readonly after: string;
  /**
   * What happens between the apply and the change, by somebody else's hand.
   *
   * @default - nothing
   */
  readonly meanwhile?: () => Promise<void>;
}

/** Makes in an empty account what is there before a deployment. */
export type Preparation = (endpoint: string) => Promise<Deployment>;

/** Where Terraform keeps the state of a deployment. */
export const STATE = { bucket: "terraform-state", table: "terraform-locks" };

/** Every kind of thing that a stack can make, under a permissions boundary, with the state in S3. */
export async function everythingMade(endpoint: string): Promise<Deployment> {
  const account = new Account(endpoint);
  const machines = new Machines(endpoint);
  await account.createInstanceProfile("legacy");
  for (const user of ["operator", "other-operator"]) await account.createUser(user);
  for (const boundary of ["boundary", "other-boundary"]) await createPolicy(endpoint, boundary);
  const key = await createKey(endpoint);
  const bare = await machines.start();
  const occupied = await machines.start({ profile: "legacy" });
  const configuration = (settings: Changing) => `
name: keeper-gateway
aws: { region: ${REGION}, accountId: "${ACCOUNT_ID}", tags: ${settings.tags} }
backend:
  s3:
    bucket: ${STATE.bucket}
    key: keeper/gateway.tfstate
    region: ${REGION}
    encrypt: true
    kmsKeyId: ${key}
    useLockfile: true
    dynamodbTable: ${STATE.table}
gateway:
  role:
    description: ${settings.description}
    maxSessionDuration: ${settings.maxSessionDuration}
    permissionsBoundaryArn: ${iamArn(`policy/${settings.boundary}`)}
  instances: [${settings.instances.join(", ")}]
  onConflict: replace
  attachmentFunction:
    logRetentionDays: ${settings.logRetentionDays}
    permissionsBoundaryArn: ${iamArn(`policy/${settings.boundary}`)}
  accessKeyUser:
    name: gateway-user
    acceptSecretInState: true
    generation: ${settings.generation}
    permissionsBoundaryArn: ${iamArn(`policy/${settings.boundary}`)}
  configurationSecret:
    name: keeper/gateway-configuration
    operators: ["${iamArn(`user/${settings.operator}`)}"]
    recoveryWindowDays: 0
    keyDeletionWindowDays: 7
targets:
  iamUsers: [{ name: ${settings.target} }]
protectedUsers: [operator]
`;
  return {
    before: configuration({
      tags: "{ Owner: security, Stage: test }",
      description: "before",
      maxSessionDuration: 3600,
      boundary: "boundary",
      instances: [bare, occupied],
      logRetentionDays: 30,
      generation: 1,
      operator: "operator",
      target: "console-admin",
    }),
    after: configuration({
      tags: "{ Owner: platform }",
      description: "after",
      maxSessionDuration: 7200,
      boundary: "other-boundary",
      instances: [occupied],
      logRetentionDays: 90,
      generation: 2,
      operator: "other-operator",
      target: "auditor",
    }),
  };
}

/** What the change changes, each for the sake of rights of its own. */
interface Changing {
  readonly tags: string;
  readonly description: string;
  readonly maxSessionDuration: number;
  readonly boundary: string;
  readonly instances: readonly string[];
  readonly logRetentionDays: number;
  readonly generation: number;
  readonly operator: string;
  readonly target: string;
}

/**
 * What exists is used: a role, a key; the user's access key is made by hand. Terraform takes a role, and so does it for
 * the state.
 */
export async function existingUsed(endpoint: string): Promise<Deployment> {
  const account = new Account(endpoint);
  await account.createRole("existing-role");
  const key = await createKey(endpoint);
  const iam = new IAMClient(clientSettings(endpoint, ROOT));
  const configuration = (user: string) => `
name: keeper-gateway
aws: { region: ${REGION}, accountId: "${ACCOUNT_ID}", assumeRoleArn: "${iamArn(`role/${TAKEN_ROLE}`)}" }
gateway:
  role: { existing: existing-role }
  instanceProfile: true
  accessKeyUser: { name: gateway-user, createAccessKey: false }
  configurationSecret: { name: keeper/gateway-configuration, keyArn: "${key}", recoveryWindowDays: 0 }
targets:
  iamUsers: [{ name: ${user} }]
`;
  return {
    before: configuration("console-admin"),
    // As long: another number of policies would need the rights of both configurations.
    after: configuration("service-desk1"),
    meanwhile: async () => {
      await iam.send(new CreateAccessKeyCommand({ UserName: "gateway-user" }));
    },
  };
}

/** The role that Terraform takes where a configuration says so. */
export const TAKEN_ROLE = "terraform";

/** Makes the role that Terraform takes, for a user. */
export async function createTakenRole(endpoint: string, user: string): Promise<void> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: iamArn(`user/${user}`) }, Action: "sts:AssumeRole" }],
  };
  await new IAMClient(clientSettings(endpoint, ROOT)).send(
    new CreateRoleCommand({ RoleName: TAKEN_ROLE, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
}

/** Makes a managed policy that allows everything, for a boundary. */
export async function createPolicy(endpoint: string, name: string): Promise<void> {
  const PolicyDocument = JSON.stringify(ADMINISTRATOR_ACCESS);
  await new IAMClient(clientSettings(endpoint, ROOT)).send(
    new CreatePolicyCommand({ PolicyName: name, PolicyDocument }),
  );
}

async function createKey(endpoint: string): Promise<string> {
  const { KeyMetadata } = await new KMSClient(clientSettings(endpoint, ROOT)).send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? "";
}
