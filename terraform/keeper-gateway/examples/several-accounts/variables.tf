variable "region" {
  description = "Where the gateways are."
  type        = string
  default     = "us-east-1"
}

variable "production_account_id" {
  description = "12 digits."
  type        = string
}

variable "staging_account_id" {
  description = "12 digits."
  type        = string
}

variable "deployer_role_name" {
  description = "The role that Terraform takes in each account."
  type        = string
  default     = "terraform"
}
