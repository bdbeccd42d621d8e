import {
  MISTAKEN_FOR_BUCKET,
  MISTAKEN_FOR_DATABASE,
  MISTAKEN_FOR_INSTANCE_PROFILE,
  MISTAKEN_FOR_KEY,
  MISTAKEN_FOR_PATH,
  MISTAKEN_FOR_PERMISSION_SET,
  MISTAKEN_FOR_PRINCIPAL,
  MISTAKEN_FOR_REGION,
  MISTAKEN_FOR_ROLE,
  MISTAKEN_FOR_USER,
  type MistakenName,
} from "./mistaken-names";
import type { Account } from "./account";
import { show, type Path, type Problem } from "./problem";

/** What AWS accepts as the name or identifier of one kind of thing. */
export interface NameRule {
  /** The thing, with its article: `an IAM user name`. */
  readonly what: string;
  /** The whole value must match. */
  readonly pattern: RegExp;
  /** Characters; also what a Terraform reference in its place is counted as when policies are packed. */
  readonly maxLength: number;
  /** The rule in words. */
  readonly allowed: string;
  /**
   * What people take for it.
   *
   * @default - nothing that is known
   */
  readonly mistaken?: readonly MistakenName[];
  /**
   * Service and kind of resource in the ARN of such a thing, up to its name or path, e.g. `iam:user/`.
   *
   * @default - none: no ARN says its name
   */
  readonly inArn?: string;
}

/** How the names of roles begin that AWS keeps for itself. */
const OF_AWS = ["AWSReservedSSO_", "AWSServiceRoleFor"];
const NOT_OF_AWS = OF_AWS.map((beginning) => `(?!${beginning})`).join("");
const IAM_NAME_CHARACTERS = "letters, digits and _ + = , . @ -";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLE_NAME: NameRule = {
  what: "an IAM role name",
  pattern: new RegExp(`^${NOT_OF_AWS}(?!AROA[A-Z0-9]{17}$)[\\w+=,.@-]{1,64}$`),
  maxLength: 64,
  allowed: `1 to 64 ${IAM_NAME_CHARACTERS}, not beginning as AWS's own do, with ${OF_AWS.join(" or ")}, not the unique ID (AROA…)`,
  mistaken: MISTAKEN_FOR_ROLE,
  inArn: "iam:role/",
};

/** The provider adds 26 characters of its own to a prefix. */
export const ROLE_NAME_PREFIX: NameRule = {
  what: "a prefix of an IAM role name",
  pattern: new RegExp(`^${NOT_OF_AWS}[\\w+=,.@-]{1,38}$`),
  maxLength: 38,
  allowed: `1 to 38 ${IAM_NAME_CHARACTERS}, not beginning as AWS's own do, with ${OF_AWS.join(" or ")}`,
  mistaken: MISTAKEN_FOR_ROLE,
};

/**
 * AWS accepts tabs, line breaks and backslashes too. Here it is one line that reads the same everywhere.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const ROLE_DESCRIPTION: NameRule = {
  what: "a description of an IAM role",
  pattern: /^(?!.*[$%]\{)[ -[\]-~\u00a1-\u00ff]{0,1000}$/,
  maxLength: 1000,
  allowed: "up to 1000 letters, digits and signs of Latin-1 on one line, without \\, ${ and %{",
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const INSTANCE_PROFILE_NAME: NameRule = {
  what: "an instance profile name",
  pattern: /^(?!AIPA[A-Z0-9]{17}$)[\w+=,.@-]{1,128}$/,
  maxLength: 128,
  allowed: `1 to 128 ${IAM_NAME_CHARACTERS}, not the unique ID (AIPA…)`,
  mistaken: MISTAKEN_FOR_INSTANCE_PROFILE,
  inArn: "iam:instance-profile/",
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const USER_NAME: NameRule = {
  what: "an IAM user name",
  pattern: /^(?!AIDA[A-Z0-9]{17}$)[\w+=,.@-]{1,64}$/,
  maxLength: 64,
  allowed: `1 to 64 ${IAM_NAME_CHARACTERS}, not the unique ID (AIDA…)`,
  mistaken: MISTAKEN_FOR_USER,
  inArn: "iam:user/",
};

/**
 * The name of the gateway: a role name that can be a folder's name too.
 *
 * Policies are called after it with a number, which leaves room below IAM's 128 characters.
 */
