import { withMember, withoutMember, withThing, type KmsKey } from "../model/account";
import { EVERYBODY } from "../model/texts";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOnKey } from "./demands";

/** A call on every key, some of them on an alias too. */
const onKeys = (
  action: string,
  means: Call["means"],
  become: (key: KmsKey, situation: Situation) => { alias?: string; change: Partial<KmsKey> }[],
): CallsByAction => ({
  [action]: (situation) =>
    all(situation.account, "keys").flatMap((key) =>
      become(key, situation).map(({ alias, change }) => ({
        action,
        on: key.id,
        means,
        demands: [
          demandOnKey(situation, action, key),
          ...(alias === undefined ? [] : [onAlias(situation, action, alias)]),
        ],
        after: () => withThing(situation.account, "keys", { ...key, ...change }),
      })),
    ),
});

function onAlias({ world }: Situation, action: string, alias: string) {
  const { partition, region, accountId } = world.home;
  return { action, resource: `arn:${partition}:kms:${region}:${accountId}:${alias}` };
}

/**
 * Keys: their policies, grants and names. A policy can ask for the names that a key goes by.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export const KEY_CALLS: CallsByAction = {
  ...onKeys("kms:PutKeyPolicy", "key's policy", ({ policy }) =>
    policy === EVERYBODY ? [] : [{ change: { policy: EVERYBODY } }],
  ),
  ...onKeys("kms:CreateGrant", "key's grant", ({ grants }, { account }) =>
    account.guises
      .filter((guise) => !grants.includes(guise))
      .map((guise) => ({ change: { grants: withMember(grants, guise) } })),
  ),
  ...onKeys("kms:CreateAlias", "key's policy", ({ aliases }, { account, world }) =>
    ["alias/intruder", ...world.aliases]
      .filter((alias) => all(account, "keys").every((key) => !key.aliases.includes(alias)))
      .map((alias) => ({ alias, change: { aliases: withMember(aliases, alias) } })),
  ),
  ...onKeys("kms:DeleteAlias", "key's policy", ({ aliases }) =>
    aliases.map((alias) => ({ alias, change: { aliases: withoutMember(aliases, alias) } })),
  ),
  // From one key to another: KMS asks for the right on both and on the alias.
  "kms:UpdateAlias": (situation) => {
    const { account } = situation;
    return all(account, "keys").flatMap((from) =>
      from.aliases.flatMap((alias) =>
        all(account, "keys")
          .filter(({ id }) => id !== from.id)
          .map((to) => ({
            action: "kms:UpdateAlias",
            on: `${alias} to ${to.id}`,
            means: "key's policy",
            demands: [
              demandOnKey(situation, "kms:UpdateAlias", from),
              demandOnKey(situation, "kms:UpdateAlias", to),
              onAlias(situation, "kms:UpdateAlias", alias),
            ],
            after: () =>
              withThing(
                withThing(account, "keys", { ...from, aliases: withoutMember(from.aliases, alias) }),
                "keys",
                { ...to, aliases: withMember(to.aliases, alias) },
              ),
          })),
      ),
    );
  },
};
