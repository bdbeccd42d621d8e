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
    condition     = alltrue([for key, value in var.tags : can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)))])
  }

  validation {
    condition     = alltrue([for key, value in var.tags : length([for other in keys(var.tags) : other if lower(other) == lower(key)]) == 1])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(var.tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(var.tags) : other if lower(other) == lower(key)]) == 1)])
  }
}

variable "managed_databases" {
  description = <<-EOT
    RDS instances whose master password is rotated. Each by `instance`, or every one of a region by `tag`.

    - `instance`: RDS instance identifier: the record's Database ID.
    - `region`: The region it is in. Default: the provider's region.
    - `tag`: Every one that carries this tag.
    - `tag.key`: The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value`: The tag's value.
  EOT
  type = list(object({
    instance = optional(string)
    region   = optional(string)
    tag = optional(object({
      key   = string
      value = string
    }))
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for database in var.managed_databases : database.instance != null || database.tag != null])
    error_message = join("\n", [for index, database in var.managed_databases : "managed_databases[${index}]: nothing is named: allowed is exactly one of instance, tag" if !(database.instance != null || database.tag != null)])
  }

  validation {
    condition     = alltrue([for database in var.managed_databases : database.instance == null || database.tag == null])
    error_message = join("\n", [for index, database in var.managed_databases : "managed_databases[${index}]: instance and tag are given together: allowed is exactly one of instance, tag" if !(database.instance == null || database.tag == null)])
  }

  validation {
    condition     = alltrue(flatten([for database in var.managed_databases : [for instance in database.instance[*] : !can(regex("^db-[a-z0-9]{26}$", instance)) && can(regex("^.{1,63}$", instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", instance))]]))
    error_message = join("\n", flatten([for index, database in var.managed_databases : [for instance in database.instance[*] : "managed_databases[${index}].instance: \"${instance}\" is not an RDS instance identifier: allowed is 1 to 63 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end and no two in a row (RDS stores it in lower case); not the resource ID, db- and 26 letters and digits" if !(!can(regex("^db-[a-z0-9]{26}$", instance)) && can(regex("^.{1,63}$", instance)) && can(regex("^[a-z](?:-?[a-z0-9])*$", instance)))]]))
  }

  validation {
    condition     = alltrue(flatten([for database in var.managed_databases : [for region in database.region[*] : can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))]]))
    error_message = join("\n", flatten([for index, database in var.managed_databases : [for region in database.region[*] : "managed_databases[${index}].region: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))]]))
  }

  validation {
    condition     = alltrue(flatten([for database in var.managed_databases : [for tag in database.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key))]]))
    error_message = join("\n", flatten([for index, database in var.managed_databases : [for tag in database.tag[*] : "managed_databases[${index}].tag.key: \"${tag.key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key)))]]))
  }

  validation {
    condition     = alltrue(flatten([for database in var.managed_databases : [for tag in database.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value))]]))
    error_message = join("\n", flatten([for index, database in var.managed_databases : [for tag in database.tag[*] : "managed_databases[${index}].tag.value: \"${tag.value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value)))]]))
  }
}

variable "directories" {
  description = <<-EOT
    AWS directories whose users' passwords are rotated. Each by `id`, or every one of a region by `tag`.

    - `id`: Directory ID.
    - `region`: The region it is in. Default: the provider's region.
    - `tag`: Every one that carries this tag.
    - `tag.key`: The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value`: The tag's value.
  EOT
  type = list(object({
    id     = optional(string)
    region = optional(string)
    tag = optional(object({
      key   = string
      value = string
    }))
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for directory in var.directories : directory.id != null || directory.tag != null])
    error_message = join("\n", [for index, directory in var.directories : "directories[${index}]: nothing is named: allowed is exactly one of id, tag" if !(directory.id != null || directory.tag != null)])
  }

  validation {
    condition     = alltrue([for directory in var.directories : directory.id == null || directory.tag == null])
    error_message = join("\n", [for index, directory in var.directories : "directories[${index}]: id and tag are given together: allowed is exactly one of id, tag" if !(directory.id == null || directory.tag == null)])
  }

  validation {
    condition     = alltrue(flatten([for directory in var.directories : [for id in directory.id[*] : can(regex("^d-[0-9a-f]{10}$", id))]]))
    error_message = join("\n", flatten([for index, directory in var.directories : [for id in directory.id[*] : "directories[${index}].id: \"${id}\" is not a directory ID: allowed is d- and 10 hexadecimal digits in lower case, e.g. d-1234567890" if !can(regex("^d-[0-9a-f]{10}$", id))]]))
  }

  validation {
    condition     = alltrue(flatten([for directory in var.directories : [for region in directory.region[*] : can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))]]))
    error_message = join("\n", flatten([for index, directory in var.directories : [for region in directory.region[*] : "directories[${index}].region: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))]]))
  }

  validation {
    condition     = alltrue(flatten([for directory in var.directories : [for tag in directory.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key))]]))
    error_message = join("\n", flatten([for index, directory in var.directories : [for tag in directory.tag[*] : "directories[${index}].tag.key: \"${tag.key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key)))]]))
  }

  validation {
    condition     = alltrue(flatten([for directory in var.directories : [for tag in directory.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value))]]))
    error_message = join("\n", flatten([for index, directory in var.directories : [for tag in directory.tag[*] : "directories[${index}].tag.value: \"${tag.value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value)))]]))
  }
}

variable "iam_users" {
  description = <<-EOT
    IAM users whose console password is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name`: The user's name.
    - `path`: With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag`: Every one that carries this tag.
    - `tag.key`: The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value`: The tag's value.
  EOT
  type = list(object({
    name = optional(string)
    path = optional(string)
    tag = optional(object({
      key   = string
      value = string
    }))
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for user in var.iam_users : user.name != null || user.path != null || user.tag != null])
    error_message = join("\n", [for index, user in var.iam_users : "iam_users[${index}]: nothing is named: allowed is exactly one of name, path, tag" if !(user.name != null || user.path != null || user.tag != null)])
  }

  validation {
    condition     = alltrue([for user in var.iam_users : user.name == null || user.tag == null])
    error_message = join("\n", [for index, user in var.iam_users : "iam_users[${index}]: name and tag are given together: allowed is exactly one of name, tag" if !(user.name == null || user.tag == null)])
  }

  validation {
    condition     = alltrue([for user in var.iam_users : user.name != null || user.path == null || user.tag == null])
    error_message = join("\n", [for index, user in var.iam_users : "iam_users[${index}]: path and tag are given together: allowed is exactly one of name, path, tag" if !(user.name != null || user.path == null || user.tag == null)])
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_users : [for name in user.name[*] : can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
    error_message = join("\n", flatten([for index, user in var.iam_users : [for name in user.name[*] : "iam_users[${index}].name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -" if !can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_users : [for path in user.path[*] : !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))]]))
    error_message = join("\n", flatten([for index, user in var.iam_users : [for path in user.path[*] : "iam_users[${index}].path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_users : [for tag in user.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key))]]))
    error_message = join("\n", flatten([for index, user in var.iam_users : [for tag in user.tag[*] : "iam_users[${index}].tag.key: \"${tag.key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key)))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_users : [for tag in user.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value))]]))
    error_message = join("\n", flatten([for index, user in var.iam_users : [for tag in user.tag[*] : "iam_users[${index}].tag.value: \"${tag.value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value)))]]))
  }
}

variable "iam_access_keys" {
  description = <<-EOT
    IAM users whose access key is rotated. Each by `name` (and `path`), all below a `path`, or all with a `tag`.

    - `name`: The user's name.
    - `path`: With `name`: the user's path (default /). Without: every user at or below this path.
    - `tag`: Every one that carries this tag.
    - `tag.key`: The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.
    - `tag.value`: The tag's value.
  EOT
  type = list(object({
    name = optional(string)
    path = optional(string)
    tag = optional(object({
      key   = string
      value = string
    }))
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for user in var.iam_access_keys : user.name != null || user.path != null || user.tag != null])
    error_message = join("\n", [for index, user in var.iam_access_keys : "iam_access_keys[${index}]: nothing is named: allowed is exactly one of name, path, tag" if !(user.name != null || user.path != null || user.tag != null)])
  }

  validation {
    condition     = alltrue([for user in var.iam_access_keys : user.name == null || user.tag == null])
    error_message = join("\n", [for index, user in var.iam_access_keys : "iam_access_keys[${index}]: name and tag are given together: allowed is exactly one of name, tag" if !(user.name == null || user.tag == null)])
  }

  validation {
    condition     = alltrue([for user in var.iam_access_keys : user.name != null || user.path == null || user.tag == null])
    error_message = join("\n", [for index, user in var.iam_access_keys : "iam_access_keys[${index}]: path and tag are given together: allowed is exactly one of name, path, tag" if !(user.name != null || user.path == null || user.tag == null)])
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_access_keys : [for name in user.name[*] : can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
    error_message = join("\n", flatten([for index, user in var.iam_access_keys : [for name in user.name[*] : "iam_access_keys[${index}].name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -" if !can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_access_keys : [for path in user.path[*] : !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))]]))
    error_message = join("\n", flatten([for index, user in var.iam_access_keys : [for path in user.path[*] : "iam_access_keys[${index}].path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_access_keys : [for tag in user.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key))]]))
    error_message = join("\n", flatten([for index, user in var.iam_access_keys : [for tag in user.tag[*] : "iam_access_keys[${index}].tag.key: \"${tag.key}\" is not a tag key that a policy can hold: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.key)) && can(regex("^[^\\n]{1,128}$", tag.key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.key)))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.iam_access_keys : [for tag in user.tag[*] : can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value))]]))
    error_message = join("\n", flatten([for index, user in var.iam_access_keys : [for tag in user.tag[*] : "iam_access_keys[${index}].tag.value: \"${tag.value}\" is not a tag value that a policy can hold: allowed is up to 256 letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold" if !(can(regex("^[ -\\x{00ff}]*$", tag.value)) && can(regex("^[^\\n]{0,256}$", tag.value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag.value)))]]))
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

    - `regions`: The Region Names of the PAM Configuration. Default: the provider's region.
  EOT
  type = object({
    regions = optional(list(string))
  })
  default = null

  validation {
    condition     = alltrue(flatten([for discovery in var.discovery[*] : [for regions in [for regions in [discovery.regions] : regions if regions != null] : length(regions) > 0]]))
    error_message = join("\n", flatten([for discovery in var.discovery[*] : [for regions in [for regions in [discovery.regions] : regions if regions != null] : "discovery.regions: no region is named: allowed is one or more, or no `regions` for the gateway's own" if !(length(regions) > 0)]]))
  }

  validation {
    condition     = alltrue([for region in flatten([for discovery in var.discovery[*] : coalesce(discovery.regions, [])]) : can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))])
    error_message = join("\n", [for index, region in flatten([for discovery in var.discovery[*] : coalesce(discovery.regions, [])]) : "discovery.regions[${index}]: \"${region}\" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1" if !can(regex("^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\\d?$", region))])
  }
}

variable "protected_users" {
  description = "IAM users whose passwords, keys, MFA devices and names are denied to the gateway, whatever else it is allowed: names (at any path) or ARNs."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for user in var.protected_users : startswith(user, "arn:") || can(regex("^[\\w+=,.@-]{1,64}$", user))])
    error_message = join("\n", [for index, user in var.protected_users : "protected_users[${index}]: \"${user}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, or the user's ARN" if !(startswith(user, "arn:") || can(regex("^[\\w+=,.@-]{1,64}$", user)))])
  }

  validation {
    condition     = alltrue([for user in var.protected_users : !startswith(user, "arn:") || can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", user))])
    error_message = join("\n", [for index, user in var.protected_users : "protected_users[${index}]: \"${user}\" is not the ARN of an IAM user: allowed is arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name" if !(!startswith(user, "arn:") || can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", user)))])
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

    - `create`: false for a gateway with an access key alone.
    - `name`: The role's name. Default: name.
    - `name_prefix`: The beginning of the role's name, which Terraform completes.
    - `path`: The role's path. Keep the default / unless your account demands another.
    - `permissions_boundary_arn`: ARN of the policy that bounds the role.
    - `max_session_duration`: The longest session in seconds. Default: 3600.
    - `description`: What the IAM console shows for the role.
    - `tags`: Tags of the role, beside tags.
    - `existing`: A role that exists already and gets the policies. Goes with nothing else.
    - `existing.name`: Its name.
  EOT
  type = object({
    create                   = optional(bool, true)
    name                     = optional(string)
    name_prefix              = optional(string)
    path                     = optional(string, "/")
    permissions_boundary_arn = optional(string)
    max_session_duration     = optional(number)
    description              = optional(string, "KeeperPAM gateway")
    tags                     = optional(map(string), {})
    existing = optional(object({
      name = string
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for given in var.role.name[*] : !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given))])
    error_message = join("\n", [for given in var.role.name[*] : "role.name: \"${given}\" is not an IAM role name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor" if !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given)))])
  }

  validation {
    condition     = alltrue([for given in var.role.name_prefix[*] : !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,38}$", given))])
    error_message = join("\n", [for given in var.role.name_prefix[*] : "role.name_prefix: \"${given}\" is not a prefix of an IAM role name: allowed is 1 to 38 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor" if !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,38}$", given)))])
  }

  validation {
    condition     = var.role.name == null || var.role.name_prefix == null
    error_message = "role: name and name_prefix are given together: allowed is one of them"
  }

  validation {
    condition     = alltrue([for given in var.role.path[*] : !can(regex("^/aws-reserved/", given)) && !can(regex("^/aws-service-role/", given)) && can(regex("^.{1,512}$", given)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", given))])
    error_message = join("\n", [for given in var.role.path[*] : "role.path: \"${given}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if !(!can(regex("^/aws-reserved/", given)) && !can(regex("^/aws-service-role/", given)) && can(regex("^.{1,512}$", given)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", given)))])
  }

  validation {
    condition     = alltrue([for given in var.role.permissions_boundary_arn[*] : can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given))])
    error_message = join("\n", [for given in var.role.permissions_boundary_arn[*] : "role.permissions_boundary_arn: \"${given}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given))])
  }

  validation {
    condition     = alltrue([for seconds in var.role.max_session_duration[*] : seconds >= 3600 && seconds <= 43200 && floor(seconds) == seconds])
    error_message = join("\n", [for seconds in var.role.max_session_duration[*] : "role.max_session_duration: ${seconds} is not a session length: allowed is 3600 to 43200 seconds" if !(seconds >= 3600 && seconds <= 43200 && floor(seconds) == seconds)])
  }

  validation {
    condition     = alltrue([for given in var.role.description[*] : can(regex("^[ -[\\]-~\\x{00a1}-\\x{00ff}]{0,1000}$", given))])
    error_message = join("\n", [for given in var.role.description[*] : "role.description: \"${given}\" is not a description of an IAM role: allowed is up to 1000 letters, digits and signs of Latin-1 on one line, without \\" if !can(regex("^[ -[\\]-~\\x{00a1}-\\x{00ff}]{0,1000}$", given))])
  }

  validation {
    condition     = length(var.role.tags) <= 49
    error_message = "role.tags: ${length(var.role.tags)} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway"
  }

  validation {
    condition     = alltrue([for key, value in var.role.tags : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))])
    error_message = join("\n", [for key, value in var.role.tags : "role.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))])
  }

  validation {
    condition     = alltrue([for key, value in var.role.tags : !startswith(lower(key), "aws:")])
    error_message = join("\n", [for key, value in var.role.tags : "role.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")])
  }

  validation {
    condition     = alltrue([for key, value in var.role.tags : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [for key, value in var.role.tags : "role.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")])
  }

  validation {
    condition     = alltrue([for key, value in var.role.tags : can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))])
    error_message = join("\n", [for key, value in var.role.tags : "role.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)))])
  }

  validation {
    condition     = alltrue([for key, value in var.role.tags : length([for other in keys(var.role.tags) : other if lower(other) == lower(key)]) == 1])
    error_message = join("\n", [for key, value in var.role.tags : "role.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(var.role.tags) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(var.role.tags) : other if lower(other) == lower(key)]) == 1)])
  }

  validation {
    condition     = alltrue([for given in var.role.existing[*].name : !can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given))])
    error_message = join("\n", [for given in var.role.existing[*].name : "role.existing.name: \"${given}\" is not an IAM role name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor" if !(!can(regex("^AWSReservedSSO_", given)) && !can(regex("^AWSServiceRoleFor", given)) && can(regex("^[\\w+=,.@-]{1,64}$", given)))])
  }

  validation {
    condition     = var.role.existing == null || alltrue([for other in [var.role.name, var.role.name_prefix, var.role.permissions_boundary_arn, var.role.max_session_duration] : other == null])
    error_message = "role.existing: an existing role is taken as it is: name, name_prefix, permissions_boundary_arn, max_session_duration cannot be set for it"
  }
}

variable "instance_profile" {
  description = <<-EOT
    The instance profile that hands the role to the gateway's machines.

    - `create`: Whether it is made. Default: true, and false with an existing role.
    - `name`: The profile's name. Default: the role's name.
  EOT
  type = object({
    create = optional(bool)
    name   = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for given in var.instance_profile.name[*] : can(regex("^[\\w+=,.@-]{1,128}$", given))])
    error_message = join("\n", [for given in var.instance_profile.name[*] : "instance_profile.name: \"${given}\" is not an instance profile name: allowed is 1 to 128 letters, digits and _ + = , . @ -" if !can(regex("^[\\w+=,.@-]{1,128}$", given))])
  }
}

variable "instances" {
  description = "Running EC2 instances that get the instance profile and that this Terraform does not own. A Lambda function is made that attaches it. Their IDs must be known when Terraform plans; an aws_instance of your own takes the output instance_profile_name instead."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.instances : can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = join("\n", [for index, id in var.instances : "instances[${index}]: \"${id}\" is not an EC2 instance ID: allowed is i- and 17 (or 8) hexadecimal digits in lower case, e.g. i-0123456789abcdef0" if !can(regex("^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$", id))])
  }

  validation {
    condition     = length(var.instances) <= 6
    error_message = "instances: ${length(var.instances)} instances are given: allowed is up to 6, a gateway runs on one or a few; make a configuration for each group"
  }

  validation {
    condition     = length(distinct(var.instances)) == length(var.instances)
    error_message = join("\n", [for index, id in var.instances : "instances[${index}]: \"${id}\" stands in the list twice: allowed is once" if index(var.instances, id) < index])
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

    - `permissions_boundary_arn`: ARN of the policy that bounds the function's role. Default: none.
    - `log_retention_days`: Days for which the function's log is kept, as CloudWatch Logs allows them. Default: 30.
  EOT
  type = object({
    permissions_boundary_arn = optional(string)
    log_retention_days       = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for given in var.attachment_function.permissions_boundary_arn[*] : can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given))])
    error_message = join("\n", [for given in var.attachment_function.permissions_boundary_arn[*] : "attachment_function.permissions_boundary_arn: \"${given}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", given))])
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.attachment_function.log_retention_days)
    error_message = "attachment_function.log_retention_days: ${var.attachment_function.log_retention_days} is not a retention of CloudWatch Logs: allowed is 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days"
  }
}

variable "access_key_user" {
  description = <<-EOT
    An IAM user with an access key: null for none (the default), or how it is made. Exactly one of create_access_key = false, pgp_key and accept_secret_in_state = true must be given.

    - `name`: The user's name. Default: name.
    - `path`: The user's path. Default: /.
    - `permissions_boundary_arn`: ARN of the policy that bounds the user.
    - `tags`: Tags of the user, beside tags.
    - `create_access_key`: false: the user only; its key is made by hand and never passes through Terraform.
    - `pgp_key`: The secret is in the state encrypted for this PGP public key only: keybase:NAME, or the key in base64 as `gpg --export KEY | base64` prints it. Another key goes with another generation.
    - `accept_secret_in_state`: true: the secret is in the state in plain text.
    - `generation`: Number of the access key. Another number makes another key, and then deletes the former one: count up by one. Default: 1.
    - `keep_previous`: true: the key of the generation before stays, as it was made, until the new one is in use; apply once without it before the next generation. Default: false.
  EOT
  type = object({
    name                     = optional(string)
    path                     = optional(string, "/")
    permissions_boundary_arn = optional(string)
    tags                     = optional(map(string), {})
    create_access_key        = optional(bool, true)
    pgp_key                  = optional(string)
    accept_secret_in_state   = optional(bool, false)
    generation               = optional(number, 1)
    keep_previous            = optional(bool, false)
  })
  default = null

  validation {
    condition     = alltrue(flatten([for user in var.access_key_user[*] : [for name in user.name[*] : can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
    error_message = join("\n", flatten([for user in var.access_key_user[*] : [for name in user.name[*] : "access_key_user.name: \"${name}\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -" if !can(regex("^[\\w+=,.@-]{1,64}$", name))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.access_key_user[*] : [for path in user.path[*] : !can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path))]]))
    error_message = join("\n", flatten([for user in var.access_key_user[*] : [for path in user.path[*] : "access_key_user.path: \"${path}\" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } \" and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS" if !(!can(regex("^/aws-reserved/", path)) && !can(regex("^/aws-service-role/", path)) && can(regex("^.{1,512}$", path)) && can(regex("^/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?$", path)))]]))
  }

  validation {
    condition     = alltrue(flatten([for user in var.access_key_user[*] : [for permissions_boundary_arn in user.permissions_boundary_arn[*] : can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", permissions_boundary_arn))]]))
    error_message = join("\n", flatten([for user in var.access_key_user[*] : [for permissions_boundary_arn in user.permissions_boundary_arn[*] : "access_key_user.permissions_boundary_arn: \"${permissions_boundary_arn}\" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME" if !can(regex("^arn:aws(?:-[a-z]+)*:iam::(?:\\d{12}|aws):policy/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,128}$", permissions_boundary_arn))]]))
  }

  validation {
    condition     = length(merge(var.access_key_user[*].tags...)) <= 49
    error_message = "access_key_user.tags: ${length(merge(var.access_key_user[*].tags...))} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway"
  }

  validation {
    condition     = alltrue([for key, value in merge(var.access_key_user[*].tags...) : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))])
    error_message = join("\n", [for key, value in merge(var.access_key_user[*].tags...) : "access_key_user.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.access_key_user[*].tags...) : !startswith(lower(key), "aws:")])
    error_message = join("\n", [for key, value in merge(var.access_key_user[*].tags...) : "access_key_user.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.access_key_user[*].tags...) : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [for key, value in merge(var.access_key_user[*].tags...) : "access_key_user.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.access_key_user[*].tags...) : can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))])
    error_message = join("\n", [for key, value in merge(var.access_key_user[*].tags...) : "access_key_user.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)))])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.access_key_user[*].tags...) : length([for other in keys(merge(var.access_key_user[*].tags...)) : other if lower(other) == lower(key)]) == 1])
    error_message = join("\n", [for key, value in merge(var.access_key_user[*].tags...) : "access_key_user.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(merge(var.access_key_user[*].tags...)) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(merge(var.access_key_user[*].tags...)) : other if lower(other) == lower(key)]) == 1)])
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : (user.create_access_key ? 0 : 1) + (user.pgp_key == null ? 0 : 1) + (user.accept_secret_in_state ? 1 : 0) > 0])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user: nothing says what becomes of the access key's secret: allowed is exactly one of create_access_key = false (the user only; its key is made by hand and never passes through Terraform), pgp_key (the secret is in the state encrypted for that key only), accept_secret_in_state = true (the secret is in the state in plain text)" if !((user.create_access_key ? 0 : 1) + (user.pgp_key == null ? 0 : 1) + (user.accept_secret_in_state ? 1 : 0) > 0)])
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : (user.create_access_key ? 0 : 1) + (user.pgp_key == null ? 0 : 1) + (user.accept_secret_in_state ? 1 : 0) < 2])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user: ${join(" and ", compact([user.create_access_key ? "" : "create_access_key = false", user.pgp_key == null ? "" : "pgp_key", user.accept_secret_in_state ? "accept_secret_in_state = true" : ""]))} are given together: allowed is exactly one of create_access_key = false (the user only; its key is made by hand and never passes through Terraform), pgp_key (the secret is in the state encrypted for that key only), accept_secret_in_state = true (the secret is in the state in plain text)" if !((user.create_access_key ? 0 : 1) + (user.pgp_key == null ? 0 : 1) + (user.accept_secret_in_state ? 1 : 0) < 2)])
  }

  validation {
    condition     = alltrue(flatten([for user in var.access_key_user[*] : [for pgp_key in user.pgp_key[*] : can(regex("^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$", replace(pgp_key, "/\\s/", "")))]]))
    error_message = join("\n", flatten([for user in var.access_key_user[*] : [for pgp_key in user.pgp_key[*] : "access_key_user.pgp_key: this is not a PGP public key: allowed is keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it" if !can(regex("^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$", replace(pgp_key, "/\\s/", "")))]]))
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : user.generation >= 1 && floor(user.generation) == user.generation])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user.generation: ${user.generation} is not a generation: allowed is 1, 2, 3, …" if !(user.generation >= 1 && floor(user.generation) == user.generation)])
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : user.create_access_key || user.generation == 1])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user.generation: create_access_key is false: there is no access key here that could be renewed" if !(user.create_access_key || user.generation == 1)])
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : user.create_access_key || !user.keep_previous])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user.keep_previous: create_access_key is false: there is no access key here that could be renewed" if !(user.create_access_key || !user.keep_previous)])
  }

  validation {
    condition     = alltrue([for user in var.access_key_user[*] : !user.create_access_key || !user.keep_previous || user.generation > 1])
    error_message = join("\n", [for user in var.access_key_user[*] : "access_key_user.keep_previous: generation 1 has no key before it: keep_previous goes with generation 2 and up" if !(!user.create_access_key || !user.keep_previous || user.generation > 1)])
  }
}

variable "configuration_secret" {
  description = <<-EOT
    The secret that keeps the gateway's own configuration, which Keeper calls "AWS KMS": null for none (the default), or how it is made.

    - `name`: The secret's name; the alias of its key is called after it.
    - `secret`: A secret that exists. Goes with key at most.
    - `secret.arn`: Its ARN, with the six characters of its end.
    - `key`: A customer-managed key that exists, whose policy lets the gateway and the operators use it through Secrets Manager. Default: a key is made; with secret the AWS managed key.
    - `key.arn`: Its ARN.
    - `operators`: Who may write the secret's value: ARNs of roles and users, which need no other policy. Everybody else is denied it; whoever may change the secret's policy can let himself in. A key that is made here lets nobody but the gateway and them read it, as long as nobody changes its policy; an existing key's own policy decides that. Default: whoever the account's own policies let.
    - `operator_permission_sets`: Permission sets of IAM Identity Center whose roles may write the value, beside operators. An ARN of such a role in operators is outdated once the set is assigned anew.
    - `operator_permission_sets.name`: The permission set's name.
    - `operator_permission_sets.path`: Where its roles are: /aws-reserved/sso.amazonaws.com/, or with the region of IAM Identity Center behind it. Default: either.
    - `recovery_window_days`: Days for which the deleted secret can be restored: 7 to 30, or 0. Default: 30.
    - `key_deletion_window_days`: Days between the deletion of the key and its end: 7 to 30. Default: 30.
    - `tags`: Tags of the secret and its key, beside tags.
  EOT
  type = object({
    name = optional(string)
    secret = optional(object({
      arn = string
    }))
    key = optional(object({
      arn = string
    }))
    operators = optional(list(string))
    operator_permission_sets = optional(list(object({
      name = string
      path = optional(string)
    })))
    recovery_window_days     = optional(number)
    key_deletion_window_days = optional(number)
    tags                     = optional(map(string), {})
  })
  default = null

  validation {
    condition     = alltrue([for secret in var.configuration_secret[*] : secret.name != null || secret.secret != null])
    error_message = join("\n", [for secret in var.configuration_secret[*] : "configuration_secret: nothing is given: allowed is name, or secret of a secret that exists" if !(secret.name != null || secret.secret != null)])
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for name in secret.name[*] : can(regex("^[\\w/+=.@-]{1,512}$", name))]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for name in secret.name[*] : "configuration_secret.name: \"${name}\" is not a name for a secret: allowed is 1 to 512 letters, digits and / _ + = . @ -" if !can(regex("^[\\w/+=.@-]{1,512}$", name))]]))
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for name in secret.name[*] : secret.key != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name)))]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for name in secret.name[*] : "configuration_secret.name: \"${name}\" cannot be the name of an alias too, which its key gets: allowed is up to 250 characters, not beginning with aws/" if !(secret.key != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name))))]]))
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for existing in secret.secret[*] : can(regex("^arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$", existing.arn))]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for existing in secret.secret[*] : "configuration_secret.secret.arn: \"${existing.arn}\" is not the ARN of a secret: allowed is arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX, with the six characters of its end" if !can(regex("^arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$", existing.arn))]]))
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for existing in secret.key[*] : can(regex("^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", existing.arn))]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for existing in secret.key[*] : "configuration_secret.key.arn: \"${existing.arn}\" is not the ARN of a KMS key: allowed is arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias is not enough" if !can(regex("^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", existing.arn))]]))
  }

  validation {
    condition     = alltrue([for secret in var.configuration_secret[*] : secret.secret == null || (secret.name == null && secret.operators == null && secret.operator_permission_sets == null && secret.recovery_window_days == null && secret.key_deletion_window_days == null && length(secret.tags) == 0)])
    error_message = join("\n", [for secret in var.configuration_secret[*] : "configuration_secret.secret: an existing secret is taken as it is: name, operators, operator_permission_sets, recovery_window_days, key_deletion_window_days, tags cannot be set for it" if !(secret.secret == null || (secret.name == null && secret.operators == null && secret.operator_permission_sets == null && secret.recovery_window_days == null && secret.key_deletion_window_days == null && length(secret.tags) == 0))])
  }

  validation {
    condition     = alltrue([for secret in var.configuration_secret[*] : secret.key == null || secret.key_deletion_window_days == null])
    error_message = join("\n", [for secret in var.configuration_secret[*] : "configuration_secret.key_deletion_window_days: the key of key exists already and is never deleted from here: remove one of the two" if !(secret.key == null || secret.key_deletion_window_days == null)])
  }

  validation {
    condition     = alltrue([for operator in flatten([for object in var.configuration_secret[*] : coalesce(object.operators, [])]) : !can(regex("^arn:[^:]*:iam::\\d{12}:role/aws-service-role/", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSReservedSSO_", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSServiceRoleFor", operator)) && can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", operator))])
    error_message = join("\n", [for index, operator in flatten([for object in var.configuration_secret[*] : coalesce(object.operators, [])]) : "configuration_secret.operators[${index}]: \"${operator}\" is not the ARN of an IAM role or user: allowed is arn:PARTITION:iam::ACCOUNT:role/NAME or arn:PARTITION:iam::ACCOUNT:user/NAME" if !(!can(regex("^arn:[^:]*:iam::\\d{12}:role/aws-service-role/", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSReservedSSO_", operator)) && !can(regex("^arn:[^:]*:iam::\\d{12}:role/AWSServiceRoleFor", operator)) && can(regex("^arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]+/)?[\\w+=,.@-]{1,64}$|^arn:aws(?:-[a-z]+)*:iam::\\d{12}:user/(?:[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]{1,510}/)?[\\w+=,.@-]{1,64}$", operator)))])
  }

  validation {
    condition     = alltrue([for secret in var.configuration_secret[*] : try(length(secret.operators), 1) > 0])
    error_message = join("\n", [for secret in var.configuration_secret[*] : "configuration_secret.operators: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let" if !(try(length(secret.operators), 1) > 0)])
  }

  validation {
    condition     = alltrue([for secret in var.configuration_secret[*] : try(length(secret.operator_permission_sets), 1) > 0])
    error_message = join("\n", [for secret in var.configuration_secret[*] : "configuration_secret.operator_permission_sets: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let" if !(try(length(secret.operator_permission_sets), 1) > 0)])
  }

  validation {
    condition     = alltrue([for set in flatten([for object in var.configuration_secret[*] : coalesce(object.operator_permission_sets, [])]) : !can(regex("^ps-[0-9a-f]{16}$", set.name)) && can(regex("^[\\w+=,.@-]{1,32}$", set.name))])
    error_message = join("\n", [for index, set in flatten([for object in var.configuration_secret[*] : coalesce(object.operator_permission_sets, [])]) : "configuration_secret.operator_permission_sets[${index}].name: \"${set.name}\" is not the name of a permission set: allowed is 1 to 32 letters, digits and _ + = , . @ -" if !(!can(regex("^ps-[0-9a-f]{16}$", set.name)) && can(regex("^[\\w+=,.@-]{1,32}$", set.name)))])
  }

  validation {
    condition     = alltrue(flatten([for set in flatten([for object in var.configuration_secret[*] : coalesce(object.operator_permission_sets, [])]) : [for path in set.path[*] : can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", path))]]))
    error_message = join("\n", flatten([for index, set in flatten([for object in var.configuration_secret[*] : coalesce(object.operator_permission_sets, [])]) : [for path in set.path[*] : "configuration_secret.operator_permission_sets[${index}].path: \"${path}\" is not the path of a permission set's roles: allowed is /aws-reserved/sso.amazonaws.com/, or the same with the region of IAM Identity Center and / behind it" if !can(regex("^/aws-reserved/sso\\.amazonaws\\.com/(?:[a-z0-9-]{1,24}/)?$", path))]]))
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for days in secret.recovery_window_days[*] : days == 0 || (days >= 7 && days <= 30 && floor(days) == days)]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for days in secret.recovery_window_days[*] : "configuration_secret.recovery_window_days: ${days} is not a waiting time: allowed is 7 to 30 days, or 0 for none" if !(days == 0 || (days >= 7 && days <= 30 && floor(days) == days))]]))
  }

  validation {
    condition     = alltrue(flatten([for secret in var.configuration_secret[*] : [for days in secret.key_deletion_window_days[*] : days >= 7 && days <= 30 && floor(days) == days]]))
    error_message = join("\n", flatten([for secret in var.configuration_secret[*] : [for days in secret.key_deletion_window_days[*] : "configuration_secret.key_deletion_window_days: ${days} is not a waiting time: allowed is 7 to 30 days" if !(days >= 7 && days <= 30 && floor(days) == days)]]))
  }

  validation {
    condition     = length(merge(var.configuration_secret[*].tags...)) <= 49
    error_message = "configuration_secret.tags: ${length(merge(var.configuration_secret[*].tags...))} tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway"
  }

  validation {
    condition     = alltrue([for key, value in merge(var.configuration_secret[*].tags...) : can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key))])
    error_message = join("\n", [for key, value in merge(var.configuration_secret[*].tags...) : "configuration_secret.tags.${key}: \"${key}\" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{1,128}$", key)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)))])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.configuration_secret[*].tags...) : !startswith(lower(key), "aws:")])
    error_message = join("\n", [for key, value in merge(var.configuration_secret[*].tags...) : "configuration_secret.tags.${key}: \"${key}\" begins with aws:, which AWS keeps for itself" if startswith(lower(key), "aws:")])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.configuration_secret[*].tags...) : lower(key) != "keeperpam-gateway"])
    error_message = join("\n", [for key, value in merge(var.configuration_secret[*].tags...) : "configuration_secret.tags.${key}: \"${key}\" is the tag that says what a stack has made: allowed is another key" if !(lower(key) != "keeperpam-gateway")])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.configuration_secret[*].tags...) : can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))])
    error_message = join("\n", [for key, value in merge(var.configuration_secret[*].tags...) : "configuration_secret.tags.${key}: \"${value}\" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @" if !(can(regex("^[^\\n]{0,256}$", value)) && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)))])
  }

  validation {
    condition     = alltrue([for key, value in merge(var.configuration_secret[*].tags...) : length([for other in keys(merge(var.configuration_secret[*].tags...)) : other if lower(other) == lower(key)]) == 1])
    error_message = join("\n", [for key, value in merge(var.configuration_secret[*].tags...) : "configuration_secret.tags.${key}: \"${key}\" differs from \"${join(", ", [for other in keys(merge(var.configuration_secret[*].tags...)) : other if lower(other) == lower(key) && other != key])}\" in capitals only: IAM takes the two for the same key" if !(length([for other in keys(merge(var.configuration_secret[*].tags...)) : other if lower(other) == lower(key)]) == 1)])
  }
}
