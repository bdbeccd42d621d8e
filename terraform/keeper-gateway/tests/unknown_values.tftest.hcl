# Names that another part of the configuration makes: unknown to the plan, known after the apply.

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

# Without instances, protected users and access keys: a plan run cannot stand checks whose outcome only the apply knows, which are warnings at most.
run "the_plan_knows_what_is_made_without_knowing_the_names" {
  command = plan

  module {
    source = "./tests/unknown-values"
  }

  assert {
    condition     = output.policy_counts == [2, 2, 1]
    error_message = "the plan does not say how many policies there are"
  }
}

run "the_apply_makes_it_of_the_names" {
  variables {
    instances = ["i-0123456789abcdef0"]
    protects  = true
    makes_key = true
  }

  module {
    source = "./tests/unknown-values"
  }

  override_data {
    target = module.made.data.aws_instances.existing
    values = { ids = ["i-0123456789abcdef0"] }
  }

  override_data {
    target = module.made.data.aws_instances.attached
    values = { ids = ["i-0123456789abcdef0"] }
  }

  assert {
    condition     = output.policy_counts == [2, 2, 1]
    error_message = "with an instance and a protected user there are more or fewer policies"
  }

  assert {
    condition     = output.records.pam_databases == [{ "Database ID" = "orders", "Provider Region" = "eu-west-1" }]
    error_message = "the records of the databases say something else"
  }

  assert {
    condition     = output.records.pam_users[*]["Distinguished Name"] == tolist(["arn:aws:iam::111122223333:user/contractors/auditor", "arn:aws:iam::111122223333:user/auditor"])
    error_message = "the records of the users say something else"
  }

  assert {
    condition     = output.role_names == ["gateway-role", "gateway-role"]
    error_message = "the roles are called otherwise"
  }
}
