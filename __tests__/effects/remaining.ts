import { REMAINING_WAYS, type RemainingWay } from "../../modules/report/remaining-ways";
import { ADMINISTRATION, type FoundWay } from "./runs/run";

type RightsByKind = Readonly<Record<string, readonly string[]>>;

/** The rights that are listed, by the kind of way that they open. */
export function remainingOf(who: RemainingWay["who"]): RightsByKind {
  const ways = REMAINING_WAYS.filter((way) => way.who === who);
  return Object.fromEntries(ways.map(({ kind, extraRights }) => [kind, [...extraRights].sort()]));
}

/** The rights by which ways of each kind were found. */
export function rightsOf(kinds: ReadonlyMap<string, readonly FoundWay[]>): RightsByKind {
  return Object.fromEntries(
    [...kinds].map(([kind, ways]) => [
      kind,
      [
        ...new Set(
          ways
            .filter(({ extra }) => extra.length > 0 && !extra.includes(ADMINISTRATION))
            .map(({ extra }) => extra.join(" and ")),
        ),
      ].sort(),
    ]),
  );
}
