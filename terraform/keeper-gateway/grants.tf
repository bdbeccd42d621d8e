# When the gateway has each statement of permissions.tf. A statement about a list is there while the list has entries;
# one for each tag is there as often as there are tags.

locals {
  granted = { for principal in ["role", "access_key_user"] : principal => {
    # What it may never do.
    DenyIdentityChanges  = local.guard
    DenyInstanceProfiles = local.guard
    DenyOwnFunction      = local.guard && local.has_instances
    DenyDatabaseTags     = local.guard && length(local.tagged_managed_databases) > 0
    DenyDirectoryTags    = local.guard && length(local.tagged_directories) > 0
    DenyOwnKey           = local.guard && local.has_configuration_key
    DenyOwnSecret        = local.guard && local.has_configuration_secret
    DenyProtectedUsers   = length(var.protected_users) > 0
    DenyOwnUser          = local.makes_access_key_user
    DenyGatewayUsers = anytrue([
      local.guard,
      !local.scoped,
      length(local.iam_users) > 0,
      length(local.iam_access_keys) > 0,
    ])

    # Keeper's self-check asks IAM before it rotates.
    SimulateOwnPermissions = local.has_checked_targets
    KeeperPublishedPolicy  = !local.scoped

    # The gateway itself.
    ReadOwnUser                 = principal == "access_key_user"
    ReadGatewayConfiguration    = local.has_configuration_secret
    DecryptGatewayConfiguration = local.has_configuration_key

    DiscoverMachinesAndDirectories = local.scoped && local.discovery != null
    DiscoverDatabases              = local.scoped && local.discovery != null
    DiscoverUsers                  = local.scoped && local.discovery != null
    DiscoverAccessKeys             = local.scoped && local.discovery != null

    # The targets. Keeper's published policy has all of it, but for the access keys.
    ReadUsersForManagedDatabases = local.scoped && length(local.managed_databases) > 0
    RotateManagedDatabases       = local.scoped && length(local.named_managed_databases) > 0
    RotateManagedDatabasesTagged = local.scoped
    ListDirectories              = local.scoped && length(local.directories) > 0
    RotateDirectoryUsers         = local.scoped && length(local.named_directories) > 0
    RotateDirectoryUsersTagged   = local.scoped
    RotateConsolePasswords       = local.scoped && length(local.named_iam_users) > 0
    RotateConsolePasswordsTagged = local.scoped
    RotateAccessKeys             = length(local.named_iam_access_keys) > 0
    RotateAccessKeysTagged       = true
  } }
}
