import type { Statement } from "../permissions";
import {
  ANY_RESOURCE,
  anyDatabaseArn,
  anyDirectoryArn,
  anyInstanceArn,
  functionArns,
  GUARD_CATALOG,
  KEY_ARN,
  policyText,
  statement,
} from "../permissions";
import { secretText, type ProtectedConfiguration } from "./gateway-configuration";
import type { RotationTargets } from "./rotation-targets";
import type { Scope } from "./scope";

const ORIGIN = "gateway.guard";

/** What the guard cannot know from targets and configuration. */
export interface GuardedGateway {
  /**
   * Name of the function that attaches the gateway's instance profile to running instances.
   *
   * @default - there is none
   */
  readonly attachmentFunctionName?: string;
}

/**
 * The Denies that keep the gateway from raising its own rights, whatever other policy its role or user carries. They take
 * nothing that Keeper documents.
 *
 * @param configuration the secret that holds the gateway's own configuration, if there is one
 */
export function guardStatements(
  { attachmentFunctionName }: GuardedGateway,
  { managedDatabases = [], directories = [] }: RotationTargets,
  scope: Scope,
  configuration: ProtectedConfiguration | undefined,
): Statement[] {
  const guard = GUARD_CATALOG;
  const byTag = (targets: readonly { readonly tag?: unknown }[]) =>
    targets.some(({ tag }) => tag !== undefined);
  return [
    statement(guard.denyIdentityChanges, [ANY_RESOURCE], ORIGIN),
    statement(guard.denyInstanceProfiles, [anyInstanceArn(scope)], ORIGIN),
    ...(attachmentFunctionName === undefined
      ? []
      : [
          statement(guard.denyOwnFunction, functionArns(scope, scope.region, attachmentFunctionName), ORIGIN),
        ]),
    ...(byTag(managedDatabases) ? [statement(guard.denyDatabaseTags, [anyDatabaseArn(scope)], ORIGIN)] : []),
    ...(byTag(directories) ? [statement(guard.denyDirectoryTags, [anyDirectoryArn(scope)], ORIGIN)] : []),
    ...(configuration?.keyArn === undefined
      ? []
      : [statement(guard.denyOwnKey, [policyText(configuration.keyArn, KEY_ARN)], ORIGIN)]),
    ...(configuration ? [statement(guard.denyOwnSecret, [secretText(configuration)], ORIGIN)] : []),
  ];
}
