output "access_key_user_arn" {
  description = "ARN of the gateway's user"
  value       = module.keeper_gateway.access_key_user_arn
}

output "access_key_id" {
  description = "ID of the access key"
  value       = module.keeper_gateway.access_key_id
}

output "access_key_encrypted_secret" {
  description = "Secret of the access key in base64, encrypted for the PGP key: next_steps says how to decrypt it"
  value       = module.keeper_gateway.access_key_encrypted_secret
}

output "keeper_pam_configuration" {
  description = "What to type into the PAM Configuration record"
  value       = module.keeper_gateway.keeper_pam_configuration
}

output "next_steps" {
  description = "What to do after the apply"
  value       = module.keeper_gateway.next_steps
}
