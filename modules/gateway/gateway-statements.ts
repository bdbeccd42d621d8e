import { Fn } from "cdktf";
import type { PolicyText, Statement } from "../permissions";
import { isReference, refuse } from "../permissions";
import { permissionProblems, permissionStatements, type PermissionRequest, type Scope } from "../targets";

/**
 * The statements that a gateway needs for what is asked for, for use with `GatewayPermissions`; none when nothing is asked
 * for. Any string may be a reference.
 *
 * @param self the ARN of the gateway's own role, as `roleArn` makes it; asked for only when a statement needs it
 * @throws Error when the request breaks one of AWS's rules or contradicts itself; it lists every problem
 */
export function gatewayStatements(
  request: PermissionRequest,
  scope: Scope,
  self: () => PolicyText,
): Statement[] {
  refuse("gatewayStatements", permissionProblems(request, {}));
  return permissionStatements(
    { ...request, protectedUsers: request.protectedUsers?.map(nameOrArn) },
    scope,
    self,
  );
}

/**
 * A reference may be a user's name or ARN, which shows only when Terraform knows it. The last part of either is the name,
 * and a protected name is protected at any path.
 */
function nameOrArn(user: string): string {
  return isReference(user) && !user.startsWith("arn:") ? Fn.basename(user) : user;
}
