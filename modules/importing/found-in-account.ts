import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  KMSClient,
  paginateListAliases,
  paginateListKeys,
  type KeyMetadata,
} from "@aws-sdk/client-kms";
import { GetFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { GATEWAY_TAG } from "../permissions";

/** Something that an account has. */
export interface Found {
  /** What Terraform imports it by. */
  readonly id: string;
  /** Value of the tag of a stack; undefined where it has none. */
  readonly gatewayTag?: string;
  /** Whether it waits for its deletion, which keeps its name. */
  readonly isBeingDeleted?: boolean;
}

type Look = (name: string) => Promise<Found | undefined>;

/** What AWS calls that there is no such thing. */
const NOT_FOUND = ["NoSuchEntityException", "ResourceNotFoundException", "NotFoundException"];

/** The account of the caller's credentials, 12 digits. */
export async function callersAccount(region: string): Promise<string> {
  const { Account = "" } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  return Account;
}

/** How each type is looked for by its name, in the account of the caller's credentials. Nothing is changed. */
export function lookups(region: string): Readonly<Record<string, Look>> {
  const settings = { region };
  const [iam, kms] = [new IAMClient(settings), new KMSClient(settings)];
  const aliases = async () => {
    const found = [];
    for await (const page of paginateListAliases({ client: kms }, {})) found.push(...(page.Aliases ?? []));
    return found;
  };
  const looks: Readonly<Record<string, Look>> = {
    aws_iam_role: async (name) => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      return { id: name, gatewayTag: tagOf(Role?.Tags) };
    },
    aws_iam_user: async (name) => {
      const { User } = await iam.send(new GetUserCommand({ UserName: name }));
      return { id: name, gatewayTag: tagOf(User?.Tags) };
    },
    aws_iam_instance_profile: async (name) => {
      await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
      return { id: name };
    },
    aws_iam_policy: async (name) => {
      const { Account, Arn = "" } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
      const PolicyArn = `arn:${Arn.split(":")[1]}:iam::${Account}:policy/${name}`;
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      return { id: PolicyArn, gatewayTag: tagOf(Policy?.Tags) };
    },
    aws_lambda_function: async (name) => {
      const lambda = new LambdaClient(settings);
      const { Tags } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
      return { id: name, gatewayTag: Tags?.[GATEWAY_TAG] };
    },
    aws_cloudwatch_log_group: async (name) => {
      const logs = new CloudWatchLogsClient(settings);
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
      return logGroups.some(({ logGroupName }) => logGroupName === name) ? { id: name } : undefined;
    },
    aws_secretsmanager_secret: async (name) => {
      const secrets = new SecretsManagerClient(settings);
      const { ARN, Tags, DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: name }));
      return { id: ARN ?? name, gatewayTag: tagOf(Tags), isBeingDeleted: DeletedDate !== undefined };
    },
    aws_kms_alias: async (name) =>
      (await aliases()).some(({ AliasName }) => AliasName === name) ? { id: name } : undefined,
    aws_kms_key: async (description) => {
      const keys: KeyMetadata[] = [];
      let refusal: Error | undefined;
      for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
        for (const { KeyId } of Keys) {
          // A key whose policy leaves out the account is none of a stack's.
          const described = await kms.send(new DescribeKeyCommand({ KeyId })).catch((error: Error) => {
            if (error.name !== "AccessDeniedException") throw error;
            refusal = error;
            return undefined;
          });
          const key = described?.KeyMetadata;
          if (key?.KeyState === "Enabled" && key.Description === description) keys.push(key);
        }
      }
      if (keys.length === 0 && refusal) throw refusal;
      const used = (await aliases()).map(({ TargetKeyId }) => TargetKeyId);
      const key = keys.find(({ KeyId }) => used.includes(KeyId)) ?? keys[0];
      return key?.KeyId === undefined ? undefined : { id: key.KeyId };
    },
  };
  return Object.fromEntries(Object.entries(looks).map(([type, look]) => [type, orNothing(look)]));
}

function orNothing(look: Look): Look {
  return (name) =>
    look(name).catch((error: Error) => {
      if (NOT_FOUND.includes(error.name)) return undefined;
      throw error;
    });
}

function tagOf(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): string | undefined {
  return tags.find(({ Key }) => Key === GATEWAY_TAG)?.Value;
}
