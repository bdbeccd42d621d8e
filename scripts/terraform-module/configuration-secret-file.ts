import { permissionSetArns } from "../../modules/permissions";
import type { ConstructBlocks } from "./blocks";
import { comment, expression, list } from "./hcl";
import { SCOPE } from "./scope";
import { itemsOf } from "./validation";

/** configuration-secret.tf: the secret that keeps the gateway's own configuration, and its key. */
export function configurationSecretFile(blocks: ConstructBlocks): string {
  return [
    `locals {
      has_configuration_secret   = local.configuration_secret != null
      makes_configuration_secret = local.configuration_secret == null ? false : local.configuration_secret.secret == null
      makes_configuration_key    = local.makes_configuration_secret ? local.configuration_secret.key == null : false
      has_configuration_key      = local.makes_configuration_key || (local.configuration_secret == null ? false : local.configuration_secret.key != null)
      has_operators              = local.makes_configuration_secret ? local.configuration_secret.operators != null || local.configuration_secret.operator_permission_sets != null : false

      configuration_secret_arn = one(concat(aws_secretsmanager_secret.configuration[*].arn, flatten(local.configuration_secret[*].secret[*].arn)))
      configuration_secret_name = local.makes_configuration_secret ? local.configuration_secret.name : one([
        ${comment("Without the six characters that Secrets Manager puts behind the name.")}
        for arn in flatten(local.configuration_secret[*].secret[*].arn) : replace(replace(arn, "/^.*:secret:/", ""), "/-[A-Za-z0-9]{6}$/", "")
      ])
      configuration_key_arn    = one(concat(aws_kms_key.configuration[*].arn, flatten(local.configuration_secret[*].key[*].arn)))

      ${comment("Who may write the value: roles and users, and the roles of permission sets by a pattern.")}
      operator_arns = flatten([
        ${itemsOf("local.configuration_secret", "operators")},
        [for set in ${itemsOf("local.configuration_secret", "operator_permission_sets")} :
          set.path == null ? ${rolesOf("${set.name}")} : ${rolesOf("${set.name}", "${set.path}")}
        ],
      ])

      ${comment("The role and the user as the key's policy names them.")}
      reader_arns = [for reader in [
        { exists = local.has_role, arn = local.role_arn },
        { exists = local.makes_access_key_user, arn = local.access_key_user_arn },
      ] : reader.arn if reader.exists]
    }`,
    blocks.block("data.aws_iam_policy_document.secret_key_policy", {
      statementsOf: "data.aws_iam_policy_document.secret_of_account_key_policy",
      onlyIf: {
        OperatorsWriteConfiguration: "local.has_operators",
        AccountWritesConfiguration: "!local.has_operators",
      },
    }),
    blocks.block("aws_kms_key.secret_key", {
      instead: {
        deletion_window_in_days: blocks.orDefault("aws_kms_key.secret_key", "deletion_window_in_days"),
      },
    }),
    blocks.block("aws_kms_alias.secret_alias"),
    blocks.block("aws_secretsmanager_secret.secret", {
      instead: {
        recovery_window_in_days: blocks.orDefault(
          "aws_secretsmanager_secret.secret",
          "recovery_window_in_days",
        ),
      },
    }),
    blocks.block("terraform_data.secret_updated_with_policy_away", {
      why: "What Terraform writes with UpdateSecret, which the secret's policy denies to whoever is no operator: the policy goes before it changes, and comes back afterwards.",
    }),
    blocks.block("data.aws_iam_policy_document.secret_secret_policy_document"),
    blocks.block("aws_secretsmanager_secret_policy.secret_secret_policy"),
  ].join("\n\n");
}

function rolesOf(name: string, path?: string): string {
  return list(permissionSetArns(SCOPE, name, path).map(({ text }) => expression(text)));
}
