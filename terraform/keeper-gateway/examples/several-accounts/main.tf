# One provider for each account, with the role that Terraform takes there.
provider "aws" {
  alias  = "production"
  region = var.region

  assume_role {
    role_arn = "arn:aws:iam::${var.production_account_id}:role/${var.deployer_role_name}"
  }
}

provider "aws" {
  alias  = "staging"
  region = var.region

  assume_role {
    role_arn = "arn:aws:iam::${var.staging_account_id}:role/${var.deployer_role_name}"
  }
}

# One module block for each account: Terraform knows a block's provider before it looks at for_each.
module "production" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source    = "../.."
  providers = { aws = aws.production }

  name       = "keeper-gateway"
  account_id = var.production_account_id

  managed_databases = [{ instance = "orders" }]
  iam_users         = [{ name = "console-admin" }]
  protected_users   = ["break-glass"]
}

# Several gateways in one account: for_each over their names.
module "staging" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source    = "../.."
  providers = { aws = aws.staging }
  for_each  = local.staging_gateways

  name       = each.key
  account_id = var.staging_account_id

  managed_databases = [for instance in each.value.databases : { instance = instance }]
  iam_users         = [for path in each.value.user_paths : { path = path }]
  protected_users   = ["break-glass"]
}

locals {
  staging_gateways = {
    keeper-gateway-shop    = { databases = ["orders", "stock"], user_paths = [] }
    keeper-gateway-payroll = { databases = ["payroll"], user_paths = ["/payroll/"] }
  }
}
