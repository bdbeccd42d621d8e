/**
 * The AWS provider versions that know every resource and attribute used here. The CDK writes the one release that its
 * bindings were made from; a stack that should run with others says so:
 * `stack.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER)`.
 */
export const REQUIRED_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
