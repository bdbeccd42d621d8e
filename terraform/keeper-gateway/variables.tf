# Each variable with the rules that it must keep. What shows only when several are seen together is said by the first
# output; what an object left out is filled in by inputs.tf.
#
# A variable with objects in it has the type `any`: a type of Terraform's would drop a misspelt attribute without a
# word. Its first rules hold the shape that its description says.
#
# Terraform works out a rule's message even where its condition holds, and both sides of `||`: nothing here may fail,
# whatever is given.
#   can(regex("", value))         whether a value is a text
#   can(keys(value))              whether it is an object; `merge({}, value)` takes null for an empty one
#   value[*]                      a list of the one value, or of none where it is null
#   flatten([var.list])           the list's items; what was given where it is no list
#
# And what is wrong whatever Terraform does not know yet is refused in the plan. Of `try` and `can` it knows nothing as
# soon as any part of their value is unknown, so that they are asked for less than that:
#   try(object.attribute, null)   the attribute, or null where there is none: for a text or a number whose own value is
#                                 judged, and for nothing else
#   lookup(merge({}, object), "attribute", null)
#                                 the same where it matters whether something is given, or of which type it is; it
#                                 fails where there is no object, and stands behind can(keys(object))
#   try(keys(object), [])         the names in an object or a map, of which each object[name] may be read
#   can(length([tostring(value)]))
#                                 whether a value has a type, though not which value it is
#   anytrue([…])                  knows that it holds as soon as one part does; `||` waits for both sides, and alltrue
#                                 for what stands before the part that does not hold
#
# Before Terraform 1.9 a rule can refer to its own variable alone: patterns that several keep stand with each.

variable "name" {
  description = "What the role and the instance profile are called; the names of the policies begin with it."
  type        = string
  nullable    = false

  validation {
    condition = alltrue([
      !can(regex("^AWS(?:ReservedSSO_|ServiceRoleFor)", var.name)),
      can(regex("^[A-Za-z0-9_][\\w+=,.@-]{0,63}$", var.name)),
    ])
    error_message = join(" ", [
      "name: \"${var.name}\" is not a name for the gateway: allowed is 1 to 64 letters, digits and _ + = , . @ -,",
      "beginning with a letter, a digit or _, and not with AWSReservedSSO_ or AWSServiceRoleFor as AWS's own roles do",
    ])
  }
}

variable "account_id" {
  description = "12 digits. With credentials of any other account nothing is planned."
  type        = string
  default     = null

  validation {
    condition = var.account_id == null || can(regex("^\\d{12}$", var.account_id))
    error_message = try(join(" ", [
      "account_id: \"${var.account_id}\" is not an AWS account ID: allowed is 12 digits in quotes, e.g.",
      "\"111122223333\"",
    ]), "")
  }
}

variable "tags" {
  description = "Tags of everything that is made, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([for key, value in var.tags : can(length([regex("", value)]))])
    error_message = join("\n", [
      for key, value in var.tags : "tags.${key}: this is not a string"
      if !can(length([regex("", value)]))
    ])
  }

  # IAM's rules for tags.
  validation {
    condition = length(var.tags) <= 49
    error_message = join(" ", [
      "tags: ${length(var.tags)} tags are given: IAM allows 50",
      "on a resource, and one of them is keeperpam-gateway",
    ])
  }

  validation {
    condition = alltrue([
      for key in keys(var.tags) :
      can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))
    ])
    error_message = join("\n", [
      for key in keys(var.tags) :
      "tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @"
      if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))
    ])
  }

  validation {
    condition = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = join("\n", [
      for key in keys(var.tags) : "tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself"
      if startswith(lower(key), "aws:")
    ])
  }

  validation {
    condition = alltrue([for key in keys(var.tags) : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [
      for key in keys(var.tags) :
      "tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key"
      if lower(key) == "keeperpam-gateway"
    ])
  }

  validation {
    condition = alltrue([
      for key, value in var.tags :
      anytrue([
        !can(regex("", value)),
        can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)),
      ])
    ])
    error_message = join("\n", [
      for key, value in var.tags :
      "tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @"
      if alltrue([
        can(regex("", value)),
        !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))),
      ])
    ])
  }

  validation {
    condition = length(distinct([for key in keys(var.tags) : lower(key)])) == length(var.tags)
    error_message = join("\n", flatten([
      for key in keys(var.tags) : [
        for other in keys(var.tags) :
        "tags.${key}: \"${key}\" differs from \"${other}\" in capitals only: IAM takes the two for the same key"
        if lower(other) == lower(key) && other != key
      ]
    ]))
  }
}

