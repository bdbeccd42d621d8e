import { Language } from "./language";

/** What is asked of one condition key of a call. */
export type Requirement = OfAValue | OfEachValue;

/** Of a key that has one value, or none. */
export interface OfAValue {
  /** In lower case: IAM takes no notice of the case of a key's name, the key of a tag in it included. */
  readonly key: string;
  /** The values with which it is met. */
  readonly values: Language;
  /** Whether it is met where the call has no such key. */
  readonly absent: boolean;
}

/** Of a key that has a set of values: that each is one of these; it is met too where the set is empty. */
export interface OfEachValue {
  readonly key: string;
  readonly each: Language;
}

/** That a key has a value, and one of these. */
export function isOneOf(key: string, values: Language): OfAValue {
  return { key: key.toLowerCase(), values, absent: false };
}

/** That a call has no such key. */
export function isAbsent(key: string): OfAValue {
  return { key: key.toLowerCase(), values: Language.NONE, absent: true };
}

/** What a call has of a condition key: a value, several where the key has a set, or undefined where it has none. */
export type Circumstance = string | readonly string[] | undefined;

export function isMet(requirement: Requirement, circumstance: Circumstance): boolean {
  if ("each" in requirement) {
    return [circumstance ?? []].flat().every((value) => requirement.each.has(value));
  }
  if (circumstance === undefined) return requirement.absent;
  return typeof circumstance === "string" && requirement.values.has(circumstance);
}
