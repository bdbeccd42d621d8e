# The first output carries what shows only when several variables are seen together: each by itself has been judged in
# variables.tf. Where something may be null, `try` says that there is nothing to object to.
output "role_arn" {
  description = "ARN of the gateway's role"
  value       = one(concat(aws_iam_role.gateway[*].arn, data.aws_iam_role.existing[*].arn))

  precondition {
    condition = anytrue([
      local.has_role,
      local.makes_access_key_user,
      !local.has_permissions && !coalesce(var.guard, false),
    ])
    error_message = "role: there is neither a role nor an access_key_user: the gateway would have no rights at all"
  }

  precondition {
    condition     = local.has_role || !coalesce(local.instance_profile.create, false)
    error_message = "instance_profile: there is no role to put into the profile: role is false"
  }

  precondition {
    condition = !local.has_instances || local.makes_instance_profile
    error_message = join(" ", [
      "instances: instances get the instance profile, and none is made:",
      "set instance_profile.create to true",
    ])
  }

  precondition {
    condition = !local.has_instances || can(regex("^[\\w-]{1,64}$", local.attachment_function_name))
    error_message = join(" ", [
      "name: \"${var.name}\" cannot be the beginning of a Lambda function's name, which attaches the instances:",
      "allowed is 1 to 44 letters, digits, - and _",
    ])
  }

  # No role of the gateway is called like the role of its attachment function.
  precondition {
    condition = !local.has_instances || try(lower(local.role.name) != lower(local.attachment_function_name), true)
    error_message = join(" ", [
      "role.name: \"${coalesce(local.role.name, "-")}\" is what the role of the attachment function is called, which",
      "instances need: allowed is another name",
    ])
  }

  precondition {
    condition = !local.has_instances || try(
      lower(local.role.existing.name) != lower(local.attachment_function_name), true
    )
    error_message = join(" ", [
      "role.existing.name: \"${try(coalesce(local.role.existing.name), "-")}\" is what the role of the attachment",
      "function is called, which instances need: allowed is another name",
    ])
  }

  # The gateway may not touch its own access-key user.
  precondition {
    condition = alltrue([
      for user in local.iam_users : try(lower(user.name) != lower(local.access_key_user_name), true)
    ])
    error_message = join("\n", [
      for index, user in local.iam_users :
      join(" ", [
        "iam_users[${index}].name: \"${user.name}\" is the gateway's own access-key user, whose keys and password it",
        "can never reach: remove it from the targets",
      ])
      if try(lower(user.name) == lower(local.access_key_user_name), false)
    ])
  }

  precondition {
    condition = alltrue([
      for user in local.iam_access_keys : try(lower(user.name) != lower(local.access_key_user_name), true)
    ])
    error_message = join("\n", [
      for index, user in local.iam_access_keys :
      join(" ", [
        "iam_access_keys[${index}].name: \"${user.name}\" is the gateway's own access-key user, whose keys and",
        "password it can never reach: remove it from the targets",
      ])
      if try(lower(user.name) == lower(local.access_key_user_name), false)
    ])
  }

  # A protected user is no target: a name at any path, an ARN at its own.
  precondition {
    condition = !anytrue([
      for user in local.protected_users :
      anytrue([for target in local.iam_user_spellings : contains(target, user)])
    ])
    error_message = join("\n", [
      for index, user in local.protected_users :
      join(" ", [
        "protected_users[${index}]: \"${var.protected_users[index]}\" is a target too (iam_users):",
        "a protected user can never be rotated, remove one of the two",
      ])
      if anytrue([for target in local.iam_user_spellings : contains(target, user)])
    ])
  }

  precondition {
    condition = !anytrue([
      for user in local.protected_users :
      anytrue([for target in local.iam_access_key_spellings : contains(target, user)])
    ])
    error_message = join("\n", [
      for index, user in local.protected_users :
      join(" ", [
        "protected_users[${index}]: \"${var.protected_users[index]}\" is a target too (iam_access_keys):",
        "a protected user can never be rotated, remove one of the two",
      ])
      if anytrue([for target in local.iam_access_key_spellings : contains(target, user)])
    ])
  }

  # An ARN is arn:PARTITION:SERVICE:REGION:ACCOUNT:…
  precondition {
    condition = alltrue([for arn in local.existing_secret_arns : split(":", arn)[3] == local.region])
    error_message = join("\n", [
      for arn in local.existing_secret_arns :
      join(" ", [
        "configuration_secret.secret.arn: \"${arn}\" lies in ${split(":", arn)[3]}, the gateway in ${local.region}:",
        "allowed is one of its own region",
      ])
    ])
  }

  precondition {
    condition = alltrue([for arn in local.existing_key_arns : split(":", arn)[3] == local.region])
    error_message = join("\n", [
      for arn in local.existing_key_arns :
      join(" ", [
        "configuration_secret.key.arn: \"${arn}\" lies in ${split(":", arn)[3]}, the gateway in ${local.region}:",
        "allowed is one of its own region",
      ])
    ])
  }

  precondition {
    condition = alltrue([for arn in local.existing_secret_arns : split(":", arn)[4] == local.account_id])
    error_message = join("\n", [
      for arn in local.existing_secret_arns :
      join(" ", [
        "configuration_secret.secret.arn: \"${arn}\" lies in account ${split(":", arn)[4]}, the gateway in",
        "${local.account_id}: allowed is one of its own account",
      ])
    ])
  }

  precondition {
    condition = alltrue([for arn in local.operators : split(":", arn)[4] == local.account_id])
    error_message = join("\n", [
      for index, arn in local.operators :
      join(" ", [
        "configuration_secret.operators[${index}]: \"${arn}\" lies in account ${split(":", arn)[4]}, the gateway in",
        "${local.account_id}: allowed is one of its own account",
      ])
      if split(":", arn)[4] != local.account_id
    ])
  }

  # AWS's own policies are those of the account aws.
  precondition {
    condition = alltrue([
      for arn in local.boundary_arns : contains([local.account_id, "aws"], split(":", arn)[4])
    ])
    error_message = join("\n", [
      for arn in local.boundary_arns :
      join(" ", [
        "permissions_boundary_arn: \"${arn}\" is a policy of ${split(":", arn)[4]}, the gateway works in",
        "${local.account_id}: a boundary is a policy of the same account or of AWS",
      ])
      if !contains([local.account_id, "aws"], split(":", arn)[4])
    ])
  }

  precondition {
    condition = alltrue([for region in local.named_regions : local.partition_of_region[region] == local.partition])
    error_message = join("\n", [
      for region in local.named_regions :
      join(" ", [
        "region: \"${region}\" lies in partition ${local.partition_of_region[region]}, the gateway in",
        "${local.partition}: no account reaches both, make a configuration for each",
      ])
      if local.partition_of_region[region] != local.partition
    ])
  }

  precondition {
    condition = local.most_policies <= local.policies_at_most
    error_message = join(" ", [
      "the permissions outgrow IAM's quotas: ${max(values(local.characters)...)} characters need",
      "${local.most_policies} policies, and a role can carry ${local.policies_at_most} of ${local.policy_characters}",
      "characters (each name counted at its longest). The lists: managed_databases ${length(local.managed_databases)},",
      "directories ${length(local.directories)}, iam_users ${length(local.iam_users)},",
      "iam_access_keys ${length(local.iam_access_keys)}, protected_users ${length(var.protected_users)}.",
      "What to do: ${local.quota_advice}",
    ])
  }
}

