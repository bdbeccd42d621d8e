# The user of a gateway that reaches the account with an access key: the key, its renewal, and the user's policies.

locals {
  makes_access_key_user = local.access_key_user != null
  makes_access_key      = local.access_key_user == null ? false : local.access_key_user.create_access_key

  access_key_user_name = local.access_key_user == null ? null : coalesce(local.access_key_user.name, var.name)
  access_key_user_arn = (
    local.access_key_user == null
    ? null
    : "${local.iam_arn}:user${local.access_key_user.path}${local.access_key_user_name}"
  )

  # Without the line breaks that base64 puts in.
  pgp_key = one([for key in local.access_key_user[*].pgp_key : replace(key, "/\\s/", "") if key != null])

  # The number of the current key, and of the one before it as long as it stays.
  access_key_generation = local.access_key_user == null ? null : tostring(local.access_key_user.generation)
  access_key_generations = !local.makes_access_key ? [] : (
    local.access_key_user.keep_previous
    ? [tostring(local.access_key_user.generation), tostring(local.access_key_user.generation - 1)]
    : [tostring(local.access_key_user.generation)]
  )
}

# Renamed, a user would take its keys along, and Terraform would look for them under the former name, in vain: with
# another name the user is another one. Without a key here it is renamed in place; there is a record all the same,
# since Terraform refuses replace_triggered_by where there is nothing to look at.
resource "terraform_data" "access_key_user_name" {
  for_each = toset(local.makes_access_key_user ? [local.makes_access_key ? "with_key" : "without_key"] : [])

  input = { name = each.key == "with_key" ? local.access_key_user_name : null }
}

resource "aws_iam_user" "gateway" {
  # checkov:skip=CKV_AWS_273:The user is a program's, not a person's: a gateway outside AWS has no role to take and cannot sign in through SSO. It has no console password, and it is made only when it is asked for.

  count = local.makes_access_key_user ? 1 : 0

  name                 = local.access_key_user_name
  path                 = local.access_key_user.path
  force_destroy        = true
  permissions_boundary = local.access_key_user.permissions_boundary_arn
  tags = merge(var.tags, local.access_key_user.tags, {
    keeperpam-gateway = replace(local.access_key_user_name, ",", "/")
  })

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.access_key_user_name]
  }
}

resource "aws_iam_access_key" "gateway" {
  for_each = toset(local.access_key_generations)

  user    = aws_iam_user.gateway[0].name
  pgp_key = local.pgp_key

  lifecycle {
    create_before_destroy = true
    # The key before stays as it was made, whatever PGP key the new one is encrypted for.
    ignore_changes = [pgp_key]

    postcondition {
      condition = anytrue([
        each.key != local.access_key_generation,
        self.pgp_key == local.pgp_key,
        # An imported key has neither.
        self.secret == null && self.encrypted_secret == null,
      ])
      error_message = join(" ", [
        "access_key_user: the secret of access key ${each.key} went another way, by another pgp_key or",
        "accept_secret_in_state: it changes with the next generation only, set generation =",
        local.access_key_user.generation + 1,
      ])
    }
  }
}

# Terraform deletes a former key only after what names the current one: a new key is made before an old one goes.
resource "terraform_data" "current_access_key" {
  count = local.makes_access_key ? 1 : 0

  input = {
    id = aws_iam_access_key.gateway[local.access_key_generation].id
  }
}

# By the user's ID, which is unknown until the user is there. The keys are counted, since a former one is still there
# when Terraform looks, before the apply that deletes it.
data "aws_iam_access_keys" "access_key_user" {
  count = local.makes_access_key ? 1 : 0

  user = aws_iam_user.gateway[0].id
}

locals {
  access_keys_in_account = flatten(data.aws_iam_access_keys.access_key_user[*].access_keys)[*].access_key_id
  unknown_access_keys    = setsubtract(local.access_keys_in_account, values(aws_iam_access_key.gateway)[*].id)
}

check "access_key_user" {
  assert {
    condition = length(local.access_keys_in_account) <= length(local.access_key_generations)
    error_message = join(" ", [
      "user ${join("", aws_iam_user.gateway[*].name)} has an access key that is not in the configuration:",
      "${jsonencode(local.unknown_access_keys)}. Unless this plan deletes it, nobody may know of it: an answer of AWS",
      "that got lost leaves such a key, and so does one made by hand. Where no gateway uses it: aws iam",
      "delete-access-key --user-name ${join("", aws_iam_user.gateway[*].name)} --access-key-id ID",
    ])
  }
}

data "aws_iam_policy_document" "access_key_user" {
  count = local.makes_access_key_user ? local.policy_count.access_key_user : 0

  dynamic "statement" {
    for_each = local.policies.access_key_user[count.index]

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

resource "aws_iam_policy" "access_key_user" {
  count = local.makes_access_key_user ? local.policy_count.access_key_user : 0

  name        = "${var.name}-user-${count.index + 1}"
  description = "What the KeeperPAM gateway ${var.name}-user may do, part ${count.index + 1}"
  policy      = data.aws_iam_policy_document.access_key_user[count.index].json
  tags        = merge(var.tags, { keeperpam-gateway = "${local.gateway_tag_value}-user-${count.index + 1}" })

  lifecycle {
    precondition {
      condition = (
        length(data.aws_iam_policy_document.access_key_user[count.index].minified_json) <= local.policy_characters
      )
      error_message = join(" ", [
        "policy ${count.index + 1} has",
        length(data.aws_iam_policy_document.access_key_user[count.index].minified_json),
        "characters, and IAM takes ${local.policy_characters}: names, paths and tags are longer than the module counts",
        "them with; ${local.quota_advice}",
      ])
    }
  }
}

resource "aws_iam_user_policy_attachment" "access_key_user" {
  # checkov:skip=CKV_AWS_40:The policy is made for this one user and names its targets. A group would hold nobody else, and whoever was added to it would get the gateway's permissions.

  count = length(aws_iam_policy.access_key_user)

  user       = aws_iam_user.gateway[0].name
  policy_arn = aws_iam_policy.access_key_user[count.index].arn
}
