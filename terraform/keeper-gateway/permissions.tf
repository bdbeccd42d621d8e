# Generated from the permissions catalogue and the constructs by `npm run module`.

locals {
  scoped              = var.permissions == "scoped"
  has_checked_targets = local.scoped && length(var.managed_databases) + length(var.directories) + length(var.iam_users) > 0
  discovery_regions   = var.discovery == null ? [] : coalesce(var.discovery.regions, [local.region])

  named_managed_databases  = [for database in var.managed_databases : database if database.tag == null]
  tagged_managed_databases = [for database in var.managed_databases : database if database.tag != null]
  named_directories        = [for directory in var.directories : directory if directory.tag == null]
  tagged_directories       = [for directory in var.directories : directory if directory.tag != null]
  named_iam_users          = [for user in var.iam_users : user if user.tag == null]
  tagged_iam_users         = [for user in var.iam_users : user if user.tag != null]
  named_iam_access_keys    = [for user in var.iam_access_keys : user if user.tag == null]
  tagged_iam_access_keys   = [for user in var.iam_access_keys : user if user.tag != null]

  boundary_arns = compact([var.role.permissions_boundary_arn, one(var.access_key_user[*].permissions_boundary_arn)])

  # Where the gateway has no permission at all, there is nothing to guard.
  guard = coalesce(var.guard, local.has_permissions)
  has_permissions = anytrue([
    length(var.protected_users) > 0,
    local.makes_access_key_user,
    local.has_checked_targets,
    !local.scoped,
    local.has_configuration_secret,
    var.discovery != null,
    length(var.iam_access_keys) > 0,
  ])
}