output "role_name" {
  description = "Name of the gateway's role"
  value       = local.role_name
}

output "instance_profile_name" {
  description = <<-EOT
    For the gateway's instance: EC2 > Instances > Actions > Security > Modify IAM role, or iam_instance_profile of an
    aws_instance
  EOT
  value       = one(aws_iam_instance_profile.gateway[*].name)
}

output "policy_arns" {
  description = "ARNs of the role's policies"
  value       = aws_iam_policy.gateway[*].arn
}

output "access_key_user_arn" {
  description = "ARN of the gateway's access-key user"
  value       = one(aws_iam_user.gateway[*].arn)
}

output "access_key_user_name" {
  description = "Name of the gateway's access-key user"
  value       = one(aws_iam_user.gateway[*].name)
}

output "access_key_user_policy_arns" {
  description = "ARNs of the access-key user's policies"
  value       = aws_iam_policy.access_key_user[*].arn
}

output "access_key_id" {
  description = "ID of the access key"
  value = one([
    for generation, key in aws_iam_access_key.gateway : key.id if generation == local.access_key_generation
  ])
}

output "access_key_encrypted_secret" {
  description = "Secret of the access key in base64, encrypted for your PGP key: next_steps says how to decrypt it"
  value = one([
    for generation, key in aws_iam_access_key.gateway : key.encrypted_secret
    if generation == local.access_key_generation
  ])
}

output "access_key_secret" {
  description = "Secret of the access key: terraform output -raw shows it"
  value = one([
    for generation, key in aws_iam_access_key.gateway : key.secret if generation == local.access_key_generation
  ])
  sensitive = true
}

output "configuration_secret" {
  description = "The secret of the gateway's configuration: how its value is put, and how the gateway is told of it"
  value = local.has_configuration_secret ? {
    Name = local.configuration_secret_name
    ARN  = local.configuration_secret_arn
    "Put the value" = join(" ", [
      "aws secretsmanager put-secret-value --region ${local.region} --secret-id ${local.configuration_secret_name}",
      "--secret-string file://gateway-configuration.txt",
    ])
    "Docker: environment in place of GATEWAY_CONFIG" = "AWS_KMS_SECRET_NAME=${local.configuration_secret_name}"
    "Linux: option of the service" = join("=", [
      "gateway start --service --aws-kms-secret-name",
      local.configuration_secret_name,
    ])
    "Helm: value gateway.awsKmsSecretName" = local.configuration_secret_name
  } : null
}

