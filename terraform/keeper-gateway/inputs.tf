# What the variables hold that have objects in them, and null or the default for each attribute that was left out.
# Nothing else reads these variables.

# An object may have come as a map, whose null has the type of the map's values: `merge` makes an object of it.
locals {
  given_managed_databases   = [for database in var.managed_databases : merge({}, database)]
  given_directories         = [for directory in var.directories : merge({}, directory)]
  given_iam_users           = [for user in var.iam_users : merge({}, user)]
  given_iam_access_keys     = [for user in var.iam_access_keys : merge({}, user)]
  given_role                = merge({}, var.role)
  given_instance_profile    = merge({}, var.instance_profile)
  given_attachment_function = merge({}, var.attachment_function)
}

locals {
  managed_databases = [for database in local.given_managed_databases : {
    instance = tostring(lookup(database, "instance", null))
    region   = tostring(lookup(database, "region", null))
    tag = one([for tag in lookup(database, "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  directories = [for directory in local.given_directories : {
    id     = tostring(lookup(directory, "id", null))
    region = tostring(lookup(directory, "region", null))
    tag = one([for tag in lookup(directory, "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  iam_users = [for user in local.given_iam_users : {
    name = tostring(lookup(user, "name", null))
    path = tostring(lookup(user, "path", null))
    tag = one([for tag in lookup(user, "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  iam_access_keys = [for user in local.given_iam_access_keys : {
    name = tostring(lookup(user, "name", null))
    path = tostring(lookup(user, "path", null))
    tag = one([for tag in lookup(user, "tag", null)[*] : {
      key   = tostring(lookup(merge({}, tag), "key", null))
      value = tostring(lookup(merge({}, tag), "value", null))
    }])
  }]

  discovery = one([for discovery in var.discovery[*] : {
    regions = lookup(merge({}, discovery), "regions", null) == null ? null : tolist([
      for region in lookup(merge({}, discovery), "regions", null) : tostring(region)
    ])
  }])

  role = {
    create                   = coalesce(tobool(lookup(local.given_role, "create", null)), true)
    name                     = tostring(lookup(local.given_role, "name", null))
    name_prefix              = tostring(lookup(local.given_role, "name_prefix", null))
    path                     = tostring(coalesce(lookup(local.given_role, "path", null), "/"))
    permissions_boundary_arn = tostring(lookup(local.given_role, "permissions_boundary_arn", null))
    max_session_duration     = tonumber(lookup(local.given_role, "max_session_duration", null))
    # An empty description is one.
    description = (
      lookup(local.given_role, "description", null) == null
      ? "KeeperPAM gateway"
      : tostring(lookup(local.given_role, "description", null))
    )
    tags = { for key, value in merge({}, lookup(local.given_role, "tags", null)) : key => tostring(value) }
    existing = one([for existing in lookup(local.given_role, "existing", null)[*] : {
      name = tostring(lookup(merge({}, existing), "name", null))
    }])
  }

  instance_profile = {
    create = tobool(lookup(local.given_instance_profile, "create", null))
    name   = tostring(lookup(local.given_instance_profile, "name", null))
  }

  attachment_function = {
    permissions_boundary_arn = tostring(lookup(local.given_attachment_function, "permissions_boundary_arn", null))
    log_retention_days = coalesce(
      tonumber(lookup(local.given_attachment_function, "log_retention_days", null)),
      30,
    )
  }

  access_key_user = one([for user in [for given in var.access_key_user[*] : merge({}, given)] : {
    name                     = tostring(lookup(user, "name", null))
    path                     = tostring(coalesce(lookup(user, "path", null), "/"))
    permissions_boundary_arn = tostring(lookup(user, "permissions_boundary_arn", null))
    tags                     = { for key, value in merge({}, lookup(user, "tags", null)) : key => tostring(value) }
    create_access_key        = coalesce(tobool(lookup(user, "create_access_key", null)), true)
    pgp_key                  = tostring(lookup(user, "pgp_key", null))
    accept_secret_in_state   = coalesce(tobool(lookup(user, "accept_secret_in_state", null)), false)
    generation               = coalesce(tonumber(lookup(user, "generation", null)), 1)
    keep_previous            = coalesce(tobool(lookup(user, "keep_previous", null)), false)
  }])

  configuration_secret = one([for secret in [for given in var.configuration_secret[*] : merge({}, given)] : {
    name = tostring(lookup(secret, "name", null))
    secret = one([for existing in lookup(secret, "secret", null)[*] : {
      arn = tostring(lookup(merge({}, existing), "arn", null))
    }])
    key = one([for key in lookup(secret, "key", null)[*] : {
      arn = tostring(lookup(merge({}, key), "arn", null))
    }])
    operators = lookup(secret, "operators", null) == null ? null : tolist([
      for operator in lookup(secret, "operators", null) : tostring(operator)
    ])
    operator_permission_sets = lookup(secret, "operator_permission_sets", null) == null ? null : [
      for set in lookup(secret, "operator_permission_sets", null) : {
        name = tostring(lookup(merge({}, set), "name", null))
        path = tostring(lookup(merge({}, set), "path", null))
      }
    ]
    recovery_window_days     = tonumber(lookup(secret, "recovery_window_days", null))
    key_deletion_window_days = tonumber(lookup(secret, "key_deletion_window_days", null))
    tags                     = { for key, value in merge({}, lookup(secret, "tags", null)) : key => tostring(value) }
  }])
}
