import { PLACES } from "./places";

/** Constructs that the module is made of by themselves, and which a stack has within its gateway. */
const WITHIN_GATEWAY: readonly (readonly [inStack: string, alone: string])[] = [
  ["gateway_access_key_user", "user"],
  ["gateway_configuration_secret", "secret"],
];

/** What a stack has number by number, and the module as a list. */
const NUMBERED: Readonly<Record<string, string>> = {
  "aws_iam_policy.gateway_permissions_policy": "aws_iam_policy.gateway",
  "aws_iam_role_policy_attachment.gateway_permissions_attachment": "aws_iam_role_policy_attachment.gateway",
  "aws_iam_policy.gateway_user_permissions_policy": "aws_iam_policy.access_key_user",
  "aws_iam_user_policy_attachment.gateway_user_permissions_attachment":
    "aws_iam_user_policy_attachment.access_key_user",
};

/** A stack has a record of the user's name only where a key is made. */
const NAME_RECORD = "with_key";

/**
 * Where the drop-in module has a resource of a stack.
 *
 * @param inStack e.g. `aws_iam_role.gateway_role`
 * @returns the address within the module, e.g. `aws_iam_role.gateway[0]`
 * @throws Error when the module has no such resource
 */
export function moduleAddress(inStack: string): string {
  const [, list = "", number = ""] = /^(.+)_(\d+)$/.exec(inStack) ?? [];
  const numbered = NUMBERED[list];
  if (numbered !== undefined) return `${numbered}[${Number(number) - 1}]`;

  const [instance = ""] = /(?<=\.gateway_instances_(?:former_)?)i_[0-9a-f]+/.exec(inStack) ?? [];
  const [generation = ""] = /(?<=_access_key_)\d+$/.exec(inStack) ?? [];
  const construct = WITHIN_GATEWAY.reduce(
    (before, [within, alone]) => before.replace(`.${within}`, `.${alone}`),
    inStack.replace(instance || /$^/, "INSTANCE").replace(/(?<=_access_key_)\d+$/, "1"),
  );
  const place = PLACES[construct];
  if (!place) throw new Error(`the module has no place for ${inStack}`);
  return place.replace("KEY", JSON.stringify(instance.replace("_", "-") || generation || NAME_RECORD));
}
