terraform {
  required_version = ">= 1.5.7"

  # Named here too, so that the mock of the tests is handed on.
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
