import { formatPath, type Path, type Problem } from "../permissions";
import { mayBeEmpty, schemaAt } from "./schema-node";
import { unknownKeyProblem } from "./unknown-key";

/** Lists and mappings that keep something out, or say where something is: left out they mean more, or something else. */
const LIMITS: readonly (readonly string[])[] = [
  ["backend"],
  ["protectedUsers"],
  ["discovery", "regions"],
  ["gateway", "configurationSecret", "operators"],
  ["gateway", "configurationSecret", "operatorPermissionSets"],
];

/** What is made where nothing is said, so that null in its place may mean that there be none. */
const MADE_BY_DEFAULT = ["gateway.role", "gateway.instanceProfile"];

/**
 * The problems with keys that have no value, which would count as not given: such as a list of operators whose items are
 * commented out, a misspelt key, or a key whose value YAML took for a part of it. A section whose lines are all commented
 * out is none.
 *
 * @param emptyKeys the keys without a value
 * @param saysNull whether the value is null in so many words
 */
export function emptiedKeyProblems(emptyKeys: readonly Path[], saysNull: (path: Path) => boolean): Problem[] {
  return emptyKeys.flatMap((path): Problem[] => {
    const node = schemaAt(path);
    // Below what is not known nothing more is said.
    if (!node) return schemaAt(path.slice(0, -1)) ? [unknownKeyProblem(path)] : [];
    if (MADE_BY_DEFAULT.includes(formatPath(path)) && saysNull(path)) return [{ path, message: NEITHER }];
    if (mayBeEmpty(node) && !LIMITS.some((limit) => isAtOrBelow(path, limit))) return [];
    return [{ path, message: EMPTIED }];
  });
}

const NEITHER = "null says neither yes nor no: write false for none, or remove the key for one as by default";

const EMPTIED =
  "has no value, and without it the file means more or something else: write one, or remove the key";

function isAtOrBelow(path: Path, limit: readonly string[]): boolean {
  return limit.every((part, i) => part === String(path[i]));
}
