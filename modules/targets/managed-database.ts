import type { Path, Problem, Statement } from "../permissions";
import {
  CATALOG,
  databaseArn,
  databasesInArn,
  DB_INSTANCE_IDENTIFIER,
  nameProblems,
  notTrue,
  regionProblems,
  statement,
  usersBelowArn,
} from "../permissions";
import type { KnownScope, Scope } from "./scope";
import { selectedStatements, selectorProblems, tagProblems, type TargetTag } from "./selector";

/**
 * The master user of one RDS database instance, or of every instance of a region that carries a tag.
 *
 * Not for instances whose master password Secrets Manager keeps (RDS refuses to set it), nor for Aurora and Multi-AZ
 * clusters (the password is the cluster's, for which Keeper documents nothing). Database users other than the master
 * user are rotated over SQL and need no AWS right.
 */
export interface ManagedDatabaseTarget {
  /**
   * The instance identifier, in lower case: the record's Database ID.
   *
   * @default - the instances are selected by `tag`
   */
  readonly instance?: string;
  /**
   * The record's Provider Region.
   *
   * @default - the region of the gateway
   */
  readonly region?: string;
  /**
   * A tag that the instances carry.
   *
   * @default - the instance is named by `instance`
   */
  readonly tag?: TargetTag;
}

const ORIGIN = "targets.managedDatabases";

/**
 * The master password stays Keeper's: in the keeping of Secrets Manager it could no longer be set.
 *
 * @see SOURCES["aws-rds"]
 */
const KEEPS_THE_PASSWORD = notTrue("rds:ManageMasterUserPassword");

/** What the gateway needs to rotate the named databases, and nothing when none is named. */
export function managedDatabaseStatements(
  targets: readonly ManagedDatabaseTarget[],
  scope: Scope,
): Statement[] {
  if (targets.length === 0) return [];
  const regionOf = (target: ManagedDatabaseTarget) => target.region ?? scope.region;
  return [
    statement(CATALOG.readUsersForManagedDatabases, [usersBelowArn(scope, "/")], ORIGIN),
    ...selectedStatements(
      CATALOG.rotateManagedDatabases,
      targets.flatMap((target) =>
        target.instance === undefined ? [] : [databaseArn(scope, regionOf(target), target.instance)],
      ),
      targets.flatMap((target) =>
        target.tag ? [{ tag: target.tag, resources: [databasesInArn(scope, regionOf(target))] }] : [],
      ),
      ORIGIN,
      [KEEPS_THE_PASSWORD],
    ),
  ];
}

/**
 * The identifiers that look like the resource ID of an instance or a cluster. AWS writes such IDs in capitals: somebody may have
 * written one in small letters because identifiers are; or it is an identifier, which may be called so.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
 */
export function likeResourceIds(targets: readonly ManagedDatabaseTarget[]): string[] {
  return targets.flatMap(({ instance = "" }) =>
    /^(?:db|cluster)-[a-z0-9]{26}$/.test(instance) ? [instance] : [],
  );
}

export function managedDatabaseProblems(
  target: ManagedDatabaseTarget,
  known: KnownScope,
  path: Path,
): Problem[] {
  return [
    ...selectorProblems(target, ["instance", "tag"], path),
    ...nameProblems(DB_INSTANCE_IDENTIFIER, target.instance, [...path, "instance"], known),
    ...regionProblems(target.region, known.partition, [...path, "region"]),
    ...tagProblems(target.tag, [...path, "tag"]),
  ];
}
