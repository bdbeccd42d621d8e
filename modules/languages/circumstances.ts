import { CONDITION_VALUES } from "./arns";
import { Language } from "./language";
import type { Circumstance, Requirement } from "./requirement";

/** What a call has of each condition key that is asked about. */
export type Circumstances = Readonly<Record<string, Circumstance>>;

/**
 * One call for each way in which calls can differ to the requirements. The values of a key are cut along every set of
 * values that is asked for; of each piece one value stands for all, since no requirement tells them apart. To have no
 * value is a way of its own, and of a key that has a set of values every choice of the pieces is.
 */
export function everyCircumstances(requirements: readonly Requirement[]): Circumstances[] {
  const keys = [...new Set(requirements.map(({ key }) => key))].sort();
  let all: Circumstances[] = [{}];
  for (const key of keys) {
    const asked = requirements.filter((requirement) => requirement.key === key);
    const ways = waysOf(key, asked);
    all = all.flatMap((others) => ways.map((way) => ({ ...others, [key]: way })));
  }
  return all;
}

function waysOf(key: string, asked: readonly Requirement[]): Circumstance[] {
  const space = CONDITION_VALUES[key] ?? Language.ANY;
  const ofEach = asked.flatMap((requirement) => ("each" in requirement ? [requirement.each] : []));
  if (ofEach.length === 0) {
    const values = asked.flatMap((requirement) => ("values" in requirement ? [requirement.values] : []));
    return [undefined, ...representatives(space, values)];
  }
  if (ofEach.length < asked.length)
    throw new Error(`${key} is asked about as one value and as a set of values`);
  return subsets(representatives(space, ofEach));
}

/** A text of each piece that sets cut a space into. */
export function representatives(space: Language, sets: readonly Language[]): string[] {
  let pieces = [space];
  for (const set of sets) {
    pieces = pieces.flatMap((piece) => [piece.and(set), piece.minus(set)]).filter((piece) => !piece.isEmpty);
  }
  return pieces.flatMap((piece) => piece.shortest ?? []);
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
}
