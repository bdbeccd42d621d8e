# Values that break a rule. Each run is about one kind of mistake and makes it in every variable where it can be made.

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

run "a_target_that_names_nothing" {
  command = plan

  variables {
    managed_databases = [{ region = "eu-west-1" }]
    directories       = [{}]
    iam_users         = [{}]
    iam_access_keys   = [{}]
    discovery         = { regions = [] }
  }

  expect_failures = [var.managed_databases, var.directories, var.iam_users, var.iam_access_keys, var.discovery]
}

run "a_target_that_is_named_in_two_ways" {
  command = plan

  variables {
    managed_databases = [{ instance = "orders", tag = { key = "KeeperPAM", value = "managed" } }]
    directories       = [{ id = "d-1234567890", tag = { key = "KeeperPAM", value = "managed" } }]
    iam_users         = [{ name = "auditor", tag = { key = "KeeperPAM", value = "managed" } }]
    iam_access_keys   = [{ path = "/service/", tag = { key = "KeeperPAM", value = "managed" } }]
  }

  expect_failures = [var.managed_databases, var.directories, var.iam_users, var.iam_access_keys]
}

run "a_name_that_aws_does_not_allow" {
  command = plan

  variables {
    name                 = "keeper gateway"
    account_id           = "1111-2222-3333"
    managed_databases    = [{ instance = "Orders" }]
    directories          = [{ id = "d-XYZ" }]
    iam_users            = [{ name = "au ditor" }]
    iam_access_keys      = [{ name = "ci*bot" }]
    protected_users      = ["break glass"]
    role                 = { name = "gateway role" }
    instance_profile     = { name = "gateway profile" }
    instances            = ["i-0123"]
    access_key_user      = { name = "gateway user", create_access_key = false }
    configuration_secret = { name = "keeper gateway" }
  }

  expect_failures = [
    var.name,
    var.account_id,
    var.managed_databases,
    var.directories,
    var.iam_users,
    var.iam_access_keys,
    var.protected_users,
    var.role,
    var.instance_profile,
    var.instances,
    var.access_key_user,
    var.configuration_secret,
  ]
}

run "a_path_that_does_not_begin_and_end_with_a_slash" {
  command = plan

  variables {
    iam_users       = [{ path = "service" }]
    iam_access_keys = [{ name = "ci-bot", path = "/bots" }]
    role            = { path = "keeper/" }
    access_key_user = { path = "/keeper", create_access_key = false }
  }

  expect_failures = [var.iam_users, var.iam_access_keys, var.role, var.access_key_user]
}

run "a_region_that_there_is_not" {
  command = plan

  variables {
    managed_databases = [{ instance = "orders", region = "Ireland" }]
    directories       = [{ id = "d-1234567890", region = "eu-west" }]
    discovery         = { regions = ["eu-west-1", "eu-west-1a"] }
  }

  expect_failures = [var.managed_databases, var.directories, var.discovery]
}

run "an_arn_of_something_else" {
  command = plan

  variables {
    protected_users     = ["arn:aws:iam::111122223333:role/break-glass"]
    role                = { permissions_boundary_arn = "arn:aws:iam::111122223333:role/boundary" }
    attachment_function = { permissions_boundary_arn = "boundary" }
    access_key_user     = { permissions_boundary_arn = "arn:aws:s3:::boundary", create_access_key = false }
    configuration_secret = {
      secret = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:without-the-six-characters-of-its-end" }
    }
  }

  expect_failures = [var.protected_users, var.role, var.attachment_function, var.access_key_user, var.configuration_secret]
}

run "an_alias_in_place_of_a_key" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", key = { arn = "arn:aws:kms:us-east-1:111122223333:alias/keeper" } }
  }

  expect_failures = [var.configuration_secret]
}

run "a_number_out_of_range" {
  command = plan

  variables {
    role                 = { max_session_duration = 60 }
    attachment_function  = { log_retention_days = 31 }
    access_key_user      = { accept_secret_in_state = true, generation = 0 }
    configuration_secret = { name = "keeper/gateway", recovery_window_days = 3, key_deletion_window_days = 31 }
    instances            = [for number in range(7) : "i-0123456789abcdef${number}"]
  }

  expect_failures = [var.role, var.attachment_function, var.access_key_user, var.configuration_secret, var.instances]
}

