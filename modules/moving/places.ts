/** What the module calls a block of the constructs, and when it has one. */
export interface Place {
  /** E.g. `aws_iam_role.gateway`; of a data source with `data.` before it. */
  readonly address: string;
  /** How many there are: a condition, or a number. */
  readonly count?: string;
  /** A set of texts, for which there is one each. */
  readonly forEach?: string;
  /** What stands between the brackets where another block refers to it. */
  readonly index?: string;
}

const ANY_INSTANCE = "local.has_instances";
const EACH_INSTANCE = "toset(var.instances)";

/** By the construct's kind and name. */
export const PLACES: Readonly<Record<string, Place>> = {
  "data.aws_iam_policy_document.gateway_role_trust": {
    address: "data.aws_iam_policy_document.gateway_trust",
    count: "local.makes_role",
  },
  "aws_iam_role.gateway_role": { address: "aws_iam_role.gateway", count: "local.makes_role" },
  "aws_iam_instance_profile.gateway_instance_profile": {
    address: "aws_iam_instance_profile.gateway",
    count: "local.makes_instance_profile",
  },
  "data.aws_iam_policy_document.gateway_instances_function_trust": {
    address: "data.aws_iam_policy_document.attachment_function_trust",
    count: ANY_INSTANCE,
  },
  "data.aws_iam_policy_document.gateway_instances_function_policy_document": {
    address: "data.aws_iam_policy_document.attachment_function",
    count: ANY_INSTANCE,
  },
  "data.aws_iam_policy_document.gateway_instances_INSTANCE_policy_document": {
    address: "data.aws_iam_policy_document.instance",
    forEach: EACH_INSTANCE,
  },
  "aws_cloudwatch_log_group.gateway_instances_function_log": {
    address: "aws_cloudwatch_log_group.attachment_function",
    count: ANY_INSTANCE,
  },
  "aws_iam_role.gateway_instances_function_role": {
    address: "aws_iam_role.attachment_function",
    count: ANY_INSTANCE,
  },
  "aws_iam_role_policy.gateway_instances_function_policy": {
    address: "aws_iam_role_policy.attachment_function",
    count: ANY_INSTANCE,
  },
  "aws_lambda_function.gateway_instances_function": {
    address: "aws_lambda_function.attachment",
    count: ANY_INSTANCE,
  },
  "aws_iam_role_policy.gateway_instances_INSTANCE_policy": {
    address: "aws_iam_role_policy.instance",
    forEach: EACH_INSTANCE,
  },
  "aws_lambda_invocation.gateway_instances_INSTANCE": {
    address: "aws_lambda_invocation.instance",
    forEach: EACH_INSTANCE,
  },
  "terraform_data.gateway_instances_former_INSTANCE": {
    address: "terraform_data.former_profile",
    forEach: "toset(local.replaces_profiles ? var.instances : [])",
  },
  "data.aws_instances.gateway_instances_former_existing": {
    address: "data.aws_instances.before",
    count: "local.replaces_profiles",
  },
  "data.aws_instance.gateway_instances_former_instance": {
    address: "data.aws_instance.before",
    forEach: "toset(flatten(data.aws_instances.before[*].ids))",
    index: "",
  },
  "data.aws_iam_instance_profile.gateway_instances_former_profile": {
    address: "data.aws_iam_instance_profile.former",
    forEach: "toset(local.former_profile_names)",
    index: "",
  },
  "data.aws_instances.gateway_instances_observed_existing": {
    address: "data.aws_instances.existing",
    count: ANY_INSTANCE,
  },
  "data.aws_instances.gateway_instances_observed_attached": {
    address: "data.aws_instances.attached",
    count: ANY_INSTANCE,
  },
  "data.aws_instances.gateway_instances_observed_without_imdsv2": {
    address: "data.aws_instances.without_imdsv2",
    count: ANY_INSTANCE,
  },
  "data.aws_instances.gateway_instances_observed_with_hop_limit_1": {
    address: "data.aws_instances.with_hop_limit_1",
    count: ANY_INSTANCE,
  },
  "terraform_data.user_name": {
    address: "terraform_data.access_key_user_name",
    forEach:
      'toset(local.makes_access_key_user ? [local.makes_access_key ? "with_key" : "without_key"] : [])',
  },
  "aws_iam_user.user": { address: "aws_iam_user.gateway", count: "local.makes_access_key_user" },
  "aws_iam_access_key.user_access_key_1": {
    address: "aws_iam_access_key.gateway",
    forEach: "toset(local.access_key_generations)",
    index: "[local.access_key_generation]",
  },
  "data.aws_iam_access_keys.user_unknown_keys_account": {
    address: "data.aws_iam_access_keys.access_key_user",
    count: "local.makes_access_key",
  },
  "terraform_data.user_current_access_key": {
    address: "terraform_data.current_access_key",
    count: "local.makes_access_key",
  },
  "data.aws_iam_policy_document.secret_key_policy": {
    address: "data.aws_iam_policy_document.configuration_key",
    count: "local.makes_configuration_key",
  },
  "aws_kms_key.secret_key": {
    address: "aws_kms_key.configuration",
    count: "local.makes_configuration_key",
  },
  "aws_kms_alias.secret_alias": {
    address: "aws_kms_alias.configuration",
    count: "local.makes_configuration_key",
  },
  "aws_secretsmanager_secret.secret": {
    address: "aws_secretsmanager_secret.configuration",
    count: "local.makes_configuration_secret",
  },
  "terraform_data.secret_updated_with_policy_away": {
    address: "terraform_data.configuration_secret_updated",
    count: "local.has_operators",
  },
  "data.aws_iam_policy_document.secret_secret_policy_document": {
    address: "data.aws_iam_policy_document.configuration_secret",
    count: "local.has_operators",
  },
  "aws_secretsmanager_secret_policy.secret_secret_policy": {
    address: "aws_secretsmanager_secret_policy.configuration",
    count: "local.has_operators",
  },
};
