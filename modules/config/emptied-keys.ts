import type { Path, Problem } from "../permissions";

/** Keys that keep something out, or tell one target from another: left out they mean more, or something else. */
const LIMITS: readonly (readonly string[])[] = [
  ["protectedUsers"],
  ["gateway", "role", "permissionsBoundaryArn"],
  ["gateway", "attachmentFunction", "permissionsBoundaryArn"],
  ["gateway", "accessKeyUser", "permissionsBoundaryArn"],
  ["gateway", "configurationSecret", "operators"],
  ["gateway", "configurationSecret", "operatorPermissionSets"],
  // What is left of a target without its name may be every user below a path.
  ...["managedDatabases", "directories", "iamUsers", "iamAccessKeys"].flatMap((list) =>
    ["name", "instance", "id", "tag", "path", "region"].map((key) => ["targets", list, "*", key]),
  ),
];

/**
 * The problems with keys that have lost their value, such as a list whose items are commented out: left out they would
 * mean more than nothing.
 *
 * @param emptyKeys the keys without a value
 */
export function emptiedKeyProblems(emptyKeys: readonly Path[]): Problem[] {
  return emptyKeys
    .filter((path) => LIMITS.some((limit) => isAt(path, limit)))
    .map((path) => ({
      path,
      message:
        "has no value, and without it the file means more or something else: write one, or remove the key",
    }));
}

function isAt(path: Path, limit: readonly string[]): boolean {
  return path.length === limit.length && limit.every((part, i) => part === "*" || part === String(path[i]));
}
