import { TerraformOutput, type TerraformStack } from "cdktf";
import type { KeeperGateway } from "../gateway";
import { configurationFields, pamConfigurationFields, recordFields } from "./record-fields";

/** Every output, and what it is for. */
export const OUTPUTS = {
  role_arn: "ARN of the gateway's role",
  role_name: "Name of the gateway's role",
  instance_profile_name:
    "For the gateway's instance: EC2 > Instances > Actions > Security > Modify IAM role, or iam_instance_profile of an aws_instance",
  policy_arns: "ARNs of the role's policies",
  access_key_user_arn: "ARN of the gateway's access-key user",
  access_key_user_name: "Name of the gateway's access-key user",
  access_key_user_policy_arns: "ARNs of the access-key user's policies",
  access_key_id: "ID of the access key",
  access_key_encrypted_secret:
    "Secret of the access key in base64, encrypted for your PGP key: next_steps says how to decrypt it",
  access_key_secret: "Secret of the access key: terraform output -raw shows it",
  configuration_secret:
    "The secret of the gateway's configuration: how its value is put, and how the gateway is told of it",
  keeper_pam_configuration: "What to type into the PAM Configuration record",
  keeper_records: "What to type into the records of the targets",
  next_steps: "What to do after the apply",
} as const;

/** What a stack says after the apply. */
export function addOutputs(stack: TerraformStack, gateway: KeeperGateway, steps: readonly string[]): void {
  const output = (id: keyof typeof OUTPUTS, value: unknown, sensitive?: boolean) => {
    if (value !== undefined) new TerraformOutput(stack, id, { value, description: OUTPUTS[id], sensitive });
  };
  output("role_arn", gateway.roleArn);
  output("role_name", gateway.roleName);
  output("instance_profile_name", gateway.instanceProfileName);
  if (gateway.roleArn !== undefined) output("policy_arns", gateway.policyArns);
  const { accessKeyUser: user, configurationSecret: secret } = gateway;
  if (user) {
    output("access_key_user_arn", user.resource.arn);
    output("access_key_user_name", user.resource.name);
    output("access_key_user_policy_arns", gateway.userPolicyArns);
    output("access_key_id", user.accessKeyId);
    output("access_key_encrypted_secret", user.encryptedSecret);
    output("access_key_secret", user.secret, true);
  }
  if (secret) output("configuration_secret", configurationFields(secret));
  output("keeper_pam_configuration", pamConfigurationFields(gateway.pamConfiguration));
  output("keeper_records", recordFields(gateway.keeperRecords));
  output("next_steps", steps);
}
