terraform {
  # The oldest that has all of what the module uses: optional attributes, checks, `terraform_data`.
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
