import type { Context } from "../evaluation/conditions";
import type { Demand } from "../evaluation/evaluator";
import type { Account, Kind, KmsKey, Tags } from "../model/account";
import { arnOf } from "../model/arns";
import type { Situation } from "./call";

/** What policies can ask of a thing's tags. */
export function tagged(tags: Tags = {}): Context {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:resourcetag/${key.toLowerCase()}`, [value]],
      [`iam:resourcetag/${key.toLowerCase()}`, [value]],
    ]),
  );
}

/** What policies can ask of the tags that a call sets. */
export function tagging(tags: Tags): Context {
  const keys = Object.keys(tags);
  return {
    ...Object.fromEntries(keys.map((key) => [`aws:requesttag/${key.toLowerCase()}`, [tags[key] as string]])),
    ...(keys.length > 0 && { "aws:tagkeys": keys }),
  };
}

/** A call on a thing of the account. */
export function demandOn(
  { world, account }: Situation,
  action: string,
  kind: Kind,
  id: string,
  context: Context = {},
): Demand {
  const thing = (account[kind][id] ?? {}) as { readonly tags?: Tags; readonly boundary?: string };
  const bound = thing.boundary === undefined ? [] : [arnOf(world.home, account, "policies", thing.boundary)];
  return {
    action,
    resource: arnOf(world.home, account, kind, id),
    context: {
      ...tagged(thing.tags),
      ...(bound.length > 0 && { "iam:permissionsboundary": bound }),
      ...context,
    },
  };
}

/**
 * The right to hand a role to a service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passing(situation: Situation, role: string, service: string): Demand {
  return demandOn(situation, "iam:PassRole", "roles", role, {
    "iam:passedtoservice": [`${service}.amazonaws.com`],
  });
}

/** A call on a key, about which its own policy decides. */
export function demandOnKey(
  { world, account }: Situation,
  action: string,
  key: KmsKey,
  context: Context = {},
): Demand {
  return {
    action,
    resource: arnOf(world.home, account, "keys", key.id),
    policy: key.policy,
    policyIs: "decisive",
    // Grants are for the use of a key, never for its administration.
    grants: /^kms:(Decrypt|GenerateDataKey)$/.test(action) ? key.grants : [],
    context: {
      "kms:calleraccount": [world.home.accountId],
      ...(key.aliases.length > 0 && { "kms:resourcealiases": key.aliases }),
      ...context,
    },
  };
}

/** Things of a kind. */
export function all<K extends Kind>(account: Account, kind: K): Account[K][string][] {
  return Object.values(account[kind]) as Account[K][string][];
}