output "keeper_pam_configuration" {
  description = "What to type into the PAM Configuration record"
  value = {
    "AWS ID" = var.name
    "Access Key ID" = local.has_role ? "USE_INSTANCE_ROLE" : coalesce(
      one(terraform_data.current_access_key[*].output.id),
      "of the key that you make for the user",
    )
    "Secret Access Key" = local.has_role ? "USE_INSTANCE_ROLE" : "the secret of that key"
    "Region Names" = distinct(local.discovery != null ? local.discovery_regions : concat(
      [local.region],
      compact(concat(local.managed_databases[*].region, local.directories[*].region)),
    ))
  }
}

output "keeper_records" {
  description = "What to type into the records of the targets"
  value = {
    pam_databases = [for database in local.named_managed_databases : {
      "Database ID"     = database.instance
      "Provider Region" = coalesce(database.region, local.region)
    }]
    pam_directories = [for directory in local.named_directories : {
      "Directory ID"    = directory.id
      "Provider Region" = coalesce(directory.region, local.region)
    }]
    pam_users = distinct([for user in concat(local.named_iam_users, local.named_iam_access_keys) : {
      Login                = user.name
      "Distinguished Name" = "${local.iam_arn}:user${coalesce(user.path, "/")}${user.name}"
    } if user.name != null])
  }
}

output "next_steps" {
  description = "What to do after the apply"
  value = [for index, step in compact([
    # The gateway's identity.
    local.has_role && local.has_instances ? join(" ", [
      "The gateway's role is on ${join(", ", var.instances)}. Every other instance of this gateway needs the profile",
      "instance_profile_name too: name it in instances.",
    ]) : "",
    local.makes_instance_profile && !local.has_instances ? join(" ", [
      "Give the gateway's instance the profile instance_profile_name: name it in instances, in iam_instance_profile of",
      "an aws_instance, or EC2 > Instances > Actions > Security > Modify IAM role.",
    ]) : "",
    local.has_role && !local.makes_instance_profile ? "See that the gateway's instance uses the role role_name." : "",
    local.makes_access_key_user && !local.makes_access_key ? join(" ", [
      "Make the user's access key: aws iam create-access-key --user-name ${local.access_key_user_name}, or IAM > Users",
      "> Security credentials > Create access key > Application running outside AWS. Its ID and secret go into the PAM",
      "Configuration and nowhere else.",
    ]) : "",
    local.makes_access_key && local.pgp_key == null ? join(" ", [
      "Read the secret of the access key: terraform output -raw access_key_secret. It is in the state in plain text:",
      "whoever reads the state can act as the gateway.",
    ]) : "",
    local.makes_access_key && local.pgp_key != null ? join(" ", [
      "Decrypt the secret of the access key: terraform output -raw access_key_encrypted_secret | base64 --decode |",
      startswith(local.pgp_key, "keybase:") ? "keybase pgp decrypt." : "gpg --decrypt.",
    ]) : "",
    length(local.access_key_generations) > 1 ? join(" ", [
      "The former access key is still there: put the new one into the PAM Configuration, see a rotation succeed,",
      "remove keep_previous and apply again.",
    ]) : "",
    local.makes_access_key_user && local.has_role ? join(" ", [
      "The access key is for a gateway on a machine without a role. An instance role always wins: where there is one,",
      "the gateway never uses the key.",
    ]) : "",

    # Its configuration.
    local.has_configuration_secret ? join(" ", [
      "Put the gateway's base64 configuration into its secret: save it as gateway-configuration.txt, run the command",
      "in configuration_secret, and delete the file.",
    ]) : "",
    local.has_configuration_secret ? join(" ", [
      "Start the gateway (1.3.0 or newer, Docker or Linux) with the setting in configuration_secret that fits its",
      "installation, and without its former configuration.",
    ]) : "",

    # The records in Keeper.
    local.has_role ? join(" ", [
      "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration. Keeper's pages disagree on the",
      "two key fields: if USE_INSTANCE_ROLE is not accepted, leave them empty.",
    ]) : "",
    !local.has_role && local.makes_access_key_user ? join(" ", [
      "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration and the secret of the",
      "access key.",
    ]) : "",
    "Fill the records of the targets with keeper_records.",
    local.has_selections ? join(" ", [
      "Targets selected by tag or path are not in keeper_records: take Database ID, Directory ID or the user's ARN",
      "(Distinguished Name) from AWS.",
    ]) : "",

    # The targets.
    length(local.managed_databases) > 0 ? join(" ", [
      "Let the Keeper password rule of the databases leave out slash, double quote and @ (for Oracle also & and single",
      "quote): RDS refuses them.",
    ]) : "",
    length(local.iam_users) > 0 ? (
      "Every IAM user whose password is rotated needs a console password to begin with."
    ) : "",
    var.ec2_users ? (
      "EC2 users need no AWS right: the gateway logs in over SSH or WinRM (ports 22, 5985, 5986)."
    ) : "",
    local.scoped && local.rotates_something ? join(" ", [
      "If a rotation fails with a missing permission that the policies do grant, the gateway's self-check may not know",
      "scoped statements: set permissions = \"documented\" and tell us. It reaches every IAM user's console password,",
      "administrators' included, and every database and directory: name in protected_users whom it must not reach.",
    ]) : "",
    local.rotates_something ? "" : "The gateway may rotate nothing yet: name targets or switch discovery on.",
  ]) : "${index + 1}. ${step}"]
}
