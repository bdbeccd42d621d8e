/** Where a fact is written. */
export const SOURCES = {
  "keeper-setup": {
    title: "Keeper: AWS Environment Setup",
    url: "https://docs.keeper.io/en/keeperpam/privileged-access-manager/getting-started/pam-configuration/aws-environment-setup",
  },
  "keeper-access-key-script": {
    title: "Keeper: IAM User Access Key",
    url: "https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws/iam-user-access-key",
  },
  "keeper-access-key-plugin": {
    title: "Keeper: source of the AWS Secret Key plugin",
    url: "https://github.com/Keeper-Security/discovery-and-rotation-saas-dev/blob/856dbf98db836a7bf4141cbf2e8c2d3d5aaf30d7/integrations/aws_secret_key/README.md",
  },
  "keeper-kms": {
    title: "Keeper: Gateway Configuration with AWS KMS",
    url: "https://docs.keeper.io/en/keeperpam/privileged-access-manager/getting-started/gateways/advanced-configuration/gateway-configuration-with-aws-kms",
  },
  "aws-get-user": {
    title: "AWS IAM API Reference: GetUser",
    url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html",
  },
  "aws-update-user": {
    title: "AWS IAM API Reference: UpdateUser",
    url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html",
  },
  "aws-modify-db-instance": {
    title: "Amazon RDS API Reference: ModifyDBInstance",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
  },
  "aws-reset-user-password": {
    title: "AWS Directory Service API Reference: ResetUserPassword",
    url: "https://docs.aws.amazon.com/directoryservice/latest/devguide/API_ResetUserPassword.html",
  },
  "aws-secret-encryption": {
    title: "AWS Secrets Manager: Secret encryption and decryption",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  },
  "aws-key-administrators": {
    title: "AWS KMS: Default key policy",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  },
  "aws-instance-profile": {
    title: "Amazon EC2: IAM roles for Amazon EC2",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
  },
  "aws-ec2": {
    title: "AWS Service Authorization Reference: EC2",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
  },
  "aws-rds": {
    title: "AWS Service Authorization Reference: RDS",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html",
  },
  "aws-ds": {
    title: "AWS Service Authorization Reference: Directory Service",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdirectoryservice.html",
  },
  "aws-kms": {
    title: "AWS Service Authorization Reference: KMS",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html",
  },
  "aws-secrets-manager": {
    title: "AWS Service Authorization Reference: Secrets Manager",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html",
  },
  "aws-lambda-role": {
    title: "AWS Lambda: Execution role",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
  "aws-iam": {
    title: "AWS Service Authorization Reference: IAM",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  },
  "aws-iam-tags": {
    title: "AWS IAM: Tags for IAM resources",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
  },
  "aws-add-role-to-profile": {
    title: "AWS IAM API Reference: AddRoleToInstanceProfile",
    url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html",
  },
  "aws-pass-role": {
    title: "AWS IAM: Grant a user permissions to pass a role to an AWS service",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  },
  "aws-delete-user": {
    title: "AWS IAM API Reference: DeleteUser",
    url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html",
  },
  "aws-lambda": {
    title: "AWS Service Authorization Reference: Lambda",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html",
  },
  "aws-lambda-tags": {
    title: "AWS Lambda: Using tags on Lambda functions",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html",
  },
  "aws-get-function": {
    title: "AWS Lambda API Reference: GetFunction",
    url: "https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html",
  },
  "aws-logs": {
    title: "AWS Service Authorization Reference: CloudWatch Logs",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html",
  },
  "aws-kms-alias": {
    title: "AWS KMS: Control access to aliases",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html",
  },
  "aws-s3-get-object": {
    title: "Amazon S3 API Reference: GetObject",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
  },
  "aws-s3-kms": {
    title: "Amazon S3: Using server-side encryption with AWS KMS keys",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  },
  "aws-assume-role": {
    title: "AWS STS API Reference: AssumeRole",
    url: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  },
  "terraform-s3": {
    title: "Terraform: S3 backend",
    url: "https://developer.hashicorp.com/terraform/language/backend/s3",
  },
} as const;
export type Source = keyof typeof SOURCES;
