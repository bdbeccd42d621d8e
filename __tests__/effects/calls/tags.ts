import type { Context } from "../evaluation/conditions";
import { withoutKey, withThing, type Tags } from "../model/account";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, tagging } from "./demands";

const TAGGED = {
  users: ["iam:TagUser", "iam:UntagUser"],
  roles: ["iam:TagRole", "iam:UntagRole"],
  policies: ["iam:TagPolicy", "iam:UntagPolicy"],
  functions: ["lambda:TagResource", "lambda:UntagResource"],
  secrets: ["secretsmanager:TagResource", "secretsmanager:UntagResource"],
} as const;
type TaggedKind = keyof typeof TAGGED;

/**
 * Tags that a policy asks for, set and taken away.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export const TAG_CALLS: CallsByAction = Object.fromEntries(
  (Object.keys(TAGGED) as TaggedKind[]).flatMap((kind) => {
    const [tag, untag] = TAGGED[kind];
    return [
      [tag, (situation: Situation) => settings(situation, tag, kind)],
      [untag, (situation: Situation) => removals(situation, untag, kind)],
    ];
  }),
);

function settings(situation: Situation, action: string, kind: TaggedKind): Call[] {
  const { world, account } = situation;
  return all(account, kind).flatMap((thing) =>
    world.tags
      .filter((tags) => Object.entries(tags).some(([key, value]) => thing.tags[key] !== value))
      .map((tags) => ({
        action,
        on: `${thing.id} ${JSON.stringify(tags)}`,
        means: "tag",
        demands: [demandOnTagged(situation, action, kind, thing.id, tagging(tags))],
        after: () =>
          withThing(account, kind, { ...thing, tags: inOrder({ ...thing.tags, ...tags }) } as never),
      })),
  );
}

function removals(situation: Situation, action: string, kind: TaggedKind): Call[] {
  const { account } = situation;
  return all(account, kind).flatMap((thing) =>
    Object.keys(thing.tags).map((key) => ({
      action,
      on: `${thing.id} ${key}`,
      means: "tag",
      demands: [demandOnTagged(situation, action, kind, thing.id, { "aws:tagkeys": [key] })],
      after: () => withThing(account, kind, { ...thing, tags: withoutKey(thing.tags, key) } as never),
    })),
  );
}

/** A secret's own policy has a say, and no other's. */
function demandOnTagged(
  situation: Situation,
  action: string,
  kind: TaggedKind,
  id: string,
  context: Context,
) {
  const policy = kind === "secrets" ? situation.account.secrets[id]?.policy : undefined;
  return { ...demandOn(situation, action, kind, id, context), ...(policy !== undefined && { policy }) };
}

function inOrder(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}
