# The secret that keeps the gateway's own configuration, and its key.

locals {
  has_configuration_secret   = local.configuration_secret != null
  makes_configuration_secret = local.configuration_secret == null ? false : local.configuration_secret.secret == null
  makes_configuration_key    = local.makes_configuration_secret ? local.configuration_secret.key == null : false
  # Of a secret that exists already the key may be known or not.
  has_configuration_key = anytrue([
    local.makes_configuration_key,
    local.configuration_secret == null ? false : local.configuration_secret.key != null,
  ])

  existing_secret_arns = flatten(local.configuration_secret[*].secret[*].arn)
  existing_key_arns    = flatten(local.configuration_secret[*].key[*].arn)

  configuration_secret_arn = one(concat(aws_secretsmanager_secret.configuration[*].arn, local.existing_secret_arns))
  configuration_secret_name = local.makes_configuration_secret ? local.configuration_secret.name : one([
    # Without the six characters that Secrets Manager puts behind the name.
    for arn in local.existing_secret_arns : replace(replace(arn, "/^.*:secret:/", ""), "/-[A-Za-z0-9]{6}$/", "")
  ])
  configuration_key_arn = one(concat(aws_kms_key.configuration[*].arn, local.existing_key_arns))

  # Who may write the value: roles and users, and the roles of permission sets by a pattern. IAM Identity Center puts
  # sixteen characters behind the name, and in every region but us-east-1 the region before it.
  has_operators = local.makes_configuration_secret ? anytrue([
    local.configuration_secret.operators != null,
    local.configuration_secret.operator_permission_sets != null,
  ]) : false
  operators = flatten([
    for secret in local.configuration_secret[*] : secret.operators if secret.operators != null
  ])
  permission_sets = flatten([
    for secret in local.configuration_secret[*] : secret.operator_permission_sets
    if secret.operator_permission_sets != null
  ])
  permission_set_paths = ["/aws-reserved/sso.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/*/"]
  operator_arns = concat(local.operators, flatten([
    for set in local.permission_sets : [
      for path in coalescelist(set.path[*], local.permission_set_paths) :
      "${local.iam_arn}:role${path}AWSReservedSSO_${set.name}_????????????????"
    ]
  ]))

  # The role and the user as the key's policy names them.
  reader_arns = concat(
    local.has_role ? [local.role_arn] : [],
    local.makes_access_key_user ? [local.access_key_user_arn] : [],
  )

  # What a call says in which Secrets Manager uses the key for this one secret. The secret's own ARN is not known before
  # it has its key; its name is.
  secrets_manager     = "secretsmanager.${local.region}.amazonaws.com"
  secrets_manager_arn = "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}"
  named_secret_arn = (
    local.makes_configuration_key
    ? "${local.secrets_manager_arn}:secret:${local.configuration_secret.name}-??????"
    : null
  )
}

