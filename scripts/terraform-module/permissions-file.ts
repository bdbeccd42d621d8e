import { POLICY_QUOTA, policyLength } from "../../modules/permissions";
import { PermissionStyle } from "../../modules/targets";
import { comment } from "./hcl";
import { statementsExpression } from "./statements";

/** permissions.tf: every statement that the gateway can have, and how they are distributed over policies. */
export function permissionsFile(): string {
  return `
locals {
  scoped              = var.permissions == "${PermissionStyle.SCOPED}"
  has_checked_targets = local.scoped && length(local.managed_databases) + length(local.directories) + length(local.iam_users) > 0
  discovery_regions   = local.discovery == null ? [] : coalesce(local.discovery.regions, [local.region])

  named_managed_databases  = [for database in local.managed_databases : database if database.tag == null]
  tagged_managed_databases = [for database in local.managed_databases : database if database.tag != null]
  named_directories        = [for directory in local.directories : directory if directory.tag == null]
  tagged_directories       = [for directory in local.directories : directory if directory.tag != null]
  named_iam_users          = [for user in local.iam_users : user if user.tag == null]
  tagged_iam_users         = [for user in local.iam_users : user if user.tag != null]
  named_iam_access_keys    = [for user in local.iam_access_keys : user if user.tag == null]
  tagged_iam_access_keys   = [for user in local.iam_access_keys : user if user.tag != null]

  boundary_arns = compact([local.role.permissions_boundary_arn, one(local.access_key_user[*].permissions_boundary_arn)])

  ${comment("Where the gateway has no permission at all, there is nothing to guard.").replaceAll("\n", "\n  ")}
  guard = coalesce(var.guard, local.has_permissions)
  has_permissions = anytrue([
    length(var.protected_users) > 0,
    local.makes_access_key_user,
    local.has_checked_targets,
    !local.scoped,
    local.has_configuration_secret,
    local.discovery != null,
    length(local.iam_access_keys) > 0,
  ])
}

locals {
  ${comment("What the role may do, and what the access-key user may do: the same, but for what each may do with itself. `characters` is what a statement counts with when the policies are packed, and `per_resource` each of its resources, at the most: a name may be known only after the apply, and how many policies there are is settled before. A statement with `per_resource = 0` stays whole.").replaceAll("\n", "\n  ")}
  statements = { for principal, self in { role = local.role_arn, access_key_user = local.access_key_user_arn } : principal => [
    for statement in concat(
${statementsExpression()}
    ) : statement if statement.granted
  ] }
}

locals {
  ${comment("What each statement counts with, and how much stands before it.").replaceAll("\n", "\n  ")}
  sizes = { for principal, statements in local.statements : principal => [
    for statement in statements :
    statement.characters + (statement.per_resource == 0 ? 0 : statement.per_resource * length(statement.resources))
  ] }
  starts = { for principal, sizes in local.sizes : principal => [
    for position in range(length(sizes)) : sum(concat([0], slice(sizes, 0, position)))
  ] }
  characters = { for principal, sizes in local.sizes : principal => sum(concat([0], sizes)) }

  ${comment("All in one policy where they fit. Where they do not, each policy keeps room for what begins near its end, and for the statement that it goes on with. A whole statement that ends before the first policy does needs none.").replaceAll("\n", "\n  ")}
  room = { for principal, statements in local.statements : principal => ${ROOM} - (local.characters[principal] <= ${ROOM} ? 0 : sum([
    max(concat([0], [
      for position, statement in statements : statement.characters + statement.per_resource
      if statement.per_resource > 0 || local.starts[principal][position] + local.sizes[principal][position] > ${ROOM}
    ])...),
    max(concat([0], [for statement in statements : statement.characters if statement.per_resource > 0])...),
  ])) }

  ${comment("The smallest pieces that can stand in a policy of their own. Each goes into the policy that its first character falls into.").replaceAll("\n", "\n  ")}
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
    for piece in pieces : "policy \${piece.policy}, statement \${piece.position}" => piece.resources...
  } }
  policies = { for principal, count in local.policy_count : principal => [
    for number in range(count) : [
      for position, statement in local.statements[principal] : merge(statement, {
        resources = concat(local.resources[principal]["policy \${number}, statement \${position}"]...)
      }) if can(local.resources[principal]["policy \${number}, statement \${position}"])
    ]
  ] }
}
`;
}

/** Characters of a policy that its statements can take. */
const ROOM = POLICY_QUOTA.characters - policyLength([]);
