import { Fn } from "cdktf";
import type { Statement } from "../permissions";
import { isReference, refuse, unknownProperties } from "../permissions";
import {
  PERMISSION_REQUEST,
  permissionProblems,
  permissionStatements,
  type GatewayPrincipals,
  type GuardedGateway,
  type PermissionRequest,
  type ProtectedConfiguration,
  type Scope,
} from "../targets";

/**
 * The statements that a gateway needs for what is asked for, for use with `GatewayPermissions`; none when nothing is asked
 * for. Any string may be a reference. Protected users are not compared with those of the account, as `KeeperGateway` does.
 *
 * @param principals the ARN of the role or user that carries them, as `roleArn` and `userArn` make it
 * @param configuration the secret that holds the gateway's own configuration, if there is one
 * @param guarded what the gateway is kept from changing; without it there is no guard
 * @throws Error when the request breaks one of AWS's rules or contradicts itself; it lists every problem
 */
export function gatewayStatements(
  request: PermissionRequest,
  scope: Scope,
  principals: GatewayPrincipals,
  configuration?: ProtectedConfiguration,
  guarded?: GuardedGateway,
): Statement[] {
  refuse("gatewayStatements", [
    ...unknownProperties(request, PERMISSION_REQUEST),
    ...permissionProblems(request, {}),
  ]);
  return permissionStatements(
    { ...request, protectedUsers: request.protectedUsers?.map(nameOrArn) },
    scope,
    principals,
    configuration,
    guarded,
  );
}

/**
 * A reference may be a user's name or ARN, which shows only when Terraform knows it. The last part of either is the name,
 * and a protected name is protected at any path.
 */
function nameOrArn(user: string): string {
  return isReference(user) && !user.startsWith("arn:") ? Fn.basename(user) : user;
}
