import type { Account } from "./account";
import {
  arnOwner,
  isReference,
  KEY_ARN,
  nameProblems,
  partitionProblems,
  PERMISSION_SET_NAME,
  PERMISSION_SET_PATH,
  PRINCIPAL_ARN,
  SECRET_ARN,
  SECRET_NAME,
  type NameRule,
} from "./names";
import { show, type Path, type Problem } from "./problem";
import { resourceTagProblems } from "./role-problems";

/** What Secrets Manager and KMS allow as waiting time before a deletion, in days. A secret can also go at once: 0. */
export const DELETION_WINDOW = { min: 7, max: 30 } as const;

/** A permission set of IAM Identity Center: whoever it is assigned to in the account takes the role that is made of it. */
export interface PermissionSet {
  /** 1 to 32 characters. */
  readonly name: string;
  /**
   * Where its roles are: `/aws-reserved/sso.amazonaws.com/`, or with the region of IAM Identity Center behind it.
   *
   * @default - either
   */
  readonly path?: string;
}

/**
 * Whether the ARN of a secret may lack the six characters of its end, in whose place a word of the name stands. Of two
 * hundred whole ARNs hardly one ends in small letters alone.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export function mayLackItsEnd(secretArn: string): boolean {
  return !isReference(secretArn) && /-[a-z]{6}$/.test(secretArn);
}

/** Whether the secret can be restored when its key is gone already: both wait from the same moment on. Numbers as they are given. */
export function outlivesItsKey({
  keyArn,
  recoveryWindowDays = DELETION_WINDOW.max,
  keyDeletionWindowDays = DELETION_WINDOW.max,
}: SecretDescription): boolean {
  // The CDK writes a number that only Terraform knows as one far below zero.
  if (keyArn !== undefined || keyDeletionWindowDays < 0) return false;
  return recoveryWindowDays > keyDeletionWindowDays;
}

/** The alias of the key that is made for a secret, which takes fewer characters than the secret's name. */
export function keyAliasOf(secretName: string): string {
  return `alias/${secretName.replace(/[+=.@]/g, "-")}`;
}