variable "managed_databases" {
  description = <<-EOT
    RDS instances whose master password is rotated. Each by `instance`, or every one of a region by `tag`.

    - `instance` (string): RDS instance identifier: the record's Database ID.
    - `region` (string): The region it is in. Default: the provider's region.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and
      Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  type        = any
  default     = []
  nullable    = false

  # The shape.
  validation {
    condition = !can(length([for item in var.managed_databases : item])) ? false : (
      can(keys(var.managed_databases)) ? false : !anytrue([
        for item in var.managed_databases : can(length([for inner in item : inner])) && !can(keys(item))
      ])
    )
    error_message = join(" ", [
      "managed_databases: this is not a list of objects: allowed",
      "is [{ instance = …, region = …, tag = … }, …]",
    ])
  }

  validation {
    condition = alltrue([for database in flatten([var.managed_databases]) : can(keys(database))])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      "managed_databases[${index}]: this is not an object: allowed is { instance = …, region = …, tag = … }"
      if !can(keys(database))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database), []) : contains(["instance", "region", "tag"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database), []) :
        "managed_databases[${index}].${attribute}: no such attribute: allowed is instance, region, tag"
        if !contains(["instance", "region", "tag"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database), []) : can(length([tostring(database[attribute])]))
        if contains(["instance", "region"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database), []) : "managed_databases[${index}].${attribute}: this is not a string"
        if contains(["instance", "region"], attribute) && !can(length([tostring(database[attribute])]))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      can(keys(database)) ? can(keys(merge({}, lookup(merge({}, database), "tag", null)))) : true
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      "managed_databases[${index}].tag: this is not an object: allowed is { key = …, value = … }"
      if can(keys(database)) ? !can(keys(merge({}, lookup(merge({}, database), "tag", null)))) : false
    ])
  }

  validation {
    condition = alltrue(flatten([
      for database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database.tag), []) : contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database.tag), []) :
        "managed_databases[${index}].tag.${attribute}: no such attribute: allowed is key, value"
        if !contains(["key", "value"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for database in flatten([var.managed_databases]) : [
        for attribute in ["key", "value"] : lookup(merge({}, database.tag), attribute, null) != null
      ] if can(keys(database.tag))
    ]))
    error_message = join("\n", flatten([
      for index, database in flatten([var.managed_databases]) : [
        for attribute in ["key", "value"] : "managed_databases[${index}].tag.${attribute}: is missing"
        if lookup(merge({}, database.tag), attribute, null) == null
      ] if can(keys(database.tag))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database.tag), []) : can(length([tostring(database.tag[attribute])]))
        if contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, database in flatten([var.managed_databases]) : [
        for attribute in try(keys(database.tag), []) :
        "managed_databases[${index}].tag.${attribute}: this is not a string"
        if contains(["key", "value"], attribute) && !can(length([tostring(database.tag[attribute])]))
      ]
    ]))
  }

  # What is named.
  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([for attribute in ["instance", "tag"] : lookup(merge({}, database), attribute, null) != null])
      if can(keys(database))
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      "managed_databases[${index}]: nothing is named: allowed is exactly one of instance, tag"
      if can(keys(database)) ? alltrue([
        for attribute in ["instance", "tag"] : lookup(merge({}, database), attribute, null) == null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([for attribute in ["instance", "tag"] : lookup(merge({}, database), attribute, null) == null])
      if can(keys(database))
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      "managed_databases[${index}]: instance and tag are given together: allowed is exactly one of instance, tag"
      if can(keys(database)) ? alltrue([
        for attribute in ["instance", "tag"] : lookup(merge({}, database), attribute, null) != null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([
        !can(regex("", database.instance)),
        can(regex("^.{1,63}$", database.instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", database.instance)),
      ])
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      join(" ", [
        "managed_databases[${index}].instance: \"${database.instance}\" is not an RDS instance identifier: allowed is",
        "1 to 63 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end and no two in a",
        "row (RDS stores it in lower case); not the resource ID, which has capitals, db-ABC…",
      ])
      if alltrue([
        can(regex("", database.instance)),
        !(can(regex("^.{1,63}$", database.instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", database.instance))),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([
        !can(regex("", database.region)),
        can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), database.region)),
      ])
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      join(" ", [
        "managed_databases[${index}].region: \"${database.region}\" is not an AWS region: allowed is the code of a",
        "region, e.g. us-east-1, us-gov-west-1 or cn-north-1",
      ])
      if alltrue([
        can(regex("", database.region)),
        !can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), database.region)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([
        !can(regex("", database.tag.key)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", database.tag.key)),
      ])
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      join(" ", [
        "managed_databases[${index}].tag.key: \"${database.tag.key}\" is not a tag key that a policy can hold: allowed",
        "is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", database.tag.key)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", database.tag.key)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for database in flatten([var.managed_databases]) :
      anytrue([
        !can(regex("", database.tag.value)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", database.tag.value)),
      ])
    ])
    error_message = join("\n", [
      for index, database in flatten([var.managed_databases]) :
      join(" ", [
        "managed_databases[${index}].tag.value: \"${database.tag.value}\" is not a tag value that a policy can hold:",
        "allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may",
        "hold",
      ])
      if alltrue([
        can(regex("", database.tag.value)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", database.tag.value)),
      ])
    ])
  }
}

variable "directories" {
  description = <<-EOT
    AWS directories whose users' passwords are rotated. Each by `id`, or every one of a region by `tag`.

    - `id` (string): Directory ID.
    - `region` (string): The region it is in. Default: the provider's region.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and
      Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  type        = any
  default     = []
  nullable    = false

  # The shape.
  validation {
    condition = !can(length([for item in var.directories : item])) ? false : (
      can(keys(var.directories)) ? false : !anytrue([
        for item in var.directories : can(length([for inner in item : inner])) && !can(keys(item))
      ])
    )
    error_message = "directories: this is not a list of objects: allowed is [{ id = …, region = …, tag = … }, …]"
  }

  validation {
    condition = alltrue([for directory in flatten([var.directories]) : can(keys(directory))])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      "directories[${index}]: this is not an object: allowed is { id = …, region = …, tag = … }"
      if !can(keys(directory))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for directory in flatten([var.directories]) : [
        for attribute in try(keys(directory), []) : contains(["id", "region", "tag"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, directory in flatten([var.directories]) : [
        for attribute in try(keys(directory), []) :
        "directories[${index}].${attribute}: no such attribute: allowed is id, region, tag"
        if !contains(["id", "region", "tag"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for directory in flatten([var.directories]) : [
        for attribute in try(keys(directory), []) : can(length([tostring(directory[attribute])]))
        if contains(["id", "region"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, directory in flatten([var.directories]) : [
        for attribute in try(keys(directory), []) : "directories[${index}].${attribute}: this is not a string"
        if contains(["id", "region"], attribute) && !can(length([tostring(directory[attribute])]))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      can(keys(directory)) ? can(keys(merge({}, lookup(merge({}, directory), "tag", null)))) : true
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      "directories[${index}].tag: this is not an object: allowed is { key = …, value = … }"
      if can(keys(directory)) ? !can(keys(merge({}, lookup(merge({}, directory), "tag", null)))) : false
    ])
  }

  validation {
    condition = alltrue(flatten([
      for directory in flatten([var.directories]) : [
        for attribute in try(keys(directory.tag), []) : contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, directory in flatten([var.directories]) : [
        for attribute in try(keys(directory.tag), []) :
        "directories[${index}].tag.${attribute}: no such attribute: allowed is key, value"
        if !contains(["key", "value"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for directory in flatten([var.directories]) : [
        for attribute in ["key", "value"] : lookup(merge({}, directory.tag), attribute, null) != null
      ] if can(keys(directory.tag))
    ]))
    error_message = join("\n", flatten([
      for index, directory in flatten([var.directories]) : [
        for attribute in ["key", "value"] : "directories[${index}].tag.${attribute}: is missing"
        if lookup(merge({}, directory.tag), attribute, null) == null
      ] if can(keys(directory.tag))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for directory in flatten([var.directories]) : [
        for attribute in try(keys(directory.tag), []) : can(length([tostring(directory.tag[attribute])]))
        if contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, directory in flatten([var.directories]) : [
        for attribute in try(keys(directory.tag), []) : "directories[${index}].tag.${attribute}: this is not a string"
        if contains(["key", "value"], attribute) && !can(length([tostring(directory.tag[attribute])]))
      ]
    ]))
  }

  # What is named.
  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      anytrue([for attribute in ["id", "tag"] : lookup(merge({}, directory), attribute, null) != null])
      if can(keys(directory))
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      "directories[${index}]: nothing is named: allowed is exactly one of id, tag"
      if can(keys(directory)) ? alltrue([
        for attribute in ["id", "tag"] : lookup(merge({}, directory), attribute, null) == null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      anytrue([for attribute in ["id", "tag"] : lookup(merge({}, directory), attribute, null) == null])
      if can(keys(directory))
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      "directories[${index}]: id and tag are given together: allowed is exactly one of id, tag"
      if can(keys(directory)) ? alltrue([
        for attribute in ["id", "tag"] : lookup(merge({}, directory), attribute, null) != null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      !can(regex("", directory.id)) || can(regex("^d-[0-9a-f]{10}$", directory.id))
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      join(" ", [
        "directories[${index}].id: \"${directory.id}\" is not a directory ID: allowed is d- and 10 hexadecimal digits",
        "in lower case, e.g. d-1234567890",
      ])
      if can(regex("", directory.id)) && !can(regex("^d-[0-9a-f]{10}$", directory.id))
    ])
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      anytrue([
        !can(regex("", directory.region)),
        can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), directory.region)),
      ])
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      join(" ", [
        "directories[${index}].region: \"${directory.region}\" is not an AWS region: allowed is the code of a region,",
        "e.g. us-east-1, us-gov-west-1 or cn-north-1",
      ])
      if alltrue([
        can(regex("", directory.region)),
        !can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), directory.region)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      anytrue([
        !can(regex("", directory.tag.key)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", directory.tag.key)),
      ])
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      join(" ", [
        "directories[${index}].tag.key: \"${directory.tag.key}\" is not a tag key that a policy can hold: allowed is 1",
        "to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", directory.tag.key)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", directory.tag.key)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for directory in flatten([var.directories]) :
      anytrue([
        !can(regex("", directory.tag.value)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", directory.tag.value)),
      ])
    ])
    error_message = join("\n", [
      for index, directory in flatten([var.directories]) :
      join(" ", [
        "directories[${index}].tag.value: \"${directory.tag.value}\" is not a tag value that a policy can hold:",
        "allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may",
        "hold",
      ])
      if alltrue([
        can(regex("", directory.tag.value)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", directory.tag.value)),
      ])
    ])
  }
}

variable "iam_users" {
  description = <<-EOT
    IAM users whose console password is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name` (string): The user's name.
    - `path` (string): With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and
      Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  type        = any
  default     = []
  nullable    = false

  # The shape.
  validation {
    condition = !can(length([for item in var.iam_users : item])) ? false : (
      can(keys(var.iam_users)) ? false : !anytrue([
        for item in var.iam_users : can(length([for inner in item : inner])) && !can(keys(item))
      ])
    )
    error_message = "iam_users: this is not a list of objects: allowed is [{ name = …, path = …, tag = … }, …]"
  }

  validation {
    condition = alltrue([for user in flatten([var.iam_users]) : can(keys(user))])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      "iam_users[${index}]: this is not an object: allowed is { name = …, path = …, tag = … }"
      if !can(keys(user))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_users]) : [
        for attribute in try(keys(user), []) : contains(["name", "path", "tag"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_users]) : [
        for attribute in try(keys(user), []) :
        "iam_users[${index}].${attribute}: no such attribute: allowed is name, path, tag"
        if !contains(["name", "path", "tag"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_users]) : [
        for attribute in try(keys(user), []) : can(length([tostring(user[attribute])]))
        if contains(["name", "path"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_users]) : [
        for attribute in try(keys(user), []) : "iam_users[${index}].${attribute}: this is not a string"
        if contains(["name", "path"], attribute) && !can(length([tostring(user[attribute])]))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      can(keys(user)) ? can(keys(merge({}, lookup(merge({}, user), "tag", null)))) : true
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      "iam_users[${index}].tag: this is not an object: allowed is { key = …, value = … }"
      if can(keys(user)) ? !can(keys(merge({}, lookup(merge({}, user), "tag", null)))) : false
    ])
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_users]) : [
        for attribute in try(keys(user.tag), []) : contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_users]) : [
        for attribute in try(keys(user.tag), []) :
        "iam_users[${index}].tag.${attribute}: no such attribute: allowed is key, value"
        if !contains(["key", "value"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_users]) : [
        for attribute in ["key", "value"] : lookup(merge({}, user.tag), attribute, null) != null
      ] if can(keys(user.tag))
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_users]) : [
        for attribute in ["key", "value"] : "iam_users[${index}].tag.${attribute}: is missing"
        if lookup(merge({}, user.tag), attribute, null) == null
      ] if can(keys(user.tag))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_users]) : [
        for attribute in try(keys(user.tag), []) : can(length([tostring(user.tag[attribute])]))
        if contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_users]) : [
        for attribute in try(keys(user.tag), []) : "iam_users[${index}].tag.${attribute}: this is not a string"
        if contains(["key", "value"], attribute) && !can(length([tostring(user.tag[attribute])]))
      ]
    ]))
  }

  # Who is named.
  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([for attribute in ["name", "path", "tag"] : lookup(merge({}, user), attribute, null) != null])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      "iam_users[${index}]: nothing is named: allowed is exactly one of name, path, tag"
      if can(keys(user)) ? alltrue([
        for attribute in ["name", "path", "tag"] : lookup(merge({}, user), attribute, null) == null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([for attribute in ["name", "tag"] : lookup(merge({}, user), attribute, null) == null])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      "iam_users[${index}]: name and tag are given together: allowed is exactly one of name, tag"
      if can(keys(user)) ? alltrue([
        for attribute in ["name", "tag"] : lookup(merge({}, user), attribute, null) != null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([
        lookup(merge({}, user), "name", null) != null,
        lookup(merge({}, user), "path", null) == null,
        lookup(merge({}, user), "tag", null) == null,
      ])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      "iam_users[${index}]: path and tag are given together: allowed is exactly one of name, path, tag"
      if can(keys(user)) ? alltrue([
        lookup(merge({}, user), "name", null) == null,
        lookup(merge({}, user), "path", null) != null,
        lookup(merge({}, user), "tag", null) != null,
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([
        !can(regex("", user.name)),
        !can(regex("^AIDA[A-Z0-9]{17}$", user.name)) && can(regex("^[\\w+=,.@-]{1,64}$", user.name)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      join(" ", [
        "iam_users[${index}].name: \"${user.name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _",
        "+ = , . @ -, not the unique ID (AIDA…)",
      ])
      if alltrue([
        can(regex("", user.name)),
        !(!can(regex("^AIDA[A-Z0-9]{17}$", user.name)) && can(regex("^[\\w+=,.@-]{1,64}$", user.name))),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([
        !can(regex("", user.path)),
        alltrue([
          !can(regex("^/aws-(?:reserved|service-role)/", user.path)),
          can(regex("^.{1,512}$", user.path)),
          can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", user.path)),
        ]),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      join(" ", [
        "iam_users[${index}].path: \"${user.path}\" is not an IAM path: allowed is up to 512 printable ASCII",
        "characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and",
        "/aws-service-role/ are for roles of AWS",
      ])
      if alltrue([
        can(regex("", user.path)),
        !alltrue([
          !can(regex("^/aws-(?:reserved|service-role)/", user.path)),
          can(regex("^.{1,512}$", user.path)),
          can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", user.path)),
        ]),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([
        !can(regex("", user.tag.key)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", user.tag.key)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      join(" ", [
        "iam_users[${index}].tag.key: \"${user.tag.key}\" is not a tag key that a policy can hold: allowed is 1 to 128",
        "letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", user.tag.key)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", user.tag.key)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_users]) :
      anytrue([
        !can(regex("", user.tag.value)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", user.tag.value)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_users]) :
      join(" ", [
        "iam_users[${index}].tag.value: \"${user.tag.value}\" is not a tag value that a policy can hold: allowed is up",
        "to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", user.tag.value)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", user.tag.value)),
      ])
    ])
  }
}

variable "iam_access_keys" {
  description = <<-EOT
    IAM users whose access key is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name` (string): The user's name.
    - `path` (string): With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and
      Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  type        = any
  default     = []
  nullable    = false

  # The shape.
  validation {
    condition = !can(length([for item in var.iam_access_keys : item])) ? false : (
      can(keys(var.iam_access_keys)) ? false : !anytrue([
        for item in var.iam_access_keys : can(length([for inner in item : inner])) && !can(keys(item))
      ])
    )
    error_message = "iam_access_keys: this is not a list of objects: allowed is [{ name = …, path = …, tag = … }, …]"
  }

  validation {
    condition = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user))])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      "iam_access_keys[${index}]: this is not an object: allowed is { name = …, path = …, tag = … }"
      if !can(keys(user))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user), []) : contains(["name", "path", "tag"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user), []) :
        "iam_access_keys[${index}].${attribute}: no such attribute: allowed is name, path, tag"
        if !contains(["name", "path", "tag"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user), []) : can(length([tostring(user[attribute])]))
        if contains(["name", "path"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user), []) : "iam_access_keys[${index}].${attribute}: this is not a string"
        if contains(["name", "path"], attribute) && !can(length([tostring(user[attribute])]))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      can(keys(user)) ? can(keys(merge({}, lookup(merge({}, user), "tag", null)))) : true
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      "iam_access_keys[${index}].tag: this is not an object: allowed is { key = …, value = … }"
      if can(keys(user)) ? !can(keys(merge({}, lookup(merge({}, user), "tag", null)))) : false
    ])
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user.tag), []) : contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user.tag), []) :
        "iam_access_keys[${index}].tag.${attribute}: no such attribute: allowed is key, value"
        if !contains(["key", "value"], attribute)
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_access_keys]) : [
        for attribute in ["key", "value"] : lookup(merge({}, user.tag), attribute, null) != null
      ] if can(keys(user.tag))
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_access_keys]) : [
        for attribute in ["key", "value"] : "iam_access_keys[${index}].tag.${attribute}: is missing"
        if lookup(merge({}, user.tag), attribute, null) == null
      ] if can(keys(user.tag))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user.tag), []) : can(length([tostring(user.tag[attribute])]))
        if contains(["key", "value"], attribute)
      ]
    ]))
    error_message = join("\n", flatten([
      for index, user in flatten([var.iam_access_keys]) : [
        for attribute in try(keys(user.tag), []) : "iam_access_keys[${index}].tag.${attribute}: this is not a string"
        if contains(["key", "value"], attribute) && !can(length([tostring(user.tag[attribute])]))
      ]
    ]))
  }

  # Who is named.
  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([for attribute in ["name", "path", "tag"] : lookup(merge({}, user), attribute, null) != null])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      "iam_access_keys[${index}]: nothing is named: allowed is exactly one of name, path, tag"
      if can(keys(user)) ? alltrue([
        for attribute in ["name", "path", "tag"] : lookup(merge({}, user), attribute, null) == null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([for attribute in ["name", "tag"] : lookup(merge({}, user), attribute, null) == null])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      "iam_access_keys[${index}]: name and tag are given together: allowed is exactly one of name, tag"
      if can(keys(user)) ? alltrue([
        for attribute in ["name", "tag"] : lookup(merge({}, user), attribute, null) != null
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([
        lookup(merge({}, user), "name", null) != null,
        lookup(merge({}, user), "path", null) == null,
        lookup(merge({}, user), "tag", null) == null,
      ])
      if can(keys(user))
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      "iam_access_keys[${index}]: path and tag are given together: allowed is exactly one of name, path, tag"
      if can(keys(user)) ? alltrue([
        lookup(merge({}, user), "name", null) == null,
        lookup(merge({}, user), "path", null) != null,
        lookup(merge({}, user), "tag", null) != null,
      ]) : false
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([
        !can(regex("", user.name)),
        !can(regex("^AIDA[A-Z0-9]{17}$", user.name)) && can(regex("^[\\w+=,.@-]{1,64}$", user.name)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      join(" ", [
        "iam_access_keys[${index}].name: \"${user.name}\" is not an IAM user name: allowed is 1 to 64 letters, digits",
        "and _ + = , . @ -, not the unique ID (AIDA…)",
      ])
      if alltrue([
        can(regex("", user.name)),
        !(!can(regex("^AIDA[A-Z0-9]{17}$", user.name)) && can(regex("^[\\w+=,.@-]{1,64}$", user.name))),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([
        !can(regex("", user.path)),
        alltrue([
          !can(regex("^/aws-(?:reserved|service-role)/", user.path)),
          can(regex("^.{1,512}$", user.path)),
          can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", user.path)),
        ]),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      join(" ", [
        "iam_access_keys[${index}].path: \"${user.path}\" is not an IAM path: allowed is up to 512 printable ASCII",
        "characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and",
        "/aws-service-role/ are for roles of AWS",
      ])
      if alltrue([
        can(regex("", user.path)),
        !alltrue([
          !can(regex("^/aws-(?:reserved|service-role)/", user.path)),
          can(regex("^.{1,512}$", user.path)),
          can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", user.path)),
        ]),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([
        !can(regex("", user.tag.key)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", user.tag.key)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      join(" ", [
        "iam_access_keys[${index}].tag.key: \"${user.tag.key}\" is not a tag key that a policy can hold: allowed is 1",
        "to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", user.tag.key)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{1,128}$", user.tag.key)),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in flatten([var.iam_access_keys]) :
      anytrue([
        !can(regex("", user.tag.value)),
        can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", user.tag.value)),
      ])
    ])
    error_message = join("\n", [
      for index, user in flatten([var.iam_access_keys]) :
      join(" ", [
        "iam_access_keys[${index}].tag.value: \"${user.tag.value}\" is not a tag value that a policy can hold: allowed",
        "is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold",
      ])
      if alltrue([
        can(regex("", user.tag.value)),
        !can(regex("^[ \\x{a0}0-9A-Za-zªµº²³¹¼-¾À-ÖØ-öø-ÿ_.:/=+\\-@]{0,256}$", user.tag.value)),
      ])
    ])
  }
}

variable "ec2_users" {
  description = "Users of EC2 machines. They need no AWS right; naming them documents that. Default: false."
  type        = bool
  default     = false
  nullable    = false
}

variable "discovery" {
  description = <<-EOT
    List machines, databases, directories and users: null for no (the default), {} for yes in the provider's region, or
    where.

    - `regions` (list(string)): The Region Names of the PAM Configuration. Default: the provider's region.
  EOT
  type        = any
  default     = null

  # The shape.
  validation {
    condition     = can(keys(merge({}, var.discovery)))
    error_message = "discovery: this is not an object: allowed is { regions = … }"
  }

  validation {
    condition = alltrue([for attribute in try(keys(var.discovery), []) : attribute == "regions"])
    error_message = join("\n", [
      for attribute in try(keys(var.discovery), []) : "discovery.${attribute}: no such attribute: allowed is regions"
      if attribute != "regions"
    ])
  }

  validation {
    condition = can(keys(var.discovery)) ? alltrue([
      for list in [lookup(merge({}, var.discovery), "regions", null)] :
      !can(length([for item in list : item])) && !can(length([tolist(list)])) ? false : (
        list == null ? true : can(keys(list)) ? false : !anytrue([
          for item in list : can(length([for inner in item : inner])) && !can(keys(item))
        ])
      )
    ]) : true
    error_message = "discovery.regions: this is not a list of strings"
  }

  validation {
    condition = alltrue(flatten([
      for discovery in var.discovery[*] : [
        for region in flatten(lookup(merge({}, discovery), "regions", null)[*]) : can(length([regex("", region)]))
      ] if can(keys(discovery))
    ]))
    error_message = join("\n", flatten([
      for discovery in var.discovery[*] : [
        for index, region in flatten(lookup(merge({}, discovery), "regions", null)[*]) :
        "discovery.regions[${index}]: this is not a string"
        if !can(length([regex("", region)]))
      ] if can(keys(discovery))
    ]))
  }

  # Where it looks.
  validation {
    condition = try(length(var.discovery.regions), 1) > 0
    error_message = join(" ", [
      "discovery.regions: no region is named: allowed is one",
      "or more, or no `regions` for the gateway's own",
    ])
  }

  validation {
    condition = alltrue([
      for region in flatten(try(var.discovery.regions, null)[*]) :
      anytrue([
        !can(regex("", region)),
        can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), region)),
      ])
    ])
    error_message = join("\n", [
      for index, region in flatten(try(var.discovery.regions, null)[*]) :
      join(" ", [
        "discovery.regions[${index}]: \"${region}\" is not an AWS region: allowed is the code of a region, e.g.",
        "us-east-1, us-gov-west-1 or cn-north-1",
      ])
      if alltrue([
        can(regex("", region)),
        !can(regex(join("", [
          "^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-",
          "(?:north|south|east|west|central){1,2}-[1-9]\\d?$",
        ]), region)),
      ])
    ])
  }
}

variable "protected_users" {
  description = <<-EOT
    IAM users whose passwords, keys, MFA devices and names are denied to the gateway, whatever else it is allowed: names
    (at any path) or ARNs.
  EOT
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([for user in var.protected_users : can(length([regex("", user)]))])
    error_message = join("\n", [
      for index, user in var.protected_users : "protected_users[${index}]: this is not a string"
      if !can(length([regex("", user)]))
    ])
  }

  validation {
    condition = alltrue([
      for user in var.protected_users :
      anytrue([
        !can(regex("", user)),
        can(regex("^arn:", user)),
        !can(regex("^AIDA[A-Z0-9]{17}$", user)) && can(regex("^[\\w+=,.@-]{1,64}$", user)),
      ])
    ])
    error_message = join("\n", [
      for index, user in var.protected_users :
      join(" ", [
        "protected_users[${index}]: \"${user}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + =",
        ", . @ -, not the unique ID (AIDA…), or the user's ARN",
      ])
      if alltrue([
        can(regex("", user)),
        !can(regex("^arn:", user)),
        !(!can(regex("^AIDA[A-Z0-9]{17}$", user)) && can(regex("^[\\w+=,.@-]{1,64}$", user))),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for user in var.protected_users :
      anytrue([
        !can(regex("^arn:", user)),
        can(regex(join("", [
          "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/",
          "(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$",
        ]), user)),
      ])
    ])
    error_message = join("\n", [
      for index, user in var.protected_users :
      join(" ", [
        "protected_users[${index}]: \"${user}\" is not the ARN of an IAM user: allowed is",
        "arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name",
      ])
      if alltrue([
        can(regex("^arn:", user)),
        !can(regex(join("", [
          "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/",
          "(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$",
        ]), user)),
      ])
    ])
  }
}

variable "permissions" {
  description = <<-EOT
    scoped (default): each target's actions on what is named. documented: Keeper's published actions on every resource,
    the console passwords of administrators included, but for protected_users.
  EOT
  type        = string
  default     = "scoped"
  nullable    = false

  validation {
    condition     = contains(["scoped", "documented"], var.permissions)
    error_message = "permissions: \"${var.permissions}\" is not allowed: allowed is scoped, documented"
  }
}

variable "guard" {
  description = <<-EOT
    Whether the gateway is denied every change in IAM but passwords and keys of users who are no gateway's, every
    exchange of an instance profile, and every change of its attachment function and of the secret and key of its
    configuration, whatever other policy its role or user carries. Default: true, where it has any permission at all.
  EOT
  type        = bool
  default     = null
}

variable "role" {
  description = <<-EOT
    How the gateway's role is made.

    - `create` (bool, default true): false for a gateway with an access key alone.
    - `name` (string): The role's name. Default: name.
    - `name_prefix` (string): The beginning of the role's name, which Terraform completes.
    - `path` (string, default "/"): The role's path. Keep the default / unless your account demands another.
    - `permissions_boundary_arn` (string): ARN of the policy that bounds the role.
    - `max_session_duration` (number): The longest session in seconds. Default: 3600.
    - `description` (string, default "KeeperPAM gateway"): What the IAM console shows for the role.
    - `tags` (map(string), default {}): Tags of the role, beside tags.
    - `existing` (object): A role that exists already and gets the policies. Goes with nothing else.
    - `existing.name` (string, required): Its name.
  EOT
  type        = any
  default     = {}
  nullable    = false

  # The shape.
  validation {
    condition = can(keys(merge({}, var.role)))
    error_message = join(" ", [
      "role: this is not an object: allowed is { create = …, name = …, name_prefix = …, path = …,",
      "permissions_boundary_arn = …, max_session_duration = …, description = …, tags = …, existing = … }",
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.role), []) : contains([
        "create", "name", "name_prefix", "path", "permissions_boundary_arn", "max_session_duration", "description",
        "tags", "existing",
      ], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.role), []) :
      join(" ", [
        "role.${attribute}: no such attribute: allowed is create, name, name_prefix, path, permissions_boundary_arn,",
        "max_session_duration, description, tags, existing",
      ])
      if !contains([
        "create", "name", "name_prefix", "path", "permissions_boundary_arn", "max_session_duration", "description",
        "tags", "existing",
      ], attribute)
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.role), []) : can(length([tostring(var.role[attribute])]))
      if contains(["name", "name_prefix", "path", "permissions_boundary_arn", "description"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.role), []) : "role.${attribute}: this is not a string"
      if alltrue([
        contains(["name", "name_prefix", "path", "permissions_boundary_arn", "description"], attribute),
        !can(length([tostring(var.role[attribute])])),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.role), []) : can(length([tonumber(var.role[attribute])]))
      if attribute == "max_session_duration"
    ])
    error_message = "role.max_session_duration: this is not a number"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.role), []) : can(length([tobool(var.role[attribute])]))
      if attribute == "create"
    ])
    error_message = "role.create: this is not true or false"
  }

  validation {
    condition     = can(keys(var.role)) ? can(keys(merge({}, lookup(merge({}, var.role), "existing", null)))) : true
    error_message = "role.existing: this is not an object: allowed is { name = … }"
  }

  validation {
    condition = alltrue([for attribute in try(keys(var.role.existing), []) : attribute == "name"])
    error_message = join("\n", [
      for attribute in try(keys(var.role.existing), []) :
      "role.existing.${attribute}: no such attribute: allowed is name"
      if attribute != "name"
    ])
  }

  validation {
    condition     = !can(keys(var.role.existing)) || try(var.role.existing.name, null) != null
    error_message = "role.existing.name: is missing"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.role.existing), []) : can(length([tostring(var.role.existing[attribute])]))
      if attribute == "name"
    ])
    error_message = "role.existing.name: this is not a string"
  }

  validation {
    condition     = can(keys(var.role)) ? can(keys(merge({}, lookup(merge({}, var.role), "tags", null)))) : true
    error_message = "role.tags: this is not a map of strings"
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.role.tags), []) : can(length([regex("", var.role.tags[key])]))
    ])
    error_message = join("\n", [
      for key in try(keys(var.role.tags), []) : "role.tags.${key}: this is not a string"
      if !can(length([regex("", var.role.tags[key])]))
    ])
  }

  # IAM's rules for roles.
  validation {
    condition = anytrue([
      !can(regex("", var.role.name)),
      alltrue([
        !can(regex("^AWS(?:ReservedSSO_|ServiceRoleFor)", var.role.name)),
        !can(regex("^AROA[A-Z0-9]{17}$", var.role.name)),
        can(regex("^[\\w+=,.@-]{1,64}$", var.role.name)),
      ]),
    ])
    error_message = try(join(" ", [
      "role.name: \"${var.role.name}\" is not an IAM role name: allowed is 1 to 64 letters, digits and _ + = , . @ -,",
      "not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor, not the unique ID (AROA…)",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.role.name_prefix)),
      alltrue([
        !can(regex("^AWS(?:ReservedSSO_|ServiceRoleFor)", var.role.name_prefix)),
        can(regex("^[\\w+=,.@-]{1,38}$", var.role.name_prefix)),
      ]),
    ])
    error_message = try(join(" ", [
      "role.name_prefix: \"${var.role.name_prefix}\" is not a prefix of an IAM role name: allowed is 1 to 38 letters,",
      "digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor",
    ]), "")
  }

  validation {
    condition = can(keys(var.role)) ? (
      lookup(merge({}, var.role), "name", null) == null || lookup(merge({}, var.role), "name_prefix", null) == null
    ) : true
    error_message = "role: name and name_prefix are given together: allowed is one of them"
  }

  validation {
    condition = anytrue([
      !can(regex("", var.role.path)),
      alltrue([
        !can(regex("^/aws-(?:reserved|service-role)/", var.role.path)),
        can(regex("^.{1,512}$", var.role.path)),
        can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", var.role.path)),
      ]),
    ])
    error_message = try(join(" ", [
      "role.path: \"${var.role.path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin",
      "and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.role.permissions_boundary_arn)),
      can(regex(join("", [
        "^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/",
        "(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$",
      ]), var.role.permissions_boundary_arn)),
    ])
    error_message = try(join(" ", [
      "role.permissions_boundary_arn: \"${var.role.permissions_boundary_arn}\" is not the ARN of a managed policy:",
      "allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME",
    ]), "")
  }

  validation {
    condition = alltrue([
      for seconds in try(tonumber(var.role.max_session_duration), null)[*] :
      seconds >= 3600 && seconds <= 43200 && floor(seconds) == seconds
    ])
    error_message = join("\n", [
      for seconds in try(tonumber(var.role.max_session_duration), null)[*] :
      "role.max_session_duration: ${seconds} is not a session length: allowed is 3600 to 43200 seconds"
    ])
  }

  validation {
    condition = anytrue([
      !can(regex("", var.role.description)),
      can(regex("^[ -[\\]-~\\x{00a1}-\\x{00ff}]{0,1000}$", var.role.description)),
    ])
    error_message = try(join(" ", [
      "role.description: \"${var.role.description}\" is not a description of an IAM role: allowed is up to 1000",
      "letters, digits and signs of Latin-1 on one line, without \\",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.role.existing.name)),
      alltrue([
        !can(regex("^AWS(?:ReservedSSO_|ServiceRoleFor)", var.role.existing.name)),
        !can(regex("^AROA[A-Z0-9]{17}$", var.role.existing.name)),
        can(regex("^[\\w+=,.@-]{1,64}$", var.role.existing.name)),
      ]),
    ])
    error_message = try(join(" ", [
      "role.existing.name: \"${var.role.existing.name}\" is not an IAM role name: allowed is 1 to 64 letters, digits",
      "and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor, not the unique ID",
      "(AROA…)",
    ]), "")
  }

  validation {
    condition = can(keys(var.role.existing)) ? !anytrue([
      for attribute in ["name", "name_prefix", "permissions_boundary_arn", "max_session_duration"] :
      lookup(merge({}, var.role), attribute, null) != null
    ]) : true
    error_message = join(" ", [
      "role.existing: an existing role is taken as it is: name, name_prefix, permissions_boundary_arn,",
      "max_session_duration cannot be set for it",
    ])
  }

  # IAM's rules for tags.
  validation {
    condition = length(try(keys(var.role.tags), [])) <= 49
    error_message = join(" ", [
      "role.tags:",
      length(try(keys(var.role.tags), [])),
      "tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway",
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.role.tags), []) :
      can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))
    ])
    error_message = join("\n", [
      for key in try(keys(var.role.tags), []) :
      "role.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @"
      if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))
    ])
  }

  validation {
    condition = alltrue([for key in try(keys(var.role.tags), []) : !startswith(lower(key), "aws:")])
    error_message = join("\n", [
      for key in try(keys(var.role.tags), []) :
      "role.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself"
      if startswith(lower(key), "aws:")
    ])
  }

  validation {
    condition = alltrue([for key in try(keys(var.role.tags), []) : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [
      for key in try(keys(var.role.tags), []) :
      "role.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key"
      if lower(key) == "keeperpam-gateway"
    ])
  }

  validation {
    condition = alltrue([
      for key, value in try(merge({}, var.role.tags), {}) :
      anytrue([
        !can(regex("", value)),
        can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)),
      ])
    ])
    error_message = join("\n", [
      for key, value in try(merge({}, var.role.tags), {}) :
      join(" ", [
        "role.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / =",
        "+ - @",
      ])
      if alltrue([
        can(regex("", value)),
        !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))),
      ])
    ])
  }

  validation {
    condition = length(try(keys(var.role.tags), [])) == length(distinct([
      for key in try(keys(var.role.tags), []) : lower(key)
    ]))
    error_message = join("\n", flatten([
      for key in try(keys(var.role.tags), []) : [
        for other in try(keys(var.role.tags), []) :
        "role.tags.${key}: \"${key}\" differs from \"${other}\" in capitals only: IAM takes the two for the same key"
        if lower(other) == lower(key) && other != key
      ]
    ]))
  }
}

