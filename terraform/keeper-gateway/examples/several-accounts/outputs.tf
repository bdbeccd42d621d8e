output "production" {
  description = "The gateway of the production account"
  value = {
    role_arn                 = module.production.role_arn
    instance_profile_name    = module.production.instance_profile_name
    keeper_pam_configuration = module.production.keeper_pam_configuration
    keeper_records           = module.production.keeper_records
    next_steps               = module.production.next_steps
  }
}

output "staging" {
  description = "The gateways of the staging account, by their names"
  value = { for name, gateway in module.staging : name => {
    role_arn                 = gateway.role_arn
    instance_profile_name    = gateway.instance_profile_name
    keeper_pam_configuration = gateway.keeper_pam_configuration
    keeper_records           = gateway.keeper_records
    next_steps               = gateway.next_steps
  } }
}
