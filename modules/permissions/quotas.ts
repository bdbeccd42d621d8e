/**
 * IAM's limits on policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_QUOTA = {
  /** Characters of one customer-managed policy. IAM does not count white space; we do, to be on the safe side. */
  characters: 6144,
  /** Managed policies attached to one role or user. AWS raises it on request; nobody should need to ask. */
  policies: 10,
} as const;

/** Characters of all the inline policies of one role, white space left out. */
export const INLINE_POLICIES_QUOTA = 10_240;
