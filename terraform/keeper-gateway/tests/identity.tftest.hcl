# Whose rights they are: a role that is made, a role that exists, and the profile that hands it out.

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

run "the_role_is_made_as_it_is_asked_for" {
  command = plan

  variables {
    role = {
      name                     = "gateway-role"
      path                     = "/keeper/"
      permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary"
      max_session_duration     = 7200
      description              = "Made for the gateway"
    }
    iam_access_keys = [{ name = "ci-bot" }]
  }

  assert {
    condition = {
      name        = aws_iam_role.gateway[0].name
      path        = aws_iam_role.gateway[0].path
      boundary    = aws_iam_role.gateway[0].permissions_boundary
      session     = aws_iam_role.gateway[0].max_session_duration
      description = aws_iam_role.gateway[0].description
      } == {
      name        = "gateway-role"
      path        = "/keeper/"
      boundary    = "arn:aws:iam::111122223333:policy/boundary"
      session     = 7200
      description = "Made for the gateway"
    }
    error_message = "the role is another one"
  }

  assert {
    condition     = aws_iam_instance_profile.gateway[0].name == "gateway-role" && aws_iam_instance_profile.gateway[0].path == "/keeper/" && aws_iam_instance_profile.gateway[0].role == "gateway-role"
    error_message = "the profile does not go with the role"
  }

  assert {
    condition     = aws_iam_policy.gateway[0].name == "keeper-gateway-1" && aws_iam_role_policy_attachment.gateway[0].role == "gateway-role"
    error_message = "the policy is not the role's"
  }
}

run "terraform_completes_a_name_prefix" {
  command = plan

  variables {
    role = { name_prefix = "keeper-" }
  }

  assert {
    condition     = aws_iam_role.gateway[0].name_prefix == "keeper-"
    error_message = "the role's name does not begin as asked for"
  }

  assert {
    condition     = aws_iam_instance_profile.gateway[0].name == "keeper-gateway"
    error_message = "the profile is not called after the gateway"
  }
}

run "an_existing_role_gets_the_policies_and_nothing_else" {
  command = plan

  variables {
    role            = { existing = { name = "existing" } }
    iam_access_keys = [{ name = "ci-bot" }]
  }

  assert {
    condition     = length(concat(aws_iam_role.gateway, aws_iam_instance_profile.gateway)) == 0
    error_message = "a role or a profile is made though the role exists"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.gateway[0].role == data.aws_iam_role.existing[0].name && data.aws_iam_role.existing[0].name == "existing"
    error_message = "the policy is not the existing role's"
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 0, 2) == tolist(["DenyIdentityChanges", "DenyInstanceProfiles"])
    error_message = "an existing role and its machines are not guarded"
  }

  assert {
    condition     = output.role_arn == "arn:aws:iam::111122223333:role/existing" && output.role_name == "existing" && output.instance_profile_name == null
    error_message = "the outputs name another role"
  }

  assert {
    condition     = anytrue([for step in output.next_steps : endswith(step, "See that the gateway's instance uses the role role_name.")])
    error_message = "nobody is told to look at the instance's role"
  }
}

run "an_existing_role_can_get_a_profile" {
  command = plan

  variables {
    role             = { existing = { name = "existing" } }
    instance_profile = { create = true, name = "gateway-profile" }
  }

  assert {
    condition     = aws_iam_instance_profile.gateway[0].name == "gateway-profile" && aws_iam_instance_profile.gateway[0].role == data.aws_iam_role.existing[0].name
    error_message = "the profile does not hand out the existing role"
  }
}

# As a variable of type map(any) hands them on: all values of one map are of one type.
run "an_object_may_come_as_a_map" {
  command = plan

  variables {
    role             = tomap({ existing = { name = "existing" } })
    instance_profile = tomap({ create = false })
    iam_users        = [tomap({ tag = { key = "KeeperPAM", value = "managed" } })]
  }

  assert {
    condition     = aws_iam_role_policy_attachment.gateway[0].role == "existing" && length(concat(aws_iam_role.gateway, aws_iam_instance_profile.gateway)) == 0
    error_message = "the maps say something else"
  }
}

run "a_role_can_do_without_a_profile" {
  command = plan

  variables {
    instance_profile = { create = false }
    iam_access_keys  = [{ name = "ci-bot" }]
  }

  assert {
    condition     = length(aws_iam_role.gateway) == 1 && length(aws_iam_instance_profile.gateway) == 0
    error_message = "there is a profile, or no role"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[*].sid == tolist(["DenyIdentityChanges", "DenyInstanceProfiles", "DenyGatewayUsers", "RotateAccessKeys"])
    error_message = "the guard is about a profile that there is not"
  }
}
