import { PolicyCarrier } from "../gateway/policy-document";
import { PRINCIPALS, resourcesOf, surplus, type Rights, type Surplus } from "../languages";
import type { PolicyCarrying } from "../report";
import type { Change, ChangedBoundary, ChangedCarrier, ChangedRight, ChangeKind } from "./change";
import type { StatedRule } from "./stated-rules";

/** What there is of a gateway in one version of its file. */
export interface Side {
  readonly carriers: readonly PolicyCarrying[];
  readonly rules: readonly StatedRule[];
}

/** No gateway at all. */
export const NOTHING: Side = { carriers: [], rules: [] };

const KINDS: readonly ChangeKind[] = ["trust", "own", "others", "othersWithOwnPolicy"];

/** Everything that carries a policy which says something else than before. */
export async function carrierChanges(before: Side, after: Side): Promise<ChangedCarrier[]> {
  const found: ChangedCarrier[] = [];
  for (const id of Object.values(PolicyCarrier)) {
    const [former, present] = [before, after].map(({ carriers }) =>
      carriers.find(({ carrier }) => carrier === id),
    );
    const one = present ?? former;
    if (!one) continue;
    const changes = await changesOf(id, before, after, former !== undefined && present !== undefined);
    const boundary = former && present && changedBoundary(former, present);
    if (changes.length > 0 || boundary)
      found.push({ id, title: one.title, before: former?.name, after: present?.name, boundary, changes });
  }
  return found;
}

/** @param isOnBothSides a Deny on what is not there changes nothing */
async function changesOf(
  id: PolicyCarrier,
  before: Side,
  after: Side,
  isOnBothSides: boolean,
): Promise<Change[]> {
  const found: Change[] = [];
  for (const direction of ["comes", "goes"] as const) {
    const [has, lacks] = direction === "comes" ? [after, before] : [before, after];
    for (const kind of KINDS) {
      const space = kind === "own" ? resourcesOf : () => PRINCIPALS;
      const allowed = await surplus(rightsOf(has, id, [kind]), rightsOf(lacks, id, alike(kind)), space);
      found.push(...grouped(allowed, direction));
      if (!isOnBothSides) continue;
      const denied = await surplus(denialsOf(has, id, kind), denialsOf(lacks, id, kind), space);
      found.push(...grouped(denied, direction));
    }
  }
  return found;
}

/** Whoever may without a policy of his own may with one too. */
function alike(kind: ChangeKind): readonly ChangeKind[] {
  return kind === "othersWithOwnPolicy" ? ["others", kind] : [kind];
}

function rightsOf({ rules }: Side, id: PolicyCarrier, kinds: readonly ChangeKind[]): Rights<StatedRule> {
  const ofIt = rules.filter(({ carrier }) => carrier === id);
  const isOwn = kinds.includes("own");
  return {
    granted: ofIt.filter(({ effect, kind }) => effect === "Allow" && kinds.includes(kind)),
    taken: ofIt.filter(({ effect, kind }) => effect === "Deny" && (kind === "own") === isOwn),
  };
}

function denialsOf({ rules }: Side, id: PolicyCarrier, of: ChangeKind): Rights<StatedRule> {
  return {
    granted: rules.filter(({ carrier, kind, effect }) => carrier === id && kind === of && effect === "Deny"),
  };
}

/** A change for each statement: a long list is spread over policies. */
function grouped(found: readonly Surplus<StatedRule>[], direction: Change["direction"]): Change[] {
  const groups = new Map<string, Change & { readonly rights: ChangedRight[] }>();
  const spelt = new Map(found.flatMap(({ rule }) => rule.keys).map((key) => [key.toLowerCase(), key]));
  for (const { rule, action, resource, circumstances } of found) {
    const { kind, effect, sid, job, onlyIf, on, but } = rule;
    const id = JSON.stringify([sid, onlyIf]);
    const wider = (effect === "Allow") === (direction === "comes");
    const change = groups.get(id) ?? { kind, effect, direction, wider, sid, job, onlyIf, rights: [] };
    groups.set(id, change);
    const context = Object.fromEntries(
      Object.entries(circumstances).map(([key, value]) => [spelt.get(key) ?? key, value ?? null]),
    );
    const example = kind === "own" ? { resource, context } : { principal: resource, context };
    change.rights.push({ action, on, but, example });
  }
  return [...groups.values()];
}

function changedBoundary(
  { permissionsBoundary: before }: PolicyCarrying,
  { permissionsBoundary: after }: PolicyCarrying,
): ChangedBoundary | undefined {
  return before === after ? undefined : { before, after, wider: before !== undefined };
}
