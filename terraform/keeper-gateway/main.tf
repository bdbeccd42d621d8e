# The gateway's role, its instance profile, and the policies that the role carries.

data "aws_caller_identity" "current" {
  lifecycle {
    postcondition {
      condition = var.account_id == null || var.account_id == self.account_id
      error_message = join(" ", [
        "account_id: the credentials are of account ${self.account_id}, and nothing is done in another one than",
        coalesce(var.account_id, self.account_id),
      ])
    }
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_iam_role" "existing" {
  count = local.role.existing == null ? 0 : 1

  name = local.role.existing.name
}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  # It is the region's code in every version of the provider.
  region = data.aws_region.current.id
  # What the ARN of everything in IAM begins with.
  iam_arn = "arn:${local.partition}:iam::${local.account_id}"

  makes_role             = local.role.create && local.role.existing == null
  has_role               = local.makes_role || local.role.existing != null
  makes_instance_profile = local.has_role && coalesce(local.instance_profile.create, local.makes_role)

  role_name = one(concat(aws_iam_role.gateway[*].name, data.aws_iam_role.existing[*].name))
  role_id   = one(concat(aws_iam_role.gateway[*].unique_id, data.aws_iam_role.existing[*].unique_id))
  # Written out where the name is known, so that the first plan shows the whole policies.
  role_arn = (
    local.makes_role && local.role.name_prefix == null
    ? "${local.iam_arn}:role${local.role.path}${coalesce(local.role.name, var.name)}"
    : one(concat(aws_iam_role.gateway[*].arn, data.aws_iam_role.existing[*].arn))
  )

  instance_profile_name = coalesce(
    local.instance_profile.name,
    local.makes_role ? local.role.name : null,
    var.name,
  )
  instance_profile_arn = "${local.iam_arn}:instance-profile${local.role.path}${local.instance_profile_name}"
  instance_profile_id  = one(aws_iam_instance_profile.gateway[*].unique_id)

  boundary_arns = compact([
    local.role.permissions_boundary_arn,
    one(local.access_key_user[*].permissions_boundary_arn),
    local.attachment_function.permissions_boundary_arn,
  ])

  # Tag values take no comma, which names do.
  gateway_tag_value = replace(var.name, ",", "/")
}

data "aws_iam_policy_document" "gateway_trust" {
  count = local.makes_role ? 1 : 0

  statement {
    sid     = "GatewayInstance"
    effect  = "Allow"
    actions = local.actions.GatewayInstance

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "gateway" {
  count = local.makes_role ? 1 : 0

  name                 = local.role.name_prefix == null ? coalesce(local.role.name, var.name) : null
  name_prefix          = local.role.name_prefix
  path                 = local.role.path
  description          = local.role.description
  assume_role_policy   = data.aws_iam_policy_document.gateway_trust[0].json
  max_session_duration = local.role.max_session_duration
  permissions_boundary = local.role.permissions_boundary_arn
  tags = merge(var.tags, local.role.tags, {
    keeperpam-gateway = replace(coalesce(local.role.name_prefix, local.role.name, var.name), ",", "/")
  })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_instance_profile" "gateway" {
  count = local.makes_instance_profile ? 1 : 0

  name = local.instance_profile_name
  path = local.role.path
  role = local.role_name
  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

data "aws_iam_policy_document" "gateway" {
  count = local.has_role ? local.policy_count.role : 0

  dynamic "statement" {
    for_each = local.policies.role[count.index]

    content {
      sid       = statement.value.sid
      effect    = statement.value.effect
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "gateway" {
  count = local.has_role ? local.policy_count.role : 0

  name        = "${var.name}-${count.index + 1}"
  description = "What the KeeperPAM gateway ${var.name} may do, part ${count.index + 1}"
  policy      = data.aws_iam_policy_document.gateway[count.index].json
  tags        = merge(var.tags, { keeperpam-gateway = "${local.gateway_tag_value}-${count.index + 1}" })

  lifecycle {
    precondition {
      condition = length(data.aws_iam_policy_document.gateway[count.index].minified_json) <= local.policy_characters
      error_message = join(" ", [
        "policy ${count.index + 1} has",
        length(data.aws_iam_policy_document.gateway[count.index].minified_json),
        "characters, and IAM takes ${local.policy_characters}: names, paths and tags are longer than the module counts",
        "them with; ${local.quota_advice}",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "gateway" {
  count = length(aws_iam_policy.gateway)

  role       = local.role_name
  policy_arn = aws_iam_policy.gateway[count.index].arn

  lifecycle {
    create_before_destroy = true
  }
}