# In the key's own policy "*" is the key alone. Readers and operators are named by aws:PrincipalArn: as principals they
# would turn into IDs when they are deleted, and the next apply would fail.
data "aws_iam_policy_document" "configuration_key" {
  # checkov:skip=CKV_AWS_111:The policy is the own one of the key and reaches nothing else: the account's own IAM policies decide who administers it, as AWS recommends, so that it never becomes unmanageable.
  # checkov:skip=CKV_AWS_356:In the own policy of the key "*" is the key alone: it cannot reach another.
  # checkov:skip=CKV_AWS_109:The policy is the key's own: the account's own IAM policies decide who administers it, as AWS recommends, so that it never becomes unmanageable. Using the key is not among it.

  count = local.makes_configuration_key ? 1 : 0

  statement {
    sid       = "AccountAdministersKey"
    effect    = "Allow"
    actions   = local.actions.AccountAdministersKey
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["${local.iam_arn}:root"]
    }
  }

  # Secrets Manager looks whether the key can be used before it takes it.
  statement {
    sid       = "AccountConnectsKeyAndSecret"
    effect    = "Allow"
    actions   = local.actions.AccountConnectsKeyAndSecret
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["${local.iam_arn}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [local.secrets_manager]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:SecretVersionId"
      values   = ["RequestToValidateKeyAccess"]
    }
  }

  statement {
    sid       = "GatewayReadsConfiguration"
    effect    = "Allow"
    actions   = local.actions.GatewayReadsConfiguration
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = [local.secrets_manager]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:SecretARN"
      values   = [local.named_secret_arn]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = local.reader_arns
    }
  }

  dynamic "statement" {
    for_each = local.has_operators ? [1] : []

    content {
      sid       = "OperatorsWriteConfiguration"
      effect    = "Allow"
      actions   = local.actions.OperatorsWriteConfiguration
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:CallerAccount"
        values   = [local.account_id]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.secrets_manager]
      }

      condition {
        test     = "StringLike"
        variable = "kms:EncryptionContext:SecretARN"
        values   = [local.named_secret_arn]
      }

      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = local.operator_arns
      }
    }
  }

  # Without operators the account's own policies decide who writes the value.
  dynamic "statement" {
    for_each = local.has_operators ? [] : [1]

    content {
      sid       = "AccountWritesConfiguration"
      effect    = "Allow"
      actions   = local.actions.AccountWritesConfiguration
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["${local.iam_arn}:root"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [local.secrets_manager]
      }

      condition {
        test     = "StringLike"
        variable = "kms:EncryptionContext:SecretARN"
        values   = [local.named_secret_arn]
      }
    }
  }
}

resource "aws_kms_key" "configuration" {
  count = local.makes_configuration_key ? 1 : 0

  description = join(" ", [
    "Encrypts the configuration of the KeeperPAM gateway in the secret",
    local.configuration_secret.name,
  ])
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.configuration_key[0].json
  deletion_window_in_days = coalesce(local.configuration_secret.key_deletion_window_days, 30)
  tags                    = merge(var.tags, local.configuration_secret.tags)
}

resource "aws_kms_alias" "configuration" {
  count = local.makes_configuration_key ? 1 : 0

  # Names of aliases take no other signs than / _ -.
  name          = "alias/${replace(local.configuration_secret.name, "/[+=.@]/", "-")}"
  target_key_id = aws_kms_key.configuration[0].key_id
}

locals {
  configuration_secret_description = join(" ", [
    "Configuration of the KeeperPAM gateway.",
    "Its value is put by an operator, not by Terraform",
  ])
}

resource "aws_secretsmanager_secret" "configuration" {
  # checkov:skip=CKV2_AWS_57:Keeper issues the gateway's configuration and AWS cannot make another. An operator puts a new one when the gateway is initialised again.

  count = local.makes_configuration_secret ? 1 : 0

  name                    = local.configuration_secret.name
  description             = local.configuration_secret_description
  kms_key_id              = local.configuration_key_arn
  recovery_window_in_days = coalesce(local.configuration_secret.recovery_window_days, 30)
  tags = merge(var.tags, local.configuration_secret.tags, {
    keeperpam-gateway = replace(substr(local.configuration_secret.name, 0, 256), ",", "/")
  })
}

# What Terraform writes with UpdateSecret, which the secret's policy denies to whoever is no operator: the policy goes
# before it changes, and comes back afterwards.
resource "terraform_data" "configuration_secret_updated" {
  count = local.has_operators ? 1 : 0

  input = {
    kms_key_id  = local.configuration_key_arn
    description = local.configuration_secret_description
  }
}

data "aws_iam_policy_document" "configuration_secret" {
  count = local.has_operators ? 1 : 0

  statement {
    sid       = "OperatorsPutConfiguration"
    effect    = "Allow"
    actions   = local.actions.OperatorsPutConfiguration
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = local.operator_arns
    }
  }

  # All in one condition: whoever is denied is none of them.
  statement {
    sid       = "OthersWriteNothing"
    effect    = "Deny"
    actions   = local.actions.OthersWriteNothing
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = local.operator_arns
    }
  }
}

resource "aws_secretsmanager_secret_policy" "configuration" {
  count = local.has_operators ? 1 : 0

  policy     = data.aws_iam_policy_document.configuration_secret[0].json
  secret_arn = local.configuration_secret_arn

  lifecycle {
    replace_triggered_by = [terraform_data.configuration_secret_updated]
  }
}