variable "instance_profile" {
  description = <<-EOT
    The instance profile that hands the role to the gateway's machines.

    - `create` (bool): Whether it is made. Default: true, and false with an existing role.
    - `name` (string): The profile's name. Default: the role's name.
  EOT
  type        = any
  default     = {}
  nullable    = false

  # The shape.
  validation {
    condition     = can(keys(merge({}, var.instance_profile)))
    error_message = "instance_profile: this is not an object: allowed is { create = …, name = … }"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.instance_profile), []) : contains(["create", "name"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.instance_profile), []) :
      "instance_profile.${attribute}: no such attribute: allowed is create, name"
      if !contains(["create", "name"], attribute)
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.instance_profile), []) : can(length([tostring(var.instance_profile[attribute])]))
      if attribute == "name"
    ])
    error_message = "instance_profile.name: this is not a string"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.instance_profile), []) : can(length([tobool(var.instance_profile[attribute])]))
      if attribute == "create"
    ])
    error_message = "instance_profile.create: this is not true or false"
  }

  validation {
    condition = anytrue([
      !can(regex("", var.instance_profile.name)),
      alltrue([
        !can(regex("^AIPA[A-Z0-9]{17}$", var.instance_profile.name)),
        can(regex("^[\\w+=,.@-]{1,128}$", var.instance_profile.name)),
      ]),
    ])
    error_message = try(join(" ", [
      "instance_profile.name: \"${var.instance_profile.name}\" is not an instance profile name: allowed is 1 to 128",
      "letters, digits and _ + = , . @ -, not the unique ID (AIPA…)",
    ]), "")
  }
}

