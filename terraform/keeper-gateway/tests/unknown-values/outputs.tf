output "policy_counts" {
  description = "How many policies there are, which the plan knows."
  value       = [for arns in [module.made.policy_arns, module.made.access_key_user_policy_arns, module.existing.policy_arns] : length(arns)]
}

output "records" {
  description = "What goes into the records of the targets, which the apply knows."
  value       = module.made.keeper_records
}

output "role_names" {
  description = "Names of the two roles."
  value       = [module.made.role_name, module.existing.role_name]
}
