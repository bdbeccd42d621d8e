import type { Account } from "./account";
import { FUNCTION_NAME, INSTANCE_ID, isReference, keepsRule, nameProblems } from "./names";
import { show, type Path, type Problem } from "./problem";
import { boundaryProblems } from "./role-problems";

/** The properties that describe the attachment to running instances, wherever they are written. */
export interface AttachmentDescription {
  readonly name?: string;
  readonly instances?: readonly string[];
  readonly functionPermissionsBoundaryArn?: string;
  readonly logRetentionDays?: number;
}

/** What stands behind the gateway's name in the name of the function, its role and its log group. */
export const FUNCTION_SUFFIX = "-instance-attachment";

/**
 * Each instance has a policy of its own in the function's role. {@link INLINE_POLICIES_QUOTA} is enough for so many with
 * the longest names of profiles and roles, at the path `/`; with long paths the plan counts.
 */
export const INSTANCES_AT_MOST = 6;

/**
 * How long CloudWatch Logs can keep a log, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Everything that is wrong with the attachment's properties, by the names of {@link AttachmentDescription}. */
export function attachmentProblems(
  attachment: AttachmentDescription,
  known: Partial<Account>,
  at: (property: keyof AttachmentDescription) => Path,
): Problem[] {
  const instances = Array.isArray(attachment.instances) ? (attachment.instances as readonly unknown[]) : [];
  const earlier = new Set<unknown>();
  return [
    ...(instances.length > 0 ? functionNameProblems(attachment.name, at("name")) : []),
    ...(instances.length > INSTANCES_AT_MOST
      ? [
          {
            path: at("instances"),
            message: `${instances.length} instances are given: allowed is up to ${INSTANCES_AT_MOST}, a gateway runs on one or a few; make a configuration for each group`,
          },
        ]
      : []),
    ...instances.flatMap((id, i) => {
      const path = [...at("instances"), i];
      if (earlier.has(id))
        return [{ path, message: `${show(id)} stands in the list twice: allowed is once` }];
      earlier.add(id);
      return nameProblems(INSTANCE_ID, id, path, known);
    }),
    ...boundaryProblems(
      attachment.functionPermissionsBoundaryArn,
      known,
      at("functionPermissionsBoundaryArn"),
    ),
    ...retentionProblems(attachment.logRetentionDays, at("logRetentionDays")),
  ];
}

function functionNameProblems(name: unknown, path: Path): Problem[] {
  if (typeof name !== "string" || isReference(name)) return [];
  if (keepsRule(FUNCTION_NAME, name + FUNCTION_SUFFIX)) return [];
  return [
    {
      path,
      message: `${show(name)} cannot be the beginning of a Lambda function's name, which attaches the instances: allowed is 1 to ${FUNCTION_NAME.maxLength - FUNCTION_SUFFIX.length} letters, digits, - and _`,
    },
  ];
}

/**
 * The problem with a role of the gateway that is called like the role of its attachment function. IAM does not tell the
 * two apart by upper and lower case.
 *
 * @param name the gateway's
 * @param roleName the name of its role, made or existing
 * @param path where that name stands
 */
export function functionRoleProblems(name: unknown, roleName: unknown, path: Path): Problem[] {
  if (typeof name !== "string" || typeof roleName !== "string") return [];
  if (roleName.toLowerCase() !== (name + FUNCTION_SUFFIX).toLowerCase()) return [];
  return [
    {
      path,
      message: `${show(roleName)} is what the role of the attachment function is called, which instances need: allowed is another name`,
    },
  ];
}

function retentionProblems(days: unknown, path: Path): Problem[] {
  if (typeof days !== "number" || days < Number.MIN_SAFE_INTEGER || LOG_RETENTION_DAYS.includes(days))
    return [];
  return [
    {
      path,
      message: `${days} is not a retention of CloudWatch Logs: allowed is ${LOG_RETENTION_DAYS.join(", ")} days`,
    },
  ];
}
