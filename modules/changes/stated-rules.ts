import type { PolicyCarrier } from "../gateway/policy-document";
import { resourceRulesOf, ruleOf, type Rule } from "../languages";
import type { StatementJson } from "../permissions";
import {
  conditionBlock,
  conditionInWords,
  type SynthesizedCondition,
  type SynthesizedPolicies,
  type SynthesizedStatement,
} from "../report";
import type { Change, ChangedRight, ChangeKind } from "./change";
import type { KnownValues } from "./known-values";

/** What a statement says of one of those that it names, as a rule. */
export interface StatedRule
  extends Rule, Pick<Change, "kind" | "effect" | "sid" | "job" | "onlyIf">, Pick<ChangedRight, "on" | "but"> {
  readonly carrier: PolicyCarrier;
  /** The condition keys of the statement, as it spells them. */
  readonly keys: readonly string[];
}

/** The condition key that the policies of a key and a secret name their callers by. */
const CALLER = "aws:PrincipalArn";

/** Everything that the policies of a stack say, a rule for each resource or caller that a statement names. */
export async function statedRules(
  { policies }: SynthesizedPolicies,
  values: KnownValues,
): Promise<StatedRule[]> {
  const stated = policies.flatMap(({ carrier, isTrust, statements }) =>
    statements.map((statement) => {
      const isOthers = Object.keys(statement.named).length > 0;
      const known = withValues(statement, values);
      return isOthers ? rulesOfOthers(known, carrier, isTrust) : ownRules(known, carrier);
    }),
  );
  return (await Promise.all(stated)).flat();
}

/** A statement in which every text is known. */
interface KnownStatement extends Pick<SynthesizedStatement, "sid" | "effect" | "actions" | "conditions"> {
  readonly job: string;
  readonly resources: readonly string[];
  readonly named: readonly { readonly type: string; readonly name: string }[];
}

function withValues({ sid, grant, rule, named }: SynthesizedStatement, values: KnownValues): KnownStatement {
  const { effect, actions, resources, conditions } = rule;
  return {
    sid,
    effect,
    actions,
    job: grant.job,
    resources: resources.map(values.in),
    conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map(values.in) })),
    named: Object.entries(named).flatMap(([type, names]) =>
      names.map((name) => ({ type, name: values.in(name) })),
    ),
  };
}

/** Of a policy that says what its carrier may do: a rule for each resource. */
function ownRules(statement: KnownStatement, carrier: PolicyCarrier): Promise<StatedRule[]> {
  const { resources, conditions } = statement;
  return Promise.all(
    resources.map(async (resource) => ({
      ...(await ruleOf(inNotation(statement, [resource], conditions))),
      ...toldOf(statement, conditions),
      carrier,
      kind: "own" as const,
      on: resource,
    })),
  );
}

/** Of a policy that says what others may do with its carrier: a rule for each of them. */
async function rulesOfOthers(
  statement: KnownStatement,
  carrier: PolicyCarrier,
  isTrust: boolean,
): Promise<StatedRule[]> {
  const caller = statement.conditions.find(({ key }) => key === CALLER);
  const others = statement.conditions.filter((condition) => condition !== caller);
  const stated = statement.named.flatMap(({ type, name }) =>
    callersIn(caller, name).map(async ({ on, but, condition }) => {
      const conditions = [...others, ...(condition ? [condition] : [])];
      const { itself, account } = await resourceRulesOf({
        ...inNotation(statement, ["*"], conditions),
        Principal: { [type]: [name] },
      });
      const told = (kind: ChangeKind) => (rule: Rule) => ({
        ...rule,
        ...toldOf(statement, others),
        carrier,
        kind: isTrust ? "trust" : kind,
        on,
        but,
      });
      // Whom a Deny names may not, whether his own policies allow it or not.
      const ofAccount = statement.effect === "Deny" ? "others" : "othersWithOwnPolicy";
      return [...itself.map(told("others")), ...account.map(told(ofAccount))];
    }),
  );
  return (await Promise.all(stated)).flat();
}

/** Those whom a condition names in a principal's stead, one by one; all but some together. */
function callersIn(
  caller: SynthesizedCondition | undefined,
  name: string,
): (Pick<ChangedRight, "on" | "but"> & { readonly condition?: SynthesizedCondition })[] {
  if (!caller) return [{ on: name }];
  if (caller.test.includes("Not")) return [{ on: name, but: caller.values, condition: caller }];
  return caller.values.map((value) => ({ on: value, condition: { ...caller, values: [value] } }));
}

function toldOf({ sid, effect, job }: KnownStatement, conditions: readonly SynthesizedCondition[]) {
  return {
    sid,
    effect,
    job,
    onlyIf: conditions.map(conditionInWords),
    keys: conditions.map(({ key }) => key),
  };
}

function inNotation(
  { sid, effect, actions }: KnownStatement,
  resources: readonly string[],
  conditions: readonly SynthesizedCondition[],
): StatementJson {
  return {
    Sid: sid,
    Effect: effect,
    Action: actions,
    Resource: resources,
    ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
  };
}
