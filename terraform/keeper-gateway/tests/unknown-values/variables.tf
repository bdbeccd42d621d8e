variable "instances" {
  description = "Instances that get the profile."
  type        = list(string)
  default     = []
}
