import { INLINE_POLICIES_QUOTA } from "../../permissions";

/** One condition that Terraform looks at when it plans, and what is said when it does not hold. */
export interface InlineQuota {
  /** A Terraform expression without `${}`. */
  readonly condition: string;
  /** A text with Terraform expressions in it. */
  readonly errorMessage: string;
}

/**
 * That the inline policies of the function's role are within IAM's quota. Only the plan can say so: it knows the paths of
 * the profiles that are replaced, and of their roles.
 *
 * @param texts a Terraform expression without `${}`: the list of the policies, as IAM counts them
 */
export function withinInlineQuota(texts: string): InlineQuota {
  const length = `sum([for text in ${texts} : length(text)])`;
  return {
    condition: `${length} <= ${INLINE_POLICIES_QUOTA}`,
    errorMessage: `the inline policies of the attachment function's role have \${${length}} characters, and IAM takes ${INLINE_POLICIES_QUOTA}: each instance has one, with the paths of the gateway's profile, of the profile that it replaces and of the role in that. Make a configuration for each group of instances, or shorten the paths`,
  };
}
