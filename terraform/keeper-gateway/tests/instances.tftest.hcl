# Running instances that get the profile, what happens to the profile they had, and what is warned about.

# Nothing is made and no credentials are needed: the provider is a mock. That takes Terraform 1.7 or OpenTofu 1.12; the
# module itself runs from Terraform 1.5.7 and OpenTofu 1.6 on. The same block stands in every file: OpenTofu cannot
# take it from a file of its own.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }

  mock_data "aws_region" {
    defaults = {
      id = "us-east-1"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
      minified_json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }

  mock_data "aws_iam_users" {
    defaults = {
      arns = ["arn:aws:iam::111122223333:user/break-glass", "arn:aws:iam::111122223333:user/board/chair"]
    }
  }

  mock_data "aws_iam_role" {
    defaults = {
      arn       = "arn:aws:iam::111122223333:role/existing"
      unique_id = "AROAEXISTING"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = {
      arn       = "arn:aws:iam::111122223333:role/made"
      unique_id = "AROAMADE"
    }
  }

  mock_resource "aws_iam_user" {
    defaults = {
      arn = "arn:aws:iam::111122223333:user/made"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/made"
    }
  }

  mock_resource "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"
    }
  }

  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:made-AbCdEf"
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:111122223333:log-group:made"
    }
  }

  mock_resource "aws_lambda_function" {
    defaults = {
      arn = "arn:aws:lambda:us-east-1:111122223333:function:made"
    }
  }
}

variables {
  name = "keeper-gateway"
}

run "every_listed_instance_gets_the_profile" {
  variables {
    instances           = ["i-0123456789abcdef0", "i-0fedcba9876543210"]
    attachment_function = { permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary", log_retention_days = 90 }
    tags                = { Owner = "security" }
  }

  override_data {
    target = data.aws_instances.existing
    values = { ids = ["i-0123456789abcdef0", "i-0fedcba9876543210"] }
  }

  override_data {
    target = data.aws_instances.attached
    values = { ids = ["i-0123456789abcdef0", "i-0fedcba9876543210"] }
  }

  assert {
    condition     = join(" ", keys(aws_lambda_invocation.instance)) == "i-0123456789abcdef0 i-0fedcba9876543210" && join(" ", keys(aws_iam_role_policy.instance)) == "i-0123456789abcdef0 i-0fedcba9876543210"
    error_message = "the function is not called once for each instance, with a policy for each"
  }

  assert {
    condition     = aws_iam_role_policy.attachment_function[0].name == "any-instance" && data.aws_iam_policy_document.attachment_function[0].statement[*].sid == tolist(["FindInstanceProfile", "PassGatewayRole", "WriteLog"])
    error_message = "the function may do something else with every instance"
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.instance["i-0123456789abcdef0"].input).profile.arn == "arn:aws:iam::111122223333:instance-profile/keeper-gateway" && jsondecode(aws_lambda_invocation.instance["i-0123456789abcdef0"].input).on_conflict == "fail"
    error_message = "the function attaches another profile, or replaces one"
  }

  assert {
    condition     = aws_lambda_function.attachment[0].function_name == "keeper-gateway-instance-attachment" && aws_cloudwatch_log_group.attachment_function[0].name == "/aws/lambda/keeper-gateway-instance-attachment"
    error_message = "the function or its log is called otherwise"
  }

  assert {
    condition     = aws_cloudwatch_log_group.attachment_function[0].retention_in_days == 90 && aws_iam_role.attachment_function[0].permissions_boundary == "arn:aws:iam::111122223333:policy/boundary"
    error_message = "the log is kept for another time, or the function's role is not bounded"
  }

  assert {
    condition     = aws_cloudwatch_log_group.attachment_function[0].tags == tomap({ Owner = "security" }) && alltrue([for tags in [aws_lambda_function.attachment[0].tags, aws_iam_role.attachment_function[0].tags] : tags == tomap({ Owner = "security", keeperpam-gateway = aws_lambda_function.attachment[0].function_name })])
    error_message = "something lacks the tags"
  }

  assert {
    condition     = length(concat(data.aws_instances.before, values(data.aws_instance.before), values(terraform_data.former_profile))) == 0
    error_message = "the instances' former profiles are looked up though none is replaced"
  }

  assert {
    condition     = output.next_steps[0] == "1. The gateway's role is on i-0123456789abcdef0, i-0fedcba9876543210. Every other instance of this gateway needs the profile instance_profile_name too: name it in instances."
    error_message = "nobody is told where the role is"
  }
}

run "a_replaced_profile_is_kept_in_mind" {
  variables {
    instances   = ["i-0123456789abcdef0"]
    on_conflict = "replace"
  }

  override_data {
    target = data.aws_instances.before
    values = { ids = ["i-0123456789abcdef0"] }
  }

  override_data {
    target = data.aws_instance.before
    values = { iam_instance_profile = "former" }
  }

  override_data {
    target = data.aws_iam_instance_profile.former
    values = { arn = "arn:aws:iam::111122223333:instance-profile/former", role_arn = "arn:aws:iam::111122223333:role/former" }
  }

  override_data {
    target = data.aws_instances.existing
    values = { ids = ["i-0123456789abcdef0"] }
  }

  override_data {
    target = data.aws_instances.attached
    values = { ids = ["i-0123456789abcdef0"] }
  }

  assert {
    condition     = terraform_data.former_profile["i-0123456789abcdef0"].output == { profile_arn = "arn:aws:iam::111122223333:instance-profile/former", role_arn = "arn:aws:iam::111122223333:role/former" }
    error_message = "the former profile is forgotten"
  }

  assert {
    condition     = one(one([for statement in data.aws_iam_policy_document.instance["i-0123456789abcdef0"].statement : statement if statement.sid == "PassFormerRole"]).resources) == "arn:aws:iam::111122223333:role/former"
    error_message = "the function cannot put the former profile back"
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.instance["i-0123456789abcdef0"].input).former_profile_arn == "arn:aws:iam::111122223333:instance-profile/former"
    error_message = "the function is not told of the former profile"
  }
}

# Nothing is refused here: a check warns, and the apply goes on.
run "instances_that_are_gone_changed_or_open_are_warned_about" {
  variables {
    instances = ["i-0123456789abcdef0"]
  }

  expect_failures = [check.instances]
}

run "a_hop_limit_of_1_is_no_matter_without_docker" {
  variables {
    instances    = ["i-0123456789abcdef0"]
    installation = "native"
  }

  override_data {
    target = data.aws_instances.existing
    values = { ids = ["i-0123456789abcdef0"] }
  }

  override_data {
    target = data.aws_instances.attached
    values = { ids = ["i-0123456789abcdef0"] }
  }

  override_data {
    target = data.aws_instances.with_hop_limit_1
    values = { ids = ["i-0123456789abcdef0"] }
  }

  assert {
    condition     = length(aws_lambda_invocation.instance) == 1
    error_message = "the instance does not get the profile"
  }
}
