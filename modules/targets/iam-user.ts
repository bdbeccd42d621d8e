import type { Grant, Path, PolicyText, Problem, Statement } from "../permissions";
import { CATALOG, IAM_PATH, nameProblems, USER_NAME, userArn, usersBelowArn } from "../permissions";
import type { KnownScope, Scope } from "./scope";
import { selectedStatements, selectorProblems, tagProblems, type TargetTag } from "./selector";

/** One IAM user, every user below a path, or every user that carries a tag. */
export interface IamUserTarget {
  /**
   * The user's name, as IAM spells it.
   *
   * @default - the users are selected by `path` or `tag`
   */
  readonly name?: string;
  /**
   * With `name`: the path that the user is at. Without: every user at or below this path.
   *
   * A user at another path is another user: `/contractors/auditor` is not `/auditor`.
   *
   * @default "/" with `name`
   */
  readonly path?: string;
  /**
   * A tag that the users carry.
   *
   * @default - the users are selected by `name` or `path`
   */
  readonly tag?: TargetTag;
}

/** What the gateway needs to set the console passwords of the named users, and nothing when none is named. */
export function iamUserStatements(targets: readonly IamUserTarget[], scope: Scope): Statement[] {
  return userStatements(CATALOG.rotateConsolePasswords, targets, scope, "targets.iamUsers");
}

/** The statements of a job on the selected users. */
export function userStatements(
  grant: Grant,
  targets: readonly IamUserTarget[],
  scope: Scope,
  origin: string,
): Statement[] {
  return selectedStatements(
    grant,
    targets.flatMap((target): PolicyText[] => {
      if (target.name !== undefined) return [userArn(scope, target.name, target.path)];
      return target.path === undefined ? [] : [usersBelowArn(scope, target.path)];
    }),
    targets.flatMap(({ tag }) => (tag ? [{ tag, resources: [usersBelowArn(scope, "/")] }] : [])),
    origin,
  );
}

/** The names that a list has more than once, each once. IAM has no two users of a name, whatever their paths and capitals. */
export function repeatedUsers(targets: readonly IamUserTarget[]): string[] {
  const names = targets.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const first = new Map<string, string>();
  const repeated = new Set<string>();
  for (const name of names) {
    const earlier = first.get(name.toLowerCase());
    if (earlier === undefined) first.set(name.toLowerCase(), name);
    else repeated.add(earlier);
  }
  return [...repeated];
}

export function iamUserProblems(target: IamUserTarget, known: KnownScope, path: Path): Problem[] {
  const ways = target.name === undefined ? ["name", "path", "tag"] : ["name", "tag"];
  return [
    ...selectorProblems(target, ways, path),
    ...nameProblems(USER_NAME, target.name, [...path, "name"], known),
    ...nameProblems(IAM_PATH, target.path, [...path, "path"]),
    ...tagProblems(target.tag, [...path, "tag"]),
  ];
}
