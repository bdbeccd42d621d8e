/**
 * The tag that says of a role, a user, a policy, a function and a secret that a stack has made it: its value is the
 * thing's own name, or its prefix where Terraform completes the name. What existed before under such a name has no such
 * tag, and is not whoever deploys' to change. A gateway reaches no user that has it, whatever the value: that is the
 * access-key user of a gateway.
 *
 * A name may have commas, which a tag may not: they are slashes in the value, which no such name has. Of a longer value a
 * tag takes the first 256 characters.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export const GATEWAY_TAG = "keeperpam-gateway";
