import { withoutKey, withThing, type Tags } from "../model/account";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, tagging } from "./demands";

const TAGGED = { User: "users", Role: "roles", Policy: "policies" } as const;

/**
 * Tags that a policy asks for, set and taken away.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export const TAG_CALLS: CallsByAction = Object.fromEntries(
  Object.entries(TAGGED).flatMap(([Kind, kind]) => [
    [`iam:Tag${Kind}`, (situation: Situation) => settings(situation, Kind, kind)],
    [`iam:Untag${Kind}`, (situation: Situation) => removals(situation, Kind, kind)],
  ]),
);

type TaggedKind = (typeof TAGGED)[keyof typeof TAGGED];

function settings(situation: Situation, Kind: string, kind: TaggedKind): Call[] {
  const { world, account } = situation;
  const action = `iam:Tag${Kind}`;
  return all(account, kind).flatMap((thing) =>
    world.tags
      .filter((tags) => Object.entries(tags).some(([key, value]) => thing.tags[key] !== value))
      .map((tags) => ({
        action,
        on: `${thing.id} ${JSON.stringify(tags)}`,
        means: "tag",
        demands: [demandOn(situation, action, kind, thing.id, tagging(tags))],
        after: () =>
          withThing(account, kind, { ...thing, tags: inOrder({ ...thing.tags, ...tags }) } as never),
      })),
  );
}

function removals(situation: Situation, Kind: string, kind: TaggedKind): Call[] {
  const { account } = situation;
  const action = `iam:Untag${Kind}`;
  return all(account, kind).flatMap((thing) =>
    Object.keys(thing.tags).map((key) => ({
      action,
      on: `${thing.id} ${key}`,
      means: "tag",
      demands: [demandOn(situation, action, kind, thing.id, { "aws:tagkeys": [key] })],
      after: () => withThing(account, kind, { ...thing, tags: withoutKey(thing.tags, key) } as never),
    })),
  );
}

function inOrder(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}
