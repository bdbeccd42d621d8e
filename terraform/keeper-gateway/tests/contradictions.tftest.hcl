# Values that are right each by itself and wrong together. The message is the one of the first output.

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

run "neither_role_nor_user" {
  command = plan

  variables {
    role            = { create = false }
    iam_access_keys = [{ name = "ci-bot" }]
  }

  expect_failures = [output.role_arn]
}

run "a_profile_without_a_role" {
  command = plan

  variables {
    role             = { create = false }
    access_key_user  = { create_access_key = false }
    instance_profile = { create = true }
  }

  expect_failures = [output.role_arn]
}

run "the_gateways_own_user_as_a_target" {
  command = plan

  variables {
    access_key_user = { create_access_key = false, name = "Gateway" }
    iam_users       = [{ name = "gateway" }]
  }

  expect_failures = [output.role_arn]
}

run "a_protected_user_as_a_target" {
  command = plan

  variables {
    protected_users = ["arn:aws:iam::111122223333:user/board/chair"]
    iam_access_keys = [{ name = "chair", path = "/board/" }]
  }

  expect_failures = [output.role_arn]
}

run "a_protected_user_of_the_same_name_at_another_path_is_no_target" {
  command = plan

  variables {
    protected_users = ["arn:aws:iam::111122223333:user/board/chair"]
    iam_access_keys = [{ name = "chair", path = "/staff/" }]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 1
    error_message = "the gateway may not rotate the other user's key"
  }
}

run "a_secret_of_another_region" {
  command = plan

  variables {
    configuration_secret = { secret = { arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keeper-AbCdEf" } }
  }

  expect_failures = [output.role_arn]
}

run "a_boundary_of_another_account" {
  command = plan

  variables {
    role = { permissions_boundary_arn = "arn:aws:iam::444455556666:policy/boundary" }
  }

  expect_failures = [output.role_arn]
}

run "a_region_of_another_partition" {
  command = plan

  variables {
    managed_databases = [{ instance = "orders", region = "us-gov-west-1" }]
  }

  expect_failures = [output.role_arn]
}