export const GATEWAY_NAME: NameRule = {
  what: "a name for the gateway",
  pattern: new RegExp(`^${NOT_OF_AWS}[A-Za-z0-9_][\\w+=,.@-]{0,63}$`),
  maxLength: 64,
  allowed: `1 to 64 ${IAM_NAME_CHARACTERS}, beginning with a letter, a digit or _, and not with ${OF_AWS.join(" or ")} as AWS's own roles do`,
};

/**
 * AWS accepts every printable ASCII character in a path. The ones that a policy or Terraform would read as a pattern or
 * an expression are left out, since a path with them would match more than itself; and the ones that Terraform writes
 * as six characters into a policy.
 */
const PATH_CHARACTER = "[!#'()+,./0-9:;=@A-Z[\\]^_`a-z|~-]";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const IAM_PATH: NameRule = {
  what: "an IAM path",
  pattern: new RegExp(`^(?!/aws-reserved/)(?!/aws-service-role/)(?=.{1,512}$)/(?:${PATH_CHARACTER}+/)?$`),
  maxLength: 512,
  allowed:
    'up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } " and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS',
  mistaken: MISTAKEN_FOR_PATH,
};

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const PERMISSION_SET_NAME: NameRule = {
  what: "the name of a permission set",
  pattern: /^(?!ps-[0-9a-f]{16}$)[\w+=,.@-]{1,32}$/,
  maxLength: 32,
  allowed: `1 to 32 ${IAM_NAME_CHARACTERS}`,
  mistaken: MISTAKEN_FOR_PERMISSION_SET,
};

/**
 * Where IAM Identity Center keeps the roles of permission sets. AWS keeps what is below `/aws-reserved/` for itself: a
 * role at another path could be made by somebody else.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export const PERMISSION_SET_PATH: NameRule = {
  what: "the path of a permission set's roles",
  pattern: /^\/aws-reserved\/sso\.amazonaws\.com\/(?:[a-z0-9-]{1,24}\/)?$/,
  maxLength: 57,
  allowed:
    "/aws-reserved/sso.amazonaws.com/, or the same with the region of IAM Identity Center and / behind it",
};

/** What stands before the number in a policy's name, within IAM's 128 characters. */
export const POLICY_NAME_BEGINNING: NameRule = {
  what: "a beginning of policy names",
  pattern: /^[\w+=,.@-]{1,120}$/,
  maxLength: 120,
  allowed: `1 to 120 ${IAM_NAME_CHARACTERS}`,
};

