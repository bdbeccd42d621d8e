import type { Configuration } from "../../modules/config";
import { moduleArguments } from "../../modules/moving";

/** What a configuration file says and the module does not: it belongs to the provider and the state of whoever calls it. */
export const LEFT_TO_THE_CALLER = [
  "$schema",
  "stack",
  "backend",
  "aws.region",
  "aws.partition",
  "aws.assumeRoleArn",
] as const;

/** A configuration file as the variables of the module, with the provider's default tags as the module's. */
export function moduleInput(configuration: Configuration): Record<string, unknown> {
  const { tags } = configuration.aws;
  return { ...moduleArguments(configuration), ...(tags && { tags }) };
}
