provider "aws" {
  region = var.region
}

module "keeper_gateway" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source = "../.."

  name = var.name

  instances   = [var.instance_id]
  on_conflict = var.on_conflict

  managed_databases = [
    { instance = "orders" },
    { instance = "payroll", region = "eu-west-1" },
  ]
  iam_users = [{ name = "console-admin" }]
}
