import { z } from "zod";
import { BUCKET_NAME, REGION, ROLE_ARN, STATE_KEY } from "../permissions";
import { flag, name, text } from "./fields";

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
      bucket: name(BUCKET_NAME, "Name of the bucket.").optional(),
      key: name(STATE_KEY, "Path of the state in the bucket.").optional(),
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

export const backend = z
  .union([z.enum(["local", "none"]), z.strictObject(z.object(BACKENDS).partial().shape)])
  .meta({
    description:
      "Where Terraform keeps its state: local (default), none (no backend block), or one backend with its settings. Settings left out come from `terraform init -backend-config`.",
  });
