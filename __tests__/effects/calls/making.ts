import type { Context } from "../evaluation/conditions";
import type { Demand } from "../evaluation/evaluator";
import type { Tags } from "../model/account";
import type { Place, Situation } from "./call";
import { tagging } from "./demands";

/** A name that nobody has thought of. */
export const OWN_PLACE: Place = { name: "intruder", path: "/" };

/** One way to make a role or a user: with or without a boundary, with or without tags that a policy asks for. */
interface Making {
  readonly demands: readonly Demand[];
  readonly tags: Tags;
  /** Id of the boundary. */
  readonly boundary?: string;
  readonly words: string;
}

/**
 * The ways to make a role or a user of an ARN. Who sets tags in the same call needs the right to tag too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function madeUnder({ world, account }: Situation, Kind: "User" | "Role", arn: string): Making[] {
  const boundaries = [undefined, ...world.boundaries.filter((id) => account.policies[id])];
  return boundaries.flatMap((boundary) =>
    [{}, ...world.tags].map((tags: Tags): Making => {
      const bound: Context = boundary === undefined ? {} : { "iam:permissionsboundary": [boundary] };
      const context = { ...bound, ...tagging(tags) };
      const isTagged = Object.keys(tags).length > 0;
      return {
        demands: [
          { action: `iam:Create${Kind}`, resource: arn, context },
          ...(isTagged ? [{ action: `iam:Tag${Kind}`, resource: arn, context: tagging(tags) }] : []),
        ],
        tags,
        ...(boundary !== undefined && { boundary }),
        words:
          (boundary === undefined ? "" : ` under ${boundary}`) + (isTagged ? ` ${JSON.stringify(tags)}` : ""),
      };
    }),
  );
}
