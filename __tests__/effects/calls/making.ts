import type { Context } from "../evaluation/conditions";
import type { Demand } from "../evaluation/evaluator";
import type { Tags } from "../model/account";
import type { Place, Situation } from "./call";
import { tagging } from "./demands";

/** A name that nobody has thought of. */
export const OWN_PLACE: Place = { name: "intruder", path: "/" };

/** One way to make a thing: with or without tags that a policy asks for. */
interface Making {
  readonly demands: readonly Demand[];
  readonly tags: Tags;
  readonly words: string;
}

/**
 * The ways to make a thing of an ARN. Who sets tags in the same call needs the right to tag too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export function madeTagged(
  { world }: Situation,
  create: string,
  tag: string,
  resource: string,
  context: Context = {},
): Making[] {
  return [{}, ...world.tags].map((tags: Tags): Making => {
    const isTagged = Object.keys(tags).length > 0;
    return {
      demands: [
        { action: create, resource, context: { ...context, ...tagging(tags) } },
        ...(isTagged ? [{ action: tag, resource, context: tagging(tags) }] : []),
      ],
      tags,
      words: isTagged ? ` ${JSON.stringify(tags)}` : "",
    };
  });
}

/** One way to make a role or a user: under a boundary too. */
interface BoundMaking extends Making {
  /** Id of the boundary. */
  readonly boundary?: string;
}

/** The ways to make a role or a user of an ARN. */
export function madeUnder(situation: Situation, Kind: "User" | "Role", arn: string): BoundMaking[] {
  const { world, account } = situation;
  const boundaries = [undefined, ...world.boundaries.filter((id) => account.policies[id])];
  return boundaries.flatMap((boundary) => {
    const bound: Context = boundary === undefined ? {} : { "iam:permissionsboundary": [boundary] };
    return madeTagged(situation, `iam:Create${Kind}`, `iam:Tag${Kind}`, arn, bound).map(
      ({ words, ...making }): BoundMaking => ({
        ...making,
        ...(boundary !== undefined && { boundary }),
        words: (boundary === undefined ? "" : ` under ${boundary}`) + words,
      }),
    );
  });
}
