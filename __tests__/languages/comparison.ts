import {
  type Circumstances,
  everyCircumstances,
  isMet,
  Language,
  type Rights,
  type Rule,
} from "../../modules/languages";

/** What is compared, under the names by which a difference is told. */
export interface Compared {
  /** E.g. `the policies`. */
  readonly name: string;
  readonly rights: Rights;
}

/**
 * Where two rights differ, in words; nothing where they are the same for every action of AWS, in all circumstances and for
 * every ARN there can be. Of each action and each set of rules that decide about it the shortest ARN is told.
 *
 * @param space the ARNs that there can be for an action
 */
export async function differences(
  one: Compared,
  other: Compared,
  space: (action: string) => Language | Promise<Language>,
): Promise<string[]> {
  const found: string[] = [];
  const decided = new Map<Language, Map<string, Difference[]>>();
  for (const action of actionsIn(one.rights, other.rights)) {
    const sides = [sideOf(one, action), sideOf(other, action)] as const;
    const every = sides.flatMap(({ granted, taken }) => [...granted, ...taken]);
    const resources = await space(action);
    const known = decided.get(resources) ?? new Map<string, Difference[]>();
    decided.set(resources, known);
    const told = new Set<string>();
    for (const circumstances of everyCircumstances(every.flatMap(({ requirements }) => requirements))) {
      const [first, second] = [inForce(sides[0], circumstances), inForce(sides[1], circumstances)];
      const id = [first, second].map(idOf).join(" / ");
      if (told.has(id)) continue;
      told.add(id);
      const its = known.get(id) ?? compared(first, second, resources);
      known.set(id, its);
      found.push(
        ...its.map(({ arn, verdict }) => `${action} on ${arn}${inWords(circumstances)}: ${verdict}`),
      );
    }
  }
  return found;
}

interface Side {
  readonly name: string;
  readonly granted: readonly Rule[];
  readonly taken: readonly Rule[];
}

interface Difference {
  readonly arn: string;
  readonly verdict: string;
}

/** The shortest ARN that one of two sides allows and the other does not, and who does; and the other way round. */
function compared(one: Side, other: Side, space: Language): Difference[] {
  const [first, second] = [allowed(one, space), allowed(other, space)];
  const ways = [
    [first, second, one, other],
    [second, first, other, one],
  ] as const;
  return ways.flatMap(([more, less, side, against]) => {
    const arn = more.minus(less).shortest;
    if (arn === undefined) return [];
    const names = (rules: readonly Rule[]) =>
      rules.filter(({ reach }) => reach.has(arn)).map(({ name }) => name);
    const why = names(against.taken);
    const refusal = why.length > 0 ? ` (${why.join()} against it)` : "";
    const verdict = `in ${side.name} (${names(side.granted).join()}), not in ${against.name}${refusal}`;
    return [{ arn, verdict }];
  });
}

function allowed({ granted, taken }: Side, space: Language): Language {
  const reach = (rules: readonly Rule[]) => Language.union(rules.map((rule) => rule.reach));
  return reach(granted).and(space).minus(reach(taken));
}

/** The actions that any rule names. Of all others both sides say the same: nothing. */
function actionsIn(...rights: readonly Rights[]): string[] {
  const rules = rights.flatMap(({ granted, taken = [] }) => [...granted, ...taken]);
  return [...new Set(rules.flatMap(({ actions }) => [...actions]))].sort();
}

function sideOf({ name, rights: { granted, taken = [] } }: Compared, action: string): Side {
  const naming = (rules: readonly Rule[]) => rules.filter(({ actions }) => actions.has(action));
  return { name, granted: naming(granted), taken: naming(taken) };
}

function inForce({ name, granted, taken }: Side, circumstances: Circumstances): Side {
  const met = ({ requirements }: Rule) =>
    requirements.every((requirement) => isMet(requirement, circumstances[requirement.key]));
  return { name, granted: granted.filter(met), taken: taken.filter(met) };
}

const ids = new WeakMap<Rule, number>();
let counted = 0;

/** The same for the same rules in force: these decide, whatever the action and the circumstances. */
function idOf({ granted, taken }: Side): string {
  const id = (rule: Rule) => {
    const known = ids.get(rule) ?? counted++;
    ids.set(rule, known);
    return known;
  };
  return `${granted.map(id).join()} without ${taken.map(id).join()}`;
}

function inWords(circumstances: Circumstances): string {
  const said = Object.entries(circumstances).map(([key, value]) =>
    value === undefined ? `no ${key}` : `${key} ${JSON.stringify(value)}`,
  );
  return said.length === 0 ? "" : `, ${said.join(", ")}`;
}
