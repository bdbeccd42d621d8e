import { Option } from "commander";

/** The options of `init` that answer a question, each under the name of the answer. */
export const ANSWER_OPTIONS: readonly Option[] = [
  new Option("--name <name>", "name of the gateway; its role and policies are called after it"),
  new Option("--region <region>", "region of what it rotates"),
  new Option("--account <id>", "the account, 12 digits: an apply in another one fails"),
  new Option("--instance <id>", "the gateway's machine runs without an instance profile: its ID"),
  new Option("--role <name>", "the gateway's machine has a role: its name").conflicts("instance"),
  new Option("--access-key", "the gateway is outside AWS").conflicts(["instance", "role"]),
  new Option("--database <identifier>", "an RDS instance whose master password is rotated"),
  new Option("--directory <id>", "a directory whose users' passwords are rotated"),
  new Option("--iam-user <name>", "a user whose console password is rotated"),
  new Option("--iam-access-key <name>", "a user whose access key is rotated"),
  new Option("--bucket <name>", "S3 bucket of the state"),
  new Option("--organization <name>", "organization in HCP Terraform, for its pipeline"),
];