variable "instances" {
  description = <<-EOT
    Running EC2 instances that get the instance profile and that this Terraform does not own. A Lambda function is made
    that attaches it. Their IDs must be known when Terraform plans; an aws_instance of your own takes the output
    instance_profile_name instead.
  EOT
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([for id in var.instances : can(length([regex("", id)]))])
    error_message = join("\n", [
      for index, id in var.instances : "instances[${index}]: this is not a string"
      if !can(length([regex("", id)]))
    ])
  }

  validation {
    condition = alltrue([
      for id in var.instances : !can(regex("", id)) || can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id))
    ])
    error_message = join("\n", [
      for index, id in var.instances :
      join(" ", [
        "instances[${index}]: \"${id}\" is not an EC2 instance ID: allowed is i- and 17 (or 8) hexadecimal digits in",
        "lower case, e.g. i-0123456789abcdef0",
      ])
      if can(regex("", id)) && !can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id))
    ])
  }

  validation {
    condition = length(var.instances) <= 6
    error_message = join(" ", [
      "instances: ${length(var.instances)} instances are given: allowed is up to 6, a gateway runs on one or a few;",
      "make a configuration for each group",
    ])
  }

  validation {
    condition = length(distinct(compact(var.instances))) == length(compact(var.instances))
    error_message = join("\n", [
      for index, id in var.instances : "instances[${index}]: \"${id}\" stands in the list twice: allowed is once"
      if can(regex("", id)) ? index(var.instances, id) < index : false
    ])
  }
}

