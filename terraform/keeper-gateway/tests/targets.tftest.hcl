# What each target and each switch adds to the gateway's policy, and on what.

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

run "managed_databases_are_named_one_by_one_or_by_tag" {
  command = plan

  variables {
    managed_databases = [
      { instance = "orders" },
      { instance = "payroll", region = "eu-west-1" },
      { tag = { key = "KeeperPAM", value = "managed" } },
      { tag = { key = "KeeperPAM", value = "managed" }, region = "eu-west-1" },
    ]
  }

  assert {
    condition     = length(aws_iam_policy.gateway) == 1 && aws_iam_policy.gateway[0].name == "keeper-gateway-1" && aws_iam_role_policy_attachment.gateway[0].role == "keeper-gateway"
    error_message = "the rights are not one policy of the role"
  }

  assert {
    condition = data.aws_iam_policy_document.gateway[0].statement[*].sid == tolist([
      "DenyIdentityChanges",
      "DenyInstanceProfiles",
      "DenyDatabaseTags",
      "DenyGatewayUsers",
      "SimulateOwnPermissions",
      "ReadUsersForManagedDatabases",
      "RotateManagedDatabases",
      "RotateManagedDatabasesTagged",
      "RotateManagedDatabasesTagged2",
    ])
    error_message = "the policy says something else"
  }

  assert {
    condition = data.aws_iam_policy_document.gateway[0].statement[6].resources == toset([
      "arn:aws:rds:us-east-1:111122223333:db:orders",
      "arn:aws:rds:eu-west-1:111122223333:db:payroll",
    ])
    error_message = "other databases than the named ones can be reached"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[8].resources == toset(["arn:aws:rds:eu-west-1:111122223333:db:*"])
    error_message = "a tag reaches beyond its region"
  }

  assert {
    condition     = sort([for condition in data.aws_iam_policy_document.gateway[0].statement[7].condition : "${condition.test} ${condition.variable} ${join(",", condition.values)}"]) == tolist(["BoolIfExists rds:ManageMasterUserPassword false", "StringEquals aws:ResourceTag/KeeperPAM managed"])
    error_message = "the tag is not demanded, or the password may be handed over to Secrets Manager"
  }

  assert {
    condition     = output.keeper_records.pam_databases == [{ "Database ID" = "orders", "Provider Region" = "us-east-1" }, { "Database ID" = "payroll", "Provider Region" = "eu-west-1" }]
    error_message = "the records of the databases say something else"
  }

  assert {
    condition     = output.keeper_pam_configuration["Region Names"] == tolist(["us-east-1", "eu-west-1"])
    error_message = "the PAM Configuration misses a region"
  }
}

run "directories_are_named_one_by_one_or_by_tag" {
  command = plan

  variables {
    directories = [
      { id = "d-1234567890" },
      { id = "d-0123456789", region = "eu-west-1" },
      { tag = { key = "KeeperPAM", value = "managed" } },
    ]
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 4, 8) == tolist(["SimulateOwnPermissions", "ListDirectories", "RotateDirectoryUsers", "RotateDirectoryUsersTagged"])
    error_message = "the policy says something else"
  }

  assert {
    condition = data.aws_iam_policy_document.gateway[0].statement[6].resources == toset([
      "arn:aws:ds:us-east-1:111122223333:directory/d-1234567890",
      "arn:aws:ds:eu-west-1:111122223333:directory/d-0123456789",
    ])
    error_message = "other directories than the named ones can be reached"
  }

  assert {
    condition     = output.keeper_records.pam_directories[*]["Directory ID"] == ["d-1234567890", "d-0123456789"]
    error_message = "the records of the directories say something else"
  }
}

run "iam_users_are_named_by_name_path_or_tag" {
  command = plan

  variables {
    iam_users = [
      { name = "console-admin" },
      { name = "auditor", path = "/contractors/" },
      { path = "/service/" },
      { tag = { key = "KeeperPAM", value = "managed" } },
    ]
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 3, 6) == tolist(["SimulateOwnPermissions", "RotateConsolePasswords", "RotateConsolePasswordsTagged"])
    error_message = "the policy says something else"
  }

  assert {
    condition = data.aws_iam_policy_document.gateway[0].statement[4].resources == toset([
      "arn:aws:iam::111122223333:user/console-admin",
      "arn:aws:iam::111122223333:user/contractors/auditor",
      "arn:aws:iam::111122223333:user/service/*",
    ])
    error_message = "other users than the named ones can be reached"
  }

  assert {
    condition     = output.keeper_records.pam_users[*]["Distinguished Name"] == tolist(["arn:aws:iam::111122223333:user/console-admin", "arn:aws:iam::111122223333:user/contractors/auditor"])
    error_message = "the records of the users say something else"
  }
}

