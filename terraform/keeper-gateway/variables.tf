# Generated from the permissions catalogue and the constructs by `npm run module`.

variable "name" {
  description = "What the role and the instance profile are called; the names of the policies begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = !can(regex("^AWSReservedSSO_", var.name)) && !can(regex("^AWSServiceRoleFor", var.name)) && can(regex("^[A-Za-z0-9_][\\w+=,.@-]{0,63}$", var.name))
    error_message = "name: \"${var.name}\" is not a name for the gateway: allowed is 1 to 64 letters, digits and _ + = , . @ -, beginning with a letter, a digit or _, and not with AWSReservedSSO_ or AWSServiceRoleFor as AWS's own roles do"
  }
}

variable "account_id" {
  description = "12 digits. With credentials of any other account nothing is planned."
  type        = string
  default     = null

  validation {
    condition     = alltrue([for account_id in var.account_id[*] : can(regex("^\\d{12}$", account_id))])
    error_message = join("\n", [for account_id in var.account_id[*] : "account_id: \"${account_id}\" is not an AWS account ID: allowed is 12 digits in quotes, e.g. \"111122223333\"" if !can(regex("^\\d{12}$", account_id))])
  }
}

variable "tags" {
  description = "Tags of everything that is made, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : can(regex("", value))])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: this is not a string" if !can(regex("", value))])
  }

  validation {
    condition     = length(var.tags) <= 49
    error_message = "tags: ${length(var.tags)} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway"
  }

  validation {
    condition     = alltrue([for key, value in var.tags : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))])
  }

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:")])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")])
  }

  validation {
    condition     = alltrue([for key, value in var.tags : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")])
  }

  validation {
    condition     = alltrue([for key, value in var.tags : can(regex("", value)) ? can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if can(regex("", value)) ? !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false])
  }

  validation {
    condition     = alltrue([for key, value in var.tags : length([for other in keys(var.tags) : other if lower(other) == lower(key)]) == 1])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(var.tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(var.tags) : other if lower(other) == lower(key)]) == 1)])
  }
}

variable "managed_databases" {
  description = <<-EOT
    RDS instances whose master password is rotated. Each by `instance`, or every one of a region by `tag`.

    - `instance` (string): RDS instance identifier: the record's Database ID.
    - `region` (string): The region it is in. Default: the provider's region.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = []
  nullable = false

  validation {
    condition     = (can([for item in var.managed_databases : item]) ? can(flatten(var.managed_databases)) ? alltrue([for item in var.managed_databases : !can(flatten(item))]) : false : false)
    error_message = "managed_databases: this is not a list of objects: allowed is [{ instance = …, region = …, tag = … }, …]"
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database))])
    error_message = join("\n", [for index, database in flatten([var.managed_databases]) : "managed_databases[${index}]: this is not an object: allowed is { instance = …, region = …, tag = … }" if !can(keys(database))])
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for attribute in keys(database) : contains(["instance", "region", "tag"], attribute)]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for attribute in keys(database) : "managed_databases[${index}].${attribute}: no such attribute: allowed is instance, region, tag" if !contains(["instance", "region", "tag"], attribute)] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for attribute in ["instance", "region"] : can(tostring(lookup(merge({}, database), attribute, null)))]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for attribute in ["instance", "region"] : "managed_databases[${index}].${attribute}: this is not a string" if !can(tostring(lookup(merge({}, database), attribute, null)))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(merge({}, tag)))]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : "managed_databases[${index}].tag: this is not an object: allowed is { key = …, value = … }" if !can(keys(merge({}, tag)))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in keys(tag) : contains(["key", "value"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : [for attribute in keys(tag) : "managed_databases[${index}].tag.${attribute}: no such attribute: allowed is key, value" if !contains(["key", "value"], attribute)] if can(keys(tag))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : lookup(merge({}, tag), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : [for attribute in ["key", "value"] : "managed_databases[${index}].tag.${attribute}: is missing" if !(lookup(merge({}, tag), attribute, null) != null)] if can(keys(tag))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : can(tostring(lookup(merge({}, tag), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : [for attribute in ["key", "value"] : "managed_databases[${index}].tag.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, tag), attribute, null)))] if can(keys(tag))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? lookup(merge({}, database), "instance", null) != null || lookup(merge({}, database), "tag", null) != null : true])
    error_message = join("\n", [for index, database in flatten([var.managed_databases]) : "managed_databases[${index}]: nothing is named: allowed is exactly one of instance, tag" if can(keys(database)) ? !(lookup(merge({}, database), "instance", null) != null || lookup(merge({}, database), "tag", null) != null) : false])
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? lookup(merge({}, database), "instance", null) == null || lookup(merge({}, database), "tag", null) == null : true])
    error_message = join("\n", [for index, database in flatten([var.managed_databases]) : "managed_databases[${index}]: instance and tag are given together: allowed is exactly one of instance, tag" if can(keys(database)) ? !(lookup(merge({}, database), "instance", null) == null || lookup(merge({}, database), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for instance in [lookup(merge({}, database), "instance", null)] : can(regex("", instance)) ? can(regex("^.{1,63}$", instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", instance)) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for instance in [lookup(merge({}, database), "instance", null)] : "managed_databases[${index}].instance: \"${instance}\" is not an RDS instance identifier: allowed is 1 to 63 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end and no two in a row (RDS stores it in lower case); not the resource ID, which has capitals, db-ABC…" if can(regex("", instance)) ? !(can(regex("^.{1,63}$", instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", instance))) : false] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for region in [lookup(merge({}, database), "region", null)] : can(regex("", region)) ? can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for region in [lookup(merge({}, database), "region", null)] : "managed_databases[${index}].region: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if can(regex("", region)) ? !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : false] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(tag)) ? alltrue([for key in [lookup(merge({}, tag), "key", null)] : can(regex("", key)) ? can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : [for key in [lookup(merge({}, tag), "key", null)] : "managed_databases[${index}].tag.key: \"${key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", key)) ? !(can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))) : false] if can(keys(tag))] if can(keys(database))]))
  }

  validation {
    condition     = alltrue([for database in flatten([var.managed_databases]) : can(keys(database)) ? alltrue([for tag in [lookup(merge({}, database), "tag", null)] : can(keys(tag)) ? alltrue([for value in [lookup(merge({}, tag), "value", null)] : can(regex("", value)) ? can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, database in flatten([var.managed_databases]) : [for tag in [lookup(merge({}, database), "tag", null)] : [for value in [lookup(merge({}, tag), "value", null)] : "managed_databases[${index}].tag.value: \"${value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", value)) ? !(can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tag))] if can(keys(database))]))
  }
}

variable "directories" {
  description = <<-EOT
    AWS directories whose users' passwords are rotated. Each by `id`, or every one of a region by `tag`.

    - `id` (string): Directory ID.
    - `region` (string): The region it is in. Default: the provider's region.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = []
  nullable = false

  validation {
    condition     = (can([for item in var.directories : item]) ? can(flatten(var.directories)) ? alltrue([for item in var.directories : !can(flatten(item))]) : false : false)
    error_message = "directories: this is not a list of objects: allowed is [{ id = …, region = …, tag = … }, …]"
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory))])
    error_message = join("\n", [for index, directory in flatten([var.directories]) : "directories[${index}]: this is not an object: allowed is { id = …, region = …, tag = … }" if !can(keys(directory))])
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for attribute in keys(directory) : contains(["id", "region", "tag"], attribute)]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for attribute in keys(directory) : "directories[${index}].${attribute}: no such attribute: allowed is id, region, tag" if !contains(["id", "region", "tag"], attribute)] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for attribute in ["id", "region"] : can(tostring(lookup(merge({}, directory), attribute, null)))]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for attribute in ["id", "region"] : "directories[${index}].${attribute}: this is not a string" if !can(tostring(lookup(merge({}, directory), attribute, null)))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(merge({}, tag)))]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : "directories[${index}].tag: this is not an object: allowed is { key = …, value = … }" if !can(keys(merge({}, tag)))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in keys(tag) : contains(["key", "value"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : [for attribute in keys(tag) : "directories[${index}].tag.${attribute}: no such attribute: allowed is key, value" if !contains(["key", "value"], attribute)] if can(keys(tag))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : lookup(merge({}, tag), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : [for attribute in ["key", "value"] : "directories[${index}].tag.${attribute}: is missing" if !(lookup(merge({}, tag), attribute, null) != null)] if can(keys(tag))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : can(tostring(lookup(merge({}, tag), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : [for attribute in ["key", "value"] : "directories[${index}].tag.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, tag), attribute, null)))] if can(keys(tag))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? lookup(merge({}, directory), "id", null) != null || lookup(merge({}, directory), "tag", null) != null : true])
    error_message = join("\n", [for index, directory in flatten([var.directories]) : "directories[${index}]: nothing is named: allowed is exactly one of id, tag" if can(keys(directory)) ? !(lookup(merge({}, directory), "id", null) != null || lookup(merge({}, directory), "tag", null) != null) : false])
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? lookup(merge({}, directory), "id", null) == null || lookup(merge({}, directory), "tag", null) == null : true])
    error_message = join("\n", [for index, directory in flatten([var.directories]) : "directories[${index}]: id and tag are given together: allowed is exactly one of id, tag" if can(keys(directory)) ? !(lookup(merge({}, directory), "id", null) == null || lookup(merge({}, directory), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for id in [lookup(merge({}, directory), "id", null)] : can(regex("", id)) ? can(regex("^d-[0-9a-f]{10}$", id)) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for id in [lookup(merge({}, directory), "id", null)] : "directories[${index}].id: \"${id}\" is not a directory ID: allowed is d- and 10 hexadecimal digits in lower case, e.g. d-1234567890" if can(regex("", id)) ? !can(regex("^d-[0-9a-f]{10}$", id)) : false] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for region in [lookup(merge({}, directory), "region", null)] : can(regex("", region)) ? can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for region in [lookup(merge({}, directory), "region", null)] : "directories[${index}].region: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if can(regex("", region)) ? !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : false] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(tag)) ? alltrue([for key in [lookup(merge({}, tag), "key", null)] : can(regex("", key)) ? can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : [for key in [lookup(merge({}, tag), "key", null)] : "directories[${index}].tag.key: \"${key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", key)) ? !(can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))) : false] if can(keys(tag))] if can(keys(directory))]))
  }

  validation {
    condition     = alltrue([for directory in flatten([var.directories]) : can(keys(directory)) ? alltrue([for tag in [lookup(merge({}, directory), "tag", null)] : can(keys(tag)) ? alltrue([for value in [lookup(merge({}, tag), "value", null)] : can(regex("", value)) ? can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, directory in flatten([var.directories]) : [for tag in [lookup(merge({}, directory), "tag", null)] : [for value in [lookup(merge({}, tag), "value", null)] : "directories[${index}].tag.value: \"${value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", value)) ? !(can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tag))] if can(keys(directory))]))
  }
}

