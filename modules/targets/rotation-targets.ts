import type { Path, Problem, Properties, Statement } from "../permissions";
import { CATALOG, publishedPolicy, ANY_RESOURCE, statement } from "../permissions";
import {
  gatewayUserProtection,
  ownUserProtection,
  ownUserStatements,
  type GatewayPrincipals,
} from "./access-key-user";
import { directoryProblems, directoryStatements, type DirectoryTarget } from "./directory-user";
import { discoveryProblems, discoveryStatements, type Discovery } from "./discovery";
import { ec2UserStatements } from "./ec2-user";
import { configurationStatements, type ProtectedConfiguration } from "./gateway-configuration";
import { guardStatements, type GuardedGateway } from "./guard";
import { iamAccessKeyStatements } from "./iam-access-key";
import { iamUserProblems, iamUserStatements, type IamUserTarget } from "./iam-user";
import {
  managedDatabaseProblems,
  managedDatabaseStatements,
  type ManagedDatabaseTarget,
} from "./managed-database";
import { protectedUserProblems, protectedUserStatements } from "./protected-users";
import type { KnownScope, Scope } from "./scope";
import type { TargetTag } from "./selector";

/** Whose passwords and keys the gateway rotates. */
export interface RotationTargets {
  /**
   * Users of EC2 machines. They need no AWS right: to name them here documents just that.
   *
   * @default false
   */
  readonly ec2Users?: boolean;
  /**
   * Master users of RDS instances.
   *
   * @default - none
   */
  readonly managedDatabases?: readonly ManagedDatabaseTarget[];
  /**
   * Users of AWS directories.
   *
   * @default - none
   */
  readonly directories?: readonly DirectoryTarget[];
  /**
   * IAM users whose console password is rotated. Each must have a console password already.
   *
   * @default - none
   */
  readonly iamUsers?: readonly IamUserTarget[];
  /**
   * IAM users whose access key is rotated.
   *
   * @default - none
   */
  readonly iamAccessKeys?: readonly IamUserTarget[];
}

/** How the gateway's permissions are written. */
export enum PermissionStyle {
  /** Each target's documented actions, on what was named. */
  SCOPED = "scoped",
  /** Keeper's published actions on every resource, for a gateway whose self-check cannot live with scoped statements. */
  DOCUMENTED = "documented",
}

/** Everything that decides what the gateway may do. */
export interface PermissionRequest {
  /** @default - none */
  readonly targets?: RotationTargets;
  /** @default - off */
  readonly discovery?: Discovery;
  /**
   * IAM users whose passwords, keys, MFA devices and names the gateway is denied to change, whatever a path, a tag or
   * another policy of its own allows: names, which are protected at any path, or ARNs, as IAM has them. `KeeperGateway`
   * compares those that are written out with the account's users when Terraform plans; a reference is taken as it is. A
   * name that is a target too is refused; of two references that turn out to be the same user nobody can tell before the
   * apply, and the protection wins.
   *
   * @default - nobody
   */
  readonly protectedUsers?: readonly string[];
  /** @default PermissionStyle.SCOPED */
  readonly permissions?: PermissionStyle;
  /**
   * Whether the gateway is denied every change in IAM but the password and the keys of a user, the keys of other gateways'
   * users, every exchange of an instance profile, and every change of its attachment function and of the secret and key of
   * its configuration, so that no other policy of its role or user lets it write itself more rights.
   *
   * @default - true, where the gateway has any permission at all
   */
  readonly guard?: boolean;
}

const TAG: Properties<TargetTag> = { key: true, value: true };
const IAM_USER: Properties<IamUserTarget> = { name: true, path: true, tag: TAG };

/** The properties of a request. */
export const PERMISSION_REQUEST: Properties<PermissionRequest> = {
  targets: {
    ec2Users: true,
    managedDatabases: [{ instance: true, region: true, tag: TAG }],
    directories: [{ id: true, region: true, tag: TAG }],
    iamUsers: [IAM_USER],
    iamAccessKeys: [IAM_USER],
  },
  discovery: { regions: true },
  protectedUsers: true,
  permissions: true,
  guard: true,
};

