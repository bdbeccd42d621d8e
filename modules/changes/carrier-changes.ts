import { PolicyCarrier } from "../gateway/policy-document";
import { Language, PRINCIPALS, quoted, resourcesOf, surplus, type Rights, type Surplus } from "../languages";
import type { PolicyCarrying } from "../report";
import type { Scope } from "../targets";
import type { Change, ChangedBoundary, ChangedCarrier, ChangedRight, ChangeKind } from "./change";
import type { StatedRule } from "./stated-rules";

/** What there is of a gateway in one version of its file. */
export interface Side {
  readonly carriers: readonly PolicyCarrying[];
  readonly rules: readonly StatedRule[];
}

const KINDS: readonly ChangeKind[] = ["trust", "own", "others", "othersWithOwnPolicy"];

/**
 * Everything that carries a policy which says something else than before.
 *
 * @param near where the gateway works, before and after: examples are from there where any is
 */
export async function carrierChanges(
  before: Side,
  after: Side,
  near: readonly Scope[],
): Promise<ChangedCarrier[]> {
  const found: ChangedCarrier[] = [];
  for (const id of Object.values(PolicyCarrier)) {
    const [former, present] = [before, after].map(({ carriers }) =>
      carriers.find(({ carrier }) => carrier === id),
    );
    const one = present ?? former;
    if (!one) continue;
    const isOnBothSides = former !== undefined && present !== undefined;
    const changes = await changesOf({ id, isOnBothSides, near }, before, after);
    const boundary = former && present && changedBoundary(former, present);
    if (changes.length > 0 || boundary)
      found.push({ id, title: one.title, before: former?.name, after: present?.name, boundary, changes });
  }
  return found;
}

/** What is compared. */
interface Compared {
  readonly id: PolicyCarrier;
  /** A Deny on what is not there changes nothing. */
  readonly isOnBothSides: boolean;
  readonly near: readonly Scope[];
}

async function changesOf(
  { id, isOnBothSides, near }: Compared,
  before: Side,
  after: Side,
): Promise<Change[]> {
  const found: Change[] = [];
  // Policies are compared without regard to the case of a key.
  const keys = [...before.rules, ...after.rules].flatMap((rule) => rule.keys);
  const spelt = new Map(keys.map((key) => [key.toLowerCase(), key]));
  for (const direction of ["comes", "goes"] as const) {
    const [has, lacks] = direction === "comes" ? [after, before] : [before, after];
    for (const kind of KINDS) {
      const [space, nearby] =
        kind === "own" ? [resourcesOf, resourcesNear(near)] : [() => PRINCIPALS, callersNear(near)];
      const [rights, others] = [rightsOf(has, id, [kind]), rightsOf(lacks, id, alike(kind))];
      found.push(...grouped(await surplus(rights, others, space, nearby), direction, spelt));
      if (!isOnBothSides) continue;
      const [denied, otherwise] = [denialsOf(has, id, kind), denialsOf(lacks, id, kind)];
      found.push(...grouped(await surplus(denied, otherwise, space, nearby), direction, spelt));
    }
  }
  return found;
}

/** Resources of the gateway's region and those that have none, then all of its account. */
function resourcesNear(scopes: readonly Scope[]): Language[] {
  const ofAccount = (region: (scope: Scope) => string) =>
    scopes.map((scope) =>
      Language.of(`arn:${quoted(scope.partition)}:[^:]*:${region(scope)}:${scope.accountId}:.*`),
    );
  return [...ofAccount(({ region }) => `(?:${quoted(region)})?`), ...ofAccount(() => "[^:]*")];
}

/** Roles and users of the gateway's account. */
function callersNear(scopes: readonly Scope[]): Language[] {
  return scopes.map(({ partition, accountId }) =>
    Language.of(`arn:${quoted(partition)}:iam::${accountId}:(?:role|user)/.*`),
  );
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
function grouped(
  found: readonly Surplus<StatedRule>[],
  direction: Change["direction"],
  spelt: ReadonlyMap<string, string>,
): Change[] {
  const groups = new Map<string, Change & { readonly rights: ChangedRight[] }>();
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