/** The properties that describe the secret of the gateway's configuration, wherever they are written. */
export interface SecretDescription {
  readonly name?: string;
  readonly secretArn?: string;
  readonly keyArn?: string;
  readonly operators?: readonly string[];
  readonly operatorPermissionSets?: readonly PermissionSet[];
  readonly recoveryWindowDays?: number;
  readonly keyDeletionWindowDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is known before Terraform runs of the place that a secret must be in. */
export interface KnownPlace extends Partial<Account> {
  readonly region?: string;
}

/** Everything that is wrong with the secret's properties. Values of a wrong type are left to the compiler or the schema. */
export function secretProblems(secret: SecretDescription, known: KnownPlace, path: Path): Problem[] {
  const { name, secretArn, keyArn, operators, operatorPermissionSets } = secret;
  return [
    ...wayProblems(secret, path),
    ...nameProblems(SECRET_NAME, name, [...path, "name"]),
    ...firstOf(
      placedArnProblems(SECRET_ARN, secretArn, known, [...path, "secretArn"]),
      accountProblems(secretArn, known, [...path, "secretArn"]),
    ),
    ...placedArnProblems(KEY_ARN, keyArn, known, [...path, "keyArn"]),
    ...listProblems(operators, [...path, "operators"], (operator, at) =>
      operatorProblems(operator, known, at),
    ),
    ...listProblems(operatorPermissionSets, [...path, "operatorPermissionSets"], permissionSetProblems),
    ...windowProblems(secret.recoveryWindowDays, true, [...path, "recoveryWindowDays"]),
    ...windowProblems(secret.keyDeletionWindowDays, false, [...path, "keyDeletionWindowDays"]),
    ...resourceTagProblems(secret.tags, [...path, "tags"]),
  ];
}

/** What goes with a secret that exists already, and what with one that is made. */
function wayProblems(secret: SecretDescription, path: Path): Problem[] {
  const { name, secretArn, keyArn } = secret;
  if (secretArn === undefined) {
    const missing =
      name === undefined
        ? [
            {
              path: [...path, "name"],
              message: "nothing is given: allowed is name, or secretArn of a secret that exists",
            },
          ]
        : [];
    const key =
      keyArn !== undefined && secret.keyDeletionWindowDays !== undefined
        ? [
            {
              path: [...path, "keyDeletionWindowDays"],
              message:
                "the key of keyArn exists already and is never deleted from here: remove one of the two",
            },
          ]
        : [];
    const alias =
      keyArn === undefined && typeof name === "string" && (/^aws\//.test(name) || name.length > 250)
        ? [
            {
              path: [...path, "name"],
              message: `${show(name)} cannot be the name of an alias too, which its key gets: allowed is up to 250 characters, not beginning with aws/`,
            },
          ]
        : [];
    return [...missing, ...key, ...alias];
  }
  const others = (
    [
      "name",
      "operators",
      "operatorPermissionSets",
      "recoveryWindowDays",
      "keyDeletionWindowDays",
      "tags",
    ] as const
  ).filter((property) => secret[property] !== undefined);
  if (others.length === 0) return [];
  return [
    {
      path: [...path, "secretArn"],
      message: `an existing secret is taken as it is: ${others.join(", ")} cannot be set for it`,
    },
  ];
}

/** The gateway looks for its secret in its own region and account. */
function placedArnProblems(rule: NameRule, arn: unknown, known: KnownPlace, path: Path): Problem[] {
  const problems = nameProblems(rule, arn, path);
  const owner = arnOwner(arn);
  if (problems.length > 0 || typeof arn !== "string" || !owner) return problems;
  const apart = partitionProblems(arn, owner.partition, known.partition, path);
  if (apart.length > 0) return apart;
  const region = arn.split(":")[3];
  if (known.region === undefined || isReference(known.region) || region === known.region) return [];
  return [
    {
      path,
      message: `${show(arn)} lies in ${region}, the gateway in ${known.region}: allowed is one of its own region`,
    },
  ];
}

/** A gateway finds its secret by name in its own account, and an operator's command does too. */
function accountProblems(arn: unknown, { accountId }: KnownPlace, path: Path): Problem[] {
  const owner = arnOwner(arn);
  if (!owner || accountId === undefined || isReference(accountId) || owner.accountId === accountId) return [];
  return [
    {
      path,
      message: `${show(arn)} lies in account ${owner.accountId}, the gateway in ${accountId}: allowed is one of its own account`,
    },
  ];
}

/** What is wrong with each of a list that says who writes; an empty one would say nobody, and must not mean everybody. */
function listProblems(
  list: unknown,
  path: Path,
  problemsOf: (item: unknown, path: Path) => Problem[],
): Problem[] {
  if (!Array.isArray(list)) return [];
  if (list.length === 0) {
    return [
      {
        path,
        message:
          "the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let",
      },
    ];
  }
  return list.flatMap((item, i) => problemsOf(item, [...path, i]));
}

function permissionSetProblems(set: unknown, path: Path): Problem[] {
  const { name, path: at } = (typeof set === "object" && set !== null ? set : {}) as Partial<PermissionSet>;
  return [
    ...nameProblems(PERMISSION_SET_NAME, name, [...path, "name"]),
    ...nameProblems(PERMISSION_SET_PATH, at, [...path, "path"]),
  ];
}

function operatorProblems(operator: unknown, known: KnownPlace, path: Path): Problem[] {
  const owner = arnOwner(operator);
  return firstOf(
    nameProblems(PRINCIPAL_ARN, operator, path),
    typeof operator === "string" && owner
      ? partitionProblems(operator, owner.partition, known.partition, path)
      : [],
    accountProblems(operator, known, path),
  );
}

/** The problems that come first: what follows is moot. */
function firstOf(...stages: Problem[][]): Problem[] {
  return stages.find((problems) => problems.length > 0) ?? [];
}

function windowProblems(days: unknown, orNone: boolean, path: Path): Problem[] {
  const { min, max } = DELETION_WINDOW;
  // The CDK writes a number that only Terraform knows as one far below zero.
  if (typeof days !== "number" || days < Number.MIN_SAFE_INTEGER) return [];
  if (Number.isInteger(days) && ((days >= min && days <= max) || (orNone && days === 0))) return [];
  return [
    {
      path,
      message: `${days} is not a waiting time: allowed is ${min} to ${max} days${orNone ? ", or 0 for none" : ""}`,
    },
  ];
}
