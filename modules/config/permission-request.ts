import type { Problem } from "../permissions";
import {
  FUNCTION_SUFFIX,
  packPolicies,
  PolicyQuotaError,
  policyText,
  ROLE_ARN,
  USER_ARN,
} from "../permissions";
import { permissionStatements, type PermissionRequest } from "../targets";
import type { Configuration } from "./schema";

/** What a configuration asks for, in the terms of the constructs. */
export function permissionRequest({
  targets,
  discovery,
  protectedUsers,
  permissions,
  gateway = {},
}: Configuration): PermissionRequest {
  return {
    targets,
    discovery: discovery === true ? {} : discovery === false ? undefined : discovery,
    protectedUsers,
    permissions,
    guard: gateway.guard,
  };
}

/** The problem that a configuration asks for more than one principal can carry, judged before anything is written. */
export function quotaProblems(configuration: Configuration): Problem[] {
  const { aws, gateway = {} } = configuration;
  const unknown = "${unknown}";
  const scope = {
    partition: aws.partition ?? unknown,
    accountId: aws.accountId ?? unknown,
    region: aws.region,
  };
  const ownRole = policyText(unknown, ROLE_ARN);
  const accessKeyUser = gateway.accessKeyUser ? policyText("${user}", USER_ARN) : undefined;
  const secret = gateway.configurationSecret || undefined;
  const protectedConfiguration = secret && {
    secretArn: secret.secretArn ?? unknown,
    keyArn: secret.keyArn ?? (secret.secretArn === undefined ? unknown : undefined),
    region: aws.region,
  };
  const hasInstances = (gateway.instances ?? []).length > 0;
  const guarded = { attachmentFunctionName: hasInstances ? configuration.name + FUNCTION_SUFFIX : undefined };
  // The user's policies hold all that the role's do, and one statement more.
  const principals = { self: () => accessKeyUser ?? ownRole, accessKeyUser, isAccessKeyUser: true };
  try {
    packPolicies(
      permissionStatements(
        permissionRequest(configuration),
        scope,
        principals,
        protectedConfiguration,
        guarded,
      ),
    );
    return [];
  } catch (error) {
    if (error instanceof PolicyQuotaError)
      return [{ path: error.heaviest.split("."), message: error.message }];
    throw error;
  }
}