variable "iam_users" {
  description = <<-EOT
    IAM users whose console password is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name` (string): The user's name.
    - `path` (string): With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = []
  nullable = false

  validation {
    condition     = (can([for item in var.iam_users : item]) ? can(flatten(var.iam_users)) ? alltrue([for item in var.iam_users : !can(flatten(item))]) : false : false)
    error_message = "iam_users: this is not a list of objects: allowed is [{ name = …, path = …, tag = … }, …]"
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user))])
    error_message = join("\n", [for index, user in flatten([var.iam_users]) : "iam_users[${index}]: this is not an object: allowed is { name = …, path = …, tag = … }" if !can(keys(user))])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for attribute in keys(user) : contains(["name", "path", "tag"], attribute)]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for attribute in keys(user) : "iam_users[${index}].${attribute}: no such attribute: allowed is name, path, tag" if !contains(["name", "path", "tag"], attribute)] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for attribute in ["name", "path"] : can(tostring(lookup(merge({}, user), attribute, null)))]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for attribute in ["name", "path"] : "iam_users[${index}].${attribute}: this is not a string" if !can(tostring(lookup(merge({}, user), attribute, null)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(merge({}, tag)))]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : "iam_users[${index}].tag: this is not an object: allowed is { key = …, value = … }" if !can(keys(merge({}, tag)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in keys(tag) : contains(["key", "value"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in keys(tag) : "iam_users[${index}].tag.${attribute}: no such attribute: allowed is key, value" if !contains(["key", "value"], attribute)] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : lookup(merge({}, tag), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in ["key", "value"] : "iam_users[${index}].tag.${attribute}: is missing" if !(lookup(merge({}, tag), attribute, null) != null)] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : can(tostring(lookup(merge({}, tag), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in ["key", "value"] : "iam_users[${index}].tag.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, tag), attribute, null)))] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) != null || lookup(merge({}, user), "tag", null) != null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_users]) : "iam_users[${index}]: nothing is named: allowed is exactly one of name, path, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) != null || lookup(merge({}, user), "tag", null) != null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? lookup(merge({}, user), "name", null) == null || lookup(merge({}, user), "tag", null) == null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_users]) : "iam_users[${index}]: name and tag are given together: allowed is exactly one of name, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) == null || lookup(merge({}, user), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) == null || lookup(merge({}, user), "tag", null) == null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_users]) : "iam_users[${index}]: path and tag are given together: allowed is exactly one of name, path, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) == null || lookup(merge({}, user), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for name in [lookup(merge({}, user), "name", null)] : can(regex("", name)) ? !can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name)) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for name in [lookup(merge({}, user), "name", null)] : "iam_users[${index}].name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)" if can(regex("", name)) ? !(!can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for path in [lookup(merge({}, user), "path", null)] : can(regex("", path)) ? !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for path in [lookup(merge({}, user), "path", null)] : "iam_users[${index}].path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if can(regex("", path)) ? !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for key in [lookup(merge({}, tag), "key", null)] : can(regex("", key)) ? can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for key in [lookup(merge({}, tag), "key", null)] : "iam_users[${index}].tag.key: \"${key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", key)) ? !(can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))) : false] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_users]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for value in [lookup(merge({}, tag), "value", null)] : can(regex("", value)) ? can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_users]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for value in [lookup(merge({}, tag), "value", null)] : "iam_users[${index}].tag.value: \"${value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", value)) ? !(can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tag))] if can(keys(user))]))
  }
}

variable "iam_access_keys" {
  description = <<-EOT
    IAM users whose access key is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name` (string): The user's name.
    - `path` (string): With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag` (object): Every one that carries this tag.
    - `tag.key` (string, required): The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value` (string, required): The tag's value.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = []
  nullable = false

  validation {
    condition     = (can([for item in var.iam_access_keys : item]) ? can(flatten(var.iam_access_keys)) ? alltrue([for item in var.iam_access_keys : !can(flatten(item))]) : false : false)
    error_message = "iam_access_keys: this is not a list of objects: allowed is [{ name = …, path = …, tag = … }, …]"
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user))])
    error_message = join("\n", [for index, user in flatten([var.iam_access_keys]) : "iam_access_keys[${index}]: this is not an object: allowed is { name = …, path = …, tag = … }" if !can(keys(user))])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for attribute in keys(user) : contains(["name", "path", "tag"], attribute)]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for attribute in keys(user) : "iam_access_keys[${index}].${attribute}: no such attribute: allowed is name, path, tag" if !contains(["name", "path", "tag"], attribute)] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for attribute in ["name", "path"] : can(tostring(lookup(merge({}, user), attribute, null)))]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for attribute in ["name", "path"] : "iam_access_keys[${index}].${attribute}: this is not a string" if !can(tostring(lookup(merge({}, user), attribute, null)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(merge({}, tag)))]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : "iam_access_keys[${index}].tag: this is not an object: allowed is { key = …, value = … }" if !can(keys(merge({}, tag)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in keys(tag) : contains(["key", "value"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in keys(tag) : "iam_access_keys[${index}].tag.${attribute}: no such attribute: allowed is key, value" if !contains(["key", "value"], attribute)] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : lookup(merge({}, tag), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in ["key", "value"] : "iam_access_keys[${index}].tag.${attribute}: is missing" if !(lookup(merge({}, tag), attribute, null) != null)] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for attribute in ["key", "value"] : can(tostring(lookup(merge({}, tag), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for attribute in ["key", "value"] : "iam_access_keys[${index}].tag.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, tag), attribute, null)))] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) != null || lookup(merge({}, user), "tag", null) != null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_access_keys]) : "iam_access_keys[${index}]: nothing is named: allowed is exactly one of name, path, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) != null || lookup(merge({}, user), "tag", null) != null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? lookup(merge({}, user), "name", null) == null || lookup(merge({}, user), "tag", null) == null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_access_keys]) : "iam_access_keys[${index}]: name and tag are given together: allowed is exactly one of name, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) == null || lookup(merge({}, user), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) == null || lookup(merge({}, user), "tag", null) == null : true])
    error_message = join("\n", [for index, user in flatten([var.iam_access_keys]) : "iam_access_keys[${index}]: path and tag are given together: allowed is exactly one of name, path, tag" if can(keys(user)) ? !(lookup(merge({}, user), "name", null) != null || lookup(merge({}, user), "path", null) == null || lookup(merge({}, user), "tag", null) == null) : false])
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for name in [lookup(merge({}, user), "name", null)] : can(regex("", name)) ? !can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name)) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for name in [lookup(merge({}, user), "name", null)] : "iam_access_keys[${index}].name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)" if can(regex("", name)) ? !(!can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for path in [lookup(merge({}, user), "path", null)] : can(regex("", path)) ? !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for path in [lookup(merge({}, user), "path", null)] : "iam_access_keys[${index}].path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if can(regex("", path)) ? !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for key in [lookup(merge({}, tag), "key", null)] : can(regex("", key)) ? can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for key in [lookup(merge({}, tag), "key", null)] : "iam_access_keys[${index}].tag.key: \"${key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", key)) ? !(can(regex("^[ -\\x{00ff}]*$", key)) && can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))) : false] if can(keys(tag))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in flatten([var.iam_access_keys]) : can(keys(user)) ? alltrue([for tag in [lookup(merge({}, user), "tag", null)] : can(keys(tag)) ? alltrue([for value in [lookup(merge({}, tag), "value", null)] : can(regex("", value)) ? can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for index, user in flatten([var.iam_access_keys]) : [for tag in [lookup(merge({}, user), "tag", null)] : [for value in [lookup(merge({}, tag), "value", null)] : "iam_access_keys[${index}].tag.value: \"${value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if can(regex("", value)) ? !(can(regex("^[ -\\x{00ff}]*$", value)) && can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tag))] if can(keys(user))]))
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
    List machines, databases, directories and users: null for no (the default), {} for yes in the provider's region, or where.

    - `regions` (list(string)): The Region Names of the PAM Configuration. Default: the provider's region.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type    = any
  default = null

  validation {
    condition     = can(keys(merge({}, var.discovery)))
    error_message = "discovery: this is not an object: allowed is { regions = … }"
  }

  validation {
    condition     = alltrue([for discovery in [var.discovery] : can(keys(discovery)) ? alltrue([for attribute in keys(discovery) : contains(["regions"], attribute)]) : true])
    error_message = join("\n", flatten([for discovery in [var.discovery] : [for attribute in keys(discovery) : "discovery.${attribute}: no such attribute: allowed is regions" if !contains(["regions"], attribute)] if can(keys(discovery))]))
  }

  validation {
    condition     = alltrue([for discovery in [var.discovery] : can(keys(discovery)) ? alltrue([for region in [lookup(merge({}, discovery), "regions", null)] : (can(tolist(region)) || can([for item in region : item]) ? region == null ? true : (can([for item in region : item]) ? can(flatten(region)) ? alltrue([for item in region : !can(flatten(item))]) : false : false) : false)]) : true])
    error_message = join("\n", flatten([for discovery in [var.discovery] : [for region in [lookup(merge({}, discovery), "regions", null)] : "discovery.regions: this is not a list of strings" if !((can(tolist(region)) || can([for item in region : item]) ? region == null ? true : (can([for item in region : item]) ? can(flatten(region)) ? alltrue([for item in region : !can(flatten(item))]) : false : false) : false))] if can(keys(discovery))]))
  }

  validation {
    condition     = alltrue([for discovery in [var.discovery] : can(keys(discovery)) ? alltrue([for text in flatten(lookup(merge({}, discovery), "regions", null)[*]) : can(regex("", text))]) : true])
    error_message = join("\n", flatten([for discovery in [var.discovery] : [for index, text in flatten(lookup(merge({}, discovery), "regions", null)[*]) : "discovery.regions[${index}]: this is not a string" if !can(regex("", text))] if can(keys(discovery))]))
  }

  validation {
    condition     = alltrue([for discovery in [var.discovery] : can(keys(discovery)) ? try(length(lookup(merge({}, discovery), "regions", null)), 1) > 0 : true])
    error_message = join("\n", [for discovery in [var.discovery] : "discovery.regions: no region is named: allowed is one or more, or no `regions` for the gateway's own" if can(keys(discovery)) ? !(try(length(lookup(merge({}, discovery), "regions", null)), 1) > 0) : false])
  }

  validation {
    condition     = alltrue([for discovery in [var.discovery] : can(keys(discovery)) ? alltrue([for region in flatten(lookup(merge({}, discovery), "regions", null)[*]) : can(regex("", region)) ? can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : true]) : true])
    error_message = join("\n", flatten([for discovery in [var.discovery] : [for index, region in flatten(lookup(merge({}, discovery), "regions", null)[*]) : "discovery.regions[${index}]: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if can(regex("", region)) ? !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region)) : false] if can(keys(discovery))]))
  }
}

variable "protected_users" {
  description = "IAM users whose passwords, keys, MFA devices and names are denied to the gateway, whatever else it is allowed: names (at any path) or ARNs."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for text in var.protected_users : can(regex("", text))])
    error_message = join("\n", [for index, text in var.protected_users : "protected_users[${index}]: this is not a string" if !can(regex("", text))])
  }

  validation {
    condition     = alltrue([for user in var.protected_users : can(regex("", user)) ? startswith(user, "arn:") || !can(regex("^AIDA[A-Z0-9]{17}$", user)) && can(regex("^[\\w+=,.@-]{1,64}$", user)) : true])
    error_message = join("\n", [for index, user in var.protected_users : "protected_users[${index}]: \"${user}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…), or the user's ARN" if can(regex("", user)) ? !(startswith(user, "arn:") || !can(regex("^AIDA[A-Z0-9]{17}$", user)) && can(regex("^[\\w+=,.@-]{1,64}$", user))) : false])
  }

  validation {
    condition     = alltrue([for user in var.protected_users : can(regex("", user)) ? !startswith(user, "arn:") || can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", user)) : true])
    error_message = join("\n", [for index, user in var.protected_users : "protected_users[${index}]: \"${user}\" is not the ARN of an IAM user: allowed is arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name" if can(regex("", user)) ? !(!startswith(user, "arn:") || can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", user))) : false])
  }
}

variable "permissions" {
  description = "scoped (default): each target's actions on what is named. documented: Keeper's published actions on every resource, the console passwords of administrators included, but for protected_users."
  type        = string
  default     = "scoped"
  nullable    = false

  validation {
    condition     = contains(["scoped", "documented"], var.permissions)
    error_message = "permissions: \"${var.permissions}\" is not allowed: allowed is scoped, documented"
  }
}

variable "guard" {
  description = "Whether the gateway is denied every change in IAM but passwords and keys of users who are no gateway's, every exchange of an instance profile, and every change of its attachment function and of the secret and key of its configuration, whatever other policy its role or user carries. Default: true, where it has any permission at all."
  type        = bool
  default     = null
}

variable "role" {
  description = <<-EOT
    How the gateway's role is made.

    - `create` (bool): false for a gateway with an access key alone.
    - `name` (string): The role's name. Default: name.
    - `name_prefix` (string): The beginning of the role's name, which Terraform completes.
    - `path` (string): The role's path. Keep the default / unless your account demands another.
    - `permissions_boundary_arn` (string): ARN of the policy that bounds the role.
    - `max_session_duration` (number): The longest session in seconds. Default: 3600.
    - `description` (string): What the IAM console shows for the role.
    - `tags` (map(string)): Tags of the role, beside tags.
    - `existing` (object): A role that exists already and gets the policies. Goes with nothing else.
    - `existing.name` (string, required): Its name.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = {}
  nullable = false

  validation {
    condition     = can(keys(merge({}, var.role)))
    error_message = "role: this is not an object: allowed is { create = …, name = …, name_prefix = …, path = …, permissions_boundary_arn = …, max_session_duration = …, description = …, tags = …, existing = … }"
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for attribute in keys(role) : contains(["create", "name", "name_prefix", "path", "permissions_boundary_arn", "max_session_duration", "description", "tags", "existing"], attribute)]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for attribute in keys(role) : "role.${attribute}: no such attribute: allowed is create, name, name_prefix, path, permissions_boundary_arn, max_session_duration, description, tags, existing" if !contains(["create", "name", "name_prefix", "path", "permissions_boundary_arn", "max_session_duration", "description", "tags", "existing"], attribute)] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for attribute in ["name", "name_prefix", "path", "permissions_boundary_arn", "description"] : can(tostring(lookup(merge({}, role), attribute, null)))]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for attribute in ["name", "name_prefix", "path", "permissions_boundary_arn", "description"] : "role.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, role), attribute, null)))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for attribute in ["max_session_duration"] : can(tonumber(lookup(merge({}, role), attribute, null)))]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for attribute in ["max_session_duration"] : "role.${attribute}: this is not a number" if !can(tonumber(lookup(merge({}, role), attribute, null)))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for attribute in ["create"] : can(tobool(lookup(merge({}, role), attribute, null)))]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for attribute in ["create"] : "role.${attribute}: this is not true or false" if !can(tobool(lookup(merge({}, role), attribute, null)))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(merge({}, tags)))]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : "role.tags: this is not a map of strings" if !can(keys(merge({}, tags)))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value))]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: this is not a string" if !can(regex("", value))] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for existing in [lookup(merge({}, role), "existing", null)] : can(keys(merge({}, existing)))]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for existing in [lookup(merge({}, role), "existing", null)] : "role.existing: this is not an object: allowed is { name = … }" if !can(keys(merge({}, existing)))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for existing in [lookup(merge({}, role), "existing", null)] : can(keys(existing)) ? alltrue([for attribute in keys(existing) : contains(["name"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for existing in [lookup(merge({}, role), "existing", null)] : [for attribute in keys(existing) : "role.existing.${attribute}: no such attribute: allowed is name" if !contains(["name"], attribute)] if can(keys(existing))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for existing in [lookup(merge({}, role), "existing", null)] : can(keys(existing)) ? alltrue([for attribute in ["name"] : lookup(merge({}, existing), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for existing in [lookup(merge({}, role), "existing", null)] : [for attribute in ["name"] : "role.existing.${attribute}: is missing" if !(lookup(merge({}, existing), attribute, null) != null)] if can(keys(existing))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for existing in [lookup(merge({}, role), "existing", null)] : can(keys(existing)) ? alltrue([for attribute in ["name"] : can(tostring(lookup(merge({}, existing), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for existing in [lookup(merge({}, role), "existing", null)] : [for attribute in ["name"] : "role.existing.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, existing), attribute, null)))] if can(keys(existing))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for given in [lookup(merge({}, role), "name", null)] : can(regex("", given)) ? !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && !can(regex("^AROA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given)) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for given in [lookup(merge({}, role), "name", null)] : "role.name: \"${given}\" is not an IAM role name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor, not the unique ID (AROA…)" if can(regex("", given)) ? !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && !can(regex("^AROA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given))) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for given in [lookup(merge({}, role), "name_prefix", null)] : can(regex("", given)) ? !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,38}$", given)) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for given in [lookup(merge({}, role), "name_prefix", null)] : "role.name_prefix: \"${given}\" is not a prefix of an IAM role name: allowed is 1 to 38 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor" if can(regex("", given)) ? !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,38}$", given))) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? lookup(merge({}, role), "name", null) == null || lookup(merge({}, role), "name_prefix", null) == null : true])
    error_message = join("\n", [for role in [var.role] : "role: name and name_prefix are given together: allowed is one of them" if can(keys(role)) ? !(lookup(merge({}, role), "name", null) == null || lookup(merge({}, role), "name_prefix", null) == null) : false])
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for given in [lookup(merge({}, role), "path", null)] : can(regex("", given)) ? !can(regex("^/aws-reserved/", given)) && !can(regex("^/aws-service-role/", given)) && can(regex("^.{1,512}$", given)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", given)) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for given in [lookup(merge({}, role), "path", null)] : "role.path: \"${given}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if can(regex("", given)) ? !(!can(regex("^/aws-reserved/", given)) && !can(regex("^/aws-service-role/", given)) && can(regex("^.{1,512}$", given)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", given))) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for given in [lookup(merge({}, role), "permissions_boundary_arn", null)] : can(regex("", given)) ? can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given)) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for given in [lookup(merge({}, role), "permissions_boundary_arn", null)] : "role.permissions_boundary_arn: \"${given}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if can(regex("", given)) ? !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given)) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for seconds in [try(tonumber(lookup(merge({}, role), "max_session_duration", null)), null)] : seconds != null ? seconds >= 3600 && seconds <= 43200 && floor(seconds) == seconds : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for seconds in [try(tonumber(lookup(merge({}, role), "max_session_duration", null)), null)] : "role.max_session_duration: ${seconds} is not a session length: allowed is 3600 to 43200 seconds" if seconds != null ? !(seconds >= 3600 && seconds <= 43200 && floor(seconds) == seconds) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for given in [lookup(merge({}, role), "description", null)] : can(regex("", given)) ? can(regex("^[ -[\\]-~\\x{00a1}-\\x{00ff}]{0,1000}$", given)) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for given in [lookup(merge({}, role), "description", null)] : "role.description: \"${given}\" is not a description of an IAM role: allowed is up to 1000 letters, digits and signs of Latin-1 on one line, without \\" if can(regex("", given)) ? !can(regex("^[ -[\\]-~\\x{00a1}-\\x{00ff}]{0,1000}$", given)) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? length(tags) <= 49 : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : "role.tags: ${length(tags)} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway" if can(keys(tags)) ? !(length(tags) <= 49) : false] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : !startswith(lower(key), "aws:")]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : lower(key) != "keeperpam-gateway"]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value)) ? can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if can(regex("", value)) ? !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for tags in [lookup(merge({}, role), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for tags in [lookup(merge({}, role), "tags", null)] : [for key, value in tags : "role.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1)] if can(keys(tags))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? alltrue([for existing in [lookup(merge({}, role), "existing", null)] : can(keys(existing)) ? alltrue([for given in [lookup(merge({}, existing), "name", null)] : can(regex("", given)) ? !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && !can(regex("^AROA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given)) : true]) : true]) : true])
    error_message = join("\n", flatten([for role in [var.role] : [for existing in [lookup(merge({}, role), "existing", null)] : [for given in [lookup(merge({}, existing), "name", null)] : "role.existing.name: \"${given}\" is not an IAM role name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor, not the unique ID (AROA…)" if can(regex("", given)) ? !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && !can(regex("^AROA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given))) : false] if can(keys(existing))] if can(keys(role))]))
  }

  validation {
    condition     = alltrue([for role in [var.role] : can(keys(role)) ? lookup(merge({}, role), "existing", null) == null || alltrue([for other in [lookup(merge({}, role), "name", null), lookup(merge({}, role), "name_prefix", null), lookup(merge({}, role), "permissions_boundary_arn", null), lookup(merge({}, role), "max_session_duration", null)] : other == null]) : true])
    error_message = join("\n", [for role in [var.role] : "role.existing: an existing role is taken as it is: name, name_prefix, permissions_boundary_arn, max_session_duration cannot be set for it" if can(keys(role)) ? !(lookup(merge({}, role), "existing", null) == null || alltrue([for other in [lookup(merge({}, role), "name", null), lookup(merge({}, role), "name_prefix", null), lookup(merge({}, role), "permissions_boundary_arn", null), lookup(merge({}, role), "max_session_duration", null)] : other == null])) : false])
  }
}

variable "instance_profile" {
  description = <<-EOT
    The instance profile that hands the role to the gateway's machines.

    - `create` (bool): Whether it is made. Default: true, and false with an existing role.
    - `name` (string): The profile's name. Default: the role's name.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = {}
  nullable = false

  validation {
    condition     = can(keys(merge({}, var.instance_profile)))
    error_message = "instance_profile: this is not an object: allowed is { create = …, name = … }"
  }

  validation {
    condition     = alltrue([for profile in [var.instance_profile] : can(keys(profile)) ? alltrue([for attribute in keys(profile) : contains(["create", "name"], attribute)]) : true])
    error_message = join("\n", flatten([for profile in [var.instance_profile] : [for attribute in keys(profile) : "instance_profile.${attribute}: no such attribute: allowed is create, name" if !contains(["create", "name"], attribute)] if can(keys(profile))]))
  }

  validation {
    condition     = alltrue([for profile in [var.instance_profile] : can(keys(profile)) ? alltrue([for attribute in ["name"] : can(tostring(lookup(merge({}, profile), attribute, null)))]) : true])
    error_message = join("\n", flatten([for profile in [var.instance_profile] : [for attribute in ["name"] : "instance_profile.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, profile), attribute, null)))] if can(keys(profile))]))
  }

  validation {
    condition     = alltrue([for profile in [var.instance_profile] : can(keys(profile)) ? alltrue([for attribute in ["create"] : can(tobool(lookup(merge({}, profile), attribute, null)))]) : true])
    error_message = join("\n", flatten([for profile in [var.instance_profile] : [for attribute in ["create"] : "instance_profile.${attribute}: this is not true or false" if !can(tobool(lookup(merge({}, profile), attribute, null)))] if can(keys(profile))]))
  }

  validation {
    condition     = alltrue([for profile in [var.instance_profile] : can(keys(profile)) ? alltrue([for given in [lookup(merge({}, profile), "name", null)] : can(regex("", given)) ? !can(regex("^AIPA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,128}$", given)) : true]) : true])
    error_message = join("\n", flatten([for profile in [var.instance_profile] : [for given in [lookup(merge({}, profile), "name", null)] : "instance_profile.name: \"${given}\" is not an instance profile name: allowed is 1 to 128 letters, digits and _ + = , . @ -, not the unique ID (AIPA…)" if can(regex("", given)) ? !(!can(regex("^AIPA[A-Z0-9]{17}$", given)) && can(regex("^[\\w+=,.@-]{1,128}$", given))) : false] if can(keys(profile))]))
  }
}

variable "instances" {
  description = "Running EC2 instances that get the instance profile and that this Terraform does not own. A Lambda function is made that attaches it. Their IDs must be known when Terraform plans; an aws_instance of your own takes the output instance_profile_name instead."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for text in var.instances : can(regex("", text))])
    error_message = join("\n", [for index, text in var.instances : "instances[${index}]: this is not a string" if !can(regex("", text))])
  }

  validation {
    condition     = alltrue([for id in var.instances : can(regex("", id)) ? can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id)) : true])
    error_message = join("\n", [for index, id in var.instances : "instances[${index}]: \"${id}\" is not an EC2 instance ID: allowed is i- and 17 (or 8) hexadecimal digits in lower case, e.g. i-0123456789abcdef0" if can(regex("", id)) ? !can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id)) : false])
  }

  validation {
    condition     = length(var.instances) <= 6
    error_message = "instances: ${length(var.instances)} instances are given: allowed is up to 6, a gateway runs on one or a few; make a configuration for each group"
  }

  validation {
    condition     = length(distinct(compact(var.instances))) == length(compact(var.instances))
    error_message = join("\n", [for index, id in var.instances : "instances[${index}]: \"${id}\" stands in the list twice: allowed is once" if can(regex("", id)) ? index(var.instances, id) < index : false])
  }
}

variable "on_conflict" {
  description = "What happens to an instance that has another instance profile: fail (default), or replace, which puts it back on destroy."
  type        = string
  default     = "fail"
  nullable    = false

  validation {
    condition     = contains(["fail", "replace"], var.on_conflict)
    error_message = "on_conflict: \"${var.on_conflict}\" is not allowed: allowed is fail, replace"
  }
}

variable "installation" {
  description = "How the gateway runs on the instances: docker (default) or native. Decides which metadata hop limit is warned about."
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
    - `log_retention_days` (number): Days for which the function's log is kept, as CloudWatch Logs allows them. Default: 30.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type     = any
  default  = {}
  nullable = false

  validation {
    condition     = can(keys(merge({}, var.attachment_function)))
    error_message = "attachment_function: this is not an object: allowed is { permissions_boundary_arn = …, log_retention_days = … }"
  }

  validation {
    condition     = alltrue([for function in [var.attachment_function] : can(keys(function)) ? alltrue([for attribute in keys(function) : contains(["permissions_boundary_arn", "log_retention_days"], attribute)]) : true])
    error_message = join("\n", flatten([for function in [var.attachment_function] : [for attribute in keys(function) : "attachment_function.${attribute}: no such attribute: allowed is permissions_boundary_arn, log_retention_days" if !contains(["permissions_boundary_arn", "log_retention_days"], attribute)] if can(keys(function))]))
  }

  validation {
    condition     = alltrue([for function in [var.attachment_function] : can(keys(function)) ? alltrue([for attribute in ["permissions_boundary_arn"] : can(tostring(lookup(merge({}, function), attribute, null)))]) : true])
    error_message = join("\n", flatten([for function in [var.attachment_function] : [for attribute in ["permissions_boundary_arn"] : "attachment_function.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, function), attribute, null)))] if can(keys(function))]))
  }

  validation {
    condition     = alltrue([for function in [var.attachment_function] : can(keys(function)) ? alltrue([for attribute in ["log_retention_days"] : can(tonumber(lookup(merge({}, function), attribute, null)))]) : true])
    error_message = join("\n", flatten([for function in [var.attachment_function] : [for attribute in ["log_retention_days"] : "attachment_function.${attribute}: this is not a number" if !can(tonumber(lookup(merge({}, function), attribute, null)))] if can(keys(function))]))
  }

  validation {
    condition     = alltrue([for function in [var.attachment_function] : can(keys(function)) ? alltrue([for given in [lookup(merge({}, function), "permissions_boundary_arn", null)] : can(regex("", given)) ? can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given)) : true]) : true])
    error_message = join("\n", flatten([for function in [var.attachment_function] : [for given in [lookup(merge({}, function), "permissions_boundary_arn", null)] : "attachment_function.permissions_boundary_arn: \"${given}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if can(regex("", given)) ? !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given)) : false] if can(keys(function))]))
  }

  validation {
    condition     = alltrue([for function in [var.attachment_function] : can(keys(function)) ? alltrue([for days in [try(tonumber(lookup(merge({}, function), "log_retention_days", null)), null)] : days != null ? contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], days) : true]) : true])
    error_message = join("\n", flatten([for function in [var.attachment_function] : [for days in [try(tonumber(lookup(merge({}, function), "log_retention_days", null)), null)] : "attachment_function.log_retention_days: ${days} is not a retention of CloudWatch Logs: allowed is 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days" if days != null ? !contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], days) : false] if can(keys(function))]))
  }
}

variable "access_key_user" {
  description = <<-EOT
    An IAM user with an access key: null for none (the default), or how it is made. Exactly one of create_access_key = false, pgp_key and accept_secret_in_state = true must be given.

    - `name` (string): The user's name. Default: name.
    - `path` (string): The user's path. Default: /.
    - `permissions_boundary_arn` (string): ARN of the policy that bounds the user.
    - `tags` (map(string)): Tags of the user, beside tags.
    - `create_access_key` (bool): false: the user only; its key is made by hand and never passes through Terraform.
    - `pgp_key` (string): The secret is in the state encrypted for this PGP public key only: keybase:NAME, or the key in base64 as `gpg --export KEY | base64` prints it. Another key goes with another generation.
    - `accept_secret_in_state` (bool): true: the secret is in the state in plain text.
    - `generation` (number): Number of the access key. Another number makes another key, and then deletes the former one: count up by one. Default: 1.
    - `keep_previous` (bool): true: the key of the generation before stays, as it was made, until the new one is in use; apply once without it before the next generation. Default: false.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type    = any
  default = null

  validation {
    condition     = can(keys(merge({}, var.access_key_user)))
    error_message = "access_key_user: this is not an object: allowed is { name = …, path = …, permissions_boundary_arn = …, tags = …, create_access_key = …, pgp_key = …, accept_secret_in_state = …, generation = …, keep_previous = … }"
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for attribute in keys(user) : contains(["name", "path", "permissions_boundary_arn", "tags", "create_access_key", "pgp_key", "accept_secret_in_state", "generation", "keep_previous"], attribute)]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for attribute in keys(user) : "access_key_user.${attribute}: no such attribute: allowed is name, path, permissions_boundary_arn, tags, create_access_key, pgp_key, accept_secret_in_state, generation, keep_previous" if !contains(["name", "path", "permissions_boundary_arn", "tags", "create_access_key", "pgp_key", "accept_secret_in_state", "generation", "keep_previous"], attribute)] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for attribute in ["name", "path", "permissions_boundary_arn", "pgp_key"] : can(tostring(lookup(merge({}, user), attribute, null)))]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for attribute in ["name", "path", "permissions_boundary_arn", "pgp_key"] : "access_key_user.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, user), attribute, null)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for attribute in ["generation"] : can(tonumber(lookup(merge({}, user), attribute, null)))]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for attribute in ["generation"] : "access_key_user.${attribute}: this is not a number" if !can(tonumber(lookup(merge({}, user), attribute, null)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for attribute in ["create_access_key", "accept_secret_in_state", "keep_previous"] : can(tobool(lookup(merge({}, user), attribute, null)))]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for attribute in ["create_access_key", "accept_secret_in_state", "keep_previous"] : "access_key_user.${attribute}: this is not true or false" if !can(tobool(lookup(merge({}, user), attribute, null)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(merge({}, tags)))]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : "access_key_user.tags: this is not a map of strings" if !can(keys(merge({}, tags)))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value))]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: this is not a string" if !can(regex("", value))] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for name in [lookup(merge({}, user), "name", null)] : can(regex("", name)) ? !can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name)) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for name in [lookup(merge({}, user), "name", null)] : "access_key_user.name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)" if can(regex("", name)) ? !(!can(regex("^AIDA[A-Z0-9]{17}$", name)) && can(regex("^[\\w+=,.@-]{1,64}$", name))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for path in [lookup(merge({}, user), "path", null)] : can(regex("", path)) ? !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for path in [lookup(merge({}, user), "path", null)] : "access_key_user.path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if can(regex("", path)) ? !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for permissions_boundary_arn in [lookup(merge({}, user), "permissions_boundary_arn", null)] : can(regex("", permissions_boundary_arn)) ? can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", permissions_boundary_arn)) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for permissions_boundary_arn in [lookup(merge({}, user), "permissions_boundary_arn", null)] : "access_key_user.permissions_boundary_arn: \"${permissions_boundary_arn}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if can(regex("", permissions_boundary_arn)) ? !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", permissions_boundary_arn)) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? length(tags) <= 49 : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : "access_key_user.tags: ${length(tags)} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway" if can(keys(tags)) ? !(length(tags) <= 49) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : !startswith(lower(key), "aws:")]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : lower(key) != "keeperpam-gateway"]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value)) ? can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if can(regex("", value)) ? !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for tags in [lookup(merge({}, user), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1]) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for tags in [lookup(merge({}, user), "tags", null)] : [for key, value in tags : "access_key_user.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1)] if can(keys(tags))] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? (try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? 1 : 0) + (lookup(merge({}, user), "pgp_key", null) == null ? 0 : 1) + (try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? 1 : 0) > 0 : true])
    error_message = join("\n", [for user in [var.access_key_user] : "access_key_user: nothing says what becomes of the access key's secret: allowed is exactly one of create_access_key = false (the user only; its key is made by hand and never passes through Terraform), pgp_key (the secret is in the state encrypted for that key only), accept_secret_in_state = true (the secret is in the state in plain text)" if can(keys(user)) ? !((try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? 1 : 0) + (lookup(merge({}, user), "pgp_key", null) == null ? 0 : 1) + (try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? 1 : 0) > 0) : false])
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for together in [join(" and ", compact([try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? "create_access_key = false" : "", lookup(merge({}, user), "pgp_key", null) == null ? "" : "pgp_key", try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? "accept_secret_in_state = true" : ""]))] : (try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? 1 : 0) + (lookup(merge({}, user), "pgp_key", null) == null ? 0 : 1) + (try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? 1 : 0) < 2]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for together in [join(" and ", compact([try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? "create_access_key = false" : "", lookup(merge({}, user), "pgp_key", null) == null ? "" : "pgp_key", try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? "accept_secret_in_state = true" : ""]))] : "access_key_user: ${together} are given together: allowed is exactly one of create_access_key = false (the user only; its key is made by hand and never passes through Terraform), pgp_key (the secret is in the state encrypted for that key only), accept_secret_in_state = true (the secret is in the state in plain text)" if !((try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false ? 1 : 0) + (lookup(merge({}, user), "pgp_key", null) == null ? 0 : 1) + (try(tobool(lookup(merge({}, user), "accept_secret_in_state", null)), null) == true ? 1 : 0) < 2)] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for pgp_key in [lookup(merge({}, user), "pgp_key", null)] : can(regex("", pgp_key)) ? can(regex("^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$", replace(pgp_key, "/\\s/", ""))) : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for pgp_key in [lookup(merge({}, user), "pgp_key", null)] : "access_key_user.pgp_key: this is not a PGP public key: allowed is keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it" if can(regex("", pgp_key)) ? !can(regex("^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$", replace(pgp_key, "/\\s/", ""))) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? alltrue([for generation in [try(tonumber(lookup(merge({}, user), "generation", null)), null)] : generation != null ? generation >= 1 && floor(generation) == generation : true]) : true])
    error_message = join("\n", flatten([for user in [var.access_key_user] : [for generation in [try(tonumber(lookup(merge({}, user), "generation", null)), null)] : "access_key_user.generation: ${generation} is not a generation: allowed is 1, 2, 3, …" if generation != null ? !(generation >= 1 && floor(generation) == generation) : false] if can(keys(user))]))
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? !(try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false) || coalesce(try(tonumber(lookup(merge({}, user), "generation", null)), null), 1) == 1 : true])
    error_message = join("\n", [for user in [var.access_key_user] : "access_key_user.generation: create_access_key is false: there is no access key here that could be renewed" if can(keys(user)) ? !(!(try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false) || coalesce(try(tonumber(lookup(merge({}, user), "generation", null)), null), 1) == 1) : false])
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? !(try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false) || !(try(tobool(lookup(merge({}, user), "keep_previous", null)), null) == true) : true])
    error_message = join("\n", [for user in [var.access_key_user] : "access_key_user.keep_previous: create_access_key is false: there is no access key here that could be renewed" if can(keys(user)) ? !(!(try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false) || !(try(tobool(lookup(merge({}, user), "keep_previous", null)), null) == true)) : false])
  }

  validation {
    condition     = alltrue([for user in [var.access_key_user] : can(keys(user)) ? try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false || !(try(tobool(lookup(merge({}, user), "keep_previous", null)), null) == true) || coalesce(try(tonumber(lookup(merge({}, user), "generation", null)), null), 1) > 1 : true])
    error_message = join("\n", [for user in [var.access_key_user] : "access_key_user.keep_previous: generation 1 has no key before it: keep_previous goes with generation 2 and up" if can(keys(user)) ? !(try(tobool(lookup(merge({}, user), "create_access_key", null)), null) == false || !(try(tobool(lookup(merge({}, user), "keep_previous", null)), null) == true) || coalesce(try(tonumber(lookup(merge({}, user), "generation", null)), null), 1) > 1) : false])
  }
}

