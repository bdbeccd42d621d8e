import { Language } from "./language";
import { arnsLike, textsLike } from "./wildcards";
import type { Requirement } from "./requirement";

type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The values that an operator compares with one value of a policy. */
const OPERATORS: Readonly<Record<string, (value: string) => Language>> = {
  StringEquals: Language.exactly,
  StringLike: textsLike,
  ArnEquals: arnsLike,
  ArnLike: arnsLike,
  Bool: truth,
};

/** Operators that hold for every value but these. */
const OPPOSITES: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
};

/**
 * What the Condition of a statement asks for. All of it must be met; of the values of a key one is enough. A key that the
 * call does not have meets nothing but the opposites and what ends in IfExists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * @throws Error for an operator that is not understood here
 */
export function requirementsOf(condition: ConditionBlock = {}): Requirement[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => requirement(operator, key.toLowerCase(), values)),
  );
}

function requirement(operator: string, key: string, given: readonly string[]): Requirement {
  if (operator === "Null") {
    const [isAbsent = false] = given.map(isTrue);
    if (given.length !== 1) throw new Error(`Null of ${key} has ${given.length} values`);
    return { key, values: isAbsent ? Language.NONE : Language.ANY, absent: isAbsent };
  }
  const [, set, name = "", ifExists] = /^(ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const opposite = OPPOSITES[name];
  const compare = OPERATORS[opposite ?? name];
  if (!compare || (set && (opposite || ifExists))) throw new Error(`${operator} is not understood here`);
  const compared = Language.union(given.map(compare));
  if (set) return { key, each: compared };
  const values = opposite ? Language.ANY.minus(compared) : compared;
  return { key, values, absent: opposite !== undefined || ifExists !== undefined };
}

function truth(value: string): Language {
  return Language.of(isTrue(value) ? "[Tt][Rr][Uu][Ee]" : "[Ff][Aa][Ll][Ss][Ee]");
}

function isTrue(value: string): boolean {
  const said = value.toLowerCase();
  if (said !== "true" && said !== "false") throw new Error(`${value} is neither true nor false`);
  return said === "true";
}
