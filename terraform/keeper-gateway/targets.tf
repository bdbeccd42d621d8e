# What the gateway reaches, as far as several files ask for it.

locals {
  scoped = var.permissions == "scoped"
  has_checked_targets = local.scoped && sum([
    length(local.managed_databases),
    length(local.directories),
    length(local.iam_users),
  ]) > 0
  discovery_regions = local.discovery == null ? [] : coalesce(local.discovery.regions, [local.region])

  # By name, or by tag. A user without a name stands for every user below his path.
  named_managed_databases  = [for database in local.managed_databases : database if database.tag == null]
  tagged_managed_databases = [for database in local.managed_databases : database if database.tag != null]
  named_directories        = [for directory in local.directories : directory if directory.tag == null]
  tagged_directories       = [for directory in local.directories : directory if directory.tag != null]
  named_iam_users          = [for user in local.iam_users : user if user.tag == null]
  tagged_iam_users         = [for user in local.iam_users : user if user.tag != null]
  named_iam_access_keys    = [for user in local.iam_access_keys : user if user.tag == null]
  tagged_iam_access_keys   = [for user in local.iam_access_keys : user if user.tag != null]

  has_selections = anytrue([
    length(local.tagged_managed_databases) > 0,
    length(local.tagged_directories) > 0,
    length(local.tagged_iam_users) > 0,
    length(local.tagged_iam_access_keys) > 0,
    anytrue([for user in local.named_iam_users : user.name == null]),
    anytrue([for user in local.named_iam_access_keys : user.name == null]),
  ])

  rotates_something = anytrue([
    local.has_checked_targets,
    local.discovery != null,
    !local.scoped,
    length(local.iam_access_keys) > 0,
  ])

  has_permissions = anytrue([
    local.rotates_something,
    length(var.protected_users) > 0,
    local.makes_access_key_user,
    local.has_configuration_secret,
  ])

  # Where the gateway has no permission at all, there is nothing to guard.
  guard = coalesce(var.guard, local.has_permissions)
}

# Whom protected_users and the targets name twice. IAM takes names regardless of upper and lower case.
locals {
  # A name, or the path and name of an ARN.
  protected_users = [for user in var.protected_users : lower(replace(user, "/^arn:.*:user/", ""))]

  # The two ways to write each target that has a name: where the path is not known yet, the name by itself is.
  iam_user_spellings = [
    for user in local.iam_users :
    [try(lower(user.name), null), try(lower("${coalesce(user.path, "/")}${user.name}"), null)]
  ]
  iam_access_key_spellings = [
    for user in local.iam_access_keys :
    [try(lower(user.name), null), try(lower("${coalesce(user.path, "/")}${user.name}"), null)]
  ]
}

# The regions that targets and discovery name, each with the partition that it belongs to.
locals {
  named_regions = toset(compact(concat(
    local.managed_databases[*].region,
    local.directories[*].region,
    local.discovery_regions,
  )))
  partition_of_region = { for region in local.named_regions : region => coalesce(one([
    for partition, prefix in {
      aws-us-gov = "us-gov-"
      aws-cn     = "cn-"
      aws-eusc   = "eusc-"
      aws-iso    = "us-iso-"
      aws-iso-b  = "us-isob-"
      aws-iso-e  = "eu-isoe-"
      aws-iso-f  = "us-isof-"
    } : partition if startswith(region, prefix)
  ]), "aws") }
}
