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

/** A call of which not everything is known. */
export interface AskedCall extends Omit<Call, "context"> {
  /**
   * By condition key, the value that AWS has for it in the call, or null where it has none. Of any other key nothing is
   * known.
   */
  readonly context: Readonly<Record<string, string | null>>;
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

/**
 * The conditions that decide whether a rule applies to a call of which not everything is known: none where it applies,
 * undefined where it does not, whatever is found out.
 */
export function undecidedConditions(rule: Rule, call: AskedCall): Rule["conditions"] | undefined {
  if (!isAbout(rule, call)) return undefined;
  const undecided = [];
  for (const condition of rule.conditions) {
    const known = knownOf(condition.key, call.context);
    if (known === undefined) undecided.push(condition);
    else if (!holds(condition, known)) return undefined;
  }
  return undecided;
}

function applies(rule: Rule, call: Call): boolean {
  return (
    isAbout(rule, call) &&
    rule.conditions.every((condition) => holds(condition, knownOf(condition.key, call.context) ?? null))
  );
}

function isAbout(
  { actions, resources }: Rule,
  { action, resource }: Pick<Call, "action" | "resource">,
): boolean {
  return (
    actions.some((pattern) => matchesAction(pattern, action)) &&
    resources.some((pattern) => pattern === "*" || matchesArn(pattern, resource))
  );
}

/** Whether an action is the one that a policy names, or one of those that it names by a pattern. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

/** What AWS has for a key; undefined where that is not known. */
function knownOf(key: string, context: AskedCall["context"]): string | null | undefined {
  // IAM does not tell upper from lower case in the name of a key, the key of a tag included.
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** @param known what AWS has for the condition's key, null where it has nothing */
function holds({ test, key, values }: Rule["conditions"][number], known: string | null): boolean {
  if (test === "Null") return values.includes(String(known === null));
  const compare = TESTS[test as Condition["test"]];
  if (!compare) throw new Error(`the condition ${test} on ${key} cannot be evaluated`);
  return known === null ? test.endsWith("IfExists") : values.some((value) => compare(known, value));
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