variable "on_conflict" {
  description = <<-EOT
    What happens to an instance that has another instance profile: fail (default), or replace, which puts it back on
    destroy.
  EOT
  type        = string
  default     = "fail"
  nullable    = false

  validation {
    condition     = contains(["fail", "replace"], var.on_conflict)
    error_message = "on_conflict: \"${var.on_conflict}\" is not allowed: allowed is fail, replace"
  }
}

variable "installation" {
  description = <<-EOT
    How the gateway runs on the instances: docker (default) or native. Decides which metadata hop limit is warned about.
  EOT
  type        = string
  default     = "docker"
  nullable    = false

  validation {
    condition     = contains(["docker", "native"], var.installation)
    error_message = "installation: \"${var.installation}\" is not allowed: allowed is docker, native"
  }
}

variable "attachment_function" {
  description = <<-EOT
    The Lambda function that attaches the instance profile to `instances`.

    - `permissions_boundary_arn` (string): ARN of the policy that bounds the function's role. Default: none.
    - `log_retention_days` (number, default 30): Days for which the function's log is kept, as CloudWatch Logs allows
      them.
  EOT
  type        = any
  default     = {}
  nullable    = false

  # The shape.
  validation {
    condition = can(keys(merge({}, var.attachment_function)))
    error_message = join(" ", [
      "attachment_function: this is not an object: allowed is {",
      "permissions_boundary_arn = …, log_retention_days = … }",
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.attachment_function), []) :
      contains(["permissions_boundary_arn", "log_retention_days"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.attachment_function), []) :
      "attachment_function.${attribute}: no such attribute: allowed is permissions_boundary_arn, log_retention_days"
      if !contains(["permissions_boundary_arn", "log_retention_days"], attribute)
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.attachment_function), []) :
      can(length([tostring(var.attachment_function[attribute])]))
      if attribute == "permissions_boundary_arn"
    ])
    error_message = "attachment_function.permissions_boundary_arn: this is not a string"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.attachment_function), []) :
      can(length([tonumber(var.attachment_function[attribute])]))
      if attribute == "log_retention_days"
    ])
    error_message = "attachment_function.log_retention_days: this is not a number"
  }

  validation {
    condition = anytrue([
      !can(regex("", var.attachment_function.permissions_boundary_arn)),
      can(regex(join("", [
        "^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/",
        "(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$",
      ]), var.attachment_function.permissions_boundary_arn)),
    ])
    error_message = try(join(" ", [
      "attachment_function.permissions_boundary_arn: \"${var.attachment_function.permissions_boundary_arn}\" is not",
      "the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME",
    ]), "")
  }

  # What CloudWatch Logs takes.
  validation {
    condition = alltrue([
      for days in try(tonumber(var.attachment_function.log_retention_days), null)[*] : contains([
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
        545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
      ], days)
    ])
    error_message = join("\n", [
      for days in try(tonumber(var.attachment_function.log_retention_days), null)[*] :
      join(" ", [
        "attachment_function.log_retention_days: ${days} is not a retention of CloudWatch Logs: allowed is 1, 3, 5, 7,",
        "14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days",
      ])
    ])
  }
}

