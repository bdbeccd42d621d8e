variable "region" {
  description = "Where the gateway and its secret are."
  type        = string
  default     = "us-east-1"
}

variable "operator_arns" {
  description = "ARNs of the roles or users that may write the gateway's configuration."
  type        = list(string)
}
