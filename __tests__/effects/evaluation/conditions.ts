import type { AnyStatement } from "../model/texts";
import { isArnLike, isLike } from "./patterns";

/** What AWS knows of a call, by condition key in small letters. */
export type Context = Readonly<Record<string, readonly string[]>>;

type Compare = (wanted: string, found: string) => boolean;

/** How one value of a policy is compared with one of the call, and whether the operator asks for the opposite. */
const OPERATORS: Readonly<Record<string, { readonly compare: Compare; readonly not?: true }>> = {
  StringEquals: { compare: (wanted, found) => wanted === found },
  StringNotEquals: { compare: (wanted, found) => wanted === found, not: true },
  StringEqualsIgnoreCase: { compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase() },
  StringNotEqualsIgnoreCase: {
    compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
    not: true,
  },
  StringLike: { compare: isLike },
  StringNotLike: { compare: isLike, not: true },
  ArnEquals: { compare: isArnLike },
  ArnLike: { compare: isArnLike },
  ArnNotEquals: { compare: isArnLike, not: true },
  ArnNotLike: { compare: isArnLike, not: true },
  Bool: { compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase() },
};

/**
 * Whether every condition of a statement holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionsHold(conditions: AnyStatement["Condition"], context: Context): boolean {
  return Object.entries(conditions ?? {}).every(([operator, byKey]) =>
    Object.entries(byKey ?? {}).every(([key, wanted]) =>
      holds(operator, wanted, context[key.toLowerCase()] ?? []),
    ),
  );
}

function holds(operator: string, wanted: readonly string[], found: readonly string[]): boolean {
  if (operator === "Null") return wanted.some((value) => (value === "true") === (found.length === 0));
  const [, set, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = OPERATORS[name];
  if (!known) throw new Error(`the condition operator ${operator} is not modelled`);
  const { compare, not } = known;
  const one = (value: string) => wanted.some((pattern) => compare(pattern, value)) !== (not ?? false);
  if (found.length === 0) return set === "ForAllValues" || ifExists !== undefined || not === true;
  return set === "ForAllValues" ? found.every(one) : found.some(one);
}