variable "access_key_user" {
  description = <<-EOT
    An IAM user with an access key: null for none (the default), or how it is made. Exactly one of create_access_key =
    false, pgp_key and accept_secret_in_state = true must be given.

    - `name` (string): The user's name. Default: name.
    - `path` (string, default "/"): The user's path.
    - `permissions_boundary_arn` (string): ARN of the policy that bounds the user.
    - `tags` (map(string), default {}): Tags of the user, beside tags.
    - `create_access_key` (bool, default true): false: the user only; its key is made by hand and never passes through
      Terraform.
    - `pgp_key` (string): The secret is in the state encrypted for this PGP public key only: keybase:NAME, or the key in
      base64 as `gpg --export KEY | base64` prints it. Another key goes with another generation.
    - `accept_secret_in_state` (bool, default false): true: the secret is in the state in plain text.
    - `generation` (number, default 1): Number of the access key. Another number makes another key, and then deletes the
      former one: count up by one.
    - `keep_previous` (bool, default false): true: the key of the generation before stays, as it was made, until the new
      one is in use; apply once without it before the next generation.
  EOT
  type        = any
  default     = null

  # The shape.
  validation {
    condition = can(keys(merge({}, var.access_key_user)))
    error_message = join(" ", [
      "access_key_user: this is not an object: allowed is { name = …, path = …, permissions_boundary_arn = …, tags =",
      "…, create_access_key = …, pgp_key = …, accept_secret_in_state = …, generation = …, keep_previous = … }",
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.access_key_user), []) : contains([
        "name", "path", "permissions_boundary_arn", "tags", "create_access_key", "pgp_key", "accept_secret_in_state",
        "generation", "keep_previous",
      ], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.access_key_user), []) :
      join(" ", [
        "access_key_user.${attribute}: no such attribute: allowed is name, path, permissions_boundary_arn, tags,",
        "create_access_key, pgp_key, accept_secret_in_state, generation, keep_previous",
      ])
      if !contains([
        "name", "path", "permissions_boundary_arn", "tags", "create_access_key", "pgp_key", "accept_secret_in_state",
        "generation", "keep_previous",
      ], attribute)
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.access_key_user), []) : can(length([tostring(var.access_key_user[attribute])]))
      if contains(["name", "path", "permissions_boundary_arn", "pgp_key"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.access_key_user), []) : "access_key_user.${attribute}: this is not a string"
      if alltrue([
        contains(["name", "path", "permissions_boundary_arn", "pgp_key"], attribute),
        !can(length([tostring(var.access_key_user[attribute])])),
      ])
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.access_key_user), []) : can(length([tonumber(var.access_key_user[attribute])]))
      if attribute == "generation"
    ])
    error_message = "access_key_user.generation: this is not a number"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.access_key_user), []) : can(length([tobool(var.access_key_user[attribute])]))
      if contains(["create_access_key", "accept_secret_in_state", "keep_previous"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.access_key_user), []) : "access_key_user.${attribute}: this is not true or false"
      if alltrue([
        contains(["create_access_key", "accept_secret_in_state", "keep_previous"], attribute),
        !can(length([tobool(var.access_key_user[attribute])])),
      ])
    ])
  }

  validation {
    condition = can(keys(var.access_key_user)) ? (
      can(keys(merge({}, lookup(merge({}, var.access_key_user), "tags", null))))
    ) : true
    error_message = "access_key_user.tags: this is not a map of strings"
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.access_key_user.tags), []) : can(length([regex("", var.access_key_user.tags[key])]))
    ])
    error_message = join("\n", [
      for key in try(keys(var.access_key_user.tags), []) : "access_key_user.tags.${key}: this is not a string"
      if !can(length([regex("", var.access_key_user.tags[key])]))
    ])
  }

  # IAM's rules for users.
  validation {
    condition = anytrue([
      !can(regex("", var.access_key_user.name)),
      alltrue([
        !can(regex("^AIDA[A-Z0-9]{17}$", var.access_key_user.name)),
        can(regex("^[\\w+=,.@-]{1,64}$", var.access_key_user.name)),
      ]),
    ])
    error_message = try(join(" ", [
      "access_key_user.name: \"${var.access_key_user.name}\" is not an IAM user name: allowed is 1 to 64 letters,",
      "digits and _ + = , . @ -, not the unique ID (AIDA…)",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.access_key_user.path)),
      alltrue([
        !can(regex("^/aws-(?:reserved|service-role)/", var.access_key_user.path)),
        can(regex("^.{1,512}$", var.access_key_user.path)),
        can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", var.access_key_user.path)),
      ]),
    ])
    error_message = try(join(" ", [
      "access_key_user.path: \"${var.access_key_user.path}\" is not an IAM path: allowed is up to 512 printable ASCII",
      "characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and",
      "/aws-service-role/ are for roles of AWS",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.access_key_user.permissions_boundary_arn)),
      can(regex(join("", [
        "^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/",
        "(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$",
      ]), var.access_key_user.permissions_boundary_arn)),
    ])
    error_message = try(join(" ", [
      "access_key_user.permissions_boundary_arn: \"${var.access_key_user.permissions_boundary_arn}\" is not the ARN of",
      "a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME",
    ]), "")
  }

  # IAM's rules for tags.
  validation {
    condition = length(try(keys(var.access_key_user.tags), [])) <= 49
    error_message = join(" ", [
      "access_key_user.tags:",
      length(try(keys(var.access_key_user.tags), [])),
      "tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway",
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.access_key_user.tags), []) :
      can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))
    ])
    error_message = join("\n", [
      for key in try(keys(var.access_key_user.tags), []) :
      join(" ", [
        "access_key_user.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ .",
        ": / = + - @",
      ])
      if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.access_key_user.tags), []) : !startswith(lower(key), "aws:")
    ])
    error_message = join("\n", [
      for key in try(keys(var.access_key_user.tags), []) :
      "access_key_user.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself"
      if startswith(lower(key), "aws:")
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.access_key_user.tags), []) : lower(key) != "keeperpam-gateway"
    ])
    error_message = join("\n", [
      for key in try(keys(var.access_key_user.tags), []) :
      "access_key_user.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key"
      if lower(key) == "keeperpam-gateway"
    ])
  }

  validation {
    condition = alltrue([
      for key, value in try(merge({}, var.access_key_user.tags), {}) :
      anytrue([
        !can(regex("", value)),
        can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)),
      ])
    ])
    error_message = join("\n", [
      for key, value in try(merge({}, var.access_key_user.tags), {}) :
      join(" ", [
        "access_key_user.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces",
        "and _ . : / = + - @",
      ])
      if alltrue([
        can(regex("", value)),
        !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))),
      ])
    ])
  }

  validation {
    condition = length(try(keys(var.access_key_user.tags), [])) == length(distinct([
      for key in try(keys(var.access_key_user.tags), []) : lower(key)
    ]))
    error_message = join("\n", flatten([
      for key in try(keys(var.access_key_user.tags), []) : [
        for other in try(keys(var.access_key_user.tags), []) :
        join(" ", [
          "access_key_user.tags.${key}: \"${key}\" differs from \"${other}\" in capitals only: IAM takes the two for",
          "the same key",
        ])
        if lower(other) == lower(key) && other != key
      ]
    ]))
  }

  # What becomes of the key's secret.
  validation {
    condition = !can(keys(var.access_key_user)) || anytrue([
      try(tobool(var.access_key_user.create_access_key) == false, false),
      try(var.access_key_user.pgp_key, null) != null,
      try(tobool(var.access_key_user.accept_secret_in_state) == true, false),
    ])
    error_message = join(" ", [
      "access_key_user: nothing says what becomes of the access key's secret: allowed is exactly one of",
      "create_access_key = false (the user only; its key is made by hand and never passes through Terraform), pgp_key",
      "(the secret is in the state encrypted for that key only), accept_secret_in_state = true (the secret is in the",
      "state in plain text)",
    ])
  }

  validation {
    condition = length(compact(flatten([
      for user in var.access_key_user[*] : [
        try(tobool(user.create_access_key) == false, false) ? "create_access_key = false" : "",
        lookup(merge({}, user), "pgp_key", null) != null ? "pgp_key" : "",
        try(tobool(user.accept_secret_in_state) == true, false) ? "accept_secret_in_state = true" : "",
      ] if can(keys(user))
    ]))) < 2
    error_message = join(" ", [
      "access_key_user:",
      join(" and ", compact(flatten([
        for user in var.access_key_user[*] : [
          try(tobool(user.create_access_key) == false, false) ? "create_access_key = false" : "",
          lookup(merge({}, user), "pgp_key", null) != null ? "pgp_key" : "",
          try(tobool(user.accept_secret_in_state) == true, false) ? "accept_secret_in_state = true" : "",
        ] if can(keys(user))
      ]))),
      "are given together: allowed is exactly one of create_access_key = false (the user only; its key is made by hand",
      "and never passes through Terraform), pgp_key (the secret is in the state encrypted for that key only),",
      "accept_secret_in_state = true (the secret is in the state in plain text)",
    ])
  }

  # A Keybase name, or base64 that begins with the packet of a public key; that of a private key begins otherwise.
  validation {
    condition = anytrue([
      !can(regex("", var.access_key_user.pgp_key)),
      can(regex(
        "^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$",
        replace(var.access_key_user.pgp_key, "/\\s/", ""),
      )),
    ])
    error_message = join(" ", [
      "access_key_user.pgp_key: this is not a PGP public key: allowed is keybase:NAME, or a public key in base64 as",
      "`gpg --export KEY | base64` prints it",
    ])
  }

  # The key's renewal.
  validation {
    condition = alltrue([
      for generation in try(tonumber(var.access_key_user.generation), null)[*] :
      generation >= 1 && floor(generation) == generation
    ])
    error_message = join("\n", [
      for generation in try(tonumber(var.access_key_user.generation), null)[*] :
      "access_key_user.generation: ${generation} is not a generation: allowed is 1, 2, 3, …"
    ])
  }

  validation {
    condition = anytrue([
      !try(tobool(var.access_key_user.create_access_key) == false, false),
      coalesce(try(tonumber(var.access_key_user.generation), null), 1) == 1,
    ])
    error_message = join(" ", [
      "access_key_user.generation: create_access_key is false:",
      "there is no access key here that could be renewed",
    ])
  }

  validation {
    condition = anytrue([
      !try(tobool(var.access_key_user.create_access_key) == false, false),
      !try(tobool(var.access_key_user.keep_previous) == true, false),
    ])
    error_message = join(" ", [
      "access_key_user.keep_previous: create_access_key is false:",
      "there is no access key here that could be renewed",
    ])
  }

  validation {
    condition = anytrue([
      try(tobool(var.access_key_user.create_access_key) == false, false),
      !try(tobool(var.access_key_user.keep_previous) == true, false),
      coalesce(try(tonumber(var.access_key_user.generation), null), 1) > 1,
    ])
    error_message = join(" ", [
      "access_key_user.keep_previous: generation 1 has no key before",
      "it: keep_previous goes with generation 2 and up",
    ])
  }
}

