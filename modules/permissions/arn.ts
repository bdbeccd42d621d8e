import type { Account } from "./account";
import {
  ACCOUNT_ID,
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  FUNCTION_NAME,
  IAM_PATH,
  INSTANCE_ID,
  INSTANCE_PROFILE_NAME,
  PARTITION,
  PERMISSION_SET_NAME,
  PERMISSION_SET_PATH,
  REGION,
  ROLE_NAME,
  SECRET_NAME,
  USER_NAME,
} from "./names";
import { isReference, type NameRule } from "./names";

/** A string inside a policy document. */
export interface PolicyText {
  readonly text: string;
  /** Characters that it has, or at most can have once Terraform knows the references in it. */
  readonly length: number;
}

/** Counts a literal by its characters and a reference by the most that AWS lets such a name have. */
export function policyText(value: string, rule: Pick<NameRule, "maxLength">): PolicyText {
  return { text: value, length: isReference(value) ? rule.maxLength : value.length };
}

/** A text without references. */
export function literal(text: string): PolicyText {
  return { text, length: text.length };
}

/** Several strings as one. */
function join(...parts: readonly (string | PolicyText)[]): PolicyText {
  return {
    text: parts.map((part) => (typeof part === "string" ? part : part.text)).join(""),
    length: parts.reduce((sum, part) => sum + part.length, 0),
  };
}

function arn(
  account: Account,
  service: string,
  region: PolicyText | "",
  ...resource: (string | PolicyText)[]
): PolicyText {
  return join(
    "arn:",
    policyText(account.partition, PARTITION),
    `:${service}:`,
    region,
    ":",
    policyText(account.accountId, ACCOUNT_ID),
    ":",
    ...resource,
  );
}

/** `arn:P:iam::A:user/PATH/NAME`. `path` begins and ends with a slash. */
export function userArn(account: Account, name: string, path = "/"): PolicyText {
  return arn(account, "iam", "", "user", policyText(path, IAM_PATH), policyText(name, USER_NAME));
}

/** Every user at or below a path: `arn:P:iam::A:user/PATH/*`. */
export function usersBelowArn(account: Account, path: string): PolicyText {
  return arn(account, "iam", "", "user", policyText(path, IAM_PATH), "*");
}

/** The users of a name, whatever their path: the one at the root and the ones below any path. */
export function usersNamedArns(account: Account, name: string): PolicyText[] {
  return [userArn(account, name), arn(account, "iam", "", "user/*/", policyText(name, USER_NAME))];
}

/** `arn:P:iam::A:role/PATH/NAME`: the role itself, never a session of it. */
export function roleArn(account: Account, name: string, path = "/"): PolicyText {
  return arn(account, "iam", "", "role", policyText(path, IAM_PATH), policyText(name, ROLE_NAME));
}

/** `arn:P:rds:R:A:db:IDENTIFIER`. */
export function databaseArn(account: Account, region: string, identifier: string): PolicyText {
  return arn(
    account,
    "rds",
    policyText(region, REGION),
    "db:",
    policyText(identifier, DB_INSTANCE_IDENTIFIER),
  );
}

/** Every database instance of a region: `arn:P:rds:R:A:db:*`. */
export function databasesInArn(account: Account, region: string): PolicyText {
  return arn(account, "rds", policyText(region, REGION), "db:*");
}

/** `arn:P:ds:R:A:directory/d-xxxxxxxxxx`. */
export function directoryArn(account: Account, region: string, id: string): PolicyText {
  return arn(account, "ds", policyText(region, REGION), "directory/", policyText(id, DIRECTORY_ID));
}

/** Every directory of a region: `arn:P:ds:R:A:directory/*`. */
export function directoriesInArn(account: Account, region: string): PolicyText {
  return arn(account, "ds", policyText(region, REGION), "directory/*");
}

/** `arn:P:iam::A:root`: in a policy of a key or a secret, everybody in the account whose own policies allow it. */
export function accountArn(account: Account): PolicyText {
  return arn(account, "iam", "", "root");
}

/** `arn:P:iam::A:instance-profile/PATH/NAME`. */
export function instanceProfileArn(account: Account, name: string, path = "/"): PolicyText {
  return arn(
    account,
    "iam",
    "",
    "instance-profile",
    policyText(path, IAM_PATH),
    policyText(name, INSTANCE_PROFILE_NAME),
  );
}

/** Every instance of the account, in any region: `arn:P:ec2:*:A:instance/*`. */
export function anyInstanceArn(account: Account): PolicyText {
  return arn(account, "ec2", literal("*"), "instance/*");
}

/** Every database instance of the account, in any region: `arn:P:rds:*:A:db:*`. */
export function anyDatabaseArn(account: Account): PolicyText {
  return arn(account, "rds", literal("*"), "db:*");
}

/** Every directory of the account, in any region: `arn:P:ds:*:A:directory/*`. */
export function anyDirectoryArn(account: Account): PolicyText {
  return arn(account, "ds", literal("*"), "directory/*");
}

