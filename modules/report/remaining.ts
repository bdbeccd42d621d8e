import type { Configuration } from "../config";
import { GUARD_CATALOG } from "../permissions";
import { PermissionStyle } from "../targets";
import { REMAINING_WAYS, remainingWaysTable, type RemainingWay } from "./remaining-ways";
import type { Section, SectionMaker } from "./section";
import type { ReportSubject } from "./subject";

/** Whom a reviewer asks about: the gateway itself, and whoever is no operator of its configuration. */
const ASKED: readonly {
  readonly who: RemainingWay["who"];
  readonly lead: string;
  readonly applies: (subject: ReportSubject) => boolean;
}[] = [
  {
    who: "gateway",
    lead: "What the gateway gains when somebody attaches one more right to its role or user:",
    applies: hasGuard,
  },
  {
    who: "bystander",
    lead: "What somebody who is no operator can do to the gateway's configuration with these rights on the secret, the key or the gateway:",
    applies: hasOperators,
  },
];

/** What no policy of the stack can hold, as far as it concerns a configuration; nothing where none of it does. */
export const remainingSection: SectionMaker = (subject): Section | undefined => {
  const { configuration } = subject;
  const parts = ASKED.filter(({ applies }) => applies(subject)).map(({ who, lead }) => ({
    lead,
    ways: REMAINING_WAYS.filter((way) => way.who === who && concerns(way, configuration)),
  }));
  if (parts.length === 0) return undefined;
  return {
    key: "whatRemains",
    title: "What remains",
    data: parts.flatMap(({ ways }) => ways),
    markdown: parts.flatMap(({ lead, ways }) => [lead, "", ...remainingWaysTable(ways), ""]),
  };
};

/** A user is taken by a target's statement only where users are targets. */
function concerns({ kind }: RemainingWay, { targets, permissions }: Configuration): boolean {
  if (kind !== "a declared target is taken") return true;
  return (
    permissions === PermissionStyle.DOCUMENTED ||
    [...(targets?.iamUsers ?? []), ...(targets?.iamAccessKeys ?? [])].length > 0
  );
}

/** Without the guard an extra right does more than is listed. */
function hasGuard({ policies }: ReportSubject): boolean {
  const { sid } = GUARD_CATALOG.denyIdentityChanges;
  return policies.some(({ statements }) => statements.some(({ grant }) => grant.sid === sid));
}

function hasOperators({ configuration: { gateway } }: ReportSubject): boolean {
  const secret = gateway?.configurationSecret || undefined;
  return secret?.operators !== undefined || secret?.operatorPermissionSets !== undefined;
}
