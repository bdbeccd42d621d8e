import type { Configuration } from "../config";
import {
  conditionInWords,
  matchesAction,
  undecidedConditions,
  type GatewayCarrier,
  type SynthesizedPolicies,
  type SynthesizedStatement,
} from "../report";
import type { Scope } from "../targets";
import { comparable, inScope, knownRule } from "./circumstances";
import type { Question } from "./question";

/** A statement that decides about a call, or may decide. */
export interface DecidingStatement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** In the catalogue's words. */
  readonly job: string;
  /** What must hold for it to apply, in phrases behind "only"; none where it applies. */
  readonly onlyIf: readonly string[];
  /** The condition keys that would tell. */
  readonly undecidedKeys: readonly string[];
  /** What it names, with words for what only Terraform knows. */
  readonly resources: readonly string[];
}

/** What a question is answered by. */
export interface AskedStack {
  readonly configuration: Configuration;
  readonly synthesized: SynthesizedPolicies;
  readonly scope: Scope;
  readonly question: Question;
}

/** The statements of a principal that decide about a call, or on which the action is decided where no resource is asked for. */
export function decidingStatements(
  asked: AskedStack,
  carrier: GatewayCarrier,
): { readonly statement: SynthesizedStatement; readonly deciding: DecidingStatement }[] {
  const statements = asked.synthesized.policies
    .filter((policy) => policy.carrier === carrier && !policy.isTrust)
    .flatMap((policy) => policy.statements);
  // A long list is spread over policies: what several of them say in one statement is told as one.
  const together = new Map<string, { statement: SynthesizedStatement; deciding: DecidingStatement }>();
  for (const statement of statements) {
    const open = openQuestions(statement, asked);
    if (!open) continue;
    const { sid, effect, grant, rule } = statement;
    const id = JSON.stringify([sid, open.onlyIf]);
    const resources = [
      ...(together.get(id)?.deciding.resources ?? []),
      ...rule.resources.map((text) => inScope(text, asked.scope)),
    ];
    const deciding = { sid, effect, job: grant.job, ...open, resources: [...new Set(resources)] };
    together.set(id, { statement, deciding });
  }
  return [...together.values()];
}

/** What must hold for a statement to apply to a call; undefined where it does not, whatever holds. */
function openQuestions(
  { rule, conditions, actions }: SynthesizedStatement,
  { configuration, synthesized, scope, question: { action, resource, context } }: AskedStack,
): Pick<DecidingStatement, "onlyIf" | "undecidedKeys"> | undefined {
  if (resource === undefined) {
    if (!actions.some((pattern) => matchesAction(pattern, action))) return undefined;
    return { onlyIf: conditions.map(conditionInWords), undecidedKeys: [] };
  }
  const known = knownRule(rule, configuration, scope);
  const call = comparable({ action, resource, context }, known);
  const undecided = undecidedConditions(known.rule, call);
  const inWords = (open: typeof rule.conditions) =>
    conditions
      .filter(({ key, test }) => open.some((one) => one.key === key && one.test === test))
      .map(conditionInWords);
  if (undecided) return { onlyIf: inWords(undecided), undecidedKeys: undecided.map(({ key }) => key) };
  const meaningOf = (word: string) =>
    synthesized.placeholders.find((placeholder) => placeholder.word === word)?.meaning ?? word;
  for (const { word, rule: possible } of known.unknown) {
    const open = undecidedConditions(possible, call);
    if (open) {
      return {
        onlyIf: [`where this is the ${meaningOf(word)}, which Terraform alone knows`, ...inWords(open)],
        undecidedKeys: open.map(({ key }) => key),
      };
    }
  }
  return undefined;
}
