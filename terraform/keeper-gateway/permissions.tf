# Generated from the permissions catalogue by `npm run module`.

locals {
  # What the statements of all other policies may do: of the attachment function, of the secret and its key, and who
  # takes a role.
  actions = {
    # Let EC2 take the role for the instances that have the gateway's instance profile.
    GatewayInstance = [
      "sts:AssumeRole", # EC2 fetches the credentials that the gateway finds on its instance
    ]

    # Let Lambda take the role for the function that attaches the instance profile.
    AttachmentFunction = [
      "sts:AssumeRole", # Lambda runs the function with the role's rights
    ]

    # See which instance profile an instance has.
    FindInstanceProfile = [
      "ec2:DescribeIamInstanceProfileAssociations", # nothing is changed unseen: a foreign profile is found before and a change is checked afterwards
    ]

    # Hand the gateway's role to an instance.
    PassGatewayRole = [
      "iam:PassRole", # EC2 demands it of whoever attaches a profile
    ]

    # Attach the gateway's instance profile.
    AttachInstanceProfile = [
      "ec2:AssociateIamInstanceProfile",          # for an instance without a profile
      "ec2:ReplaceIamInstanceProfileAssociation", # for an instance that moves from one profile to another without a gap
    ]

    # Detach the gateway's instance profile again.
    DetachInstanceProfile = [
      "ec2:DisassociateIamInstanceProfile", # on destroy, or when the instance is taken off the list
    ]

    # Hand an instance the role back that it had before.
    PassFormerRole = [
      "iam:PassRole", # EC2 demands it of whoever attaches a profile
    ]

    # Write the function's log.
    WriteLog = [
      "logs:CreateLogStream", # each running copy of the function has a stream
      "logs:PutLogEvents",    # what the function did
    ]

    # Administer the key.
    AccountAdministersKey = [
      "kms:CancelKeyDeletion",    # administration, without which nobody could ever change or delete the key
      "kms:CreateAlias",          # administration, without which nobody could ever change or delete the key
      "kms:DeleteAlias",          # administration, without which nobody could ever change or delete the key
      "kms:DescribeKey",          # administration, without which nobody could ever change or delete the key
      "kms:DisableKey",           # administration, without which nobody could ever change or delete the key
      "kms:DisableKeyRotation",   # administration, without which nobody could ever change or delete the key
      "kms:EnableKey",            # administration, without which nobody could ever change or delete the key
      "kms:EnableKeyRotation",    # administration, without which nobody could ever change or delete the key
      "kms:GetKeyPolicy",         # administration, without which nobody could ever change or delete the key
      "kms:GetKeyRotationStatus", # administration, without which nobody could ever change or delete the key
      "kms:ListGrants",           # administration, without which nobody could ever change or delete the key
      "kms:ListKeyPolicies",      # administration, without which nobody could ever change or delete the key
      "kms:ListKeyRotations",     # administration, without which nobody could ever change or delete the key
      "kms:ListResourceTags",     # administration, without which nobody could ever change or delete the key
      "kms:PutKeyPolicy",         # administration, without which nobody could ever change or delete the key
      "kms:RevokeGrant",          # administration, without which nobody could ever change or delete the key
      "kms:RotateKeyOnDemand",    # administration, without which nobody could ever change or delete the key
      "kms:ScheduleKeyDeletion",  # administration, without which nobody could ever change or delete the key
      "kms:TagResource",          # administration, without which nobody could ever change or delete the key
      "kms:UntagResource",        # administration, without which nobody could ever change or delete the key
      "kms:UpdateAlias",          # administration, without which nobody could ever change or delete the key
      "kms:UpdateKeyDescription", # administration, without which nobody could ever change or delete the key
    ]

    # Create a secret under the key.
    AccountConnectsKeyAndSecret = [
      "kms:Decrypt",         # Secrets Manager tries it with the rights of whoever creates the secret: Terraform
      "kms:GenerateDataKey", # Secrets Manager tries it with the rights of whoever creates the secret: Terraform
    ]

    # Let Secrets Manager decrypt the configuration for the gateway.
    GatewayReadsConfiguration = [
      "kms:Decrypt", # reads the secret
    ]

    # Let Secrets Manager encrypt the configuration for those who write it.
    OperatorsWriteConfiguration = [
      "kms:Decrypt",         # Secrets Manager compares a value with the one that is there
      "kms:GenerateDataKey", # encrypts the new value
    ]

    # Let Secrets Manager encrypt and decrypt the configuration where no operator is named.
    AccountWritesConfiguration = [
      "kms:Decrypt",         # Secrets Manager compares a value with the one that is there
      "kms:GenerateDataKey", # encrypts the new value
    ]

    # Put the configuration into the secret.
    OperatorsPutConfiguration = [
      "secretsmanager:DescribeSecret", # shows whether the secret has a value, never the value
      "secretsmanager:PutSecretValue", # writes a new value
    ]

    # Keep everybody but the operators from writing the configuration.
    OthersWriteNothing = [
      "secretsmanager:CancelRotateSecret",       # leaves the labels of versions as they are in the middle of a rotation
      "secretsmanager:PutSecretValue",           # writes a value
      "secretsmanager:ReplicateSecretToRegions", # writes the value into another region, under a key of the caller's choice
      "secretsmanager:RotateSecret",             # has a function of the caller's choice write values
      "secretsmanager:UpdateSecret",             # writes a value, under another key if the caller wants
      "secretsmanager:UpdateSecretVersionStage", # brings an earlier value back
    ]
  }
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
          # Keep the gateway from every change in IAM but the three that are its work: a console password set, an access key
          # made, an access key deleted.
          sid     = "DenyIdentityChanges"
          granted = local.granted[principal].DenyIdentityChanges
          effect  = "Deny"
          actions = [
            "iam:Accept*",                     # rights that somebody asks for by a delegation request
            "iam:Add*",                        # a group with more rights, another role in an instance profile, another client of an identity provider
            "iam:Associate*",                  # a delegation request
            "iam:Attach*",                     # a policy on a role, a user or a group
            "iam:ChangePassword",              # its own console password
            "iam:CreateAccount*",              # the account's alias
            "iam:CreateDelegationRequest",     # rights that somebody else is asked for
            "iam:CreateGroup",                 # a group
            "iam:CreateInstanceProfile",       # a profile for another role
            "iam:CreateLoginProfile",          # a console password for a user who has none
            "iam:CreateOpenIDConnectProvider", # strangers that a role may trust
            "iam:CreatePolicy*",               # a policy, or another text of any policy that it carries
            "iam:CreateRole",                  # another principal
            "iam:CreateSAMLProvider",          # strangers that a role may trust
            "iam:CreateService*",              # passwords of single services, roles of AWS's services
            "iam:CreateUser",                  # another principal
            "iam:CreateVirtualMFADevice",      # a second factor
            "iam:Deactivate*",                 # somebody's second factor
            "iam:DeleteAccount*",              # the account's alias, its rules for passwords
            "iam:DeleteC*",                    # a public key of CloudFront
            "iam:DeleteG*",                    # a group, or its policies
            "iam:DeleteI*",                    # an instance profile
            "iam:DeleteL*",                    # a console password
            "iam:DeleteO*",                    # an identity provider
            "iam:DeleteP*",                    # a policy, or the version to fall back to
            "iam:DeleteR*",                    # a role, its policies or its permissions boundary
            "iam:DeleteS*",                    # certificates, SSH keys, passwords of single services, an identity provider
            "iam:DeleteU*",                    # a user, its policies or its permissions boundary
            "iam:DeleteV*",                    # a second factor
            "iam:Detach*",                     # this guard, or another Deny
            "iam:Disable*",                    # how the organization holds its accounts' root users
            "iam:Enable*",                     # a second factor; what the organization may do as root
            "iam:PassRole",                    # any role on a machine or function of its own making, and its own on somebody else's
            "iam:Put*",                        # an inline policy, or another permissions boundary
            "iam:Reject*",                     # a delegation request
            "iam:Remove*",                     # membership of a group that denies, the role in an instance profile
            "iam:Reset*",                      # another password for a single service
            "iam:Resync*",                     # somebody's second factor
            "iam:Send*",                       # a delegation request
            "iam:Set*",                        # an earlier text of a policy, which may have granted more; where tokens are valid
            "iam:Tag*",                        # tags that policies decide by
            "iam:Untag*",                      # tags that policies decide by
            "iam:UpdateA*",                    # who may take a role; keys switched on and off; rules of the account
            "iam:UpdateC*",                    # a public key of CloudFront
            "iam:UpdateG*",                    # a group's name
            "iam:UpdateO*",                    # an identity provider
            "iam:UpdateR*",                    # longer sessions
            "iam:UpdateS*",                    # certificates, SSH keys, passwords of single services, an identity provider
            "iam:UpdateU*",                    # a user's name or path, under which a statement would not hold any more
            "iam:Upload*",                     # certificates and SSH keys
          ]
          resources    = ["*"]
          conditions   = []
          characters   = 915
          per_resource = 0
        },
        {
          # Keep the gateway from giving a machine, its own above all, another instance profile.
          sid     = "DenyInstanceProfiles"
          granted = local.granted[principal].DenyInstanceProfiles
          effect  = "Deny"
          actions = [
            "ec2:AssociateIamInstanceProfile",          # a profile with more rights
            "ec2:DisassociateIamInstanceProfile",       # makes room for another profile
            "ec2:ReplaceIamInstanceProfileAssociation", # a profile with more rights
          ]
          resources    = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]
          conditions   = []
          characters   = 232
          per_resource = 0
        },
        {
          # Keep the gateway from the function that attaches its instance profile.
          sid     = "DenyOwnFunction"
          granted = local.granted[principal].DenyOwnFunction
          effect  = "Deny"
          actions = [
            "lambda:*Replication",               # copies of it
            "lambda:AddPermission",              # who may call it
            "lambda:CreateAlias",                # another name to call it by
            "lambda:CreateFunction*",            # an address to call it by
            "lambda:DeleteAlias",                # another name to call it by
            "lambda:DeleteFunction*",            # the function, or limits that it has
            "lambda:DeleteResourcePolicy",       # who may call it
            "lambda:Invoke*",                    # with `onConflict: replace` it puts a former profile back
            "lambda:PublishVersion",             # a version of it
            "lambda:PutFunction*",               # settings of its calls
            "lambda:PutResourcePolicy",          # who may call it
            "lambda:PutRuntimeManagementConfig", # what runs it
            "lambda:RemovePermission",           # who may call it
            "lambda:TagResource",                # tags that policies decide by
            "lambda:UntagResource",              # tags that policies decide by
            "lambda:UpdateAlias",                # another name to call it by
            "lambda:UpdateFunction*",            # its code, whose role may hand the gateway's role and former profiles to listed instances
          ]
          resources = [
            "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${var.name}-instance-attachment",
            "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${var.name}-instance-attachment:*",
          ]
          conditions   = []
          characters   = 749
          per_resource = 0
        },
        {
          # Keep the gateway from tagging a database into its reach.
          sid     = "DenyDatabaseTags"
          granted = local.granted[principal].DenyDatabaseTags
          effect  = "Deny"
          actions = [
            "rds:AddTagsToResource", # the tag that makes a database a target
          ]
          resources    = ["arn:${local.partition}:rds:*:${local.account_id}:db:*"]
          conditions   = []
          characters   = 132
          per_resource = 0
        },
        {
          # Keep the gateway from tagging a directory into its reach.
          sid     = "DenyDirectoryTags"
          granted = local.granted[principal].DenyDirectoryTags
          effect  = "Deny"
          actions = [
            "ds:AddTagsToResource", # the tag that makes a directory a target
          ]
          resources    = ["arn:${local.partition}:ds:*:${local.account_id}:directory/*"]
          conditions   = []
          characters   = 138
          per_resource = 0
        },
        {
          # Keep the gateway from the key that protects its configuration, except to decrypt with it.
          sid     = "DenyOwnKey"
          granted = local.granted[principal].DenyOwnKey
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
          granted = local.granted[principal].DenyOwnSecret
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
          # Keep every password, key and second factor of the protected users, and their names, out of reach, whatever any other
          # policy allows.
          sid     = "DenyProtectedUsers"
          granted = local.granted[principal].DenyProtectedUsers
          effect  = "Deny"
          actions = [
            "iam:*AccessKey*",                 # access keys
            "iam:*LoginProfile",               # console passwords
            "iam:*SSHPublicKey*",              # SSH keys for CodeCommit
            "iam:*ServiceSpecificCredential*", # passwords and keys of single services
            "iam:*SigningCertificate*",        # X.509 keys
            "iam:ChangePassword",              # a user's own console password
            "iam:DeactivateMFADevice",         # second factors
            "iam:DeleteUser",                  # the user itself
            "iam:EnableMFADevice",             # second factors
            "iam:ResyncMFADevice",             # second factors
            "iam:UpdateUser",                  # another name or path, under which this statement would not hold
          ]
          resources = concat(
            [for user in var.protected_users : startswith(user, "arn:") ? user : "arn:${local.partition}:iam::${local.account_id}:user/${user}"],
            [for user in var.protected_users : startswith(user, "arn:") ? user : "arn:${local.partition}:iam::${local.account_id}:user/*/${user}"],
          )
          conditions   = []
          characters   = 315
          per_resource = 107
        },
        {
          # Keep the gateway from its own user's keys, password, second factor, policies and name, whatever any other policy
          # allows.
          sid     = "DenyOwnUser"
          granted = local.granted[principal].DenyOwnUser
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
            "iam:DeactivateMFADevice",         # second factors
            "iam:DeleteUser",                  # the user itself
            "iam:EnableMFADevice",             # second factors
            "iam:ResyncMFADevice",             # second factors
            "iam:TagUser",                     # tags that policies decide by
            "iam:UntagUser",                   # tags that policies decide by
            "iam:UpdateUser",                  # another name or path, under which this statement would not hold
          ]
          resources    = [local.access_key_user_arn]
          conditions   = []
          characters   = 529
          per_resource = 0
        },
        {
          # Keep the gateway from the access-key users of every gateway of the account, whatever a path, a tag or another policy
          # takes in.
          sid     = "DenyGatewayUsers"
          granted = local.granted[principal].DenyGatewayUsers
          effect  = "Deny"
          actions = [
            "iam:CreateAccessKey",    # to act as another gateway
            "iam:DeleteAccessKey",    # to stop another gateway
            "iam:UpdateLoginProfile", # to act as another gateway
          ]
          resources = ["arn:${local.partition}:iam::${local.account_id}:user/*"]
          conditions = [{
            test     = "Null"
            variable = "aws:ResourceTag/keeperpam-gateway"
            values   = ["false"]
          }]
          characters   = 247
          per_resource = 0
        },
        {
          # Ask IAM what the gateway itself may do.
          sid     = "SimulateOwnPermissions"
          granted = local.granted[principal].SimulateOwnPermissions
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
          granted = local.granted[principal].KeeperPublishedPolicy
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
          granted = local.granted[principal].ReadOwnUser
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
          granted = local.granted[principal].ReadGatewayConfiguration
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
          granted = local.granted[principal].DecryptGatewayConfiguration
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
          granted = local.granted[principal].DiscoverMachinesAndDirectories
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
          granted = local.granted[principal].DiscoverDatabases
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
          granted = local.granted[principal].DiscoverUsers
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
          granted = local.granted[principal].DiscoverAccessKeys
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
          granted = local.granted[principal].ReadUsersForManagedDatabases
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
          granted = local.granted[principal].RotateManagedDatabases
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
        granted = local.granted[principal].RotateManagedDatabasesTagged
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
          granted = local.granted[principal].ListDirectories
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
          granted = local.granted[principal].RotateDirectoryUsers
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
        granted = local.granted[principal].RotateDirectoryUsersTagged
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
          granted = local.granted[principal].RotateConsolePasswords
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
        granted = local.granted[principal].RotateConsolePasswordsTagged
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
          granted = local.granted[principal].RotateAccessKeys
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
        granted = local.granted[principal].RotateAccessKeysTagged
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
