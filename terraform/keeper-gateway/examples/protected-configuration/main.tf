provider "aws" {
  region = var.region
}

module "keeper_gateway" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source = "../.."

  name = "keeper-gateway"

  configuration_secret = {
    name = "keeper/gateway-configuration"
    # Who may write the value: it is denied to everybody else. Who may change the secret's policy can let himself in.
    operators = var.operator_arns
  }

  iam_users = [{ name = "console-admin" }]
}
