# Generated from the permissions catalogue and the constructs by `npm run module`.

# What the variables hold, and null or the default for each attribute that was left out. Nothing else reads these
# variables.
locals {
  managed_databases = [for database in var.managed_databases : {
    instance = tostring(lookup(merge({}, database), "instance", null))
    region   = tostring(lookup(merge({}, database), "region", null))
    tag = one([for tag in lookup(merge({}, database), "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  directories = [for directory in var.directories : {
    id     = tostring(lookup(merge({}, directory), "id", null))
    region = tostring(lookup(merge({}, directory), "region", null))
    tag = one([for tag in lookup(merge({}, directory), "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  iam_users = [for user in var.iam_users : {
    name = tostring(lookup(merge({}, user), "name", null))
    path = tostring(lookup(merge({}, user), "path", null))
    tag = one([for tag in lookup(merge({}, user), "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  iam_access_keys = [for user in var.iam_access_keys : {
    name = tostring(lookup(merge({}, user), "name", null))
    path = tostring(lookup(merge({}, user), "path", null))
    tag = one([for tag in lookup(merge({}, user), "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  discovery = one([for discovery in var.discovery[*] : {
    regions = lookup(merge({}, discovery), "regions", null) == null ? null : tolist([for region in lookup(merge({}, discovery), "regions", null) : tostring(region)])
  }])

  role = {
    create                   = coalesce(tobool(lookup(merge({}, var.role), "create", null)), true)
    name                     = tostring(lookup(merge({}, var.role), "name", null))
    name_prefix              = tostring(lookup(merge({}, var.role), "name_prefix", null))
    path                     = lookup(merge({}, var.role), "path", null) == null ? "/" : tostring(lookup(merge({}, var.role), "path", null))
    permissions_boundary_arn = tostring(lookup(merge({}, var.role), "permissions_boundary_arn", null))
    max_session_duration     = tonumber(lookup(merge({}, var.role), "max_session_duration", null))
    description              = lookup(merge({}, var.role), "description", null) == null ? "KeeperPAM gateway" : tostring(lookup(merge({}, var.role), "description", null))
    tags                     = { for key, value in merge({}, lookup(merge({}, var.role), "tags", null)) : key => tostring(value) }
    existing = one([for existing in lookup(merge({}, var.role), "existing", null)[*] : {
      name = tostring(lookup(merge({}, existing), "name", null))
    }])
  }

  instance_profile = {
    create = tobool(lookup(merge({}, var.instance_profile), "create", null))
    name   = tostring(lookup(merge({}, var.instance_profile), "name", null))
  }

  attachment_function = {
    permissions_boundary_arn = tostring(lookup(merge({}, var.attachment_function), "permissions_boundary_arn", null))
    log_retention_days       = coalesce(tonumber(lookup(merge({}, var.attachment_function), "log_retention_days", null)), 30)
  }

  access_key_user = one([for user in var.access_key_user[*] : {
    name                     = tostring(lookup(merge({}, user), "name", null))
    path                     = lookup(merge({}, user), "path", null) == null ? "/" : tostring(lookup(merge({}, user), "path", null))
    permissions_boundary_arn = tostring(lookup(merge({}, user), "permissions_boundary_arn", null))
    tags                     = { for key, value in merge({}, lookup(merge({}, user), "tags", null)) : key => tostring(value) }
    create_access_key        = coalesce(tobool(lookup(merge({}, user), "create_access_key", null)), true)
    pgp_key                  = tostring(lookup(merge({}, user), "pgp_key", null))
    accept_secret_in_state   = coalesce(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), false)
    generation               = coalesce(tonumber(lookup(merge({}, user), "generation", null)), 1)
    keep_previous            = coalesce(tobool(lookup(merge({}, user), "keep_previous", null)), false)
  }])

  configuration_secret = one([for secret in var.configuration_secret[*] : {
    name = tostring(lookup(merge({}, secret), "name", null))
    secret = one([for existing in lookup(merge({}, secret), "secret", null)[*] : {
      arn = tostring(lookup(merge({}, existing), "arn", null))
    }])
    key = one([for key in lookup(merge({}, secret), "key", null)[*] : {
      arn = tostring(lookup(merge({}, key), "arn", null))
    }])
    operators = lookup(merge({}, secret), "operators", null) == null ? null : tolist([for operator in lookup(merge({}, secret), "operators", null) : tostring(operator)])
    operator_permission_sets = lookup(merge({}, secret), "operator_permission_sets", null) == null ? null : [for set in lookup(merge({}, secret), "operator_permission_sets", null) : {
      name = tostring(lookup(merge({}, set), "name", null))
      path = tostring(lookup(merge({}, set), "path", null))
    }]
    recovery_window_days     = tonumber(lookup(merge({}, secret), "recovery_window_days", null))
    key_deletion_window_days = tonumber(lookup(merge({}, secret), "key_deletion_window_days", null))
    tags                     = { for key, value in merge({}, lookup(merge({}, secret), "tags", null)) : key => tostring(value) }
  }])
}
