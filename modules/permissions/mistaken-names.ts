/** Something else that people take for a name, because AWS shows it beside the name or calls it nearly the same. */
export interface MistakenName {
  /** The whole value must match. */
  readonly pattern: RegExp;
  /** What it is, and what belongs in its place. */
  readonly say: string;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export const MISTAKEN_FOR_DATABASE: readonly MistakenName[] = [
  {
    pattern: /^db-[a-z0-9]{26}$/i,
    say: "is a resource ID (DbiResourceId), which names the instance in no policy of ours: allowed is its identifier, which the console calls DB identifier (in Terraform identifier, not id or resource_id)",
  },
  {
    pattern: /^cluster-[a-z0-9]{26}$/i,
    say: "is the resource ID of a cluster, whose password is not rotated as an instance's: allowed is the identifier of an instance of its own",
  },
  {
    pattern: /^arn:[^:]{1,20}:rds:[^:]{0,30}:[^:]{0,20}:(?:global-)?cluster:.+$/,
    say: "is the ARN of a cluster, whose password is not rotated as an instance's: allowed is the identifier of an instance of its own",
  },
  {
    pattern: /^[^.:]+\.cluster-[^:]*\.rds\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i,
    say: "is an endpoint of a cluster, whose password is not rotated as an instance's: allowed is the identifier of an instance of its own",
  },
  {
    pattern: /^[^.:]+\.proxy-[^:]*\.rds\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i,
    say: "is the endpoint of a proxy: allowed is the identifier of the instance behind it",
  },
  {
    pattern: /^[^.:]+\.[^:]*\.rds\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i,
    say: "is the endpoint of an instance: allowed is its identifier, the part before the first dot",
  },
];

/** How a path and a name look that are written as one. */
const PATH_AND_NAME = /^\/?[^:]*\/[^/:]+$/;

/**
 * The unique ID that IAM gives a user, role or instance profile beside its name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const uniqueId = (pattern: RegExp, words: string): MistakenName => ({
  pattern,
  say: `is the unique ID of ${words}, which no policy of ours is about: allowed is the name, as the console lists it`,
});
const UNIQUE_ID_OF_USER = uniqueId(/^AIDA[A-Z0-9]{17}$/, "a user");

export const MISTAKEN_FOR_USER: readonly MistakenName[] = [
  UNIQUE_ID_OF_USER,
  {
    pattern: PATH_AND_NAME,
    say: "is a path and a name: allowed is the name alone, with the path beside it, { name: …, path: /…/ }",
  },
];

export const MISTAKEN_FOR_PROTECTED_USER: readonly MistakenName[] = [
  UNIQUE_ID_OF_USER,
  {
    pattern: PATH_AND_NAME,
    say: "is a path and a name: allowed is the name alone, which protects it at every path, or the user's ARN",
  },
];

export const MISTAKEN_FOR_INSTANCE_PROFILE: readonly MistakenName[] = [
  uniqueId(/^AIPA[A-Z0-9]{17}$/, "an instance profile"),
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services */
export const MISTAKEN_FOR_ROLE: readonly MistakenName[] = [
  uniqueId(/^AROA[A-Z0-9]{17}$/, "a role"),
  {
    pattern: PATH_AND_NAME,
    say: "is a path and a name: allowed is the name alone, without its path",
  },
  {
    pattern: /^AWSReservedSSO_.*$/,
    say: "is a role of IAM Identity Center, which alone changes its policies: allowed is a role of your own",
  },
  {
    pattern: /^AWSServiceRoleFor.*$/,
    say: "is a role of an AWS service, which alone takes it and changes its policies: allowed is a role of your own",
  },
];

export const MISTAKEN_FOR_PATH: readonly MistakenName[] = [
  {
    pattern: /^\/aws-(?:reserved|service-role)\/.*$/,
    say: "is a path that AWS keeps for roles of its own: allowed is another",
  },
];

export const MISTAKEN_FOR_PERMISSION_SET: readonly MistakenName[] = [
  {
    pattern: /^(?:arn:[^:]*:sso:::permissionSet\/.*|ps-[0-9a-f]{16})$/,
    say: "is the ID of a permission set: allowed is its name, as the console of IAM Identity Center lists it",
  },
  {
    pattern: /^AWSReservedSSO_.*_[0-9a-f]{16}$/,
    say: "is a role that was made of a permission set: allowed is the set's name, what stands between the first _ and the last",
  },
];

export const MISTAKEN_FOR_REGION: readonly MistakenName[] = [
  {
    pattern: /^[a-z]{2}(?:-[a-z]+){1,3}-\d[a-z]$/,
    say: "is an availability zone: allowed is its region, without the letter at the end",
  },
];

export const MISTAKEN_FOR_PRINCIPAL: readonly MistakenName[] = [
  {
    pattern: /^arn:[^:]{1,20}:sts::\d{12}:assumed-role\/.+$/,
    say: "is a session of a role, which is another each time: allowed is the role, arn:PARTITION:iam::ACCOUNT:role/NAME",
  },
  {
    pattern: /^arn:[^:]{1,20}:iam::\d{12}:role\/aws-service-role\/.*$/,
    say: "is a role of an AWS service, which alone takes it: allowed is a role of your own",
  },
  {
    pattern: /^arn:[^:]{1,20}:iam::\d{12}:role\/aws-reserved\/.*$/,
    say: "is a role of IAM Identity Center, which nobody takes but whoever signs in there: allowed is a role of your own",
  },
  {
    pattern: /^arn:[^:]{1,20}:iam::\d{12}:role\/AWSReservedSSO_.*$/,
    say: "lacks the role's path: allowed is role/aws-reserved/sso.amazonaws.com/ and a region where it has one, before AWSReservedSSO_; or the permission set in operatorPermissionSets",
  },
  {
    pattern: /^arn:[^:]{1,20}:iam::\d{12}:role\/AWSServiceRoleFor.*$/,
    say: "is a role of an AWS service, which alone takes it: allowed is a role of your own",
  },
  {
    pattern: /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/,
    say: "is an AWS service: allowed is a role or user, by its ARN",
  },
];

export const MISTAKEN_FOR_KEY: readonly MistakenName[] = [
  {
    pattern: /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    say: "is the ID of a key: allowed is its ARN, arn:PARTITION:kms:REGION:ACCOUNT:key/ID",
  },
];

export const MISTAKEN_FOR_BUCKET: readonly MistakenName[] = [
  {
    pattern: /^arn:[^:]{1,20}:s3:::.+$/,
    say: "is an ARN: allowed is the bucket's name, what stands behind the three colons",
  },
  {
    pattern: /^s3:\/\/.+$/,
    say: "is a URL: allowed is the bucket's name, with the path of the state in key",
  },
];