/** `arn:P:ec2:R:A:instance/i-…`. */
export function instanceArn(account: Account, region: string, id: string): PolicyText {
  return arn(account, "ec2", policyText(region, REGION), "instance/", policyText(id, INSTANCE_ID));
}

/**
 * The ARN of a secret by its name, whatever the six characters are that Secrets Manager puts behind it:
 * `arn:P:secretsmanager:R:A:secret:NAME-??????`.
 */
export function secretNamedArn(account: Account, region: string, name: string): PolicyText {
  return arn(
    account,
    "secretsmanager",
    policyText(region, REGION),
    "secret:",
    policyText(name, SECRET_NAME),
    "-??????",
  );
}

/**
 * Every role that Terraform can call by a prefix: behind it stand the time, 18 digits of which the first two are the
 * century's, and a count of 8.
 *
 * @see https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go
 */
export function rolesPrefixedArn(account: Account, prefix: string, path = "/"): PolicyText {
  return roleArn(account, `${prefix}20${"?".repeat(24)}`, path);
}

/** The role of a name, whatever its path: the one at the root and the ones below any path. */
export function rolesNamedArns(account: Account, name: string): PolicyText[] {
  return [roleArn(account, name), arn(account, "iam", "", "role/*/", policyText(name, ROLE_NAME))];
}

/** `arn:P:iam::A:policy/NAME`. */
export function managedPolicyArn(account: Account, name: string): PolicyText {
  return arn(account, "iam", "", "policy/", name);
}

/** Every instance profile of an account: `arn:P:iam::A:instance-profile/*`. */
export function instanceProfilesArn(account: Account): PolicyText {
  return arn(account, "iam", "", "instance-profile/*");
}

/** `arn:P:lambda:R:A:function:NAME`. */
export function functionArn(account: Account, region: string, name: string): PolicyText {
  return arn(account, "lambda", policyText(region, REGION), "function:", policyText(name, FUNCTION_NAME));
}

/** A function in the two forms that Lambda writes its ARN, without and with a qualifier. */
export function functionArns(account: Account, region: string, name: string): PolicyText[] {
  const unqualified = functionArn(account, region, name);
  return [unqualified, join(unqualified, ":*")];
}

/** `arn:P:logs:R:A:log-group:NAME`, the form without the streams. */
export function logGroupArn(account: Account, region: string, logGroup: string): PolicyText {
  return arn(account, "logs", policyText(region, REGION), `log-group:${logGroup}`);
}

/** Every key of a region: `arn:P:kms:R:A:key/*`. */
export function keysInArn(account: Account, region: string): PolicyText {
  return arn(account, "kms", policyText(region, REGION), "key/*");
}

/** `arn:P:kms:R:A:alias/NAME`. `alias` begins with `alias/`. */
export function keyAliasArn(account: Account, region: string, alias: string): PolicyText {
  return arn(account, "kms", policyText(region, REGION), alias);
}

/** `arn:P:dynamodb:R:A:table/NAME`. */
export function tableArn(account: Account, region: string, name: string): PolicyText {
  return arn(account, "dynamodb", policyText(region, REGION), `table/${name}`);
}

/** `arn:P:s3:::BUCKET`, which names neither region nor account. */
export function bucketArn(partition: string, bucket: string): PolicyText {
  return literal(`arn:${partition}:s3:::${bucket}`);
}

/** `arn:P:s3:::BUCKET/KEY`. */
export function objectArn(partition: string, bucket: string, key: string): PolicyText {
  return literal(`arn:${partition}:s3:::${bucket}/${key}`);
}

/** `arn:P:logs:R:A:log-group:NAME:*`: every stream of a log group. */
export function logStreamsArn(account: Account, region: string, logGroup: string): PolicyText {
  return arn(account, "logs", policyText(region, REGION), `log-group:${logGroup}:*`);
}

/** For the actions that AWS cannot narrow to a resource. */
export const ANY_RESOURCE: PolicyText = literal("*");

/**
 * The roles that IAM Identity Center makes of a permission set, whatever the 16 characters are that it puts behind the
 * name with each new assignment: `arn:P:iam::A:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_NAME_????????????????`,
 * and the same with a region in the path.
 *
 * @param path where the roles are; both places where it is not given
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetArns(account: Account, name: string, path?: string): PolicyText[] {
  const paths =
    path === undefined
      ? [PERMISSION_SET_HOME, `${PERMISSION_SET_HOME}*/`].map(literal)
      : [policyText(path, PERMISSION_SET_PATH)];
  return paths.map((at) =>
    arn(
      account,
      "iam",
      "",
      "role",
      at,
      "AWSReservedSSO_",
      policyText(name, PERMISSION_SET_NAME),
      `_${"?".repeat(16)}`,
    ),
  );
}

const PERMISSION_SET_HOME = "/aws-reserved/sso.amazonaws.com/";
