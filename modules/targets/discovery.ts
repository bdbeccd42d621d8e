import type { Path, Problem, Statement } from "../permissions";
import {
  ANY_RESOURCE,
  CATALOG,
  databasesInArn,
  equals,
  policyText,
  REGION,
  regionProblems,
  statement,
  usersBelowArn,
} from "../permissions";
import type { KnownScope, Scope } from "./scope";

/** Discovery: the gateway lists the account's machines, databases, directories and IAM users. Read-only. */
export interface Discovery {
  /**
   * Regions whose machines, databases and directories are listed: the Region Names of the PAM Configuration. IAM users
   * have no region.
   *
   * @default - the region of the gateway
   */
  readonly regions?: readonly string[];
}

const ORIGIN = "discovery";

/** The regions that discovery lists, each once. */
export function discoveryRegions(discovery: Discovery, scope: Pick<Scope, "region">): readonly string[] {
  return [...new Set(discovery.regions ?? [scope.region])];
}

/** What the gateway needs to discover an account, and nothing when discovery is off. */
export function discoveryStatements(discovery: Discovery | undefined, scope: Scope): Statement[] {
  if (!discovery) return [];
  const regions = discoveryRegions(discovery, scope);
  const everyUser = [usersBelowArn(scope, "/")];
  return [
    statement(CATALOG.discoverMachinesAndDirectories, [ANY_RESOURCE], ORIGIN, [
      equals(
        "aws:RequestedRegion",
        regions.map((region) => policyText(region, REGION)),
      ),
    ]),
    statement(
      CATALOG.discoverDatabases,
      regions.map((region) => databasesInArn(scope, region)),
      ORIGIN,
    ),
    statement(CATALOG.discoverUsers, [ANY_RESOURCE], ORIGIN),
    statement(CATALOG.discoverAccessKeys, everyUser, ORIGIN),
  ];
}

export function discoveryProblems(discovery: Discovery, known: KnownScope, path: Path): Problem[] {
  const { regions } = discovery;
  if (!Array.isArray(regions)) return [];
  if (regions.length === 0) {
    return [
      {
        path: [...path, "regions"],
        message: "no region is named: allowed is one or more, or no `regions` for the gateway's own",
      },
    ];
  }
  return regions.flatMap((region, i) => regionProblems(region, known.partition, [...path, "regions", i]));
}
