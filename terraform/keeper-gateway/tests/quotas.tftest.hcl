# Lists that outgrow one policy, and lists that outgrow them all.

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

run "a_long_list_is_divided_among_policies" {
  command = plan

  variables {
    managed_databases = [for number in range(48) : { instance = "database-${number}" }]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 2 && length(aws_iam_role_policy_attachment.gateway) == 2
    error_message = "48 databases do not need two policies"
  }

  assert {
    condition     = aws_iam_policy.gateway[*].name == ["keeper-gateway-1", "keeper-gateway-2"]
    error_message = "the policies are not numbered"
  }

  assert {
    condition = sort(flatten([for document in data.aws_iam_policy_document.gateway : [
      for statement in document.statement : [for arn in statement.resources : arn] if statement.sid == "RotateManagedDatabases"
    ]])) == sort([for number in range(48) : "arn:aws:rds:us-east-1:111122223333:db:database-${number}"])
    error_message = "a database got lost, or stands in two policies"
  }

  assert {
    condition     = length([for sid in flatten([for document in data.aws_iam_policy_document.gateway : document.statement[*].sid]) : sid if sid == "DenyIdentityChanges"]) == 1
    error_message = "the guard got lost, or stands in two policies"
  }
}

run "ten_policies_are_accepted" {
  command = plan

  variables {
    managed_databases = [for number in range(90) : { tag = { key = "Team", value = "team-${number}" } }]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 10
    error_message = "90 tags do not need ten policies"
  }

  assert {
    condition = sort(flatten([for document in data.aws_iam_policy_document.gateway : [
      for statement in document.statement : [for condition in statement.condition : condition.values if condition.variable == "aws:ResourceTag/Team"]
      if startswith(statement.sid, "RotateManagedDatabasesTagged")
    ]])) == sort([for number in range(90) : "team-${number}"])
    error_message = "a tag got lost, or stands in two policies"
  }
}

run "eleven_policies_are_refused" {
  command = plan

  variables {
    managed_databases = [for number in range(100) : { tag = { key = "Team", value = "team-${number}" } }]
  }

  expect_failures = [output.role_arn]
}

run "as_many_databases_as_the_readme_says" {
  command = plan

  variables {
    managed_databases = [for number in range(420) : { instance = "database-${number}" }]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 10
    error_message = "420 databases do not need ten policies"
  }
}

run "as_many_users_as_the_readme_says" {
  command = plan

  variables {
    iam_users = [for number in range(370) : { name = "user-${number}" }]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 10
    error_message = "370 users do not need ten policies"
  }
}
