# Generated from the permissions catalogue and the constructs by `npm run module`.

locals {
  has_configuration_secret   = local.configuration_secret != null
  makes_configuration_secret = local.configuration_secret == null ? false : local.configuration_secret.secret == null
  makes_configuration_key    = local.makes_configuration_secret ? local.configuration_secret.key == null : false
  has_configuration_key      = local.makes_configuration_key || (local.configuration_secret == null ? false : local.configuration_secret.key != null)
  has_operators              = local.makes_configuration_secret ? local.configuration_secret.operators != null || local.configuration_secret.operator_permission_sets != null : false

  configuration_secret_arn = one(concat(aws_secretsmanager_secret.configuration[*].arn, flatten(local.configuration_secret[*].secret[*].arn)))
  configuration_secret_name = local.makes_configuration_secret ? local.configuration_secret.name : one([
    # Without the six characters that Secrets Manager puts behind the name.
    for arn in flatten(local.configuration_secret[*].secret[*].arn) : replace(replace(arn, "/^.*:secret:/", ""), "/-[A-Za-z0-9]{6}$/", "")
  ])
  configuration_key_arn = one(concat(aws_kms_key.configuration[*].arn, flatten(local.configuration_secret[*].key[*].arn)))

  # Who may write the value: roles and users, and the roles of permission sets by a pattern.
  operator_arns = flatten([
    flatten([for object in local.configuration_secret[*] : object.operators if object.operators != null]),
    [for set in flatten([for object in local.configuration_secret[*] : object.operator_permission_sets if object.operator_permission_sets != null]) :
      set.path == null ? [
        "arn:${local.partition}:iam::${local.account_id}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${set.name}_????????????????",
        "arn:${local.partition}:iam::${local.account_id}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_${set.name}_????????????????",
        ] : [
        "arn:${local.partition}:iam::${local.account_id}:role${set.path}AWSReservedSSO_${set.name}_????????????????",
      ]
    ],
  ])

  # The role and the user as the key's policy names them.
  reader_arns = [for reader in [
    { exists = local.has_role, arn = local.role_arn },
    { exists = local.makes_access_key_user, arn = local.access_key_user_arn },
  ] : reader.arn if reader.exists]
}

data "aws_iam_policy_document" "configuration_key" {
  # checkov:skip=CKV_AWS_111:The policy is the own one of the key and reaches nothing else: the account's own IAM policies decide who administers it, as AWS recommends, so that it never becomes unmanageable.
  # checkov:skip=CKV_AWS_356:In the own policy of the key "*" is the key alone: it cannot reach another.
  # checkov:skip=CKV_AWS_109:The policy is the key's own: the account's own IAM policies decide who administers it, as AWS recommends, so that it never becomes unmanageable. Using the key is not among it.

  count = local.makes_configuration_key ? 1 : 0

  statement {
    sid    = "AccountAdministersKey"
    effect = "Allow"
    actions = [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "AccountConnectsKeyAndSecret"
    effect    = "Allow"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${local.region}.amazonaws.com"]
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
    actions   = ["kms:Decrypt"]
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
      values   = ["secretsmanager.${local.region}.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:SecretARN"
      values = [
        "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:${local.configuration_secret.name}-??????",
      ]
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
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
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
        values   = ["secretsmanager.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "StringLike"
        variable = "kms:EncryptionContext:SecretARN"
        values = [
          "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:${local.configuration_secret.name}-??????",
        ]
      }

      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = local.operator_arns
      }
    }
  }

  dynamic "statement" {
    for_each = !local.has_operators ? [1] : []

    content {
      sid       = "AccountWritesConfiguration"
      effect    = "Allow"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "StringLike"
        variable = "kms:EncryptionContext:SecretARN"
        values = [
          "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:${local.configuration_secret.name}-??????",
        ]
      }
    }
  }
}

resource "aws_kms_key" "configuration" {
  count = local.makes_configuration_key ? 1 : 0

  description             = "Encrypts the configuration of the KeeperPAM gateway in the secret ${local.configuration_secret.name}"
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.configuration_key[0].json
  deletion_window_in_days = coalesce(local.configuration_secret.key_deletion_window_days, 30)
  tags                    = merge(var.tags, local.configuration_secret.tags)
}

resource "aws_kms_alias" "configuration" {
  count = local.makes_configuration_key ? 1 : 0

  name          = "alias/${replace(local.configuration_secret.name, "/[+=.@]/", "-")}"
  target_key_id = aws_kms_key.configuration[0].key_id
}

resource "aws_secretsmanager_secret" "configuration" {
  # checkov:skip=CKV2_AWS_57:Keeper issues the gateway's configuration and AWS cannot make another. An operator puts a new one when the gateway is initialised again.

  count = local.makes_configuration_secret ? 1 : 0

  name                    = local.configuration_secret.name
  description             = "Configuration of the KeeperPAM gateway. Its value is put by an operator, not by Terraform"
  kms_key_id              = local.configuration_key_arn
  recovery_window_in_days = coalesce(local.configuration_secret.recovery_window_days, 30)
  tags                    = merge(var.tags, local.configuration_secret.tags, { keeperpam-gateway = replace(substr(local.configuration_secret.name, 0, 256), ",", "/") })
}

# What Terraform writes with UpdateSecret, which the secret's policy denies to whoever is no operator: the policy goes
# before it changes, and comes back afterwards.
resource "terraform_data" "configuration_secret_updated" {
  count = local.has_operators ? 1 : 0

  input = {
    kms_key_id  = local.configuration_key_arn
    description = "Configuration of the KeeperPAM gateway. Its value is put by an operator, not by Terraform"
  }
}

data "aws_iam_policy_document" "configuration_secret" {
  count = local.has_operators ? 1 : 0

  statement {
    sid       = "OperatorsPutConfiguration"
    effect    = "Allow"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"]
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

  statement {
    sid    = "OthersWriteNothing"
    effect = "Deny"
    actions = [
      "secretsmanager:CancelRotateSecret",
      "secretsmanager:PutSecretValue",
      "secretsmanager:ReplicateSecretToRegions",
      "secretsmanager:RotateSecret",
      "secretsmanager:UpdateSecret",
      "secretsmanager:UpdateSecretVersionStage",
    ]
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
