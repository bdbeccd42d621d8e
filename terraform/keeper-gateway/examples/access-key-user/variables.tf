variable "region" {
  description = "The region of the AWS provider."
  type        = string
  default     = "us-east-1"
}

variable "generation" {
  description = "Number of the access key: count up by one for a new key."
  type        = number
  default     = 1
}

variable "keep_previous" {
  description = "Whether the key before stays until the new one is in use."
  type        = bool
  default     = false
}
