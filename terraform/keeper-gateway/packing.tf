# How the statements of permissions.tf are distributed over as many policies as IAM's quotas demand. How many there are
# must be settled before the apply, when names may be unknown yet: each counts with what it can have at the most, and
# the precondition of each policy measures what has become of it.

locals {
  # IAM's quotas: of one policy, of what a role or a user carries, and of all inline policies of a role.
  policy_characters         = 6144
  policies_at_most          = 10
  inline_characters_at_most = 10240
  # What is left of a policy beside {"Version":"2012-10-17","Statement":[]}.
  policy_room = local.policy_characters - 39

  quota_advice = join(" ", [
    "name many users by one path, or many users, databases or directories by one tag;",
    "either says the same in one line",
  ])
}

locals {
  # What each statement counts with, and how much stands before it. One with `per_resource = 0` stays whole.
  sizes = { for principal, statements in local.statements : principal => [
    for statement in statements :
    statement.characters + (statement.per_resource == 0 ? 0 : statement.per_resource * length(statement.resources))
  ] }
  starts = { for principal, sizes in local.sizes : principal => [
    for position in range(length(sizes)) : sum(concat([0], slice(sizes, 0, position)))
  ] }
  characters = { for principal, sizes in local.sizes : principal => sum(concat([0], sizes)) }

  # All in one policy where they fit. Where they do not, each policy keeps room for what begins near its end, and for
  # the statement that it goes on with. A whole statement that ends before the first policy does needs none.
  room = { for principal, statements in local.statements : principal => (
    local.policy_room - (local.characters[principal] <= local.policy_room ? 0 : sum([
      max(concat([0], [
        for position, statement in statements : statement.characters + statement.per_resource
        if anytrue([
          statement.per_resource > 0,
          local.starts[principal][position] + local.sizes[principal][position] > local.policy_room,
        ])
      ])...),
      max(concat([0], [for statement in statements : statement.characters if statement.per_resource > 0])...),
    ]))
  ) }

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
  policy_count  = { for principal, pieces in local.pieces : principal => max(concat([-1], pieces[*].policy)...) + 1 }
  most_policies = max(values(local.policy_count)...)

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
