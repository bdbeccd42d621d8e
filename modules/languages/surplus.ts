import { NO_RESOURCE } from "./arns";
import { everyCircumstances, type Circumstances } from "./circumstances";
import { Language } from "./language";
import { isMet, type Requirement } from "./requirement";
import type { Rights, Rule } from "./rights";

/** That a rule grants an action on something on which the other side does not allow it. */
export interface Surplus<R extends Rule> {
  readonly rule: R;
  readonly action: string;
  /** The shortest ARN of them, or of those that are near; `*` where there is none. */
  readonly resource: string;
  /** What such a call has of the condition keys that make a difference, in lower case. */
  readonly circumstances: Circumstances;
}

/**
 * What rights allow beyond others: each rule and action that grants something on which the others allow nothing, in any
 * circumstances; no rule where there is no such call. It is decided, not tried: of the ARNs there can be none is left out.
 *
 * @param space the ARNs that there can be for an action
 * @param near sets of ARNs: of one of the first that has any is told
 */
export async function surplus<R extends Rule>(
  { granted, taken = [] }: Rights<R>,
  others: Rights,
  space: (action: string) => Language | Promise<Language>,
  near: readonly Language[] = [],
): Promise<Surplus<R>[]> {
  const found: Surplus<R>[] = [];
  const [mine, granting, taking] = [byAction(taken), byAction(others.granted), byAction(others.taken ?? [])];
  for (const rule of granted) {
    for (const action of rule.actions) {
      const sides = { mine: mine(action), granting: granting(action), taking: taking(action) };
      const call = beyond(rule, sides, await space(action), near);
      if (call) found.push({ rule, action, ...call });
    }
  }
  return found;
}

/** What decides about an action beside the rule that grants it. */
interface Sides {
  /** Taken away on the rule's own side. */
  readonly mine: readonly Rule[];
  /** Granted by the others. */
  readonly granting: readonly Rule[];
  /** Taken away by the others. */
  readonly taking: readonly Rule[];
}

/** A call that a rule makes allowed and the others do not allow; undefined where there is none. */
function beyond(
  rule: Rule,
  { mine, granting, taking }: Sides,
  space: Language,
  near: readonly Language[],
): Pick<Surplus<Rule>, "resource" | "circumstances"> | undefined {
  // What is taken away on both sides makes no difference.
  const lifted = taking.filter((one) => !mine.some((other) => isSame(one, other)));
  if (lifted.length === 0 && granting.some((one) => isSame(one, rule))) return undefined;
  const against = [...mine, ...granting];
  for (const circumstances of everyCircumstances(telling(rule, lifted, against))) {
    const met = ({ requirements }: Rule) =>
      requirements.every((requirement) => isMet(requirement, circumstances[requirement.key]));
    if (!met(rule)) continue;
    const reach = (rules: readonly Rule[]) =>
      Language.union(rules.filter(met).map(({ reach: reached }) => reached));
    const rest = rule.reach
      .and(space)
      .minus(reach(mine))
      .minus(reach(granting).minus(reach(lifted)));
    if (!rest.isEmpty) return { resource: nearestOf(rest, near), circumstances };
  }
  return undefined;
}

/** A text of a set that has some: of the first of the near sets that has one, and an ARN before a call that names none. */
function nearestOf(rest: Language, near: readonly Language[]): string {
  for (const set of near) {
    const nearest = rest.and(set).shortest;
    if (nearest !== undefined) return nearest;
  }
  return (rest.minus(NO_RESOURCE).shortest ?? rest.shortest) as string;
}

/**
 * The requirements whose keys have to be tried. Any other key is best left out of the call: without it no rule that stands
 * against this one applies, and neither this one nor what would be lifted asks for it.
 */
function telling(rule: Rule, lifted: readonly Rule[], against: readonly Rule[]): Requirement[] {
  const all = (rules: readonly Rule[]) => rules.flatMap(({ requirements }) => requirements);
  const keys = new Set(
    [...all([rule, ...lifted]), ...all(against).filter((each) => isMet(each, undefined))].map(
      ({ key }) => key,
    ),
  );
  return all([rule, ...lifted, ...against]).filter(({ key }) => keys.has(key));
}

/** Whether two rules reach the same in the same circumstances: what is written alike does. */
function isSame(one: Rule, other: Rule): boolean {
  return one.reach.id === other.reach.id && requirementsId(one) === requirementsId(other);
}

function requirementsId({ requirements }: Rule): string {
  const ids = requirements.map((each) =>
    "each" in each ? `${each.key} each ${each.each.id}` : `${each.key} ${each.values.id} ${each.absent}`,
  );
  return ids.sort().join();
}

type Naming = (action: string) => readonly Rule[];

/** The rules that name an action. */
function byAction(rules: readonly Rule[]): Naming {
  const naming = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const action of rule.actions) {
      const known = naming.get(action);
      if (known) known.push(rule);
      else naming.set(action, [rule]);
    }
  }
  return (action) => naming.get(action) ?? [];
}
