import type { Path, Problem, Statement } from "../permissions";
import {
  arnOwner,
  CATALOG,
  isReference,
  nameProblems,
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
  return users.flatMap((user, i): Problem[] => {
    if (typeof user !== "string") return [];
    const at = [...path, i];
    const problems = isArn(user)
      ? [...nameProblems(USER_ARN, user, at), ...ownerProblems(user, known, at)]
      : nameProblems({ ...USER_NAME, allowed: `${USER_NAME.allowed}, or the user's ARN` }, user, at);
    return problems.length > 0 ? problems : contradictions(user, lists, at);
  });
}

function ownerProblems(arn: string, known: KnownScope, path: Path): Problem[] {
  const owner = arnOwner(arn);
  const wrong = (["partition", "accountId"] as const).find(
    (part) => owner && known[part] && !isReference(known[part]) && known[part] !== owner[part],
  );
  if (!wrong || !owner) return [];
  return [
    {
      path,
      message: `${show(arn)} is a user of ${owner[wrong]}, the gateway works in ${known[wrong]}: nobody there would be protected`,
    },
  ];
}

/** IAM does not let two users differ by upper and lower case alone. */
function same(a: string, b: string): boolean {
  return isReference(a) || isReference(b) ? a === b : a.toLowerCase() === b.toLowerCase();
}

function contradictions(user: string, lists: readonly TargetList[], at: Path): Problem[] {
  return lists.flatMap(({ targets, path }) =>
    targets.flatMap((target, i): Problem[] => {
      if (typeof target?.name !== "string") return [];
      const isProtected = isArn(user)
        ? same(user.slice(user.indexOf(":user/") + ":user".length), `${target.path ?? "/"}${target.name}`)
        : same(user, target.name);
      if (!isProtected) return [];
      return [
        {
          path: at,
          message: `${show(user)} is a target too (${path.join(".")}[${i}]): a protected user can never be rotated, remove one of the two`,
        },
      ];
    }),
  );
}
