import type { AwsError } from "./aws-error";

/** A right that the deployer does not have. */
export const DENIED: AwsError = {
  code: "AccessDenied",
  message: "User is not authorized to perform this action",
  status: 403,
};

/** What IAM says of something that it has made a moment ago. */
export const NOT_THERE_YET: AwsError = {
  code: "NoSuchEntity",
  message: "The entity cannot be found.",
  status: 404,
};

/** What IAM says of something to which, as it sees it, something else still belongs. */
export const STILL_IN_USE: AwsError = {
  code: "DeleteConflict",
  message: "Cannot delete entity, must detach all first.",
  status: 409,
};
