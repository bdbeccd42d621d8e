import type { Problem } from "../permissions";
import { packPolicies, PolicyQuotaError, policyText, ROLE_ARN } from "../permissions";
import { permissionStatements, type PermissionRequest } from "../targets";
import type { Configuration } from "./schema";

/** What a configuration asks for, in the terms of the constructs. */
export function permissionRequest({
  targets,
  discovery,
  protectedUsers,
  permissions,
}: Configuration): PermissionRequest {
  return {
    targets,
    discovery: discovery === true ? {} : discovery === false ? undefined : discovery,
    protectedUsers,
    permissions,
  };
}

/** The problem that a configuration asks for more than one role can carry, judged before anything is written. */
export function quotaProblems(configuration: Configuration): Problem[] {
  const { aws } = configuration;
  const unknown = "${unknown}";
  const scope = {
    partition: aws.partition ?? unknown,
    accountId: aws.accountId ?? unknown,
    region: aws.region,
  };
  try {
    packPolicies(
      permissionStatements(permissionRequest(configuration), scope, () => policyText(unknown, ROLE_ARN)),
    );
    return [];
  } catch (error) {
    if (error instanceof PolicyQuotaError)
      return [{ path: error.heaviest.split("."), message: error.message }];
    throw error;
  }
}
