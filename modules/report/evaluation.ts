import { matchesPattern, type Condition } from "../permissions";

/** A statement as far as it decides about a call. */
export interface Rule {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly {
    readonly test: string;
    readonly key: string;
    readonly values: readonly string[];
  }[];
}

/** One call to AWS. */
export interface Call {
  readonly action: string;
  /** ARN of what is acted on, `*` for actions that AWS cannot narrow. */
  readonly resource: string;
  /** What AWS knows of the call, by condition key. */
  readonly context: Readonly<Record<string, string>>;
}

/** How IAM compares what it knows of a call with a value of a condition, for the tests that a gateway's policies use. */
const TESTS: Readonly<Partial<Record<Condition["test"], (known: string, value: string) => boolean>>> = {
  StringEquals: (known, value) => known === value,
  StringLike: (known, value) => matchesPattern(value, known),
  ArnEquals: (known, value) => matchesArn(value, known),
  ArnLike: (known, value) => matchesArn(value, known),
  BoolIfExists: (known, value) => known.toLowerCase() === value.toLowerCase(),
};

/**
 * Whether a principal's policies allow a call: a statement allows it and none denies it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allows(rules: readonly Rule[], call: Call): boolean {
  const applying = rules.filter((rule) => applies(rule, call));
  return applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
}

function applies({ actions, resources, conditions }: Rule, call: Call): boolean {
  return (
    actions.some((action) => matchesAction(action, call.action)) &&
    resources.some((resource) => resource === "*" || matchesArn(resource, call.resource)) &&
    conditions.every((condition) => holds(condition, call.context))
  );
}

/** Whether an action is the one that a policy names, or one of those that it names by a pattern. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

function holds({ test, key, values }: Rule["conditions"][number], context: Call["context"]): boolean {
  // IAM does not tell upper from lower case in the name of a key, the key of a tag included.
  const known = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (test === "Null") return values.includes(String(known === undefined));
  const compare = TESTS[test as Condition["test"]];
  if (!compare) throw new Error(`the condition ${test} on ${key} cannot be evaluated`);
  return known === undefined ? test.endsWith("IfExists") : values.some((value) => compare(known, value));
}

/** Five parts of an ARN are told apart by colons; the sixth may hold some. No wildcard reaches beyond its part. */
function matchesArn(pattern: string, arn: string): boolean {
  const [parts, patterns] = [arnParts(arn), arnParts(pattern)];
  return (
    parts.length === patterns.length && patterns.every((part, i) => matchesPattern(part, parts[i] ?? ""))
  );
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}
