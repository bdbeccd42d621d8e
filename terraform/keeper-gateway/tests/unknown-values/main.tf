# Gateways beside what other parts of the same configuration make: none of it is known to the first plan. Known are the
# lengths of the lists, whether something is given at all, the generation of the access key and the IDs of instances.

# What Terraform makes has an output that is known after the apply.
resource "terraform_data" "made_elsewhere" {
  input = {
    gateway   = "keeper-gateway"
    account   = "111122223333"
    database  = "orders"
    region    = "eu-west-1"
    directory = "d-1234567890"
    user      = "auditor"
    path      = "/contractors/"
    tag       = "managed"
    protected = "arn:aws:iam::111122223333:user/break-glass"
    role      = "gateway-role"
    boundary  = "arn:aws:iam::111122223333:policy/boundary"
    operator  = "arn:aws:iam::111122223333:role/operator"
    secret    = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf"
    key       = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"
  }
}

locals {
  made = terraform_data.made_elsewhere.output
}

# All that it needs is made: role, profile, user, secret and key, and the profile is put on an instance.
module "made" {
  source    = "../.."
  providers = { aws = aws }

  name       = local.made.gateway
  account_id = local.made.account
  tags       = { Owner = local.made.tag }

  managed_databases = [
    { instance = local.made.database, region = local.made.region },
    { tag = { key = local.made.tag, value = local.made.tag } },
  ]
  directories     = [{ id = local.made.directory, region = local.made.region }, { tag = { key = "Team", value = local.made.tag } }]
  iam_users       = [{ name = local.made.user, path = local.made.path }, { path = local.made.path }]
  iam_access_keys = [{ name = local.made.user }, { tag = { key = local.made.tag, value = local.made.tag } }]
  discovery       = { regions = [local.made.region, "us-east-1"] }
  protected_users = var.protects ? [local.made.protected] : []

  role = {
    name                     = local.made.role
    path                     = local.made.path
    permissions_boundary_arn = local.made.boundary
    tags                     = { Owner = local.made.tag }
  }
  instance_profile    = { name = local.made.role }
  instances           = var.instances
  attachment_function = { permissions_boundary_arn = local.made.boundary }

  access_key_user = {
    name                     = "gateway-user-of-${local.made.account}"
    path                     = local.made.path
    permissions_boundary_arn = local.made.boundary
    tags                     = { Owner = local.made.tag }
    create_access_key        = var.makes_key
    accept_secret_in_state   = var.makes_key ? true : null
    generation               = var.makes_key ? 2 : null
    keep_previous            = var.makes_key ? true : null
  }
  configuration_secret = {
    name      = "keeper/${local.made.gateway}"
    operators = [local.made.operator]
    tags      = { Owner = local.made.tag }
  }
}

# All that it needs exists: role, secret and key.
module "existing" {
  source    = "../.."
  providers = { aws = aws }

  name                 = "existing"
  role                 = { existing = { name = local.made.role } }
  iam_access_keys      = [{ name = local.made.user }]
  configuration_secret = { secret = { arn = local.made.secret }, key = { arn = local.made.key } }
}
