variable "region" {
  description = "Where the gateway's machine is."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "What the gateway's role and instance profile are called."
  type        = string
  default     = "keeper-gateway"
}

variable "instance_id" {
  description = "The machine that the Keeper Gateway is installed on, made by somebody else."
  type        = string
}

variable "on_conflict" {
  description = "Where the machine has another instance profile: fail, or replace, which puts it back on destroy."
  type        = string
  default     = "fail"
}