run "a_word_that_is_not_among_the_choices" {
  command = plan

  variables {
    permissions  = "full"
    on_conflict  = "ignore"
    installation = "podman"
  }

  expect_failures = [var.permissions, var.on_conflict, var.installation]
}

run "a_tag_that_a_policy_cannot_hold" {
  command = plan

  variables {
    managed_databases = [{ tag = { key = "Zażółć", value = "managed" } }]
    directories       = [{ tag = { key = "KeeperPAM", value = "*" } }]
    iam_users         = [{ tag = { key = "", value = "managed" } }]
    iam_access_keys   = [{ tag = { key = "KeeperPAM", value = "漢字" } }]
  }

  expect_failures = [var.managed_databases, var.directories, var.iam_users, var.iam_access_keys]
}

run "a_tag_that_aws_keeps_for_itself" {
  command = plan

  variables {
    tags                 = { "aws:owner" = "security" }
    role                 = { tags = { "AWS:owner" = "security" } }
    access_key_user      = { create_access_key = false, tags = { "aws:owner" = "security" } }
    configuration_secret = { name = "keeper/gateway", tags = { "aws:owner" = "security" } }
  }

  expect_failures = [var.tags, var.role, var.access_key_user, var.configuration_secret]
}

run "tags_of_the_module_s_own_key" {
  command = plan

  variables {
    tags                 = { keeperpam-gateway = "other" }
    role                 = { tags = { KeeperPAM-Gateway = "other" } }
    access_key_user      = { create_access_key = false, tags = { keeperpam-gateway = "other" } }
    configuration_secret = { name = "keeper/gateway", tags = { keeperpam-gateway = "other" } }
  }

  expect_failures = [var.tags, var.role, var.access_key_user, var.configuration_secret]
}

run "tags_that_differ_in_capitals_only" {
  command = plan

  variables {
    tags                 = { Owner = "security", owner = "security" }
    role                 = { tags = { Owner = "security", OWNER = "security" } }
    access_key_user      = { create_access_key = false, tags = { Owner = "security", owner = "security" } }
    configuration_secret = { name = "keeper/gateway", tags = { Owner = "security", owner = "security" } }
  }

  expect_failures = [var.tags, var.role, var.access_key_user, var.configuration_secret]
}

run "more_tags_than_iam_allows" {
  command = plan

  variables {
    tags                 = { for number in range(50) : "key${number}" => "" }
    role                 = { tags = { for number in range(50) : "key${number}" => "" } }
    access_key_user      = { create_access_key = false, tags = { for number in range(50) : "key${number}" => "" } }
    configuration_secret = { name = "keeper/gateway", tags = { for number in range(50) : "key${number}" => "" } }
  }

  expect_failures = [var.tags, var.role, var.access_key_user, var.configuration_secret]
}

run "what_does_not_go_together" {
  command = plan

  variables {
    role                 = { name = "gateway-role", name_prefix = "gateway-" }
    access_key_user      = { pgp_key = "keybase:operator", accept_secret_in_state = true }
    configuration_secret = { name = "keeper/gateway", secret = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper-AbCdEf" } }
    instances            = ["i-0123456789abcdef0", "i-0123456789abcdef0"]
  }

  expect_failures = [var.role, var.access_key_user, var.configuration_secret, var.instances]
}

run "an_existing_role_that_is_to_be_changed" {
  command = plan

  variables {
    role = { existing = { name = "existing" }, max_session_duration = 7200 }
  }

  expect_failures = [var.role]
}

run "a_key_whose_secret_goes_nowhere" {
  command = plan

  variables {
    access_key_user = {}
  }

  expect_failures = [var.access_key_user]
}

run "a_former_key_that_there_never_was" {
  command = plan

  variables {
    access_key_user = { accept_secret_in_state = true, keep_previous = true }
  }

  expect_failures = [var.access_key_user]
}

run "nothing_said_about_the_secret" {
  command = plan

  variables {
    configuration_secret = { operators = ["arn:aws:iam::111122223333:role/operator"] }
  }

  expect_failures = [var.configuration_secret]
}

run "an_operator_that_is_no_role_or_user" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", operators = ["arn:aws:iam::111122223333:root"] }
  }

  expect_failures = [var.configuration_secret]
}

run "a_list_of_no_operator" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", operators = [] }
  }

  expect_failures = [var.configuration_secret]
}

run "a_list_of_no_permission_set" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", operator_permission_sets = [] }
  }

  expect_failures = [var.configuration_secret]
}

