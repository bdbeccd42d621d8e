import { TerraformOutput, type TerraformStack } from "cdktf";
import type { KeeperGateway } from "../gateway";
import { configurationFields, pamConfigurationFields, recordFields } from "./record-fields";

/** What a stack says after the apply. */
export function addOutputs(stack: TerraformStack, gateway: KeeperGateway, steps: readonly string[]): void {
  const output = (id: string, value: unknown, description: string, sensitive?: boolean) => {
    if (value !== undefined) new TerraformOutput(stack, id, { value, description, sensitive });
  };
  output("role_arn", gateway.roleArn, "ARN of the gateway's role");
  output("role_name", gateway.roleName, "Name of the gateway's role");
  output(
    "instance_profile_name",
    gateway.instanceProfileName,
    "For the gateway's instance: EC2 > Instances > Actions > Security > Modify IAM role, or iam_instance_profile of an aws_instance",
  );
  if (gateway.roleArn !== undefined) {
    output("policy_arns", gateway.policyArns, "ARNs of the role's policies");
  }
  const { accessKeyUser: user, configurationSecret: secret } = gateway;
  if (user) {
    output("access_key_user_arn", user.resource.arn, "ARN of the gateway's access-key user");
    output("access_key_user_name", user.resource.name, "Name of the gateway's access-key user");
    output("access_key_user_policy_arns", gateway.userPolicyArns, "ARNs of the access-key user's policies");
    output("access_key_id", user.accessKeyId, "ID of the access key");
    output(
      "access_key_encrypted_secret",
      user.encryptedSecret,
      "Secret of the access key in base64, encrypted for your PGP key: next_steps says how to decrypt it",
    );
    output(
      "access_key_secret",
      user.secret,
      "Secret of the access key: terraform output -raw shows it",
      true,
    );
  }
  if (secret) {
    output(
      "configuration_secret",
      configurationFields(secret),
      "The secret of the gateway's configuration: how its value is put, and how the gateway is told of it",
    );
  }
  output(
    "keeper_pam_configuration",
    pamConfigurationFields(gateway.pamConfiguration),
    "What to type into the PAM Configuration record",
  );
  output(
    "keeper_records",
    recordFields(gateway.keeperRecords),
    "What to type into the records of the targets",
  );
  output("next_steps", steps, "What to do after the apply");
}
