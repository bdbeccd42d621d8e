# The protected users as the account has them: IAM takes users' names regardless of upper and lower case, and policies
# match them by it.

data "aws_iam_users" "account" {
  count = length(var.protected_users) > 0 ? 1 : 0

  lifecycle {
    postcondition {
      condition = alltrue([
        for user in var.protected_users : alltrue([
          for arn in self.arns : lower(basename(arn)) != lower(basename(user)) || contains([arn, basename(arn)], user)
        ])
      ])
      error_message = join("\n", flatten([
        for user in var.protected_users : [
          for arn in self.arns :
          join(" ", [
            "protected_users: ${user} protects nobody. The account has ${arn}, and policies tell upper from lower case",
            "and one path from another: write it as the account has it, name or ARN",
          ])
          if lower(basename(arn)) == lower(basename(user)) && !contains([arn, basename(arn)], user)
        ]
      ]))
    }
  }
}

locals {
  account_user_names = [for arn in flatten(data.aws_iam_users.account[*].arns) : lower(basename(arn))]
}

check "protected_users" {
  assert {
    condition = alltrue([
      for user in var.protected_users : contains(local.account_user_names, lower(basename(user)))
    ])
    error_message = join("\n", [
      for user in var.protected_users :
      join(" ", [
        "protected_users: the account has no user ${user}: unless this apply makes that user,",
        "the entry protects nobody",
      ])
      if !contains(local.account_user_names, lower(basename(user)))
    ])
  }
}
