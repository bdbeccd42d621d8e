output "instance_id" {
  description = "The gateway's machine"
  value       = aws_instance.gateway.id
}

output "role_arn" {
  description = "ARN of the gateway's role"
  value       = module.keeper_gateway.role_arn
}

output "keeper_pam_configuration" {
  description = "What to type into the PAM Configuration record"
  value       = module.keeper_gateway.keeper_pam_configuration
}

output "keeper_records" {
  description = "What to type into the records of the targets"
  value       = module.keeper_gateway.keeper_records
}

output "next_steps" {
  description = "What to do after the apply"
  value       = module.keeper_gateway.next_steps
}