run "a_permission_set_that_nobody_can_make" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", operator_permission_sets = [{ name = "Keeper operators" }] }
  }

  expect_failures = [var.configuration_secret]
}

run "roles_of_a_permission_set_at_a_path_of_ones_own" {
  command = plan

  variables {
    configuration_secret = { name = "keeper/gateway", operator_permission_sets = [{ name = "KeeperOperators", path = "/ops/" }] }
  }

  expect_failures = [var.configuration_secret]
}

run "an_attribute_that_there_is_not" {
  command = plan

  variables {
    managed_databases    = [{ instance = "orders", regon = "eu-west-1" }]
    directories          = [{ id = "d-1234567890", tagg = null }]
    iam_users            = [{ name = "auditor", pth = "/people/" }]
    iam_access_keys      = [{ tag = { key = "KeeperPAM", value = "managed", values = "other" } }]
    discovery            = { region = ["eu-west-1"] }
    role                 = { permission_boundary_arn = "arn:aws:iam::111122223333:policy/boundary" }
    instance_profile     = { nam = "gateway" }
    attachment_function  = { permissionsBoundaryArn = "arn:aws:iam::111122223333:policy/boundary" }
    access_key_user      = { create_access_keys = false, accept_secret_in_state = true }
    configuration_secret = { name = "keeper/gateway", operator = ["arn:aws:iam::111122223333:role/operator"] }
  }

  expect_failures = [
    var.managed_databases,
    var.directories,
    var.iam_users,
    var.iam_access_keys,
    var.discovery,
    var.role,
    var.instance_profile,
    var.attachment_function,
    var.access_key_user,
    var.configuration_secret,
  ]
}

run "a_value_of_another_type" {
  command = plan

  variables {
    managed_databases    = { instance = "orders" }
    directories          = ["d-1234567890"]
    iam_users            = [{ name = ["auditor"] }]
    discovery            = { regions = "eu-west-1" }
    role                 = { max_session_duration = "an hour" }
    access_key_user      = { create_access_key = "no" }
    configuration_secret = { name = "keeper/gateway", operators = { role = "arn:aws:iam::111122223333:role/operator" } }
  }

  expect_failures = [
    var.managed_databases,
    var.directories,
    var.iam_users,
    var.discovery,
    var.role,
    var.access_key_user,
    var.configuration_secret,
  ]
}

run "null_in_a_list" {
  command = plan

  variables {
    protected_users      = ["break-glass", null]
    iam_users            = [{ name = "auditor" }, null]
    instances            = [null]
    configuration_secret = { name = "keeper/gateway", operators = [null] }
  }

  expect_failures = [var.protected_users, var.iam_users, var.instances, var.configuration_secret]
}

run "null_for_what_is_left_out" {
  command = plan

  variables {
    managed_databases    = [{ instance = "orders", region = null, tag = null }]
    iam_users            = [{ path = "/people/", name = null, tag = null }]
    discovery            = { regions = null }
    role                 = { create = null, name = null, path = null, description = null, tags = null, existing = null }
    instance_profile     = { create = null, name = null }
    attachment_function  = null
    access_key_user      = null
    configuration_secret = { name = "keeper/gateway", operators = null, key = null, recovery_window_days = null, tags = null }
  }

  assert {
    condition     = aws_iam_role.gateway[0].path == "/" && aws_iam_role.gateway[0].description == "KeeperPAM gateway"
    error_message = "null is not the default"
  }

  assert {
    condition     = length(aws_secretsmanager_secret_policy.configuration) == 0
    error_message = "null operators are operators"
  }
}

run "a_number_and_a_truth_in_quotes" {
  command = plan

  variables {
    role                 = { create = "true", max_session_duration = "7200" }
    attachment_function  = { log_retention_days = "90" }
    access_key_user      = { create_access_key = "true", accept_secret_in_state = "true", generation = "2", keep_previous = "true" }
    configuration_secret = { name = "keeper/gateway", recovery_window_days = "0", key_deletion_window_days = "7" }
  }

  assert {
    condition     = aws_iam_role.gateway[0].max_session_duration == 7200 && aws_kms_key.configuration[0].deletion_window_in_days == 7
    error_message = "they are not the numbers"
  }

  assert {
    condition     = length(aws_iam_access_key.gateway) == 2
    error_message = "they are not the truths"
  }

  expect_failures = [check.access_key_user] # what the user has is known after the apply
}
