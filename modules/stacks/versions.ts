/** The Terraform versions that the generated code runs with. */
export const REQUIRED_TERRAFORM = ">= 1.5.7";

/** The AWS provider versions that know every resource and attribute used here. */
export const REQUIRED_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
