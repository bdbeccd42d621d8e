# The user of a gateway without a role, and what becomes of its key's secret.

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

run "a_user_without_a_key_stands_alone" {
  command = plan

  variables {
    role            = { create = false }
    access_key_user = { create_access_key = false, name = "gateway-user", path = "/keeper/", permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary" }
  }

  assert {
    condition     = length(concat(aws_iam_role.gateway, aws_iam_instance_profile.gateway, aws_iam_policy.gateway, aws_iam_role_policy_attachment.gateway)) == 0
    error_message = "there is something of a role"
  }

  assert {
    condition     = aws_iam_user.gateway[0].name == "gateway-user" && aws_iam_user.gateway[0].path == "/keeper/" && aws_iam_user.gateway[0].permissions_boundary == "arn:aws:iam::111122223333:policy/boundary"
    error_message = "the user is another one"
  }

  assert {
    condition     = aws_iam_user.gateway[0].force_destroy && length(aws_iam_access_key.gateway) == 0 && length(terraform_data.current_access_key) == 0
    error_message = "there is a key, or a key made by hand would keep the user from being deleted"
  }

  assert {
    condition     = aws_iam_policy.access_key_user[0].name == "keeper-gateway-user-1" && aws_iam_user_policy_attachment.access_key_user[0].user == "gateway-user"
    error_message = "the policy is not the user's"
  }

  assert {
    condition     = data.aws_iam_policy_document.access_key_user[0].statement[*].sid == tolist(["DenyIdentityChanges", "DenyInstanceProfiles", "DenyOwnUser", "DenyGatewayUsers", "ReadOwnUser"])
    error_message = "the policy says something else"
  }

  assert {
    condition     = data.aws_iam_policy_document.access_key_user[0].statement[2].resources == toset(["arn:aws:iam::111122223333:user/keeper/gateway-user"])
    error_message = "another user is denied"
  }

  assert {
    condition     = output.access_key_user_name == "gateway-user" && output.access_key_id == null && output.access_key_secret == null && output.access_key_encrypted_secret == null
    error_message = "an output names a key that there is not"
  }

  assert {
    condition     = output.keeper_pam_configuration["Access Key ID"] == "of the key that you make for the user"
    error_message = "the PAM Configuration says where the key comes from otherwise"
  }
}

run "beside_a_role_the_user_has_policies_of_its_own" {
  command = plan

  variables {
    access_key_user = { create_access_key = false }
    iam_users       = [{ name = "auditor" }]
  }

  assert {
    condition     = aws_iam_policy.gateway[0].name == "keeper-gateway-1" && aws_iam_policy.access_key_user[0].name == "keeper-gateway-user-1"
    error_message = "role and user share a policy"
  }

  assert {
    condition     = aws_iam_user.gateway[0].name == "keeper-gateway" && aws_iam_role.gateway[0].name == "keeper-gateway"
    error_message = "role or user is not called after the gateway"
  }

  assert {
    condition = [for document in [data.aws_iam_policy_document.gateway[0], data.aws_iam_policy_document.access_key_user[0]] :
      one(flatten([for statement in document.statement : [for arn in statement.resources : arn] if statement.sid == "SimulateOwnPermissions"]))
    ] == ["arn:aws:iam::111122223333:role/keeper-gateway", "arn:aws:iam::111122223333:user/keeper-gateway"]
    error_message = "role or user asks about somebody else's permissions"
  }
}

run "the_first_key_is_made" {
  variables {
    access_key_user = { accept_secret_in_state = true }
  }

  assert {
    condition     = join(" ", keys(aws_iam_access_key.gateway)) == "1" && aws_iam_access_key.gateway["1"].user == "keeper-gateway" && aws_iam_access_key.gateway["1"].pgp_key == null
    error_message = "there is another key"
  }

  assert {
    condition     = output.access_key_id == aws_iam_access_key.gateway["1"].id && output.access_key_secret == aws_iam_access_key.gateway["1"].secret
    error_message = "the outputs name another key"
  }
}

run "its_secret_cannot_go_another_way_afterwards" {
  command = plan

  variables {
    access_key_user = { pgp_key = "keybase:operator" }
  }

  expect_failures = [aws_iam_access_key.gateway]
}

run "the_former_key_stays_as_it_is_beside_the_next_one" {
  variables {
    access_key_user = { pgp_key = "keybase:operator", generation = 2, keep_previous = true }
  }

  assert {
    condition     = join(" ", keys(aws_iam_access_key.gateway)) == "1 2" && aws_iam_access_key.gateway["1"].pgp_key == null && aws_iam_access_key.gateway["2"].pgp_key == "keybase:operator"
    error_message = "the former key is gone, or was made anew"
  }

  assert {
    condition     = output.access_key_id == aws_iam_access_key.gateway["2"].id && terraform_data.current_access_key[0].output.id == aws_iam_access_key.gateway["2"].id
    error_message = "the current key is the former one"
  }
}

run "then_the_former_key_goes" {
  variables {
    access_key_user = { pgp_key = "keybase:operator", generation = 2 }
  }

  assert {
    condition     = join(" ", keys(aws_iam_access_key.gateway)) == "2" && output.access_key_encrypted_secret == aws_iam_access_key.gateway["2"].encrypted_secret
    error_message = "the current key did not stay alone"
  }

  assert {
    condition     = anytrue([for step in output.next_steps : strcontains(step, "keybase pgp decrypt")])
    error_message = "nobody is told how to decrypt the secret"
  }
}

# Nothing is refused here: a check warns, and the apply goes on.
run "a_key_that_nobody_knows_is_warned_about" {
  variables {
    access_key_user = { pgp_key = "keybase:operator", generation = 2 }
  }

  override_data {
    target = data.aws_iam_access_keys.access_key_user
    values = { access_keys = [{ access_key_id = "AKIALOST" }, { access_key_id = "AKIAKNOWN" }] }
  }

  expect_failures = [check.access_key_user]
}