variable "configuration_secret" {
  description = <<-EOT
    The secret that keeps the gateway's own configuration, which Keeper calls "AWS KMS": null for none (the default), or
    how it is made.

    - `name` (string): The secret's name; the alias of its key is called after it.
    - `secret` (object): A secret that exists. Goes with key at most.
    - `secret.arn` (string, required): Its ARN, with the six characters of its end.
    - `key` (object): A customer-managed key that exists, whose policy lets the gateway and the operators use it through
      Secrets Manager. Default: a key is made; with secret the AWS managed key.
    - `key.arn` (string, required): Its ARN.
    - `operators` (list(string)): Who may write the secret's value: ARNs of roles and users, which need no other policy.
      Everybody else is denied it; whoever may change the secret's policy can let himself in. A key that is made here
      lets nobody but the gateway and them read it, as long as nobody changes its policy; an existing key's own policy
      decides that. Default: whoever the account's own policies let.
    - `operator_permission_sets` (list of objects): Permission sets of IAM Identity Center whose roles may write the
      value, beside operators. An ARN of such a role in operators is outdated once the set is assigned anew.
    - `operator_permission_sets.name` (string, required): The permission set's name.
    - `operator_permission_sets.path` (string): Where its roles are: /aws-reserved/sso.amazonaws.com/, or with the
      region of IAM Identity Center behind it. Default: either.
    - `recovery_window_days` (number): Days for which the deleted secret can be restored: 7 to 30, or 0. Default: 30.
    - `key_deletion_window_days` (number): Days between the deletion of the key and its end: 7 to 30. Default: 30.
    - `tags` (map(string), default {}): Tags of the secret and its key, beside tags.
  EOT
  type        = any
  default     = null

  # The shape.
  validation {
    condition = can(keys(merge({}, var.configuration_secret)))
    error_message = join(" ", [
      "configuration_secret: this is not an object: allowed is { name = …, secret = …, key = …, operators = …,",
      "operator_permission_sets = …, recovery_window_days = …, key_deletion_window_days = …, tags = … }",
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.configuration_secret), []) : contains([
        "name", "secret", "key", "operators", "operator_permission_sets", "recovery_window_days",
        "key_deletion_window_days", "tags",
      ], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.configuration_secret), []) :
      join(" ", [
        "configuration_secret.${attribute}: no such attribute: allowed is name, secret, key, operators,",
        "operator_permission_sets, recovery_window_days, key_deletion_window_days, tags",
      ])
      if !contains([
        "name", "secret", "key", "operators", "operator_permission_sets", "recovery_window_days",
        "key_deletion_window_days", "tags",
      ], attribute)
    ])
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.configuration_secret), []) :
      can(length([tostring(var.configuration_secret[attribute])]))
      if attribute == "name"
    ])
    error_message = "configuration_secret.name: this is not a string"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.configuration_secret), []) :
      can(length([tonumber(var.configuration_secret[attribute])]))
      if contains(["recovery_window_days", "key_deletion_window_days"], attribute)
    ])
    error_message = join("\n", [
      for attribute in try(keys(var.configuration_secret), []) :
      "configuration_secret.${attribute}: this is not a number"
      if alltrue([
        contains(["recovery_window_days", "key_deletion_window_days"], attribute),
        !can(length([tonumber(var.configuration_secret[attribute])])),
      ])
    ])
  }

  validation {
    condition = can(keys(var.configuration_secret)) ? (
      can(keys(merge({}, lookup(merge({}, var.configuration_secret), "secret", null))))
    ) : true
    error_message = "configuration_secret.secret: this is not an object: allowed is { arn = … }"
  }

  validation {
    condition = alltrue([for attribute in try(keys(var.configuration_secret.secret), []) : attribute == "arn"])
    error_message = join("\n", [
      for attribute in try(keys(var.configuration_secret.secret), []) :
      "configuration_secret.secret.${attribute}: no such attribute: allowed is arn"
      if attribute != "arn"
    ])
  }

  validation {
    condition = anytrue([
      !can(keys(var.configuration_secret.secret)),
      try(var.configuration_secret.secret.arn, null) != null,
    ])
    error_message = "configuration_secret.secret.arn: is missing"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.configuration_secret.secret), []) :
      can(length([tostring(var.configuration_secret.secret[attribute])]))
      if attribute == "arn"
    ])
    error_message = "configuration_secret.secret.arn: this is not a string"
  }

  validation {
    condition = can(keys(var.configuration_secret)) ? (
      can(keys(merge({}, lookup(merge({}, var.configuration_secret), "key", null))))
    ) : true
    error_message = "configuration_secret.key: this is not an object: allowed is { arn = … }"
  }

  validation {
    condition = alltrue([for attribute in try(keys(var.configuration_secret.key), []) : attribute == "arn"])
    error_message = join("\n", [
      for attribute in try(keys(var.configuration_secret.key), []) :
      "configuration_secret.key.${attribute}: no such attribute: allowed is arn"
      if attribute != "arn"
    ])
  }

  validation {
    condition     = !can(keys(var.configuration_secret.key)) || try(var.configuration_secret.key.arn, null) != null
    error_message = "configuration_secret.key.arn: is missing"
  }

  validation {
    condition = alltrue([
      for attribute in try(keys(var.configuration_secret.key), []) :
      can(length([tostring(var.configuration_secret.key[attribute])]))
      if attribute == "arn"
    ])
    error_message = "configuration_secret.key.arn: this is not a string"
  }

  validation {
    condition = can(keys(var.configuration_secret)) ? alltrue([
      for list in [lookup(merge({}, var.configuration_secret), "operators", null)] :
      !can(length([for item in list : item])) && !can(length([tolist(list)])) ? false : (
        list == null ? true : can(keys(list)) ? false : !anytrue([
          for item in list : can(length([for inner in item : inner])) && !can(keys(item))
        ])
      )
    ]) : true
    error_message = "configuration_secret.operators: this is not a list of strings"
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for operator in flatten(lookup(merge({}, secret), "operators", null)[*]) :
        can(length([regex("", operator)]))
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, operator in flatten(lookup(merge({}, secret), "operators", null)[*]) :
        "configuration_secret.operators[${index}]: this is not a string"
        if !can(length([regex("", operator)]))
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = can(keys(var.configuration_secret)) ? alltrue([
      for list in [lookup(merge({}, var.configuration_secret), "operator_permission_sets", null)] :
      !can(length([for item in list : item])) && !can(length([tolist(list)])) ? false : (
        list == null ? true : can(keys(list)) ? false : !anytrue([
          for item in list : can(length([for inner in item : inner])) && !can(keys(item))
        ])
      )
    ]) : true
    error_message = join(" ", [
      "configuration_secret.operator_permission_sets: this is not a list of objects: allowed is [{ name = …, path = …",
      "}, …]",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        can(keys(set))
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        join(" ", [
          "configuration_secret.operator_permission_sets[${index}]: this is not an object: allowed is { name = …, path",
          "= … }",
        ])
        if !can(keys(set))
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        [for attribute in try(keys(set), []) : contains(["name", "path"], attribute)]
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        [
          for attribute in try(keys(set), []) :
          join(" ", [
            "configuration_secret.operator_permission_sets[${index}].${attribute}: no such attribute: allowed is name,",
            "path",
          ])
          if !contains(["name", "path"], attribute)
        ]
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        lookup(merge({}, set), "name", null) != null
        if can(keys(set))
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        "configuration_secret.operator_permission_sets[${index}].name: is missing"
        if can(keys(set)) ? lookup(merge({}, set), "name", null) == null : false
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        [
          for attribute in try(keys(set), []) : can(length([tostring(set[attribute])]))
          if contains(["name", "path"], attribute)
        ]
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        [
          for attribute in try(keys(set), []) :
          "configuration_secret.operator_permission_sets[${index}].${attribute}: this is not a string"
          if contains(["name", "path"], attribute) && !can(length([tostring(set[attribute])]))
        ]
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = can(keys(var.configuration_secret)) ? (
      can(keys(merge({}, lookup(merge({}, var.configuration_secret), "tags", null))))
    ) : true
    error_message = "configuration_secret.tags: this is not a map of strings"
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.configuration_secret.tags), []) :
      can(length([regex("", var.configuration_secret.tags[key])]))
    ])
    error_message = join("\n", [
      for key in try(keys(var.configuration_secret.tags), []) : "configuration_secret.tags.${key}: this is not a string"
      if !can(length([regex("", var.configuration_secret.tags[key])]))
    ])
  }

  # A new secret, or one that exists.
  validation {
    condition = anytrue([
      !can(keys(var.configuration_secret)),
      try(var.configuration_secret.name, null) != null,
      can(keys(var.configuration_secret.secret)),
    ])
    error_message = "configuration_secret: nothing is given: allowed is name, or secret of a secret that exists"
  }

  validation {
    condition = anytrue([
      !can(regex("", var.configuration_secret.name)),
      can(regex("^[\\w/+=.@-]{1,512}$", var.configuration_secret.name)),
    ])
    error_message = try(join(" ", [
      "configuration_secret.name: \"${var.configuration_secret.name}\" is not a name for a secret: allowed is 1 to 512",
      "letters, digits and / _ + = . @ -",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.configuration_secret.name)),
      can(keys(var.configuration_secret.key)),
      can(regex("^.{1,250}$", var.configuration_secret.name)) && !can(regex("^aws/", var.configuration_secret.name)),
    ])
    error_message = try(join(" ", [
      "configuration_secret.name: \"${var.configuration_secret.name}\" cannot be the name of an alias too, which its",
      "key gets: allowed is up to 250 characters, not beginning with aws/",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.configuration_secret.secret.arn)),
      can(regex(join("", [
        "^arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:",
        "[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$",
      ]), var.configuration_secret.secret.arn)),
    ])
    error_message = try(join(" ", [
      "configuration_secret.secret.arn: \"${var.configuration_secret.secret.arn}\" is not the ARN of a secret: allowed",
      "is arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX, with the six characters of its end",
    ]), "")
  }

  validation {
    condition = anytrue([
      !can(regex("", var.configuration_secret.key.arn)),
      can(regex(join("", [
        "^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\\d{12}:key/",
        "(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
      ]), var.configuration_secret.key.arn)),
    ])
    error_message = try(join(" ", [
      "configuration_secret.key.arn: \"${var.configuration_secret.key.arn}\" is not the ARN of a KMS key: allowed is",
      "arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias is not enough",
    ]), "")
  }

  validation {
    condition = can(keys(var.configuration_secret.secret)) ? !anytrue(flatten([
      length(try(keys(var.configuration_secret.tags), [])) > 0,
      [
        for attribute in [
          "name", "operators", "operator_permission_sets", "recovery_window_days", "key_deletion_window_days",
        ] : lookup(merge({}, var.configuration_secret), attribute, null) != null
      ],
    ])) : true
    error_message = join(" ", [
      "configuration_secret.secret: an existing secret is taken as it is: name, operators, operator_permission_sets,",
      "recovery_window_days, key_deletion_window_days, tags cannot be set for it",
    ])
  }

  validation {
    condition = can(keys(var.configuration_secret.key)) ? (
      lookup(merge({}, var.configuration_secret), "key_deletion_window_days", null) == null
    ) : true
    error_message = join(" ", [
      "configuration_secret.key_deletion_window_days: the key of key exists already and is never deleted from here:",
      "remove one of the two",
    ])
  }

  # Who may write the value.
  validation {
    condition = alltrue([
      for operator in flatten(try(var.configuration_secret.operators, null)[*]) :
      anytrue([
        !can(regex("", operator)),
        alltrue([
          !can(regex("^arn:[^:]*:iam::\\d{12}:role/(?:aws-service-role/|AWSReservedSSO_|AWSServiceRoleFor)", operator)),
          can(regex(join("", [
            "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|",
            "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$",
          ]), operator)),
        ]),
      ])
    ])
    error_message = join("\n", [
      for index, operator in flatten(try(var.configuration_secret.operators, null)[*]) :
      join(" ", [
        "configuration_secret.operators[${index}]: \"${operator}\" is not the ARN of an IAM role or user: allowed is",
        "arn:PARTITION:iam::ACCOUNT:role/NAME or arn:PARTITION:iam::ACCOUNT:user/NAME",
      ])
      if alltrue([
        can(regex("", operator)),
        !alltrue([
          !can(regex("^arn:[^:]*:iam::\\d{12}:role/(?:aws-service-role/|AWSReservedSSO_|AWSServiceRoleFor)", operator)),
          can(regex(join("", [
            "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|",
            "^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$",
          ]), operator)),
        ]),
      ])
    ])
  }

  validation {
    condition = try(length(var.configuration_secret.operators), 1) > 0
    error_message = join(" ", [
      "configuration_secret.operators: the list is empty: nobody could write the value; allowed is one or more, or no",
      "list for whoever the account's own policies let",
    ])
  }

  validation {
    condition = try(length(var.configuration_secret.operator_permission_sets), 1) > 0
    error_message = join(" ", [
      "configuration_secret.operator_permission_sets: the list is empty: nobody could write the value; allowed is one",
      "or more, or no list for whoever the account's own policies let",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        anytrue([
          !can(regex("", set.name)),
          !can(regex("^ps-[0-9a-f]{16}$", set.name)) && can(regex("^[\\w+=,.@-]{1,32}$", set.name)),
        ])
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        join(" ", [
          "configuration_secret.operator_permission_sets[${index}].name: \"${set.name}\" is not the name of a",
          "permission set: allowed is 1 to 32 letters, digits and _ + = , . @ -",
        ])
        if alltrue([
          can(regex("", set.name)),
          !(!can(regex("^ps-[0-9a-f]{16}$", set.name)) && can(regex("^[\\w+=,.@-]{1,32}$", set.name))),
        ])
      ] if can(keys(secret))
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for secret in var.configuration_secret[*] : [
        for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        anytrue([
          !can(regex("", set.path)),
          can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", set.path)),
        ])
      ] if can(keys(secret))
    ]))
    error_message = join("\n", flatten([
      for secret in var.configuration_secret[*] : [
        for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) :
        join(" ", [
          "configuration_secret.operator_permission_sets[${index}].path: \"${set.path}\" is not the path of a",
          "permission set's roles: allowed is /aws-reserved/sso.amazonaws.com/, or the same with the region of IAM",
          "Identity Center and / behind it",
        ])
        if alltrue([
          can(regex("", set.path)),
          !can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", set.path)),
        ])
      ] if can(keys(secret))
    ]))
  }

  # How long what is deleted can be restored.
  validation {
    condition = alltrue([
      for days in try(tonumber(var.configuration_secret.recovery_window_days), null)[*] :
      contains(concat([0], range(7, 31)), days)
    ])
    error_message = join("\n", [
      for days in try(tonumber(var.configuration_secret.recovery_window_days), null)[*] :
      join(" ", [
        "configuration_secret.recovery_window_days: ${days} is not a waiting time: allowed is 7 to 30 days, or 0 for",
        "none",
      ])
    ])
  }

  validation {
    condition = alltrue([
      for days in try(tonumber(var.configuration_secret.key_deletion_window_days), null)[*] :
      contains(range(7, 31), days)
    ])
    error_message = join("\n", [
      for days in try(tonumber(var.configuration_secret.key_deletion_window_days), null)[*] :
      "configuration_secret.key_deletion_window_days: ${days} is not a waiting time: allowed is 7 to 30 days"
    ])
  }

  # IAM's rules for tags.
  validation {
    condition = length(try(keys(var.configuration_secret.tags), [])) <= 49
    error_message = join(" ", [
      "configuration_secret.tags:",
      length(try(keys(var.configuration_secret.tags), [])),
      "tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway",
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.configuration_secret.tags), []) :
      can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))
    ])
    error_message = join("\n", [
      for key in try(keys(var.configuration_secret.tags), []) :
      join(" ", [
        "configuration_secret.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces",
        "and _ . : / = + - @",
      ])
      if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.configuration_secret.tags), []) : !startswith(lower(key), "aws:")
    ])
    error_message = join("\n", [
      for key in try(keys(var.configuration_secret.tags), []) :
      "configuration_secret.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself"
      if startswith(lower(key), "aws:")
    ])
  }

  validation {
    condition = alltrue([
      for key in try(keys(var.configuration_secret.tags), []) : lower(key) != "keeperpam-gateway"
    ])
    error_message = join("\n", [
      for key in try(keys(var.configuration_secret.tags), []) :
      "configuration_secret.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key"
      if lower(key) == "keeperpam-gateway"
    ])
  }

  validation {
    condition = alltrue([
      for key, value in try(merge({}, var.configuration_secret.tags), {}) :
      anytrue([
        !can(regex("", value)),
        can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)),
      ])
    ])
    error_message = join("\n", [
      for key, value in try(merge({}, var.configuration_secret.tags), {}) :
      join(" ", [
        "configuration_secret.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits,",
        "spaces and _ . : / = + - @",
      ])
      if alltrue([
        can(regex("", value)),
        !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))),
      ])
    ])
  }

  validation {
    condition = length(try(keys(var.configuration_secret.tags), [])) == length(distinct([
      for key in try(keys(var.configuration_secret.tags), []) : lower(key)
    ]))
    error_message = join("\n", flatten([
      for key in try(keys(var.configuration_secret.tags), []) : [
        for other in try(keys(var.configuration_secret.tags), []) :
        join(" ", [
          "configuration_secret.tags.${key}: \"${key}\" differs from \"${other}\" in capitals only: IAM takes the two",
          "for the same key",
        ])
        if lower(other) == lower(key) && other != key
      ]
    ]))
  }
}