locals {
  # What the role may do, and what the access-key user may do: the same, but for what each may do with itself.
  # `characters` is what a statement counts with when the policies are packed, and `per_resource` each of its resources,
  # at the most: a name may be known only after the apply, and how many policies there are is settled before. A
  # statement with `per_resource = 0` stays whole.
  statements = { for principal, self in { role = local.role_arn, access_key_user = local.access_key_user_arn } : principal => [
    for statement in concat(
      [
        {
          # Keep the gateway from its own role: policies, trust, boundary, name and tags, and handing it on.
          sid     = "DenyOwnRole"
          granted = local.guard && local.has_role
          effect  = "Deny"
          actions = [
            "iam:AttachRolePolicy",       # more rights
            "iam:DeleteRole*",            # the role itself, its inline policies or its permissions boundary
            "iam:DetachRolePolicy",       # loses this guard
            "iam:PassRole",               # the role on a machine or function of somebody else's making
            "iam:PutRole*",               # an inline policy, or another permissions boundary
            "iam:TagRole",                # tags that other policies decide by
            "iam:UntagRole",              # tags that other policies decide by
            "iam:UpdateAssumeRolePolicy", # who may take the role
            "iam:UpdateRole*",            # longer sessions
          ]
          resources    = [local.role_arn]
          conditions   = []
          characters   = 376
          per_resource = 0
        },
        {
          # Keep the gateway from the text of its own policies.
          sid     = "DenyOwnPolicies"
          granted = local.guard
          effect  = "Deny"
          actions = [
            "iam:CreatePolicyVersion",     # another text
            "iam:DeletePolicy*",           # the policy, or the version to fall back to
            "iam:SetDefaultPolicyVersion", # an earlier text, which may have granted more
            "iam:TagPolicy",               # tags that other policies decide by
            "iam:UntagPolicy",             # tags that other policies decide by
          ]
          resources    = concat(["arn:${local.partition}:iam::${local.account_id}:policy/${var.name}-*"], local.boundary_arns)
          conditions   = []
          characters   = 462
          per_resource = 0
        },
        {
          # Keep the gateway from its own instance profile.
          sid     = "DenyOwnInstanceProfile"
          granted = local.guard && local.makes_instance_profile
          effect  = "Deny"
          actions = [
            "iam:AddRoleToInstanceProfile",      # another role for the gateway's machines
            "iam:DeleteInstanceProfile",         # the profile itself
            "iam:RemoveRoleFromInstanceProfile", # makes room for another role
            "iam:TagInstanceProfile",            # tags that other policies decide by
            "iam:UntagInstanceProfile",          # tags that other policies decide by
          ]
          resources    = [local.instance_profile_arn]
          conditions   = []
          characters   = 363
          per_resource = 0
        },
        {
          # Keep the gateway from giving its own machines another instance profile.
          sid     = "DenyOwnInstances"
          granted = local.guard && local.makes_instance_profile
          effect  = "Deny"
          actions = [
            "ec2:AssociateIamInstanceProfile",          # a profile with more rights
            "ec2:DisassociateIamInstanceProfile",       # makes room for another profile
            "ec2:ReplaceIamInstanceProfileAssociation", # a profile with more rights
          ]
          resources = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]
          conditions = [{
            test     = "ArnEquals"
            variable = "ec2:InstanceProfile"
            values   = [local.instance_profile_arn]
          }]
          characters   = 423
          per_resource = 0
        },
        {
          # Keep the gateway from the key that protects its configuration, except to decrypt with it.
          sid     = "DenyOwnKey"
          granted = local.guard && local.has_configuration_key
          effect  = "Deny"
          actions = [
            "kms:*Alias",                    # the names that the key goes by
            "kms:*Grant",                    # rights beside the key's policy
            "kms:*KeyMaterial",              # the key itself
            "kms:CancelKeyDeletion",         # a key that its owners have given up
            "kms:DisableKey*",               # the key, or its rotation
            "kms:EnableKey*",                # the key, or its rotation
            "kms:PutKeyPolicy",              # who may use the key
            "kms:ReplicateKey",              # a copy under another policy
            "kms:RotateKeyOnDemand",         # a change of the key
            "kms:ScheduleKeyDeletion",       # the configuration would be lost
            "kms:SynchronizeMultiRegionKey", # a copy under another policy
            "kms:TagResource",               # tags that policies decide by
            "kms:UntagResource",             # tags that policies decide by
            "kms:UpdateKeyDescription",      # what its owners read
            "kms:UpdatePrimaryRegion",       # where the key is ruled from
          ]
          resources    = [local.configuration_key_arn]
          conditions   = []
          characters   = 476
          per_resource = 0
        },
        {
          # Keep the gateway from the secret that holds its configuration, except to read it.
          sid     = "DenyOwnSecret"
          granted = local.guard && local.has_configuration_secret
          effect  = "Deny"
          actions = [
            "secretsmanager:*RotateSecret",                # a function that writes values
            "secretsmanager:DeleteResourcePolicy",         # who may write it
            "secretsmanager:DeleteSecret",                 # the configuration would be lost
            "secretsmanager:PutResourcePolicy",            # who may read it
            "secretsmanager:PutSecretValue",               # another configuration
            "secretsmanager:RemoveRegionsFromReplication", # copies of the secret
            "secretsmanager:ReplicateSecretToRegions",     # a copy under another key
            "secretsmanager:RestoreSecret",                # a secret that its owners have given up
            "secretsmanager:StopReplicationToReplica",     # copies of the secret
            "secretsmanager:TagResource",                  # tags that policies decide by
            "secretsmanager:UntagResource",                # tags that policies decide by
            "secretsmanager:UpdateSecret*",                # another value, key or version
          ]
          resources    = [local.configuration_secret_arn]
          conditions   = []
          characters   = 625
          per_resource = 0
        },
        {
          # Keep every password and key of the protected users out of reach, whatever any other policy allows.
          sid     = "DenyProtectedUsers"
          granted = length(var.protected_users) > 0
          effect  = "Deny"
          actions = [
            "iam:*AccessKey*",                 # access keys
            "iam:*LoginProfile",               # console passwords
            "iam:*SSHPublicKey*",              # SSH keys for CodeCommit
            "iam:*ServiceSpecificCredential*", # passwords and keys of single services
            "iam:*SigningCertificate*",        # X.509 keys
            "iam:ChangePassword",              # a user's own console password
          ]
          resources = concat(
            [for user in var.protected_users : startswith(user, "arn:") ? user : "arn:${local.partition}:iam::${local.account_id}:user/${user}"],
            [for user in var.protected_users : startswith(user, "arn:") ? user : "arn:${local.partition}:iam::${local.account_id}:user/*/${user}"],
          )
          conditions   = []
          characters   = 211
          per_resource = 107
        },
        {
          # Keep the gateway from its own user's keys, password, policies and name, whatever any other policy allows.
          sid     = "DenyOwnUser"
          granted = local.makes_access_key_user
          effect  = "Deny"
          actions = [
            "iam:*AccessKey*",                 # access keys
            "iam:*LoginProfile",               # console passwords
            "iam:*SSHPublicKey*",              # SSH keys for CodeCommit
            "iam:*ServiceSpecificCredential*", # passwords and keys of single services
            "iam:*SigningCertificate*",        # X.509 keys
            "iam:*UserPermissionsBoundary",    # the bound of the user's rights
            "iam:*UserPolicy",                 # the user's policies: its own rights
            "iam:ChangePassword",              # a user's own console password
            "iam:DeleteUser",                  # the user itself
            "iam:TagUser",                     # tags that policies decide by
            "iam:UntagUser",                   # tags that policies decide by
            "iam:UpdateUser",                  # another name or path, under which this statement would not hold
          ]
          resources    = [local.access_key_user_arn]
          conditions   = []
          characters   = 459
          per_resource = 0
        },
        {
          # Ask IAM what the gateway itself may do.
          sid     = "SimulateOwnPermissions"
          granted = local.has_checked_targets
          effect  = "Allow"
          actions = [
            "iam:SimulatePrincipalPolicy", # Keeper wants it for every target that is rotated through an AWS API
          ]
          resources    = [self]
          conditions   = []
          characters   = 247
          per_resource = 0
        },
        {
          # Whatever Keeper's published policy allows, word for word.
          sid     = "KeeperPublishedPolicy"
          granted = !local.scoped
          effect  = "Allow"
          actions = [
            "ds:DescribeDirectories",       # finds the directory and its state; lists directories
            "ds:DescribeDomainControllers", # finds the domain controllers to talk to
            "ds:DescribeLDAPSSettings",     # learns whether the directory speaks LDAPS
            "ds:ResetUserPassword",         # sets the new password
            "ec2:DescribeInstances",        # lists machines
            "iam:GetUser",                  # Keeper lists it for managed databases; finds the user of the record
            "iam:ListAccessKeys",           # lists the keys of the users that were found
            "iam:ListUsers",                # lists users
            "iam:SimulatePrincipalPolicy",  # Keeper wants it for every target that is rotated through an AWS API
            "iam:UpdateLoginProfile",       # sets the new password; the user must have one already, since CreateLoginProfile is not granted
            "rds:DescribeDBInstances",      # finds the instance of the record's Database ID and its state; lists database instances
            "rds:ModifyDBInstance",         # sets the new master password
          ]
          resources    = ["*"]
          conditions   = []
          characters   = 362
          per_resource = 0
        },
        {
          # Find out who the access key belongs to.
          sid     = "ReadOwnUser"
          granted = principal == "access_key_user"
          effect  = "Allow"
          actions = [
            "iam:GetUser", # a call that names no user is answered with the caller: the way from a key pair to the user's ARN
          ]
          resources    = [local.access_key_user_arn]
          conditions   = []
          characters   = 220
          per_resource = 0
        },
        {
          # Read the gateway's own configuration when it starts.
          sid     = "ReadGatewayConfiguration"
          granted = local.has_configuration_secret
          effect  = "Allow"
          actions = [
            "secretsmanager:GetSecretValue", # the secret's value is the gateway's configuration
          ]
          resources    = [local.configuration_secret_arn]
          conditions   = []
          characters   = 251
          per_resource = 0
        },
        {
          # Let Secrets Manager decrypt the gateway's configuration for it.
          sid     = "DecryptGatewayConfiguration"
          granted = local.has_configuration_key
          effect  = "Allow"
          actions = [
            "kms:Decrypt", # Secrets Manager uses the key with the rights of whoever reads the secret
          ]
          resources = [local.configuration_key_arn]
          conditions = [{
            test     = "StringEquals"
            variable = "kms:ViaService"
            values   = ["secretsmanager.${local.region}.amazonaws.com"]
            }, {
            test     = "StringEquals"
            variable = "kms:EncryptionContext:SecretARN"
            values   = [local.configuration_secret_arn]
          }]
          characters   = 478
          per_resource = 0
        },
        {
          # List machines and directories.
          sid     = "DiscoverMachinesAndDirectories"
          granted = local.scoped && var.discovery != null
          effect  = "Allow"
          actions = [
            "ds:DescribeDirectories", # lists directories
            "ec2:DescribeInstances",  # lists machines
          ]
          resources = ["*"]
          conditions = [{
            test     = "StringEquals"
            variable = "aws:RequestedRegion"
            values   = local.discovery_regions
          }]
          characters   = 217 + 27 * length(local.discovery_regions)
          per_resource = 0
        },
        {
          # List database instances.
          sid     = "DiscoverDatabases"
          granted = local.scoped && var.discovery != null
          effect  = "Allow"
          actions = [
            "rds:DescribeDBInstances", # lists database instances
          ]
          resources    = [for region in local.discovery_regions : "arn:${local.partition}:rds:${region}:${local.account_id}:db:*"]
          conditions   = []
          characters   = 96
          per_resource = 64
        },
        {
          # List IAM users.
          sid     = "DiscoverUsers"
          granted = local.scoped && var.discovery != null
          effect  = "Allow"
          actions = [
            "iam:ListUsers", # lists users
          ]
          resources    = ["*"]
          conditions   = []
          characters   = 85
          per_resource = 0
        },
        {
          # List the IDs of the users' access keys.
          sid     = "DiscoverAccessKeys"
          granted = local.scoped && var.discovery != null
          effect  = "Allow"
          actions = [
            "iam:ListAccessKeys", # lists the keys of the users that were found
          ]
          resources    = ["arn:${local.partition}:iam::${local.account_id}:user/*"]
          conditions   = []
          characters   = 133
          per_resource = 0
        },
        {
          # Read a user's name, path and dates.
          sid     = "ReadUsersForManagedDatabases"
          granted = local.scoped && length(var.managed_databases) > 0
          effect  = "Allow"
          actions = [
            "iam:GetUser", # Keeper lists it for managed databases
          ]
          resources    = ["arn:${local.partition}:iam::${local.account_id}:user/*"]
          conditions   = []
          characters   = 136
          per_resource = 0
        },
        {
          # Read the named database instances and set their master password.
          sid     = "RotateManagedDatabases"
          granted = local.scoped && length(local.named_managed_databases) > 0
          effect  = "Allow"
          actions = [
            "rds:DescribeDBInstances", # finds the instance of the record's Database ID and its state
            "rds:ModifyDBInstance",    # sets the new master password
          ]
          resources = [for database in local.named_managed_databases : "arn:${local.partition}:rds:${coalesce(database.region, local.region)}:${local.account_id}:db:${database.instance}"]
          conditions = [{
            test     = "BoolIfExists"
            variable = "rds:ManageMasterUserPassword"
            values   = ["false"]
          }]
          characters   = 196
          per_resource = 126
        },
      ],
      [for index, database in local.tagged_managed_databases : {
        # Read the named database instances and set their master password, by a tag.
        sid     = "RotateManagedDatabasesTagged${index == 0 ? "" : index + 1}"
        granted = local.scoped
        effect  = "Allow"
        actions = [
          "rds:DescribeDBInstances", # finds the instance of the record's Database ID and its state
          "rds:ModifyDBInstance",    # sets the new master password
        ]
        resources = ["arn:${local.partition}:rds:${coalesce(database.region, local.region)}:${local.account_id}:db:*"]
        conditions = [{
          test     = "StringEquals"
          variable = "aws:ResourceTag/${database.tag.key}"
          values   = [database.tag.value]
          }, {
          test     = "BoolIfExists"
          variable = "rds:ManageMasterUserPassword"
          values   = ["false"]
        }]
        characters   = 574
        per_resource = 0
      }],
      [
        {
          # Find the directory of the record's Directory ID.
          sid     = "ListDirectories"
          granted = local.scoped && length(var.directories) > 0
          effect  = "Allow"
          actions = [
            "ds:DescribeDirectories", # finds the directory and its state
          ]
          resources    = ["*"]
          conditions   = []
          characters   = 96
          per_resource = 0
        },
        {
          # Set the password of a user in the named directories.
          sid     = "RotateDirectoryUsers"
          granted = local.scoped && length(local.named_directories) > 0
          effect  = "Allow"
          actions = [
            "ds:DescribeDomainControllers", # finds the domain controllers to talk to
            "ds:DescribeLDAPSSettings",     # learns whether the directory speaks LDAPS
            "ds:ResetUserPassword",         # sets the new password
          ]
          resources    = [for directory in local.named_directories : "arn:${local.partition}:ds:${coalesce(directory.region, local.region)}:${local.account_id}:directory/${directory.id}"]
          conditions   = []
          characters   = 154
          per_resource = 81
        },
      ],
      [for index, directory in local.tagged_directories : {
        # Set the password of a user in the named directories, by a tag.
        sid     = "RotateDirectoryUsersTagged${index == 0 ? "" : index + 1}"
        granted = local.scoped
        effect  = "Allow"
        actions = [
          "ds:DescribeDomainControllers", # finds the domain controllers to talk to
          "ds:DescribeLDAPSSettings",     # learns whether the directory speaks LDAPS
          "ds:ResetUserPassword",         # sets the new password
        ]
        resources = [
          "arn:${local.partition}:ds:${coalesce(directory.region, local.region)}:${local.account_id}:directory/*",
        ]
        conditions = [{
          test     = "StringEquals"
          variable = "aws:ResourceTag/${directory.tag.key}"
          values   = [directory.tag.value]
        }]
        characters   = 552
        per_resource = 0
      }],
      [
        {
          # Set the console password of the named users.
          sid     = "RotateConsolePasswords"
          granted = local.scoped && length(local.named_iam_users) > 0
          effect  = "Allow"
          actions = [
            "iam:GetUser",            # finds the user of the record
            "iam:UpdateLoginProfile", # sets the new password; the user must have one already, since CreateLoginProfile is not granted
          ]
          resources    = [for user in local.named_iam_users : "arn:${local.partition}:iam::${local.account_id}:user${coalesce(user.path, "/")}${coalesce(user.name, "*")}"]
          conditions   = []
          characters   = 114
          per_resource = 143
        },
      ],
      [for index, user in local.tagged_iam_users : {
        # Set the console password of the named users, by a tag.
        sid     = "RotateConsolePasswordsTagged${index == 0 ? "" : index + 1}"
        granted = local.scoped
        effect  = "Allow"
        actions = [
          "iam:GetUser",            # finds the user of the record
          "iam:UpdateLoginProfile", # sets the new password; the user must have one already, since CreateLoginProfile is not granted
        ]
        resources = ["arn:${local.partition}:iam::${local.account_id}:user/*"]
        conditions = [{
          test     = "StringEquals"
          variable = "aws:ResourceTag/${user.tag.key}"
          values   = [user.tag.value]
        }]
        characters   = 484
        per_resource = 0
      }],
      [
        {
          # Replace the access key of the named users.
          sid     = "RotateAccessKeys"
          granted = length(local.named_iam_access_keys) > 0
          effect  = "Allow"
          actions = [
            "iam:CreateAccessKey", # makes the new key
            "iam:DeleteAccessKey", # removes the old key
            "iam:GetUser",         # the plugin reads the user first and gives up when it may not; the script does without
            "iam:ListAccessKeys",  # finds the old key; IAM lets a user have two
          ]
          resources    = [for user in local.named_iam_access_keys : "arn:${local.partition}:iam::${local.account_id}:user${coalesce(user.path, "/")}${coalesce(user.name, "*")}"]
          conditions   = []
          characters   = 148
          per_resource = 143
        },
      ],
      [for index, user in local.tagged_iam_access_keys : {
        # Replace the access key of the named users, by a tag.
        sid     = "RotateAccessKeysTagged${index == 0 ? "" : index + 1}"
        granted = true
        effect  = "Allow"
        actions = [
          "iam:CreateAccessKey", # makes the new key
          "iam:DeleteAccessKey", # removes the old key
          "iam:GetUser",         # the plugin reads the user first and gives up when it may not; the script does without
          "iam:ListAccessKeys",  # finds the old key; IAM lets a user have two
        ]
        resources = ["arn:${local.partition}:iam::${local.account_id}:user/*"]
        conditions = [{
          test     = "StringEquals"
          variable = "aws:ResourceTag/${user.tag.key}"
          values   = [user.tag.value]
        }]
        characters   = 518
        per_resource = 0
      }],
    ) : statement if statement.granted
  ] }
}

