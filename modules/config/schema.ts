import { z } from "zod";
import type { NameRule } from "../permissions";
import {
  ACCOUNT_ID,
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  GATEWAY_NAME,
  IAM_PATH,
  INSTANCE_PROFILE_NAME,
  PARTITIONS,
  POLICY_ARN,
  REGION,
  ROLE_ARN,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SESSION_DURATION,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
  TAG_VALUE,
  USER_ARN,
  USER_NAME,
} from "../permissions";
import { PermissionStyle } from "../targets";

/**
 * The shape of `keeper-pam.yaml`: keys, types, and for editors the rules of the names. Whether a name keeps its rule is
 * judged by the layer that owns the rule, with the same words for the file and for the constructs.
 */

/** Text that AWS has a rule for. */
function name(rule: NameRule, description: string) {
  return z.string().meta({ description, pattern: rule.pattern.source });
}

function text(description: string) {
  return z.string().meta({ description });
}

const flag = (description: string) => z.boolean().meta({ description });

const tags = (description: string) =>
  z.record(z.string(), z.string().meta({ pattern: TAG_VALUE.pattern.source })).meta({ description });

const targetTag = z
  .strictObject({
    key: name(SELECTING_TAG_KEY, "The tag's key."),
    value: name(SELECTING_TAG_VALUE, "The tag's value."),
  })
  .meta({ description: "Every one that carries this tag." });

const targetRegion = name(REGION, "The region it is in. Default: aws.region.").optional();

const managedDatabase = z
  .strictObject({
    instance: name(DB_INSTANCE_IDENTIFIER, "RDS instance identifier: the record's Database ID.").optional(),
    region: targetRegion,
    tag: targetTag.optional(),
  })
  .meta({ description: "One RDS instance by `instance`, or every instance of a region that carries `tag`." });

const directory = z
  .strictObject({
    id: name(DIRECTORY_ID, "Directory ID.").optional(),
    region: targetRegion,
    tag: targetTag.optional(),
  })
  .meta({ description: "One AWS directory by `id`, or every directory of a region that carries `tag`." });

const iamUser = z
  .strictObject({
    name: name(USER_NAME, "The user's name.").optional(),
    path: name(
      IAM_PATH,
      "With `name`: the user's path (default /). Without: every user at or below this path.",
    ).optional(),
    tag: targetTag.optional(),
  })
  .meta({
    description:
      "One IAM user by `name` (and `path`), every user below `path`, or every user that carries `tag`.",
  });

const targets = z
  .strictObject({
    ec2Users: flag(
      "Users of EC2 machines. They need no AWS right; naming them documents that. Default: false.",
    ).optional(),
    managedDatabases: z
      .array(managedDatabase)
      .meta({ description: "RDS instances whose master password is rotated." })
      .optional(),
    directories: z
      .array(directory)
      .meta({ description: "AWS directories whose users' passwords are rotated." })
      .optional(),
    iamUsers: z
      .array(iamUser)
      .meta({ description: "IAM users whose console password is rotated." })
      .optional(),
    iamAccessKeys: z
      .array(iamUser)
      .meta({ description: "IAM users whose access key is rotated." })
      .optional(),
  })
  .meta({ description: "Whose passwords and keys the gateway rotates. Default: nobody's." });

const role = z
  .strictObject({
    name: name(ROLE_NAME, "The role's name. Default: name.").optional(),
    namePrefix: name(
      ROLE_NAME_PREFIX,
      "The beginning of the role's name, which Terraform completes.",
    ).optional(),
    path: name(
      IAM_PATH,
      "The role's path. Keep the default / unless your account demands another.",
    ).optional(),
    permissionsBoundaryArn: name(POLICY_ARN, "ARN of the policy that bounds the role.").optional(),
    maxSessionDuration: z
      .int()
      .meta({
        description: "The longest session in seconds. Default: 3600.",
        minimum: SESSION_DURATION.min,
        maximum: SESSION_DURATION.max,
      })
      .optional(),
    description: name(ROLE_DESCRIPTION, "What the IAM console shows for the role.").optional(),
    tags: tags("Tags of the role, beside aws.tags.").optional(),
    existing: name(
      ROLE_NAME,
      "Name of a role that exists already and gets the policies. Goes with no other key.",
    ).optional(),
  })
  .meta({ description: "How the gateway's role is made." });

