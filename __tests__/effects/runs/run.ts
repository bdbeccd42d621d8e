import { extraRight } from "../account/extra-rights";
import type { Way } from "../search";

/** A way that was found, and what was attached for it. */
export interface FoundWay extends Way {
  /** The actions that the extra policy allows on everything; `*` for AdministratorAccess, none for no policy. */
  readonly extra: readonly string[];
  /** Who starts, in words. */
  readonly of: string;
}

export interface Run {
  readonly found: readonly FoundWay[];
  readonly states: number;
}

/** What AdministratorAccess allows. */
export const ADMINISTRATION = "*";

export const textOfRight = (right: string) =>
  right === ADMINISTRATION ? "administration" : extraRight(right);

/** Runs one after the other. */
export function together(runs: readonly Run[]): Run {
  return {
    found: runs.flatMap(({ found }) => found),
    states: runs.reduce((sum, { states }) => sum + states, 0),
  };
}

/** Two rights together, as far as they open what neither does alone. */
export function inPairs(rights: readonly string[], run: (rights: readonly string[]) => Run): Run {
  const alone = new Map(
    rights.map((right) => [right, new Set(run([right]).found.map(({ effect }) => effect))]),
  );
  return together(
    rights.flatMap((first, i) =>
      rights.slice(i + 1).map((second) => {
        const { found, states } = run([first, second]);
        const isKnown = ({ effect }: FoundWay) =>
          [first, second].some((right) => alone.get(right)?.has(effect) === true);
        return { found: found.filter((way) => !isKnown(way)), states };
      }),
    ),
  );
}

/** A way in one line. */
export function wordsOf({ of, extra, effect, means, calls }: FoundWay): string {
  return `${of}, with ${extra.join(" and ") || "nothing more"}: ${effect}, by ${means}: ${calls.join(" → ")}`;
}
