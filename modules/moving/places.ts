/**
 * Where the module has a resource of the constructs, by the construct's kind and name. `INSTANCE` stands for one of the
 * listed instances, and `KEY` for what an instance of the module's resource is called.
 */
export const PLACES: Readonly<Record<string, string>> = {
  "aws_iam_role.gateway_role": "aws_iam_role.gateway[0]",
  "aws_iam_instance_profile.gateway_instance_profile": "aws_iam_instance_profile.gateway[0]",
  "aws_cloudwatch_log_group.gateway_instances_function_log":
    "aws_cloudwatch_log_group.attachment_function[0]",
  "aws_iam_role.gateway_instances_function_role": "aws_iam_role.attachment_function[0]",
  "aws_iam_role_policy.gateway_instances_function_policy": "aws_iam_role_policy.attachment_function[0]",
  "aws_lambda_function.gateway_instances_function": "aws_lambda_function.attachment[0]",
  "aws_iam_role_policy.gateway_instances_INSTANCE_policy": "aws_iam_role_policy.instance[KEY]",
  "aws_lambda_invocation.gateway_instances_INSTANCE": "aws_lambda_invocation.instance[KEY]",
  "terraform_data.gateway_instances_former_INSTANCE": "terraform_data.former_profile[KEY]",
  "terraform_data.user_name": "terraform_data.access_key_user_name[KEY]",
  "aws_iam_user.user": "aws_iam_user.gateway[0]",
  "aws_iam_access_key.user_access_key_1": "aws_iam_access_key.gateway[KEY]",
  "terraform_data.user_current_access_key": "terraform_data.current_access_key[0]",
  "aws_kms_key.secret_key": "aws_kms_key.configuration[0]",
  "aws_kms_alias.secret_alias": "aws_kms_alias.configuration[0]",
  "aws_secretsmanager_secret.secret": "aws_secretsmanager_secret.configuration[0]",
  "terraform_data.secret_updated_with_policy_away": "terraform_data.configuration_secret_updated[0]",
  "aws_secretsmanager_secret_policy.secret_secret_policy":
    "aws_secretsmanager_secret_policy.configuration[0]",
};
