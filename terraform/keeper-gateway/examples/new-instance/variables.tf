variable "region" {
  description = "Where the gateway and its database are."
  type        = string
  default     = "us-east-1"
}

variable "ami_id" {
  description = "Image of the gateway's machine: a Linux of your choice."
  type        = string
}

variable "subnet_id" {
  description = "Subnet of the gateway's machine. Default: one of the default VPC."
  type        = string
  default     = null
}

variable "initial_password" {
  description = "The database's master password until Keeper rotates it for the first time."
  type        = string
  sensitive   = true
}

variable "deletion_protection" {
  description = "Whether the database is kept from being destroyed."
  type        = bool
  default     = true
}
