provider "aws" {
  region = var.region
}

module "keeper_gateway" {
  # Elsewhere: source = "git::https://github.com/OWNER/cdktf-keeperpam-aws.git//terraform/keeper-gateway?ref=v0.1.0"
  source = "../.."

  name = "keeper-gateway"

  managed_databases = [{ instance = aws_db_instance.orders.identifier }]
  iam_users         = [{ name = aws_iam_user.auditor.name, path = aws_iam_user.auditor.path }]
  iam_access_keys   = [{ name = aws_iam_user.ci_bot.name }]
  protected_users   = [aws_iam_user.break_glass.name]
}

# The machine that the Keeper Gateway is installed on.
resource "aws_instance" "gateway" {
  ami                  = var.ami_id
  instance_type        = "t3.medium"
  subnet_id            = var.subnet_id
  iam_instance_profile = module.keeper_gateway.instance_profile_name
  ebs_optimized        = true

  metadata_options {
    http_tokens = "required"
    # A gateway in a Docker container is one hop further from the role's credentials. Installed natively: 1.
    http_put_response_hop_limit = 2
  }

  root_block_device {
    encrypted = true
  }

  tags = { Name = "keeper-gateway" }
}

resource "aws_db_instance" "orders" {
  identifier_prefix          = "orders-"
  engine                     = "postgres"
  instance_class             = "db.t4g.micro"
  allocated_storage          = 20
  storage_encrypted          = true
  copy_tags_to_snapshot      = true
  auto_minor_version_upgrade = true
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = true
  username                   = "keeper"
  password                   = var.initial_password
  # Not manage_master_user_password: RDS refuses to set a password that Secrets Manager keeps.

  lifecycle {
    # Keeper rotates it after the first apply. Terraform 1.11 and OpenTofu 1.11 need not have it in the state at all:
    # password_wo = var.initial_password and password_wo_version = 1 in place of password.
    ignore_changes = [password]
  }
}

# Keeper rotates the console password. It is first made by hand, and with force_destroy the user can go all the same.
resource "aws_iam_user" "auditor" {
  name          = "auditor"
  path          = "/contractors/"
  force_destroy = true
}

# Keeper rotates the access key.
resource "aws_iam_user" "ci_bot" {
  name          = "ci-bot"
  force_destroy = true
}

# Nobody rotates anything of this one.
resource "aws_iam_user" "break_glass" {
  name          = "break-glass"
  force_destroy = true
}