export const ROLE_KEYS: readonly string[] = Object.keys(role.shape);

const gateway = z
  .strictObject({
    role: z
      .union([z.literal(true), role])
      .meta({ description: "The gateway's role: true (default), or how it is made." })
      .optional(),
    instanceProfile: z
      .union([
        z.boolean(),
        z.strictObject({
          name: name(INSTANCE_PROFILE_NAME, "The profile's name. Default: name.").optional(),
        }),
      ])
      .meta({
        description: "The instance profile: true (default; false with an existing role), false, or its name.",
      })
      .optional(),
  })
  .meta({ description: "The gateway's AWS identity." });

const aws = z
  .strictObject({
    region: name(REGION, "Region of the AWS provider, and of targets that name none."),
    accountId: name(ACCOUNT_ID, "12 digits in quotes. The apply fails in any other account.").optional(),
    partition: z.enum(PARTITIONS).meta({ description: "Default: asked from the provider." }).optional(),
    tags: tags("Default tags of everything that is made.").optional(),
    assumeRoleArn: name(ROLE_ARN, "ARN of the role that Terraform takes.").optional(),
  })
  .meta({ description: "The account that the gateway is in." });

const hcpTerraform = z.strictObject({
  organization: text("Organization in HCP Terraform or Terraform Enterprise."),
  hostname: text("Default: app.terraform.io.").optional(),
  workspaces: z
    .strictObject({ name: text("Name of the workspace.") })
    .meta({ description: "The workspace that keeps the state." }),
});

/** Settings of the backends, as Terraform calls them but in camelCase. Credentials have no place among them. */
const BACKENDS = {
  s3: z
    .strictObject({
      bucket: text("Name of the bucket.").optional(),
      key: text("Path of the state in the bucket.").optional(),
      region: name(REGION, "Region of the bucket.").optional(),
      encrypt: flag("Encrypt the state in the bucket.").optional(),
      kmsKeyId: text("ARN of the KMS key that encrypts the state.").optional(),
      useLockfile: flag("Lock the state with a file in the bucket (Terraform 1.10 and up).").optional(),
      dynamodbTable: text("DynamoDB table that locks the state.").optional(),
      workspaceKeyPrefix: text("Prefix of the state's path for workspaces.").optional(),
      profile: text("Profile of the AWS shared configuration.").optional(),
      assumeRole: z
        .strictObject({
          roleArn: name(ROLE_ARN, "ARN of the role that reads and writes the state."),
          externalId: text("External ID for that role.").optional(),
          sessionName: text("Name of the session.").optional(),
        })
        .meta({ description: "The role that reads and writes the state (Terraform 1.6 and up)." })
        .optional(),
    })
    .meta({ description: "State in an S3 bucket." }),
  gcs: z
    .strictObject({
      bucket: text("Name of the bucket.").optional(),
      prefix: text("Folder of the state in the bucket.").optional(),
      impersonateServiceAccount: text("Service account that reads and writes the state.").optional(),
      kmsEncryptionKey: text("Cloud KMS key that encrypts the state.").optional(),
    })
    .meta({ description: "State in a Google Cloud Storage bucket." }),
  azurerm: z
    .strictObject({
      resourceGroupName: text("Resource group of the storage account.").optional(),
      storageAccountName: text("Name of the storage account.").optional(),
      containerName: text("Name of the container.").optional(),
      key: text("Name of the state's blob.").optional(),
      subscriptionId: text("Subscription of the storage account.").optional(),
      tenantId: text("Tenant of the storage account.").optional(),
      environment: text("Azure environment: public, china, usgovernment.").optional(),
      useAzureadAuth: flag("Use Entra ID for the storage account.").optional(),
      useOidc: flag("Use OpenID Connect.").optional(),
      useMsi: flag("Use a managed identity.").optional(),
    })
    .meta({ description: "State in Azure Blob Storage." }),
  http: z
    .strictObject({
      address: text("URL of the state.").optional(),
      lockAddress: text("URL of the lock.").optional(),
      unlockAddress: text("URL that releases the lock.").optional(),
      updateMethod: text("HTTP method that writes the state. Default: POST.").optional(),
      lockMethod: text("HTTP method of the lock. Default: LOCK.").optional(),
      unlockMethod: text("HTTP method that releases it. Default: UNLOCK.").optional(),
    })
    .meta({ description: "State behind an HTTP server." }),
  consul: z
    .strictObject({
      path: text("Path of the state in Consul's KV store.").optional(),
      address: text("Address of the Consul server.").optional(),
      scheme: text("http or https.").optional(),
      datacenter: text("Consul datacenter.").optional(),
      gzip: flag("Compress the state.").optional(),
      lock: flag("Lock the state. Default: true.").optional(),
    })
    .meta({ description: "State in Consul's KV store." }),
  pg: z
    .strictObject({
      schemaName: text("PostgreSQL schema of the state; PG_CONN_STR names the server.").optional(),
      skipSchemaCreation: flag("The schema exists already.").optional(),
      skipTableCreation: flag("The table exists already.").optional(),
      skipIndexCreation: flag("The index exists already.").optional(),
    })
    .meta({ description: "State in PostgreSQL." }),
  remote: hcpTerraform.meta({
    description: "State in HCP Terraform or Terraform Enterprise, by the older remote backend.",
  }),
  cloud: hcpTerraform.meta({ description: "State in HCP Terraform or Terraform Enterprise." }),
  local: z
    .strictObject({
      path: text("Path of the state file, seen from the folder of main.ts.").optional(),
    })
    .meta({ description: "State in a file of this machine." }),
};

