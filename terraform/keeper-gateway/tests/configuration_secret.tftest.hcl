# The secret of the gateway's own configuration: made with a key, made with an existing key, or there already.

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

run "a_name_makes_a_secret_and_its_key" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway.production", recovery_window_days = 7, key_deletion_window_days = 14 }
  }

  assert {
    condition     = aws_secretsmanager_secret.configuration[0].name == "keeper/gateway.production" && aws_secretsmanager_secret.configuration[0].recovery_window_in_days == 7
    error_message = "the secret is another one"
  }

  assert {
    condition     = aws_kms_key.configuration[0].deletion_window_in_days == 14 && aws_kms_key.configuration[0].enable_key_rotation
    error_message = "the key is another one"
  }

  assert {
    condition     = aws_kms_alias.configuration[0].name == "alias/keeper/gateway-production"
    error_message = "the key's alias is not called after the secret"
  }

  assert {
    condition     = length(aws_secretsmanager_secret_policy.configuration) == 0
    error_message = "the secret has a policy though no operator is named"
  }

  assert {
    condition     = data.aws_iam_policy_document.configuration_key[0].statement[*].sid == tolist(["AccountAdministersKey", "AccountConnectsKeyAndSecret", "GatewayReadsConfiguration", "AccountWritesConfiguration"])
    error_message = "the key's policy says something else"
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.configuration_key[0].statement : one(one(statement.principals).identifiers)] == [
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::111122223333:root",
      "*",
      "arn:aws:iam::111122223333:root",
    ]
    error_message = "the key's policy names others"
  }

  assert {
    condition     = one([for condition in data.aws_iam_policy_document.configuration_key[0].statement[2].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnEquals"]) == tolist(["arn:aws:iam::111122223333:role/keeper-gateway"])
    error_message = "the key's policy lets others decrypt than the gateway"
  }

  assert {
    condition     = output.configuration_secret["Put the value"] == "aws secretsmanager put-secret-value --region us-east-1 --secret-id keeper/gateway.production --secret-string file://gateway-configuration.txt"
    error_message = "nobody is told how to put the value"
  }
}

run "operators_alone_write_the_secret" {
  command = plan

  variables {
    access_key_user      = { create_access_key = false }
    configuration_secret = { name = "keeper/gateway", operators = ["arn:aws:iam::111122223333:role/operator", "arn:aws:iam::111122223333:user/operator"] }
  }

  assert {
    condition     = data.aws_iam_policy_document.configuration_key[0].statement[3].sid == "OperatorsWriteConfiguration" && one([for condition in data.aws_iam_policy_document.configuration_key[0].statement[3].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnLike"]) == tolist(["arn:aws:iam::111122223333:role/operator", "arn:aws:iam::111122223333:user/operator"])
    error_message = "somebody else can encrypt the secret's value"
  }

  assert {
    condition     = one([for condition in data.aws_iam_policy_document.configuration_secret[0].statement[0].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnLike"]) == tolist(["arn:aws:iam::111122223333:role/operator", "arn:aws:iam::111122223333:user/operator"])
    error_message = "the secret's policy lets others write"
  }

  assert {
    condition     = data.aws_iam_policy_document.configuration_secret[0].statement[1].effect == "Deny" && one([for condition in data.aws_iam_policy_document.configuration_secret[0].statement[1].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnNotLike"]) == tolist(["arn:aws:iam::111122223333:role/operator", "arn:aws:iam::111122223333:user/operator"])
    error_message = "the secret's policy denies writing to others than those who are no operators"
  }

  assert {
    condition     = length(aws_secretsmanager_secret_policy.configuration) == 1
    error_message = "the secret has no policy"
  }

  assert {
    condition     = join(" ", keys(terraform_data.configuration_secret_updated[0].input)) == "description kms_key_id"
    error_message = "the secret's policy does not go before all that Terraform updates"
  }

  assert {
    condition     = one([for condition in data.aws_iam_policy_document.configuration_key[0].statement[2].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnEquals"]) == tolist(["arn:aws:iam::111122223333:role/keeper-gateway", "arn:aws:iam::111122223333:user/keeper-gateway"])
    error_message = "role and user cannot both read the configuration"
  }

  assert {
    condition     = aws_secretsmanager_secret.configuration[0].recovery_window_in_days == 30 && aws_kms_key.configuration[0].deletion_window_in_days == 30
    error_message = "a deleted secret or key cannot be restored for 30 days"
  }
}

run "permission_sets_are_operators_by_the_roles_that_are_made_of_them" {
  command = plan

  variables {
    configuration_secret = {
      name                     = "keeper/gateway"
      operator_permission_sets = [{ name = "KeeperOperators" }, { name = "Ops", path = "/aws-reserved/sso.amazonaws.com/eu-west-2/" }]
    }
  }

  assert {
    condition = one([for condition in data.aws_iam_policy_document.configuration_secret[0].statement[1].condition : condition.values if condition.variable == "aws:PrincipalArn" && condition.test == "ArnNotLike"]) == tolist([
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_KeeperOperators_????????????????",
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_KeeperOperators_????????????????",
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_Ops_????????????????",
    ])
    error_message = "the secret's policy names other roles"
  }
}

run "an_existing_key_is_used_and_no_other_is_made" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", key = { arn = "arn:aws:kms:us-east-1:111122223333:key/99999999-89ab-cdef-0123-456789abcdef" } }
  }

  assert {
    condition     = length(concat(aws_kms_key.configuration, aws_kms_alias.configuration)) == 0 && aws_secretsmanager_secret.configuration[0].kms_key_id == "arn:aws:kms:us-east-1:111122223333:key/99999999-89ab-cdef-0123-456789abcdef"
    error_message = "the secret has another key"
  }
}

run "an_existing_secret_and_its_key_are_read_and_nothing_is_made" {
  command = plan

  variables {
    configuration_secret = {
      secret = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf" }
      key    = { arn = "arn:aws:kms:us-east-1:111122223333:key/99999999-89ab-cdef-0123-456789abcdef" }
    }
  }

  assert {
    condition     = length(concat(aws_kms_key.configuration, aws_kms_alias.configuration, aws_secretsmanager_secret.configuration, aws_secretsmanager_secret_policy.configuration)) == 0
    error_message = "something is made though all exists"
  }

  assert {
    condition = { for statement in data.aws_iam_policy_document.gateway[0].statement : statement.sid => one(statement.resources) if !startswith(statement.sid, "DenyI") } == {
      DenyOwnKey                  = "arn:aws:kms:us-east-1:111122223333:key/99999999-89ab-cdef-0123-456789abcdef"
      DenyOwnSecret               = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf"
      DenyGatewayUsers            = "arn:aws:iam::111122223333:user/*"
      ReadGatewayConfiguration    = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf"
      DecryptGatewayConfiguration = "arn:aws:kms:us-east-1:111122223333:key/99999999-89ab-cdef-0123-456789abcdef"
    }
    error_message = "the gateway reads something else, or may do more than read"
  }

  assert {
    condition     = output.configuration_secret["Name"] == "keeper/there"
    error_message = "the secret is called otherwise"
  }
}

run "an_existing_secret_without_a_key_of_its_own_needs_no_right_to_decrypt" {
  command = plan

  variables {
    configuration_secret = { secret = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf" } }
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 2, 5) == tolist(["DenyOwnSecret", "DenyGatewayUsers", "ReadGatewayConfiguration"]) && length(data.aws_iam_policy_document.gateway[0].statement) == 5
    error_message = "the policy says something else"
  }
}
