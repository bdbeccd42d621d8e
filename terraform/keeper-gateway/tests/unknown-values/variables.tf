variable "instances" {
  description = "Instances that get the profile."
  type        = list(string)
  default     = []
}

variable "protects" {
  description = "Whether a user is protected, whose ARN the apply knows."
  type        = bool
  default     = false
}
