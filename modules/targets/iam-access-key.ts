import type { Statement } from "../permissions";
import { CATALOG } from "../permissions";
import { userStatements, type IamUserTarget } from "./iam-user";
import type { Scope } from "./scope";

/**
 * What the gateway needs to replace access keys of the named users, and nothing when none is named.
 *
 * The users are selected as for the console password. IAM lets a user have two keys: rotation needs a free place.
 */
export function iamAccessKeyStatements(targets: readonly IamUserTarget[], scope: Scope): Statement[] {
  return userStatements(CATALOG.rotateAccessKeys, targets, scope, "targets.iamAccessKeys");
}
