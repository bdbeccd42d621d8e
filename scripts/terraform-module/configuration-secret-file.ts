import type { ConstructBlocks } from "./blocks";
import { comment } from "./hcl";

/** configuration-secret.tf: the secret that keeps the gateway's own configuration, and its key. */
export function configurationSecretFile(blocks: ConstructBlocks): string {
  return [
    `locals {
      has_configuration_secret   = var.configuration_secret != null
      makes_configuration_secret = var.configuration_secret == null ? false : var.configuration_secret.secret == null
      makes_configuration_key    = local.makes_configuration_secret ? var.configuration_secret.key == null : false
      has_configuration_key      = local.makes_configuration_key || (var.configuration_secret == null ? false : var.configuration_secret.key != null)
      has_operators              = local.makes_configuration_secret ? length(var.configuration_secret.operators) > 0 : false

      configuration_secret_arn = one(concat(aws_secretsmanager_secret.configuration[*].arn, flatten(var.configuration_secret[*].secret[*].arn)))
      configuration_secret_name = local.makes_configuration_secret ? var.configuration_secret.name : one([
        ${comment("Without the six characters that Secrets Manager puts behind the name.")}
        for arn in flatten(var.configuration_secret[*].secret[*].arn) : replace(replace(arn, "/^.*:secret:/", ""), "/-[A-Za-z0-9]{6}$/", "")
      ])
      configuration_key_arn    = one(concat(aws_kms_key.configuration[*].arn, flatten(var.configuration_secret[*].key[*].arn)))

      ${comment("The role and the user as the key's policy names them.")}
      reader_arns = [for reader in [
        { exists = local.has_role, arn = local.role_arn },
        { exists = local.makes_access_key_user, arn = local.access_key_user_arn },
      ] : reader.arn if reader.exists]
    }`,
    blocks.block("data.aws_iam_policy_document.secret_key_policy"),
    blocks.block("aws_kms_key.secret_key", {
      why: "KMS takes only principals that exist.",
      instead: {
        deletion_window_in_days: blocks.orDefault("aws_kms_key.secret_key", "deletion_window_in_days"),
        depends_on: "[aws_iam_role.gateway, aws_iam_user.gateway]",
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
    blocks.block("data.aws_iam_policy_document.secret_secret_policy_document"),
    blocks.block("aws_secretsmanager_secret_policy.secret_secret_policy"),
  ].join("\n\n");
}
