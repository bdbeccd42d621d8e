import type { Path, PolicyText, Problem, Statement } from "../permissions";
import { CATALOG, GATEWAY_TAG, isPresent, isReference, show, statement, usersBelowArn } from "../permissions";
import type { IamUserTarget } from "./iam-user";
import type { Scope } from "./scope";

const ORIGIN = "gateway.accessKeyUser";

/** The IAM principals of a gateway. */
export interface GatewayPrincipals {
  /** ARN of the role or user that carries the statements; asked for only when a statement needs it. */
  readonly self: () => PolicyText;
  /**
   * ARN of the gateway's access-key user, whether it carries these statements or the role beside it does.
   *
   * @default - there is none
   */
  readonly accessKeyUser?: PolicyText;
  /**
   * Whether it is the access-key user that carries them.
   *
   * @default false
   */
  readonly isAccessKeyUser?: boolean;
}

/** The Deny that keeps the gateway, as whichever principal, from its own access-key user. */
export function ownUserProtection({ accessKeyUser }: GatewayPrincipals): Statement[] {
  return accessKeyUser ? [statement(CATALOG.denyOwnUser, [accessKeyUser], ORIGIN)] : [];
}

/** The Deny that keeps the gateway from the access-key users of the other gateways of the account. */
export function gatewayUserProtection(scope: Scope): Statement[] {
  const tagged = [isPresent(`aws:ResourceTag/${GATEWAY_TAG}`)];
  return [statement(CATALOG.denyGatewayUsers, [usersBelowArn(scope, "/")], ORIGIN, tagged)];
}

/** What the access-key user may do with itself: nothing but find out who it is. */
export function ownUserStatements({ accessKeyUser, isAccessKeyUser }: GatewayPrincipals): Statement[] {
  if (!accessKeyUser || !isAccessKeyUser) return [];
  return [statement(CATALOG.readOwnUser, [accessKeyUser], ORIGIN)];
}

/** The problem with targets that are the gateway's own access-key user: it may not touch itself. */
export function ownTargetProblems(
  user: string,
  targets: { readonly iamUsers?: unknown; readonly iamAccessKeys?: unknown } = {},
  path: Path = [],
): Problem[] {
  if (isReference(user)) return [];
  return (["iamUsers", "iamAccessKeys"] as const).flatMap((list) => {
    const users: unknown = targets[list];
    if (!Array.isArray(users)) return [];
    return users.flatMap((target: IamUserTarget | null, i): Problem[] => {
      if (typeof target?.name !== "string" || target.name.toLowerCase() !== user.toLowerCase()) return [];
      return [
        {
          path: [...path, "targets", list, i, "name"],
          message: `${show(target.name)} is the gateway's own access-key user, whose keys and password it can never reach: remove it from the targets`,
        },
      ];
    });
  });
}
