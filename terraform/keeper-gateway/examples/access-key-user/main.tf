provider "aws" {
  region = var.region
}

module "keeper_gateway" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source = "../.."

  name = "keeper-gateway"

  # A gateway outside AWS has no instance that could have a role.
  role = { create = false }

  access_key_user = {
    # The public key of whoever reads the secret, without armor: gpg --export KEY | base64 > ops.pgp.base64
    # From Keybase: pgp_key = "keybase:NAME"
    pgp_key       = file("${path.module}/ops.pgp.base64")
    generation    = var.generation
    keep_previous = var.keep_previous
  }

  iam_users       = [{ path = "/service/" }]
  protected_users = ["break-glass"]
}
