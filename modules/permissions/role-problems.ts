import type { Account } from "./account";
import {
  arnOwner,
  IAM_PATH,
  isReference,
  nameProblems,
  partitionProblems,
  POLICY_ARN,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  TAG_KEY,
  TAG_VALUE,
} from "./names";
import { GATEWAY_TAG } from "./gateway-tag";
import { show, type Path, type Problem } from "./problem";

/** IAM's limits on the length of a role session, in seconds. */
export const SESSION_DURATION = { min: 3600, max: 43200 } as const;

/** The properties that describe a role of the gateway, wherever they are written. */
export interface RoleDescription {
  readonly name?: string;
  readonly namePrefix?: string;
  readonly path?: string;
  readonly permissionsBoundaryArn?: string;
  readonly maxSessionDuration?: number;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Everything that is wrong with the role's properties. Values of a wrong type are left to the compiler or the schema. */
export function roleProblems(role: RoleDescription, known: Partial<Account>, path: Path): Problem[] {
  const both = role.name !== undefined && role.namePrefix !== undefined;
  return [
    ...(both ? [{ path, message: "name and namePrefix are given together: allowed is one of them" }] : []),
    ...nameProblems(ROLE_NAME, role.name, [...path, "name"]),
    ...nameProblems(ROLE_NAME_PREFIX, role.namePrefix, [...path, "namePrefix"]),
    ...nameProblems(IAM_PATH, role.path, [...path, "path"]),
    ...boundaryProblems(role.permissionsBoundaryArn, known, [...path, "permissionsBoundaryArn"]),
    ...nameProblems(ROLE_DESCRIPTION, role.description, [...path, "description"]),
    ...sessionProblems(role.maxSessionDuration, [...path, "maxSessionDuration"]),
    ...resourceTagProblems(role.tags, [...path, "tags"]),
  ];
}

/** IAM's limit on the tags of a resource, less the one that a stack sets itself. */
const MOST_TAGS = 49;

/**
 * The problems with tags that are put on resources.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
export function resourceTagProblems(tags: unknown, path: Path): Problem[] {
  if (typeof tags !== "object" || tags === null) return [];
  // What the CDK writes in place of tags that only Terraform knows has one key of this form.
  const entries = Object.entries(tags).filter(([key]) => !key.startsWith("&{"));
  const spelt = new Map<string, string>();
  return [
    ...(entries.length > MOST_TAGS
      ? [
          {
            path,
            message: `${entries.length} tags are given: IAM allows 50 on a resource, and one of them is ${GATEWAY_TAG}`,
          },
        ]
      : []),
    ...entries.flatMap(([key, value]) => {
      const at = [...path, key];
      const twin = spelt.get(key.toLowerCase());
      spelt.set(key.toLowerCase(), twin ?? key);
      if (twin !== undefined) {
        return [
          {
            path: at,
            message: `${show(key)} differs from ${show(twin)} in capitals only: IAM takes the two for the same key`,
          },
        ];
      }
      // An object cannot hold it as a key of its own.
      if (key === "__proto__") return [{ path: at, message: `${show(key)} cannot be a tag key here` }];
      if (key.toLowerCase() === GATEWAY_TAG) {
        return [
          {
            path: at,
            message: `${show(key)} is the tag that says what a stack has made: allowed is another key`,
          },
        ];
      }
      if (/^aws:/i.test(key))
        return [{ path: at, message: `${show(key)} begins with aws:, which AWS keeps for itself` }];
      return [...nameProblems(TAG_KEY, key, at), ...nameProblems(TAG_VALUE, value, at)];
    }),
  ];
}

function sessionProblems(seconds: unknown, path: Path): Problem[] {
  const { min, max } = SESSION_DURATION;
  // The CDK writes a number that only Terraform knows as one far below zero.
  if (typeof seconds !== "number" || seconds < Number.MIN_SAFE_INTEGER) return [];
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return [];
  return [{ path, message: `${seconds} is not a session length: allowed is ${min} to ${max} seconds` }];
}

/** The problems with the ARN of a permissions boundary. */
export function boundaryProblems(arn: unknown, known: Partial<Account>, path: Path): Problem[] {
  const problems = nameProblems(POLICY_ARN, arn, path);
  const owner = arnOwner(arn);
  if (problems.length > 0 || !owner || typeof arn !== "string") return problems;
  const apart = partitionProblems(arn, owner.partition, known.partition, path);
  const { accountId } = known;
  if (apart.length > 0 || !accountId || isReference(accountId)) return apart;
  if (owner.accountId === accountId || owner.accountId === "aws") return [];
  return [
    {
      path,
      message: `${show(arn)} is a policy of ${owner.accountId}, the gateway works in ${accountId}: a boundary is a policy of the same account or of AWS`,
    },
  ];
}