/**
 * The statements that a request asks for; none when it asks for nothing.
 *
 * What the user lists least often comes first, so that a new target moves as little as possible: the Denies, which should
 * never be on their way from one policy to another, then what is the same for every list, then the lists.
 *
 * @param configuration the secret that holds the gateway's own configuration, if there is one
 * @param guarded what the guard stands before; without it there is none
 */
export function permissionStatements(
  request: PermissionRequest,
  scope: Scope,
  principals: GatewayPrincipals,
  configuration?: ProtectedConfiguration,
  guarded?: GuardedGateway,
): Statement[] {
  const protection = [
    ...protectedUserStatements(request.protectedUsers ?? [], scope),
    ...ownUserProtection(principals),
  ];
  const granted = grantedStatements(request, scope, principals, configuration);
  const isGuarded = request.guard ?? protection.length + granted.length > 0;
  const guard =
    isGuarded && guarded ? guardStatements(guarded, request.targets ?? {}, scope, configuration) : [];
  return [
    ...guard,
    ...protection,
    ...(guard.length > 0 || reachesUsers(request) ? gatewayUserProtection(scope) : []),
    ...granted,
  ];
}

/** Whether what is granted has IAM users in it, so that it may have those of other gateways in it. */
function reachesUsers({ targets = {}, permissions }: PermissionRequest): boolean {
  const { iamUsers = [], iamAccessKeys = [] } = targets;
  return permissions === PermissionStyle.DOCUMENTED || iamUsers.length + iamAccessKeys.length > 0;
}

function grantedStatements(
  { targets = {}, discovery, permissions }: PermissionRequest,
  scope: Scope,
  principals: GatewayPrincipals,
  configuration: ProtectedConfiguration | undefined,
): Statement[] {
  const own = [...ownUserStatements(principals), ...configurationStatements(configuration)];
  const accessKeys = iamAccessKeyStatements(targets.iamAccessKeys ?? [], scope);
  if (permissions === PermissionStyle.DOCUMENTED) {
    // The published policy does not know access keys: they stay scoped beside it.
    return [statement(publishedPolicy(), [ANY_RESOURCE], "permissions"), ...own, ...accessKeys];
  }
  const checkedTargets = [
    ...managedDatabaseStatements(targets.managedDatabases ?? [], scope),
    ...directoryStatements(targets.directories ?? [], scope),
    ...iamUserStatements(targets.iamUsers ?? [], scope),
  ];
  return [
    ...(checkedTargets.length > 0 ? [statement(CATALOG.selfCheck, [principals.self()], "targets")] : []),
    ...own,
    ...discoveryStatements(discovery, scope),
    ...ec2UserStatements(),
    ...checkedTargets,
    ...accessKeys,
  ];
}

/** Everything that is wrong with a request. Values of a wrong type are left to the compiler or the schema. */
export function permissionProblems(
  request: PermissionRequest,
  known: KnownScope,
  path: Path = [],
): Problem[] {
  const targets = request.targets ?? {};
  const at = (property: keyof RotationTargets): Path => [...path, "targets", property];
  const each = <T extends object>(
    list: readonly T[] | undefined,
    where: Path,
    problems: (target: T, path: Path) => Problem[],
  ): Problem[] =>
    listOf(list).flatMap((target, i) => (isObject(target) ? problems(target, [...where, i]) : []));
  const userLists = (["iamUsers", "iamAccessKeys"] as const).map((property) => ({
    targets: listOf(targets[property]),
    path: at(property),
  }));
  return [
    ...each(targets.managedDatabases, at("managedDatabases"), (t, p) => managedDatabaseProblems(t, known, p)),
    ...each(targets.directories, at("directories"), (t, p) => directoryProblems(t, known, p)),
    ...userLists.flatMap((list) => each(list.targets, list.path, (t, p) => iamUserProblems(t, known, p))),
    ...(isObject(request.discovery)
      ? discoveryProblems(request.discovery, known, [...path, "discovery"])
      : []),
    ...protectedUserProblems(listOf(request.protectedUsers), userLists, known, [...path, "protectedUsers"]),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? list : [];
}