variable "configuration_secret" {
  description = <<-EOT
    The secret that keeps the gateway's own configuration, which Keeper calls "AWS KMS": null for none (the default), or how it is made.

    - `name` (string): The secret's name; the alias of its key is called after it.
    - `secret` (object): A secret that exists. Goes with key at most.
    - `secret.arn` (string, required): Its ARN, with the six characters of its end.
    - `key` (object): A customer-managed key that exists, whose policy lets the gateway and the operators use it through Secrets Manager. Default: a key is made; with secret the AWS managed key.
    - `key.arn` (string, required): Its ARN.
    - `operators` (list(string)): Who may write the secret's value: ARNs of roles and users, which need no other policy. Everybody else is denied it; whoever may change the secret's policy can let himself in. A key that is made here lets nobody but the gateway and them read it, as long as nobody changes its policy; an existing key's own policy decides that. Default: whoever the account's own policies let.
    - `operator_permission_sets` (list of objects): Permission sets of IAM Identity Center whose roles may write the value, beside operators. An ARN of such a role in operators is outdated once the set is assigned anew.
    - `operator_permission_sets.name` (string, required): The permission set's name.
    - `operator_permission_sets.path` (string): Where its roles are: /aws-reserved/sso.amazonaws.com/, or with the region of IAM Identity Center behind it. Default: either.
    - `recovery_window_days` (number): Days for which the deleted secret can be restored: 7 to 30, or 0. Default: 30.
    - `key_deletion_window_days` (number): Days between the deletion of the key and its end: 7 to 30. Default: 30.
    - `tags` (map(string)): Tags of the secret and its key, beside tags.
  EOT
  # The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.
  type    = any
  default = null

  validation {
    condition     = can(keys(merge({}, var.configuration_secret)))
    error_message = "configuration_secret: this is not an object: allowed is { name = …, secret = …, key = …, operators = …, operator_permission_sets = …, recovery_window_days = …, key_deletion_window_days = …, tags = … }"
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for attribute in keys(secret) : contains(["name", "secret", "key", "operators", "operator_permission_sets", "recovery_window_days", "key_deletion_window_days", "tags"], attribute)]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for attribute in keys(secret) : "configuration_secret.${attribute}: no such attribute: allowed is name, secret, key, operators, operator_permission_sets, recovery_window_days, key_deletion_window_days, tags" if !contains(["name", "secret", "key", "operators", "operator_permission_sets", "recovery_window_days", "key_deletion_window_days", "tags"], attribute)] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for attribute in ["name"] : can(tostring(lookup(merge({}, secret), attribute, null)))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for attribute in ["name"] : "configuration_secret.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, secret), attribute, null)))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for attribute in ["recovery_window_days", "key_deletion_window_days"] : can(tonumber(lookup(merge({}, secret), attribute, null)))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for attribute in ["recovery_window_days", "key_deletion_window_days"] : "configuration_secret.${attribute}: this is not a number" if !can(tonumber(lookup(merge({}, secret), attribute, null)))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "secret", null)] : can(keys(merge({}, existing)))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "secret", null)] : "configuration_secret.secret: this is not an object: allowed is { arn = … }" if !can(keys(merge({}, existing)))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "secret", null)] : can(keys(existing)) ? alltrue([for attribute in keys(existing) : contains(["arn"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "secret", null)] : [for attribute in keys(existing) : "configuration_secret.secret.${attribute}: no such attribute: allowed is arn" if !contains(["arn"], attribute)] if can(keys(existing))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "secret", null)] : can(keys(existing)) ? alltrue([for attribute in ["arn"] : lookup(merge({}, existing), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "secret", null)] : [for attribute in ["arn"] : "configuration_secret.secret.${attribute}: is missing" if !(lookup(merge({}, existing), attribute, null) != null)] if can(keys(existing))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "secret", null)] : can(keys(existing)) ? alltrue([for attribute in ["arn"] : can(tostring(lookup(merge({}, existing), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "secret", null)] : [for attribute in ["arn"] : "configuration_secret.secret.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, existing), attribute, null)))] if can(keys(existing))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for key in [lookup(merge({}, secret), "key", null)] : can(keys(merge({}, key)))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for key in [lookup(merge({}, secret), "key", null)] : "configuration_secret.key: this is not an object: allowed is { arn = … }" if !can(keys(merge({}, key)))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for key in [lookup(merge({}, secret), "key", null)] : can(keys(key)) ? alltrue([for attribute in keys(key) : contains(["arn"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for key in [lookup(merge({}, secret), "key", null)] : [for attribute in keys(key) : "configuration_secret.key.${attribute}: no such attribute: allowed is arn" if !contains(["arn"], attribute)] if can(keys(key))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for key in [lookup(merge({}, secret), "key", null)] : can(keys(key)) ? alltrue([for attribute in ["arn"] : lookup(merge({}, key), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for key in [lookup(merge({}, secret), "key", null)] : [for attribute in ["arn"] : "configuration_secret.key.${attribute}: is missing" if !(lookup(merge({}, key), attribute, null) != null)] if can(keys(key))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for key in [lookup(merge({}, secret), "key", null)] : can(keys(key)) ? alltrue([for attribute in ["arn"] : can(tostring(lookup(merge({}, key), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for key in [lookup(merge({}, secret), "key", null)] : [for attribute in ["arn"] : "configuration_secret.key.${attribute}: this is not a string" if !can(tostring(lookup(merge({}, key), attribute, null)))] if can(keys(key))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for operator in [lookup(merge({}, secret), "operators", null)] : (can(tolist(operator)) || can([for item in operator : item]) ? operator == null ? true : (can([for item in operator : item]) ? can(flatten(operator)) ? alltrue([for item in operator : !can(flatten(item))]) : false : false) : false)]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for operator in [lookup(merge({}, secret), "operators", null)] : "configuration_secret.operators: this is not a list of strings" if !((can(tolist(operator)) || can([for item in operator : item]) ? operator == null ? true : (can([for item in operator : item]) ? can(flatten(operator)) ? alltrue([for item in operator : !can(flatten(item))]) : false : false) : false))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for text in flatten(lookup(merge({}, secret), "operators", null)[*]) : can(regex("", text))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, text in flatten(lookup(merge({}, secret), "operators", null)[*]) : "configuration_secret.operators[${index}]: this is not a string" if !can(regex("", text))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in [lookup(merge({}, secret), "operator_permission_sets", null)] : (can(tolist(set)) || can([for item in set : item]) ? set == null ? true : (can([for item in set : item]) ? can(flatten(set)) ? alltrue([for item in set : !can(flatten(item))]) : false : false) : false)]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for set in [lookup(merge({}, secret), "operator_permission_sets", null)] : "configuration_secret.operator_permission_sets: this is not a list of objects: allowed is [{ name = …, path = … }, …]" if !((can(tolist(set)) || can([for item in set : item]) ? set == null ? true : (can([for item in set : item]) ? can(flatten(set)) ? alltrue([for item in set : !can(flatten(item))]) : false : false) : false))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : "configuration_secret.operator_permission_sets[${index}]: this is not an object: allowed is { name = …, path = … }" if !can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set)) ? alltrue([for attribute in keys(set) : contains(["name", "path"], attribute)]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : [for attribute in keys(set) : "configuration_secret.operator_permission_sets[${index}].${attribute}: no such attribute: allowed is name, path" if !contains(["name", "path"], attribute)] if can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set)) ? alltrue([for attribute in ["name"] : lookup(merge({}, set), attribute, null) != null]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : [for attribute in ["name"] : "configuration_secret.operator_permission_sets[${index}].${attribute}: is missing" if !(lookup(merge({}, set), attribute, null) != null)] if can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set)) ? alltrue([for attribute in ["name", "path"] : can(tostring(lookup(merge({}, set), attribute, null)))]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : [for attribute in ["name", "path"] : "configuration_secret.operator_permission_sets[${index}].${attribute}: this is not a string" if !can(tostring(lookup(merge({}, set), attribute, null)))] if can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(merge({}, tags)))]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : "configuration_secret.tags: this is not a map of strings" if !can(keys(merge({}, tags)))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value))]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: this is not a string" if !can(regex("", value))] if can(keys(tags))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? lookup(merge({}, secret), "name", null) != null || lookup(merge({}, secret), "secret", null) != null : true])
    error_message = join("\n", [for secret in [var.configuration_secret] : "configuration_secret: nothing is given: allowed is name, or secret of a secret that exists" if can(keys(secret)) ? !(lookup(merge({}, secret), "name", null) != null || lookup(merge({}, secret), "secret", null) != null) : false])
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for name in [lookup(merge({}, secret), "name", null)] : can(regex("", name)) ? can(regex("^[\\w/+=.@-]{1,512}$", name)) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for name in [lookup(merge({}, secret), "name", null)] : "configuration_secret.name: \"${name}\" is not a name for a secret: allowed is 1 to 512 letters, digits and / _ + = . @ -" if can(regex("", name)) ? !can(regex("^[\\w/+=.@-]{1,512}$", name)) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for name in [lookup(merge({}, secret), "name", null)] : can(regex("", name)) ? lookup(merge({}, secret), "key", null) != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name))) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for name in [lookup(merge({}, secret), "name", null)] : "configuration_secret.name: \"${name}\" cannot be the name of an alias too, which its key gets: allowed is up to 250 characters, not beginning with aws/" if can(regex("", name)) ? !(lookup(merge({}, secret), "key", null) != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name)))) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "secret", null)] : can(keys(existing)) ? alltrue([for arn in [lookup(merge({}, existing), "arn", null)] : can(regex("", arn)) ? can(regex("^arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$", arn)) : true]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "secret", null)] : [for arn in [lookup(merge({}, existing), "arn", null)] : "configuration_secret.secret.arn: \"${arn}\" is not the ARN of a secret: allowed is arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX, with the six characters of its end" if can(regex("", arn)) ? !can(regex("^arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$", arn)) : false] if can(keys(existing))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for existing in [lookup(merge({}, secret), "key", null)] : can(keys(existing)) ? alltrue([for arn in [lookup(merge({}, existing), "arn", null)] : can(regex("", arn)) ? can(regex("^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", arn)) : true]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for existing in [lookup(merge({}, secret), "key", null)] : [for arn in [lookup(merge({}, existing), "arn", null)] : "configuration_secret.key.arn: \"${arn}\" is not the ARN of a KMS key: allowed is arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias is not enough" if can(regex("", arn)) ? !can(regex("^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", arn)) : false] if can(keys(existing))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? lookup(merge({}, secret), "secret", null) == null || (lookup(merge({}, secret), "name", null) == null && lookup(merge({}, secret), "operators", null) == null && lookup(merge({}, secret), "operator_permission_sets", null) == null && lookup(merge({}, secret), "recovery_window_days", null) == null && lookup(merge({}, secret), "key_deletion_window_days", null) == null && try(length(lookup(merge({}, secret), "tags", null)), 0) == 0) : true])
    error_message = join("\n", [for secret in [var.configuration_secret] : "configuration_secret.secret: an existing secret is taken as it is: name, operators, operator_permission_sets, recovery_window_days, key_deletion_window_days, tags cannot be set for it" if can(keys(secret)) ? !(lookup(merge({}, secret), "secret", null) == null || (lookup(merge({}, secret), "name", null) == null && lookup(merge({}, secret), "operators", null) == null && lookup(merge({}, secret), "operator_permission_sets", null) == null && lookup(merge({}, secret), "recovery_window_days", null) == null && lookup(merge({}, secret), "key_deletion_window_days", null) == null && try(length(lookup(merge({}, secret), "tags", null)), 0) == 0)) : false])
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? lookup(merge({}, secret), "key", null) == null || lookup(merge({}, secret), "key_deletion_window_days", null) == null : true])
    error_message = join("\n", [for secret in [var.configuration_secret] : "configuration_secret.key_deletion_window_days: the key of key exists already and is never deleted from here: remove one of the two" if can(keys(secret)) ? !(lookup(merge({}, secret), "key", null) == null || lookup(merge({}, secret), "key_deletion_window_days", null) == null) : false])
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for operator in flatten(lookup(merge({}, secret), "operators", null)[*]) : can(regex("", operator)) ? !can(regex("^arn:[^:]*:iam::\\d{12}:role/aws-service-role/", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSReservedSSO_", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSServiceRoleFor", operator)) && can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", operator)) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, operator in flatten(lookup(merge({}, secret), "operators", null)[*]) : "configuration_secret.operators[${index}]: \"${operator}\" is not the ARN of an IAM role or user: allowed is arn:PARTITION:iam::ACCOUNT:role/NAME or arn:PARTITION:iam::ACCOUNT:user/NAME" if can(regex("", operator)) ? !(!can(regex("^arn:[^:]*:iam::\\d{12}:role/aws-service-role/", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSReservedSSO_", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSServiceRoleFor", operator)) && can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", operator))) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? try(length(lookup(merge({}, secret), "operators", null)), 1) > 0 : true])
    error_message = join("\n", [for secret in [var.configuration_secret] : "configuration_secret.operators: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let" if can(keys(secret)) ? !(try(length(lookup(merge({}, secret), "operators", null)), 1) > 0) : false])
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? try(length(lookup(merge({}, secret), "operator_permission_sets", null)), 1) > 0 : true])
    error_message = join("\n", [for secret in [var.configuration_secret] : "configuration_secret.operator_permission_sets: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let" if can(keys(secret)) ? !(try(length(lookup(merge({}, secret), "operator_permission_sets", null)), 1) > 0) : false])
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set)) ? alltrue([for name in [lookup(merge({}, set), "name", null)] : can(regex("", name)) ? !can(regex("^ps-[0-9a-f]{16}$", name)) && can(regex("^[\\w+=,.@-]{1,32}$", name)) : true]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : [for name in [lookup(merge({}, set), "name", null)] : "configuration_secret.operator_permission_sets[${index}].name: \"${name}\" is not the name of a permission set: allowed is 1 to 32 letters, digits and _ + = , . @ -" if can(regex("", name)) ? !(!can(regex("^ps-[0-9a-f]{16}$", name)) && can(regex("^[\\w+=,.@-]{1,32}$", name))) : false] if can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : can(keys(set)) ? alltrue([for path in [lookup(merge({}, set), "path", null)] : can(regex("", path)) ? can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", path)) : true]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for index, set in flatten(lookup(merge({}, secret), "operator_permission_sets", null)[*]) : [for path in [lookup(merge({}, set), "path", null)] : "configuration_secret.operator_permission_sets[${index}].path: \"${path}\" is not the path of a permission set's roles: allowed is /aws-reserved/sso.amazonaws.com/, or the same with the region of IAM Identity Center and / behind it" if can(regex("", path)) ? !can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", path)) : false] if can(keys(set))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for days in [try(tonumber(lookup(merge({}, secret), "recovery_window_days", null)), null)] : days != null ? days == 0 || (days >= 7 && days <= 30 && floor(days) == days) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for days in [try(tonumber(lookup(merge({}, secret), "recovery_window_days", null)), null)] : "configuration_secret.recovery_window_days: ${days} is not a waiting time: allowed is 7 to 30 days, or 0 for none" if days != null ? !(days == 0 || (days >= 7 && days <= 30 && floor(days) == days)) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for days in [try(tonumber(lookup(merge({}, secret), "key_deletion_window_days", null)), null)] : days != null ? days >= 7 && days <= 30 && floor(days) == days : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for days in [try(tonumber(lookup(merge({}, secret), "key_deletion_window_days", null)), null)] : "configuration_secret.key_deletion_window_days: ${days} is not a waiting time: allowed is 7 to 30 days" if days != null ? !(days >= 7 && days <= 30 && floor(days) == days) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? length(tags) <= 49 : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : "configuration_secret.tags: ${length(tags)} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway" if can(keys(tags)) ? !(length(tags) <= 49) : false] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))] if can(keys(tags))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : !startswith(lower(key), "aws:")]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")] if can(keys(tags))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : lower(key) != "keeperpam-gateway"]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")] if can(keys(tags))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : can(regex("", value)) ? can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)) : true]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if can(regex("", value)) ? !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))) : false] if can(keys(tags))] if can(keys(secret))]))
  }

  validation {
    condition     = alltrue([for secret in [var.configuration_secret] : can(keys(secret)) ? alltrue([for tags in [lookup(merge({}, secret), "tags", null)] : can(keys(tags)) ? alltrue([for key, value in tags : length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1]) : true]) : true])
    error_message = join("\n", flatten([for secret in [var.configuration_secret] : [for tags in [lookup(merge({}, secret), "tags", null)] : [for key, value in tags : "configuration_secret.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(tags) : other if lower(other) == lower(key)]) == 1)] if can(keys(tags))] if can(keys(secret))]))
  }
}
