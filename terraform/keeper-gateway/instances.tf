# The instance profile on running instances: a function that attaches it, one call of it for each instance, and what is
# seen of the instances afterwards.

locals {
  has_instances     = length(var.instances) > 0
  replaces_profiles = local.has_instances && var.on_conflict == "replace"

  # What the function and its role are called.
  attachment_function_name = "${var.name}-instance-attachment"

  # Whom a role may be handed to.
  ec2_service_names = concat(
    ["ec2.amazonaws.com"],
    local.partition == "aws-cn" ? ["ec2.amazonaws.com.cn"] : [],
  )
}

# ── The function ──────────────────────────────────────────────────────────────────────────────────────────────────────

resource "aws_cloudwatch_log_group" "attachment_function" {
  # checkov:skip=CKV_AWS_158:CloudWatch encrypts every log. This one names instances and instance profiles and holds no secret: a key of its own would cost more than it protects.

  count = local.has_instances ? 1 : 0

  name              = "/aws/lambda/${local.attachment_function_name}"
  retention_in_days = local.attachment_function.log_retention_days
  tags              = var.tags
}

data "aws_iam_policy_document" "attachment_function_trust" {
  count = local.has_instances ? 1 : 0

  statement {
    sid     = "AttachmentFunction"
    effect  = "Allow"
    actions = local.actions.AttachmentFunction

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "attachment_function" {
  count = local.has_instances ? 1 : 0

  name                 = local.attachment_function_name
  description          = "Attaches the instance profile of the KeeperPAM gateway ${var.name} to its instances"
  assume_role_policy   = data.aws_iam_policy_document.attachment_function_trust[0].json
  permissions_boundary = local.attachment_function.permissions_boundary_arn
  tags                 = merge(var.tags, { keeperpam-gateway = "${local.gateway_tag_value}-instance-attachment" })
}

# What the function needs for any instance; what it needs for one of them is below.
data "aws_iam_policy_document" "attachment_function" {
  count = local.has_instances ? 1 : 0

  statement {
    sid       = "FindInstanceProfile"
    effect    = "Allow"
    actions   = local.actions.FindInstanceProfile
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = [local.region]
    }
  }

  statement {
    sid       = "PassGatewayRole"
    effect    = "Allow"
    actions   = local.actions.PassGatewayRole
    resources = [local.role_arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = local.ec2_service_names
    }
  }

  statement {
    sid     = "WriteLog"
    effect  = "Allow"
    actions = local.actions.WriteLog
    resources = [
      join(":", [
        "arn:${local.partition}:logs:${local.region}:${local.account_id}",
        "log-group:/aws/lambda/${local.attachment_function_name}:*",
      ]),
    ]
  }
}

locals {
  inline_policies = concat(
    data.aws_iam_policy_document.attachment_function[*].minified_json,
    values(data.aws_iam_policy_document.instance)[*].minified_json,
  )
  inline_policy_characters = sum(concat([0], [for policy in local.inline_policies : length(policy)]))
}

resource "aws_iam_role_policy" "attachment_function" {
  count = local.has_instances ? 1 : 0

  name   = "any-instance"
  role   = aws_iam_role.attachment_function[0].name
  policy = data.aws_iam_policy_document.attachment_function[0].json

  lifecycle {
    precondition {
      condition = local.inline_policy_characters <= local.inline_characters_at_most
      error_message = join(" ", [
        "the inline policies of the attachment function's role have ${local.inline_policy_characters} characters, and",
        "IAM takes ${local.inline_characters_at_most}: each instance has one, with the paths of the gateway's profile,",
        "of the profile that it replaces and of the role in that. Make a configuration for each group of instances, or",
        "shorten the paths",
      ])
    }
  }
}

resource "aws_lambda_function" "attachment" {
  # checkov:skip=CKV_AWS_50:The function runs when Terraform changes an attachment, and writes each of its steps to its log. Tracing would show no more and would widen the role's permissions.
  # checkov:skip=CKV_AWS_115:Only Terraform calls the function, as often at once as its parallelism says. A reservation would be taken from the other functions of the account, and an account with a low quota refuses it.
  # checkov:skip=CKV_AWS_116:Terraform calls the function synchronously and fails with its error. A dead letter queue gets the events of asynchronous calls only.
  # checkov:skip=CKV_AWS_117:The function speaks to the APIs of AWS and to no address in a VPC. Inside one it would need a way out to them, and permissions for network interfaces.
  # checkov:skip=CKV_AWS_272:Terraform uploads the code from this package and compares its SHA-256. Whoever could change the function's code could change its signing configuration too.

  count = local.has_instances ? 1 : 0

  function_name    = local.attachment_function_name
  description      = "Attaches the instance profile of the KeeperPAM gateway ${var.name} to its instances"
  role             = aws_iam_role.attachment_function[0].arn
  handler          = "index.handler"
  memory_size      = 128
  runtime          = "python3.13"
  source_code_hash = filebase64sha256("${path.module}/instance-attachment/function.zip")
  timeout          = 300
  filename         = "${path.module}/instance-attachment/function.zip"
  tags             = merge(var.tags, { keeperpam-gateway = "${local.gateway_tag_value}-instance-attachment" })

  depends_on = [aws_cloudwatch_log_group.attachment_function, aws_iam_role_policy.attachment_function]
}

# ── What the instances have before ────────────────────────────────────────────────────────────────────────────────────

# Before the gateway's profile replaces it: looked up when an instance is first planned, shown in that plan, and kept in
# the state from then on. An instance that is gone has no profile and is no error.
data "aws_instances" "before" {
  count = local.replaces_profiles ? 1 : 0

  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance-id"
    values = var.instances
  }
}

