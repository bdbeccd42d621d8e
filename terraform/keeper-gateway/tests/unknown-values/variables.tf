variable "instances" {
  description = "Instances that get the profile."
  type        = list(string)
  default     = []
}

variable "makes_key" {
  description = "Whether the user gets access keys, whose IDs the apply knows."
  type        = bool
  default     = false
}

variable "protects" {
  description = "Whether a user is protected, whose ARN the apply knows."
  type        = bool
  default     = false
}
