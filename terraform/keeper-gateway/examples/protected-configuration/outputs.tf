output "instance_profile_name" {
  description = "For the gateway's instance"
  value       = module.keeper_gateway.instance_profile_name
}

output "configuration_secret" {
  description = "The command that puts the value, and the setting that tells the gateway"
  value       = module.keeper_gateway.configuration_secret
}

output "keeper_pam_configuration" {
  description = "What to type into the PAM Configuration record"
  value       = module.keeper_gateway.keeper_pam_configuration
}

output "next_steps" {
  description = "What to do after the apply"
  value       = module.keeper_gateway.next_steps
}