data "aws_instance" "before" {
  for_each = toset(flatten(data.aws_instances.before[*].ids))

  instance_id = each.value
}

locals {
  former_profile_names = [
    for instance in data.aws_instance.before : instance.iam_instance_profile
    if !contains(["", local.instance_profile_name], instance.iam_instance_profile)
  ]
}

data "aws_iam_instance_profile" "former" {
  for_each = toset(local.former_profile_names)

  name = each.value
}

resource "terraform_data" "former_profile" {
  for_each = toset(local.replaces_profiles ? var.instances : [])

  input = {
    profile_arn = try(
      data.aws_iam_instance_profile.former[data.aws_instance.before[each.value].iam_instance_profile].arn,
      "",
    )
    role_arn = try(
      data.aws_iam_instance_profile.former[data.aws_instance.before[each.value].iam_instance_profile].role_arn,
      "",
    )
  }

  lifecycle {
    ignore_changes = [input]
  }
}

# ── Each instance ─────────────────────────────────────────────────────────────────────────────────────────────────────

# One profile on one instance: the gateway's, and where it replaces another that one, to put it back.
data "aws_iam_policy_document" "instance" {
  for_each = toset(var.instances)

  statement {
    sid       = "AttachInstanceProfile"
    effect    = "Allow"
    actions   = local.actions.AttachInstanceProfile
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/${each.value}"]

    condition {
      test     = "ArnEquals"
      variable = "ec2:NewInstanceProfile"
      values = concat([local.instance_profile_arn], local.replaces_profiles ? [
        coalesce(terraform_data.former_profile[each.key].input.profile_arn, local.instance_profile_arn)
      ] : [])
    }
  }

  statement {
    sid       = "DetachInstanceProfile"
    effect    = "Allow"
    actions   = local.actions.DetachInstanceProfile
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/${each.value}"]

    condition {
      test     = "ArnEquals"
      variable = "ec2:InstanceProfile"
      values = concat([local.instance_profile_arn], local.replaces_profiles ? [
        coalesce(terraform_data.former_profile[each.key].input.profile_arn, local.instance_profile_arn)
      ] : [])
    }
  }

  dynamic "statement" {
    for_each = local.replaces_profiles ? [1] : []

    content {
      sid       = "PassFormerRole"
      effect    = "Allow"
      actions   = local.actions.PassFormerRole
      resources = [coalesce(terraform_data.former_profile[each.key].input.role_arn, local.role_arn)]

      condition {
        test     = "StringEquals"
        variable = "iam:PassedToService"
        values   = local.ec2_service_names
      }
    }
  }
}

resource "aws_iam_role_policy" "instance" {
  for_each = toset(var.instances)

  name   = each.value
  role   = aws_iam_role.attachment_function[0].name
  policy = data.aws_iam_policy_document.instance[each.key].json
}