run "access_keys_are_named_by_name_path_or_tag" {
  command = plan

  variables {
    iam_access_keys = [
      { name = "ci-bot" },
      { path = "/bots/" },
      { tag = { key = "KeeperPAM", value = "managed" } },
    ]
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 3, 5) == tolist(["RotateAccessKeys", "RotateAccessKeysTagged"])
    error_message = "the policy says something else"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[3].resources == toset(["arn:aws:iam::111122223333:user/ci-bot", "arn:aws:iam::111122223333:user/bots/*"])
    error_message = "other users than the named ones can be reached"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[3].actions == toset(["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetUser", "iam:ListAccessKeys"])
    error_message = "the gateway can do something else with the users"
  }
}

run "discovery_lists_in_the_gateways_region" {
  command = plan

  variables {
    discovery = {}
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 3, 7) == tolist(["DiscoverMachinesAndDirectories", "DiscoverDatabases", "DiscoverUsers", "DiscoverAccessKeys"])
    error_message = "the policy says something else"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[4].resources == toset(["arn:aws:rds:us-east-1:111122223333:db:*"])
    error_message = "databases are listed elsewhere"
  }
}

run "discovery_lists_in_the_regions_that_are_named" {
  command = plan

  variables {
    discovery = { regions = ["eu-west-1", "eu-central-1"] }
  }

  assert {
    condition     = one(data.aws_iam_policy_document.gateway[0].statement[3].condition).values == tolist(["eu-west-1", "eu-central-1"])
    error_message = "machines are listed elsewhere"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[4].resources == toset(["arn:aws:rds:eu-west-1:111122223333:db:*", "arn:aws:rds:eu-central-1:111122223333:db:*"])
    error_message = "databases are listed elsewhere"
  }

  assert {
    condition     = output.keeper_pam_configuration["Region Names"] == tolist(["eu-west-1", "eu-central-1"])
    error_message = "the PAM Configuration names other regions"
  }
}

run "protected_users_are_denied_by_name_at_any_path_or_by_arn" {
  command = plan

  variables {
    protected_users = ["break-glass", "arn:aws:iam::111122223333:user/board/chair"]
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[2].sid == "DenyProtectedUsers" && data.aws_iam_policy_document.gateway[0].statement[2].effect == "Deny"
    error_message = "nobody is protected"
  }

  assert {
    condition = data.aws_iam_policy_document.gateway[0].statement[2].resources == toset([
      "arn:aws:iam::111122223333:user/break-glass",
      "arn:aws:iam::111122223333:user/*/break-glass",
      "arn:aws:iam::111122223333:user/board/chair",
    ])
    error_message = "others than the protected users are denied"
  }
}

run "documented_permissions_are_keepers_own_on_everything" {
  command = plan

  variables {
    permissions       = "documented"
    managed_databases = [{ instance = "orders" }]
  }

  assert {
    condition     = slice(data.aws_iam_policy_document.gateway[0].statement[*].sid, 3, 4) == tolist(["KeeperPublishedPolicy"])
    error_message = "the policy says something else"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[3].resources == toset(["*"])
    error_message = "Keeper's policy is narrowed"
  }
}

run "without_the_guard_only_the_rights_are_left" {
  command = plan

  variables {
    guard           = false
    iam_access_keys = [{ name = "ci-bot" }]
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[*].sid == tolist(["DenyGatewayUsers", "RotateAccessKeys"])
    error_message = "the policy says something else"
  }
}

run "the_guard_can_stand_without_any_right" {
  command = plan

  variables {
    guard = true
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[*].sid == tolist(["DenyIdentityChanges", "DenyInstanceProfiles", "DenyGatewayUsers"])
    error_message = "the policy says something else"
  }

  assert {
    condition     = data.aws_iam_policy_document.gateway[0].statement[*].resources == tolist([toset(["*"]), toset(["arn:aws:ec2:*:111122223333:instance/*"]), toset(["arn:aws:iam::111122223333:user/*"])])
    error_message = "the guard leaves something out"
  }
}
