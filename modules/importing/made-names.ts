import type { Configuration } from "../config";
import { GATEWAY_TAG } from "../permissions";
import { withStack } from "../stacks";

/** Something that a stack makes under a name which is known beforehand. */
export interface MadeName {
  /** As Terraform calls it, e.g. `aws_iam_role`. */
  readonly type: string;
  /** Address in the stack, e.g. `aws_iam_role.gateway_role`. */
  readonly address: string;
  readonly name: string;
  /** Value of the tag that says that the stack has made it; undefined for what has no such tag. */
  readonly gatewayTag?: string;
}

/** Where each type has its name. What has none, or is made anew without a word, is not here. */
const NAMED: Readonly<Record<string, string>> = {
  aws_iam_role: "name",
  aws_iam_user: "name",
  aws_iam_instance_profile: "name",
  aws_iam_policy: "name",
  aws_lambda_function: "function_name",
  aws_cloudwatch_log_group: "name",
  aws_secretsmanager_secret: "name",
  aws_kms_alias: "name",
  // A key has no name: it is known by its description.
  aws_kms_key: "description",
};

type Block = Readonly<Record<string, unknown>> & { readonly tags?: Readonly<Record<string, string>> };

/** Everything that the stack of a configuration makes under a name. */
export function madeNames(configuration: Configuration): MadeName[] {
  const { resource = {} } = withStack(
    configuration,
    (stack) =>
      stack.toTerraform() as { resource?: Readonly<Record<string, Readonly<Record<string, Block>>>> },
  );
  return Object.entries(NAMED).flatMap(([type, key]) =>
    Object.entries(resource[type] ?? {}).flatMap(([id, block]) => {
      const name = block[key];
      // Where Terraform completes the name, another attempt makes another one.
      if (typeof name !== "string") return [];
      return [{ type, address: `${type}.${id}`, name, gatewayTag: block.tags?.[GATEWAY_TAG] }];
    }),
  );
}