# The function is called when an instance is put on the list, when anything changes, and when it is taken off.
resource "aws_lambda_invocation" "instance" {
  for_each = toset(var.instances)

  function_name   = aws_lambda_function.attachment[0].function_name
  lifecycle_scope = "CRUD"
  input = jsonencode({
    instance_id = each.value
    profile = {
      arn = local.instance_profile_arn
      id  = local.instance_profile_id
    }
    role_id            = local.role_id
    on_conflict        = var.on_conflict
    former_profile_arn = local.replaces_profiles ? terraform_data.former_profile[each.key].input.profile_arn : ""
    # Whoever calls the module gives it a name, which it does not know.
    recorded_in = (
      local.replaces_profiles ? "module.NAME.terraform_data.former_profile[\"${each.key}\"]" : ""
    )
    record_id = local.replaces_profiles ? terraform_data.former_profile[each.key].id : ""
  })

  depends_on = [
    aws_iam_role_policy.instance,
    aws_iam_role_policy.attachment_function,
    aws_iam_role_policy_attachment.gateway,
  ]
}

# ── What is seen afterwards ───────────────────────────────────────────────────────────────────────────────────────────

# What EC2 says about the listed instances. An instance that is gone is in none of the answers, and no error.
data "aws_instances" "existing" {
  count = local.has_instances ? 1 : 0

  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance-id"
    values = var.instances
  }

  depends_on = [aws_lambda_invocation.instance]
}

data "aws_instances" "attached" {
  count = local.has_instances ? 1 : 0

  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance-id"
    values = var.instances
  }

  filter {
    name   = "iam-instance-profile.arn"
    values = [local.instance_profile_arn]
  }

  depends_on = [aws_lambda_invocation.instance]
}

data "aws_instances" "without_imdsv2" {
  count = local.has_instances ? 1 : 0

  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance-id"
    values = var.instances
  }

  filter {
    name   = "metadata-options.http-tokens"
    values = ["optional"]
  }

  depends_on = [aws_lambda_invocation.instance]
}

data "aws_instances" "with_hop_limit_1" {
  count = local.has_instances ? 1 : 0

  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance-id"
    values = var.instances
  }

  filter {
    name   = "metadata-options.http-put-response-hop-limit"
    values = ["1"]
  }

  depends_on = [aws_lambda_invocation.instance]
}

locals {
  # Without instances there is no such data source.
  existing_instances         = flatten(data.aws_instances.existing[*].ids)
  attached_instances         = flatten(data.aws_instances.attached[*].ids)
  instances_without_imdsv2   = flatten(data.aws_instances.without_imdsv2[*].ids)
  instances_with_hop_limit_1 = flatten(data.aws_instances.with_hop_limit_1[*].ids)

  attachment_to_replace = local.replaces_profiles ? "terraform_data.former_profile" : "aws_lambda_invocation.instance"
}

check "instances" {
  assert {
    condition = alltrue([for id in var.instances : contains(local.existing_instances, id)])
    error_message = join("\n", [
      for id in var.instances : "instance ${id} does not exist any more: take it off the list of instances"
      if !contains(local.existing_instances, id)
    ])
  }

  assert {
    condition = alltrue([
      for id in var.instances : !contains(local.existing_instances, id) || contains(local.attached_instances, id)
    ])
    error_message = join("\n", [
      for id in var.instances :
      join(" ", [
        "instance ${id} does not have the instance profile ${local.instance_profile_name} any more: somebody changed",
        "it. To attach it again: terraform apply -replace=module.NAME.${local.attachment_to_replace}[\"${id}\"]",
      ])
      if contains(local.existing_instances, id) && !contains(local.attached_instances, id)
    ])
  }

  assert {
    condition = alltrue([for id in var.instances : !contains(local.instances_without_imdsv2, id)])
    error_message = join("\n", [
      for id in var.instances :
      join(" ", [
        "instance ${id} does not require IMDSv2: whoever gets its software to fetch a URL can have the credentials of",
        "the role. EC2 > Instances > Actions > Instance settings > Modify instance metadata options",
      ])
      if contains(local.instances_without_imdsv2, id)
    ])
  }

  # A container is one hop further away.
  assert {
    condition = alltrue([
      for id in var.instances : var.installation != "docker" || !contains(local.instances_with_hop_limit_1, id)
    ])
    error_message = join("\n", [
      for id in var.instances :
      join(" ", [
        "instance ${id} has a metadata hop limit of 1: a gateway in a Docker container cannot reach the credentials of",
        "the role. Set it to 2; where the gateway runs without Docker, set installation to native",
      ])
      if var.installation == "docker" && contains(local.instances_with_hop_limit_1, id)
    ])
  }
}
