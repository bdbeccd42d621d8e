import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "@cdktf/hcl-tools";
import { REQUIRED_PROVIDER } from "../../modules/gateway";
import { accessKeyUserFile } from "./access-key-user-file";
import { ConstructBlocks } from "./blocks";
import { configurationSecretFile } from "./configuration-secret-file";
import { inputsFile } from "./inputs-file";
import { instancesFile } from "./instances-file";
import { mainFile } from "./main-file";
import { outputsFile } from "./outputs-file";
import { withTables } from "./tables";
import { permissionsFile } from "./permissions-file";
import { protectedUsersFile } from "./protected-users-file";
import { moduleVariables } from "./variables";
import { variablesFile } from "./variables-file";

/** Folder of the module. */
export const MODULE = "terraform/keeper-gateway";

/** Written by hand, but for its tables. */
const README = join(__dirname, "../..", MODULE, "README.md");

const ARCHIVE = join(__dirname, "../../modules/gateway/instance-attachment/function/function.zip");

/** The files of the drop-in Terraform module that are made of the source, by their paths. */
export function terraformModule(): Readonly<Record<string, () => Promise<string | Buffer>>> {
  const blocks = new ConstructBlocks();
  const variables = moduleVariables({
    roleDescription: String(blocks.defaults("aws_iam_role.gateway_role").description),
    path: String(blocks.defaults("aws_iam_role.gateway_role").path),
    logRetentionDays: Number(
      blocks.defaults("aws_cloudwatch_log_group.gateway_instances_function_log").retention_in_days,
    ),
  });
  const code: Readonly<Record<string, string>> = {
    "versions.tf": versionsFile(),
    "variables.tf": variablesFile(variables),
    "inputs.tf": inputsFile(variables),
    "main.tf": mainFile(blocks),
    "permissions.tf": permissionsFile(),
    "protected-users.tf": protectedUsersFile(),
    "instances.tf": instancesFile(blocks),
    "access-key-user.tf": accessKeyUserFile(blocks),
    "configuration-secret.tf": configurationSecretFile(blocks),
    "outputs.tf": outputsFile(blocks),
  };
  return Object.fromEntries([
    ...Object.entries(code).map(([name, text]) => [`${MODULE}/${name}`, () => formatted(text)]),
    [
      `${MODULE}/README.md`,
      () => withTables(readFileSync(README, "utf8"), variables, Object.values(code), REQUIRED_TERRAFORM),
    ],
    [`${MODULE}/instance-attachment/function.zip`, async () => readFileSync(ARCHIVE)],
  ]);
}

const HEADER = "# Generated from the permissions catalogue and the constructs by `npm run module`.";

async function formatted(code: string): Promise<string> {
  return format(`${HEADER}\n\n${code.trim()}\n`);
}

/** Below these versions Terraform lacks something that the module uses: optional attributes, checks, `terraform_data`. */
const REQUIRED_TERRAFORM = ">= 1.5.7";

function versionsFile(): string {
  return `terraform {
    required_version = "${REQUIRED_TERRAFORM}"

    required_providers {
      aws = {
        source  = "${REQUIRED_PROVIDER.source}"
        version = "${REQUIRED_PROVIDER.version}"
      }
    }
  }`;
}
