import type { Path, Problem, Statement } from "../permissions";
import {
  MISTAKEN_FOR_PROTECTED_USER,
  CATALOG,
  isReference,
  nameProblems,
  otherOwner,
  policyText,
  show,
  statement,
  USER_ARN,
  USER_NAME,
  usersNamedArns,
} from "../permissions";
import type { IamUserTarget } from "./iam-user";
import type { KnownScope, Scope } from "./scope";

/** An ARN as against a name. A text that is a reference alone counts as a name: what it becomes does not show here. */
function isArn(user: string): boolean {
  return user.startsWith("arn:");
}

/**
 * The Deny that keeps passwords and keys of the protected users out of the gateway's reach, and nothing when nobody is
 * protected.
 *
 * @param users names, which are protected at any path, or ARNs
 */
export function protectedUserStatements(users: readonly string[], scope: Scope): Statement[] {
  if (users.length === 0) return [];
  const resources = users.flatMap((user) =>
    isArn(user) ? [policyText(user, USER_ARN)] : usersNamedArns(scope, user),
  );
  return [statement(CATALOG.denyProtectedUsers, resources, "protectedUsers")];
}

/** A list of targets, and where it stands. */
export interface TargetList {
  readonly targets: readonly IamUserTarget[];
  readonly path: Path;
}

export function protectedUserProblems(
  users: readonly unknown[],
  lists: readonly TargetList[],
  known: KnownScope,
  path: Path,
): Problem[] {
  const places = placesOf(lists);
  return users.flatMap((user, i): Problem[] => {
    if (typeof user !== "string") return [];
    const at = [...path, i];
    const problems = isArn(user)
      ? [...nameProblems(USER_ARN, user, at), ...ownerProblems(user, known, at)]
      : nameProblems(
          {
            ...USER_NAME,
            allowed: `${USER_NAME.allowed}, or the user's ARN`,
            mistaken: MISTAKEN_FOR_PROTECTED_USER,
          },
          user,
          at,
        );
    return problems.length > 0 ? problems : contradictions(user, places, at);
  });
}

function ownerProblems(arn: string, known: KnownScope, path: Path): Problem[] {
  const other = otherOwner(arn, known);
  if (!other) return [];
  return [
    {
      path,
      message: `${show(arn)} is a user of ${other.its}, the gateway works in ${other.ours}: nobody there would be protected`,
    },
  ];
}

/** A text as IAM compares it, which does not let two users differ by upper and lower case alone. */
function compared(user: string): string {
  return isReference(user) ? user : user.toLowerCase();
}

/** Where users are targets, by what may name them: their names, and their paths with the names. */
function placesOf(lists: readonly TargetList[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { targets, path } of lists) {
    targets.forEach((target, i) => {
      if (typeof target?.name !== "string") return;
      for (const user of [target.name, `${target.path ?? "/"}${target.name}`]) {
        const earlier = places.get(compared(user)) ?? [];
        places.set(compared(user), [...earlier, `${path.join(".")}[${i}]`]);
      }
    });
  }
  return places;
}

function contradictions(user: string, places: ReadonlyMap<string, readonly string[]>, at: Path): Problem[] {
  const named = isArn(user) ? user.slice(user.indexOf(":user/") + ":user".length) : user;
  return (places.get(compared(named)) ?? []).map((place) => ({
    path: at,
    message: `${show(user)} is a target too (${place}): a protected user can never be rotated, remove one of the two`,
  }));
}
