# Generated from the permissions catalogue and the constructs by `npm run module`.

# What the variables hold, and null or the default for each attribute that was left out. Nothing else reads these
# variables.
locals {
  managed_databases = [for database in var.managed_databases : {
    instance = tostring(lookup(database, "instance", null))
    region   = tostring(lookup(database, "region", null))
    tag = one([for tag in lookup(database, "tag", null)[*] : {
      key   = tostring(lookup(tag, "key", null))
      value = tostring(lookup(tag, "value", null))
    }])
  }]

  directories = [for directory in var.directories : {
    id     = tostring(lookup(directory, "id", null))
    region = tostring(lookup(directory, "region", null))
    tag = one([for tag in lookup(directory, "tag", null)[*] : {
      key   = tostring(lookup(tag, "key", null))
      value = tostring(lookup(tag, "value", null))
    }])
  }]

  iam_users = [for user in var.iam_users : {
    name = tostring(lookup(user, "name", null))
    path = tostring(lookup(user, "path", null))
    tag = one([for tag in lookup(user, "tag", null)[*] : {
      key   = tostring(lookup(tag, "key", null))
      value = tostring(lookup(tag, "value", null))
    }])
  }]

  iam_access_keys = [for user in var.iam_access_keys : {
    name = tostring(lookup(user, "name", null))
    path = tostring(lookup(user, "path", null))
    tag = one([for tag in lookup(user, "tag", null)[*] : {
      key   = tostring(lookup(tag, "key", null))
      value = tostring(lookup(tag, "value", null))
    }])
  }]

  discovery = one([for discovery in var.discovery[*] : {
    regions = lookup(discovery, "regions", null) == null ? null : tolist([for region in lookup(discovery, "regions", null) : tostring(region)])
  }])

  role = {
    create                   = coalesce(tobool(lookup(var.role, "create", null)), true)
    name                     = tostring(lookup(var.role, "name", null))
    name_prefix              = tostring(lookup(var.role, "name_prefix", null))
    path                     = lookup(var.role, "path", null) == null ? "/" : tostring(lookup(var.role, "path", null))
    permissions_boundary_arn = tostring(lookup(var.role, "permissions_boundary_arn", null))
    max_session_duration     = tonumber(lookup(var.role, "max_session_duration", null))
    description              = lookup(var.role, "description", null) == null ? "KeeperPAM gateway" : tostring(lookup(var.role, "description", null))
    tags                     = { for key, value in merge({}, lookup(var.role, "tags", null)) : key => tostring(value) }
    existing = one([for existing in lookup(var.role, "existing", null)[*] : {
      name = tostring(lookup(existing, "name", null))
    }])
  }

  instance_profile = {
    create = tobool(lookup(var.instance_profile, "create", null))
    name   = tostring(lookup(var.instance_profile, "name", null))
  }

  attachment_function = {
    permissions_boundary_arn = tostring(lookup(var.attachment_function, "permissions_boundary_arn", null))
    log_retention_days       = coalesce(tonumber(lookup(var.attachment_function, "log_retention_days", null)), 30)
  }

  access_key_user = one([for user in var.access_key_user[*] : {
    name                     = tostring(lookup(user, "name", null))
    path                     = lookup(user, "path", null) == null ? "/" : tostring(lookup(user, "path", null))
    permissions_boundary_arn = tostring(lookup(user, "permissions_boundary_arn", null))
    tags                     = { for key, value in merge({}, lookup(user, "tags", null)) : key => tostring(value) }
    create_access_key        = coalesce(tobool(lookup(user, "create_access_key", null)), true)
    pgp_key                  = tostring(lookup(user, "pgp_key", null))
    accept_secret_in_state   = coalesce(tobool(lookup(user, "accept_secret_in_state", null)), false)
    generation               = coalesce(tonumber(lookup(user, "generation", null)), 1)
    keep_previous            = coalesce(tobool(lookup(user, "keep_previous", null)), false)
  }])

  configuration_secret = one([for secret in var.configuration_secret[*] : {
    name = tostring(lookup(secret, "name", null))
    secret = one([for existing in lookup(secret, "secret", null)[*] : {
      arn = tostring(lookup(existing, "arn", null))
    }])
    key = one([for key in lookup(secret, "key", null)[*] : {
      arn = tostring(lookup(key, "arn", null))
    }])
    operators = lookup(secret, "operators", null) == null ? null : tolist([for operator in lookup(secret, "operators", null) : tostring(operator)])
    operator_permission_sets = lookup(secret, "operator_permission_sets", null) == null ? null : [for set in lookup(secret, "operator_permission_sets", null) : {
      name = tostring(lookup(set, "name", null))
      path = tostring(lookup(set, "path", null))
    }]
    recovery_window_days     = tonumber(lookup(secret, "recovery_window_days", null))
    key_deletion_window_days = tonumber(lookup(secret, "key_deletion_window_days", null))
    tags                     = { for key, value in merge({}, lookup(secret, "tags", null)) : key => tostring(value) }
  }])
}
