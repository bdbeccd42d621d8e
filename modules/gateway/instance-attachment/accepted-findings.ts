import type { AcceptedFinding } from "../accepted-finding";

/** Why the attachment function goes without what checkov would have every function have. */
export const FUNCTION_FINDINGS: readonly AcceptedFinding[] = [
  {
    scanner: "checkov",
    check: "CKV_AWS_50",
    title: "X-Ray tracing is enabled for Lambda",
    reason:
      "The function runs when Terraform changes an attachment, and writes each of its steps to its log. Tracing would show no more and would widen the role's permissions.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_115",
    title: "Ensure that AWS Lambda function is configured for function-level concurrent execution limit",
    reason:
      "Only Terraform calls the function, as often at once as its parallelism says. A reservation would be taken from the other functions of the account, and an account with a low quota refuses it.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_116",
    title: "Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)",
    reason:
      "Terraform calls the function synchronously and fails with its error. A dead letter queue gets the events of asynchronous calls only.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_117",
    title: "Ensure that AWS Lambda function is configured inside a VPC",
    reason:
      "The function speaks to the APIs of AWS and to no address in a VPC. Inside one it would need a way out to them, and permissions for network interfaces.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_272",
    title: "Ensure AWS Lambda function is configured to validate code-signing",
    reason:
      "Terraform uploads the code from this package and compares its SHA-256. Whoever could change the function's code could change its signing configuration too.",
  },
];

/** CloudWatch's own encryption is enough. */
export const LOG_ENCRYPTION: AcceptedFinding = {
  scanner: "checkov",
  check: "CKV_AWS_158",
  title: "Ensure that CloudWatch Log Group is encrypted by KMS",
  reason:
    "CloudWatch encrypts every log. This one names instances and instance profiles and holds no secret: a key of its own would cost more than it protects.",
};

/** For a log that is kept for less than a year. */
export const LOG_RETENTION: AcceptedFinding = {
  scanner: "checkov",
  check: "CKV_AWS_338",
  title: "Ensure CloudWatch log groups retains logs for at least 1 year",
  reason:
    "The log explains a run of Terraform. The audit trail of every attachment is CloudTrail's; logRetentionDays keeps the log longer where that is wanted.",
};