export const BACKEND_NAMES: readonly string[] = Object.keys(BACKENDS);

const backend = z
  .union([z.enum(["local", "none"]), z.strictObject(z.object(BACKENDS).partial().shape)])
  .meta({
    description:
      "Where Terraform keeps its state: local (default), none (no backend block), or one backend with its settings. Settings left out come from `terraform init -backend-config`.",
  });

export const configurationSchema = z
  .strictObject({
    $schema: text("Where editors find the schema of this file.").optional(),
    name: name(
      GATEWAY_NAME,
      "What stack, role and instance profile are called; the policies' names begin with it.",
    ),
    stack: name(GATEWAY_NAME, "Name of the Terraform stack. Default: name.").optional(),
    aws,
    backend: backend.optional(),
    gateway: gateway.optional(),
    targets: targets.optional(),
    discovery: z
      .union([
        z.boolean(),
        z.strictObject({
          regions: z
            .array(name(REGION, "A region that discovery lists."))
            .meta({ description: "The Region Names of the PAM Configuration. Default: aws.region." })
            .optional(),
        }),
      ])
      .meta({
        description:
          "List machines, databases, directories and users: false (default), true (in aws.region), or where.",
      })
      .optional(),
    protectedUsers: z
      .array(
        z
          .string()
          .meta({ anyOf: [{ pattern: USER_NAME.pattern.source }, { pattern: USER_ARN.pattern.source }] }),
      )
      .meta({
        description:
          "IAM users whose passwords and keys the gateway can never reach: names (at any path) or ARNs.",
      })
      .optional(),
    permissions: z
      .enum(PermissionStyle)
      .meta({
        description:
          "scoped (default): each target's actions on what is named. documented: Keeper's published actions on every resource.",
      })
      .optional(),
  })
  .meta({
    title: "KeeperPAM gateway on AWS",
    description: "One Keeper Gateway in one AWS account: one Terraform stack.",
  });

/** One configuration file. */
export type Configuration = z.infer<typeof configurationSchema>;

/** A backend with its settings. */
export type BackendSettings = Exclude<NonNullable<Configuration["backend"]>, string>;

/** The schema in the notation that editors read (JSON Schema 2020-12). */
export function jsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configurationSchema, { io: "input" }) as Record<string, unknown>;
}
