import type { Path, Problem, Statement } from "../permissions";
import {
  ANY_RESOURCE,
  CATALOG,
  directoriesInArn,
  DIRECTORY_ID,
  directoryArn,
  nameProblems,
  regionProblems,
  statement,
} from "../permissions";
import type { KnownScope, Scope } from "./scope";
import { selectedStatements, selectorProblems, tagProblems, type TargetTag } from "./selector";

/**
 * The users of one AWS directory (AWS Managed Microsoft AD or Simple AD, not AD Connector), or of every directory of a
 * region that carries a tag. AWS grants the password reset per directory, never per user.
 */
export interface DirectoryTarget {
  /**
   * The directory's ID: `d-` and 10 hexadecimal digits.
   *
   * @default - the directories are selected by `tag`
   */
  readonly id?: string;
  /**
   * The record's Provider Region.
   *
   * @default - the region of the gateway
   */
  readonly region?: string;
  /**
   * A tag that the directories carry.
   *
   * @default - the directory is named by `id`
   */
  readonly tag?: TargetTag;
}

const ORIGIN = "targets.directories";

/** What the gateway needs to rotate users of the named directories, and nothing when none is named. */
export function directoryStatements(targets: readonly DirectoryTarget[], scope: Scope): Statement[] {
  if (targets.length === 0) return [];
  const regionOf = (target: DirectoryTarget) => target.region ?? scope.region;
  return [
    statement(CATALOG.listDirectories, [ANY_RESOURCE], ORIGIN),
    ...selectedStatements(
      CATALOG.rotateDirectoryUsers,
      targets.flatMap((target) =>
        target.id === undefined ? [] : [directoryArn(scope, regionOf(target), target.id)],
      ),
      targets.flatMap((target) =>
        target.tag ? [{ tag: target.tag, resources: [directoriesInArn(scope, regionOf(target))] }] : [],
      ),
      ORIGIN,
    ),
  ];
}

export function directoryProblems(target: DirectoryTarget, known: KnownScope, path: Path): Problem[] {
  return [
    ...selectorProblems(target, ["id", "tag"], path),
    ...nameProblems(DIRECTORY_ID, target.id, [...path, "id"], known),
    ...regionProblems(target.region, known.partition, [...path, "region"]),
    ...tagProblems(target.tag, [...path, "tag"]),
  ];
}