/**
 * What the attachment function, its role and its log group are called after. A function's name is the narrowest of them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const FUNCTION_NAME: NameRule = {
  what: "a name for a Lambda function",
  pattern: /^[\w-]{1,64}$/,
  maxLength: 64,
  allowed: "1 to 64 letters, digits, - and _",
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
export const INSTANCE_ID: NameRule = {
  what: "an EC2 instance ID",
  pattern: /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  maxLength: 19,
  allowed: "i- and 17 (or 8) hexadecimal digits in lower case, e.g. i-0123456789abcdef0",
  inArn: "ec2:instance/",
};

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const SECRET_NAME: NameRule = {
  what: "a name for a secret",
  pattern: /^[\w/+=.@-]{1,512}$/,
  maxLength: 512,
  allowed: "1 to 512 letters, digits and / _ + = . @ -",
};

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
export const DB_INSTANCE_IDENTIFIER: NameRule = {
  what: "an RDS instance identifier",
  pattern: /^(?=.{1,63}$)[a-z](?:-?[a-z0-9])*$/,
  maxLength: 63,
  allowed:
    "1 to 63 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end and no two in a row (RDS stores it in lower case); not the resource ID, which has capitals, db-ABC…",
  mistaken: MISTAKEN_FOR_DATABASE,
  inArn: "rds:db:",
};

/** @see https://docs.aws.amazon.com/directoryservice/latest/devguide/API_ResetUserPassword.html */
export const DIRECTORY_ID: NameRule = {
  what: "a directory ID",
  pattern: /^d-[0-9a-f]{10}$/,
  maxLength: 12,
  allowed: "d- and 10 hexadecimal digits in lower case, e.g. d-1234567890",
  inArn: "ds:directory/",
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export const TAG_KEY: NameRule = {
  what: "a tag key",
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  maxLength: 128,
  allowed: "1 to 128 letters, digits, spaces and _ . : / = + - @",
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export const TAG_VALUE: NameRule = {
  what: "a tag value",
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  maxLength: 256,
  allowed: "up to 256 letters, digits, spaces and _ . : / = + - @",
};

const LATIN_1 =
  "letters, digits, spaces and _ . : / = + - @ of Latin-1, the characters that a policy may hold";

/**
 * A tag's key inside a policy, which takes fewer characters than a tag does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const SELECTING_TAG_KEY: NameRule = {
  what: "a tag key that a policy can hold",
  pattern: /^(?=[ -\u00ff]*$)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  maxLength: 128,
  allowed: `1 to 128 ${LATIN_1}`,
};

/** A tag's value inside a policy. */
export const SELECTING_TAG_VALUE: NameRule = {
  what: "a tag value that a policy can hold",
  pattern: /^(?=[ -\u00ff]*$)[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  maxLength: 256,
  allowed: `up to 256 ${LATIN_1}`,
};

export const ACCOUNT_ID: NameRule = {
  what: "an AWS account ID",
  pattern: /^\d{12}$/,
  maxLength: 12,
  allowed: '12 digits in quotes, e.g. "111122223333"',
};

/** AWS's partitions, and what the regions of each begin with. Every other region is one of `aws`. */
export const REGION_PREFIXES: Readonly<Record<string, string>> = {
  "aws-us-gov": "us-gov-",
  "aws-cn": "cn-",
  "aws-eusc": "eusc-",
  "aws-iso": "us-iso-",
  "aws-iso-b": "us-isob-",
  "aws-iso-e": "eu-isoe-",
  "aws-iso-f": "us-isof-",
};

/** Every partition that an ARN can name. */
export const PARTITIONS: readonly string[] = ["aws", ...Object.keys(REGION_PREFIXES)];

export const PARTITION: NameRule = {
  what: "a partition",
  pattern: new RegExp(`^(?:${PARTITIONS.join("|")})$`),
  maxLength: Math.max(...PARTITIONS.map((partition) => partition.length)),
  allowed: PARTITIONS.join(", "),
};

/**
 * The form of a region's name, not a list: a region that AWS opens tomorrow is accepted.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const REGION: NameRule = {
  what: "an AWS region",
  pattern:
    /^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2}|[a-z]{2})-(?:north|south|east|west|central){1,2}-[1-9]\d?$/,
  maxLength: 24,
  allowed: "the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1",
  mistaken: MISTAKEN_FOR_REGION,
};

/**
 * Longer and wilder than AWS makes buckets today, since old ones and other stores that speak S3's protocol have such names.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const BUCKET_NAME: NameRule = {
  what: "the name of a bucket",
  pattern: /^[A-Za-z0-9][\w.-]{1,253}[A-Za-z0-9]$/,
  maxLength: 255,
  allowed: "3 to 255 letters, digits and . _ -, beginning and ending with a letter or a digit",
  mistaken: MISTAKEN_FOR_BUCKET,
};

/** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
export const STATE_KEY: NameRule = {
  what: "the path of a state in its bucket",
  pattern: /^(?!\/)[\s\S]{0,1023}[^/]$/,
  maxLength: 1024,
  allowed: "up to 1024 characters that do not begin or end with /, e.g. keeper/gateway.tfstate",
};

/** The partition that a region belongs to, by its name. */
export function partitionOf(region: string): string {
  return PARTITIONS.find((partition) => region.startsWith(REGION_PREFIXES[partition] ?? "\0")) ?? "aws";
}

const ARN_PARTITION = "arn:aws(?:-[a-z]+)*";

/** The longest ARN that a role or user can have. */
const PRINCIPAL_ARN_LENGTH =
  "arn::iam:::user".length +
  PARTITION.maxLength +
  ACCOUNT_ID.maxLength +
  IAM_PATH.maxLength +
  USER_NAME.maxLength;

const ANY_ROLE = `${ARN_PARTITION}:iam::\\d{12}:role/(?:${PATH_CHARACTER}+/)?[\\w+=,.@-]{1,64}$`;
/** Roles that AWS keeps for itself, by what their ARNs have at their beginning. */
const OF_SERVICES = "(?!arn:[^:]*:iam::\\d{12}:role/aws-service-role/)";
const OF_IDENTITY_CENTER = "(?!arn:[^:]*:iam::\\d{12}:role/aws-reserved/)";
/** The same without their path, as some pages want them: no such role exists. */
const WITHOUT_PATH = OF_AWS.map((name) => `(?!arn:[^:]*:iam::\\d{12}:role/${name})`).join("");

/** A role that somebody can take, and that can have policies of ours. */
export const ROLE_ARN: NameRule = {
  what: "the ARN of an IAM role",
  pattern: new RegExp(`^${OF_SERVICES}${OF_IDENTITY_CENTER}${WITHOUT_PATH}${ANY_ROLE}`),
  maxLength: PRINCIPAL_ARN_LENGTH,
  allowed: "arn:PARTITION:iam::ACCOUNT:role/NAME",
  mistaken: MISTAKEN_FOR_PRINCIPAL,
};

export const POLICY_ARN: NameRule = {
  what: "the ARN of a managed policy",
  pattern: new RegExp(
    `^${ARN_PARTITION}:iam::(?:\\d{12}|aws):policy/(?:${PATH_CHARACTER}+/)?[\\w+=,.@-]{1,128}$`,
  ),
  maxLength: 2048,
  allowed: "arn:PARTITION:iam::ACCOUNT:policy/NAME",
};

export const SECRET_ARN: NameRule = {
  what: "the ARN of a secret",
  pattern: new RegExp(
    `^${ARN_PARTITION}:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$`,
  ),
  maxLength:
    "arn::secretsmanager:::secret:-abcdef".length +
    PARTITION.maxLength +
    REGION.maxLength +
    ACCOUNT_ID.maxLength +
    512,
  allowed:
    "arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX, with the six characters of its end",
};

export const KEY_ARN: NameRule = {
  what: "the ARN of a KMS key",
  pattern: new RegExp(
    `^${ARN_PARTITION}:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`,
  ),
  maxLength: "arn::kms:::key/".length + PARTITION.maxLength + REGION.maxLength + ACCOUNT_ID.maxLength + 36,
  allowed: "arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias is not enough",
  mistaken: MISTAKEN_FOR_KEY,
};

export const INSTANCE_PROFILE_ARN: NameRule = {
  what: "the ARN of an instance profile",
  pattern: new RegExp(
    `^${ARN_PARTITION}:iam::\\d{12}:instance-profile/(?:${PATH_CHARACTER}+/)?[\\w+=,.@-]{1,128}$`,
  ),
  maxLength:
    "arn::iam::::instance-profile".length +
    PARTITION.maxLength +
    ACCOUNT_ID.maxLength +
    IAM_PATH.maxLength +
    INSTANCE_PROFILE_NAME.maxLength,
  allowed: "arn:PARTITION:iam::ACCOUNT:instance-profile/NAME",
};

/** Its path without the characters that {@link IAM_PATH} leaves out, for the same reasons. */
export const USER_ARN: NameRule = {
  what: "the ARN of an IAM user",
  pattern: new RegExp(`^${ARN_PARTITION}:iam::\\d{12}:user/(?:${PATH_CHARACTER}{1,510}/)?[\\w+=,.@-]{1,64}$`),
  maxLength: PRINCIPAL_ARN_LENGTH,
  allowed: "arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name",
};

/**
 * A role or a user that a policy can name; a session of a role is none that stays. A role of IAM Identity Center has people
 * who act in it, that of a service has none.
 */
export const PRINCIPAL_ARN: NameRule = {
  what: "the ARN of an IAM role or user",
  pattern: new RegExp(`^${OF_SERVICES}${WITHOUT_PATH}${ANY_ROLE}|${USER_ARN.pattern.source}`),
  maxLength: PRINCIPAL_ARN_LENGTH,
  allowed: "arn:PARTITION:iam::ACCOUNT:role/NAME or arn:PARTITION:iam::ACCOUNT:user/NAME",
  mistaken: MISTAKEN_FOR_PRINCIPAL,
};

/**
 * Whether a value is known to Terraform only: it holds an expression such as `${aws_db_instance.orders.identifier}`.
 * What the CDK writes in place of an attribute until synthesis has that form too.
 */
export function isReference(value: string): boolean {
  return value.includes("${");
}

/** The problem with a region: its form, or that it lies in another partition than the rest. */
export function regionProblems(region: unknown, partition: string | undefined, path: Path): Problem[] {
  const problems = nameProblems(REGION, region, path);
  if (problems.length > 0 || typeof region !== "string" || isReference(region)) return problems;
  return partitionProblems(region, partitionOf(region), partition, path);
}

/** The problem with a value of another partition than the gateway's. A partition that is not known contradicts nothing. */
export function partitionProblems(
  value: string,
  its: string,
  partition: string | undefined,
  path: Path,
): Problem[] {
  if (partition === undefined || isReference(partition) || partition === its) return [];
  return [
    {
      path,
      message: `${show(value)} lies in partition ${its}, the gateway in ${partition}: no account reaches both, make a configuration for each`,
    },
  ];
}

/** The account and partition that an ARN names, or undefined when it is known to Terraform only. */
export function arnOwner(arn: unknown): Account | undefined {
  if (typeof arn !== "string" || isReference(arn)) return undefined;
  const [, partition, , , accountId] = arn.split(":");
  return partition !== undefined && accountId !== undefined ? { partition, accountId } : undefined;
}

/** Where an ARN is of another partition or account than what is known: what it names, and what is known. */
export function otherOwner(
  arn: string,
  known: Partial<Account>,
): { readonly its: string; readonly ours: string } | undefined {
  const owner = arnOwner(arn);
  const parts = (["partition", "accountId"] as const).flatMap((part) => {
    const [its, ours] = [owner?.[part], known[part]];
    return its && ours && !isReference(ours) && its !== ours ? [{ its, ours }] : [];
  });
  return parts[0];
}

/** The problem with a wildcard beside a reference: the policy would match more than the one that is meant. */
function wildcardProblems(rule: NameRule, value: string, path: Path): Problem[] {
  if (!/[*?]/.test(besideReferences(value))) return [];
  return [
    { path, message: `* and ? stand beside a reference: allowed is ${rule.what}, which has no wildcards` },
  ];
}

/** A text without its references, each from `${` to the next `}`. */
function besideReferences(value: string): string {
  const [before = "", ...rest] = value.split("${");
  return before + rest.map((part) => part.slice(part.indexOf("}") + 1 || part.length)).join("");
}

/** Whether a text is what a rule describes. Its length comes first, so that no pattern is held against a long text. */
export function keepsRule({ pattern, maxLength }: NameRule, value: string): boolean {
  // A character of JavaScript's is at least half a character.
  return value.length <= 2 * maxLength && pattern.test(value) && [...value].length <= maxLength;
}

/**
 * The problem with a name, if there is one. References are taken on trust, absent values and non-strings left to others.
 *
 * @param known where something is that is there already: the ARN of another account's is no way to name it
 */
export function nameProblems(
  rule: NameRule,
  value: unknown,
  path: Path,
  known: Partial<Account> = {},
): Problem[] {
  if (typeof value !== "string") return [];
  if (isReference(value)) return wildcardProblems(rule, value, path);
  if (value.startsWith("#{")) {
    return [
      { path, message: "a list that only Terraform knows cannot be counted: give its items one by one" },
    ];
  }
  if (keepsRule(rule, value)) return [];
  const message = mistakeIn(rule, value, known) ?? `is not ${rule.what}: allowed is ${rule.allowed}`;
  return [{ path, message: `${show(value)} ${message}` }];
}

/** What was given in place of a name, when that can be told, and what belongs there. */
function mistakeIn(rule: NameRule, value: string, known: Partial<Account>): string | undefined {
  if (value.length > LONGEST_MISTAKE) return undefined;
  const mistaken = rule.mistaken?.find(({ pattern }) =>
    keepsRule({ ...rule, pattern, maxLength: LONGEST_MISTAKE }, value),
  );
  if (mistaken) return mistaken.say;
  const [, service, region, kind, name = ""] =
    /^arn:[^:]*:([^:]*):([^:]*):[^:]*:([^:/]*[:/])(?:[^:]*\/)?([^:/]+)$/.exec(value) ?? [];
  if (service === undefined || rule.inArn === undefined) return undefined;
  if (rule.inArn !== `${service}:${kind}`) return `is the ARN of something else: allowed is ${rule.what}`;
  if (!keepsRule(rule, name)) return undefined;
  // The gateway's account may well have a namesake.
  const other = otherOwner(value, known);
  if (other) {
    return `is of ${other.its}, the gateway works in ${other.ours}: allowed is ${rule.what} there; make a configuration for each account`;
  }
  const beside = [
    // Instances are in the gateway's own region.
    ...(region && service !== "ec2" ? [`its region ${region}`] : []),
    ...(/:user\/.*\//.test(value) ? ["the path"] : []),
  ];
  return `is an ARN: allowed is ${rule.what}, ${show(name)}${beside.length > 0 ? `, with ${beside.join(" and ")} beside it` : ""}`;
}

/** Characters. Every ARN and every endpoint is shorter. */
const LONGEST_MISTAKE = 2048;