locals {
  # What each statement counts with, and how much stands before it.
  sizes = { for principal, statements in local.statements : principal => [
    for statement in statements :
    statement.characters + (statement.per_resource == 0 ? 0 : statement.per_resource * length(statement.resources))
  ] }
  starts = { for principal, sizes in local.sizes : principal => [
    for position in range(length(sizes)) : sum(concat([0], slice(sizes, 0, position)))
  ] }
  characters = { for principal, sizes in local.sizes : principal => sum(concat([0], sizes)) }

  # All in one policy where they fit. Where they do not, each policy keeps room for what begins near its end, and for
  # the statement that it goes on with.
  room = { for principal, statements in local.statements : principal => 6105 - (local.characters[principal] <= 6105 ? 0 : sum([
    max([for statement in statements : statement.characters + statement.per_resource]...),
    max(concat([0], [for statement in statements : statement.characters if statement.per_resource > 0])...),
  ])) }

  # The smallest pieces that can stand in a policy of their own. Each goes into the policy that its first character
  # falls into.
  pieces = { for principal, statements in local.statements : principal => flatten([
    for position, statement in statements : [
      for index in range(statement.per_resource == 0 ? 1 : length(statement.resources)) : {
        position  = position
        resources = statement.per_resource == 0 ? statement.resources : [statement.resources[index]]
        policy = floor((
          local.starts[principal][position] + (index == 0 ? 0 : statement.characters + index * statement.per_resource)
        ) / local.room[principal])
      }
    ]
  ]) }
  policy_count = { for principal, pieces in local.pieces : principal => max(concat([-1], pieces[*].policy)...) + 1 }

  resources = { for principal, pieces in local.pieces : principal => {
    for piece in pieces : "policy ${piece.policy}, statement ${piece.position}" => piece.resources...
  } }
  policies = { for principal, count in local.policy_count : principal => [
    for number in range(count) : [
      for position, statement in local.statements[principal] : merge(statement, {
        resources = concat(local.resources[principal]["policy ${number}, statement ${position}"]...)
      }) if can(local.resources[principal]["policy ${number}, statement ${position}"])
    ]
  ] }
}
