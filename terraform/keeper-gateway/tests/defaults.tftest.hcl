# What there is when nothing is said, and when everything is off.

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

run "a_name_alone_makes_a_role_and_its_profile_without_any_right" {
  command = plan

  assert {
    condition     = aws_iam_role.gateway[0].name == "keeper-gateway" && aws_iam_role.gateway[0].path == "/" && aws_iam_role.gateway[0].description == "KeeperPAM gateway"
    error_message = "the role is not called after the gateway"
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.gateway_trust[0].statement : { principals = flatten(statement.principals[*].identifiers), actions = statement.actions }] == [{ principals = ["ec2.amazonaws.com"], actions = toset(["sts:AssumeRole"]) }]
    error_message = "somebody else than an EC2 instance can take the role"
  }

  assert {
    condition     = aws_iam_instance_profile.gateway[0].name == "keeper-gateway" && aws_iam_instance_profile.gateway[0].role == "keeper-gateway"
    error_message = "the instance profile does not hand out the role"
  }

  assert {
    condition     = length(concat(aws_iam_policy.gateway, aws_iam_role_policy_attachment.gateway)) == 0
    error_message = "the role has a policy though nothing was asked for"
  }

  assert {
    condition     = length(concat(aws_iam_user.gateway, values(aws_iam_access_key.gateway), aws_iam_policy.access_key_user)) == 0
    error_message = "there is an access-key user though nobody asked for one"
  }

  assert {
    condition     = length(concat(aws_kms_key.configuration, aws_secretsmanager_secret.configuration)) == 0
    error_message = "there is a secret though nobody asked for one"
  }

  assert {
    condition     = length(concat(aws_lambda_function.attachment, aws_iam_role.attachment_function, aws_cloudwatch_log_group.attachment_function)) == 0
    error_message = "there is an attachment function though no instance is named"
  }

  assert {
    condition     = output.role_name == "keeper-gateway" && output.instance_profile_name == "keeper-gateway" && length(output.policy_arns) == 0 && output.access_key_user_name == null && output.configuration_secret == null
    error_message = "the outputs say something else"
  }

  assert {
    condition     = output.keeper_pam_configuration["Access Key ID"] == "USE_INSTANCE_ROLE" && output.keeper_pam_configuration["Region Names"] == tolist(["us-east-1"])
    error_message = "the PAM Configuration does not use the instance's role"
  }

  assert {
    condition     = anytrue([for step in output.next_steps : endswith(step, "The gateway may rotate nothing yet: name targets or switch discovery on.")])
    error_message = "nobody is told that the gateway can do nothing yet"
  }
}

run "everything_off_creates_nothing" {
  command = plan

  variables {
    role = { create = false }
  }

  assert {
    condition = length(concat(
      aws_iam_role.gateway,
      aws_iam_instance_profile.gateway,
      aws_iam_policy.gateway,
      aws_iam_role_policy_attachment.gateway,
      aws_iam_user.gateway,
      values(aws_iam_access_key.gateway),
      values(terraform_data.access_key_user_name),
      terraform_data.current_access_key,
      aws_iam_policy.access_key_user,
      aws_iam_user_policy_attachment.access_key_user,
      aws_kms_key.configuration,
      aws_kms_alias.configuration,
      aws_secretsmanager_secret.configuration,
      aws_secretsmanager_secret_policy.configuration,
      terraform_data.configuration_secret_updated,
      aws_cloudwatch_log_group.attachment_function,
      aws_iam_role.attachment_function,
      aws_iam_role_policy.attachment_function,
      aws_lambda_function.attachment,
      values(terraform_data.former_profile),
      values(aws_iam_role_policy.instance),
      values(aws_lambda_invocation.instance),
    )) == 0
    error_message = "something is made though everything is off"
  }

  assert {
    condition     = output.role_arn == null && output.role_name == null && output.instance_profile_name == null && length(output.policy_arns) == 0
    error_message = "an output names something that there is not"
  }
}

run "ec2_users_need_no_right" {
  command = plan

  variables {
    ec2_users = true
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 0
    error_message = "EC2 users got the gateway a right"
  }

  assert {
    condition     = anytrue([for step in output.next_steps : strcontains(step, "EC2 users need no AWS right")])
    error_message = "nobody is told that EC2 users need no right"
  }
}

run "tags_go_to_everything_that_takes_tags" {
  command = plan

  variables {
    tags                 = { Owner = "security", Stage = "production" }
    role                 = { tags = { Stage = "role" } }
    access_key_user      = { create_access_key = false, tags = { Stage = "user" } }
    configuration_secret = { name = "keeper/gateway", tags = { Stage = "secret" } }
  }

  assert {
    condition     = aws_iam_instance_profile.gateway[0].tags == tomap({ Owner = "security", Stage = "production" })
    error_message = "the profile lacks the tags"
  }

  assert {
    condition = alltrue([for policy in [
      aws_iam_policy.gateway[0],
      aws_iam_policy.access_key_user[0],
    ] : policy.tags == tomap({ Owner = "security", Stage = "production", keeperpam-gateway = policy.name })])
    error_message = "something lacks the tags"
  }

  assert {
    condition     = aws_iam_role.gateway[0].tags == tomap({ Owner = "security", Stage = "role", keeperpam-gateway = aws_iam_role.gateway[0].name }) && aws_iam_user.gateway[0].tags == tomap({ Owner = "security", Stage = "user", keeperpam-gateway = aws_iam_user.gateway[0].name })
    error_message = "a role's or user's own tag does not win"
  }

  assert {
    condition     = aws_kms_key.configuration[0].tags == tomap({ Owner = "security", Stage = "secret" }) && aws_secretsmanager_secret.configuration[0].tags == tomap({ Owner = "security", Stage = "secret", keeperpam-gateway = "keeper/gateway" })
    error_message = "the secret's own tag does not win"
  }
}

run "the_right_account_is_accepted" {
  command = plan

  variables {
    account_id = "111122223333"
  }

  assert {
    condition     = length(aws_iam_role.gateway) == 1
    error_message = "the role is missing"
  }
}

run "another_account_is_refused" {
  command = plan

  variables {
    account_id = "444455556666"
  }

  expect_failures = [data.aws_caller_identity.current]
}
