import {
  permissionRequest,
  placesIn,
  type Configuration,
  type ConfigurationFile,
  type Position,
} from "../config";
import { formatPath, type Path } from "../permissions";
import { gatewayPrincipals, matchesAction, synthesizedPolicies, type GatewayCarrier } from "../report";
import { actionNotes, namesNothing, spelt } from "./actions";
import { askedBy } from "./asked-by";
import { circumstances } from "./circumstances";
import { decidingStatements, type AskedStack, type DecidingStatement } from "./deciding-statements";
import type { Question } from "./question";
import { waysToAllow } from "./ways-to-allow";

/**
 * What the gateway's own policies say to a call. `conditional`: it hangs on what is not known of the call; `notAllowed`:
 * nothing allows it; `denied`: a Deny stands in the way, whatever else allows it; `listed`: no resource was asked for.
 */
export type Answer = "allowed" | "conditional" | "denied" | "notAllowed" | "listed";

/** A part of the file that has asked for a statement. */
export interface Asker {
  /** e.g. `targets.iamUsers[0]`. */
  readonly path: string;
  /** Undefined where the file does not ask for it: the statement is there by default. */
  readonly place?: Position;
}

/** A statement that decides, and what has asked for it. */
export interface ExplainedStatement extends DecidingStatement {
  readonly askedBy: readonly Asker[];
}

/** The answer for one principal of the gateway. */
export interface PrincipalAnswer {
  readonly id: GatewayCarrier;
  readonly title: string;
  readonly name: string;
  readonly answer: Answer;
  readonly allows: readonly ExplainedStatement[];
  readonly denies: readonly ExplainedStatement[];
  /** What in the file would allow it, where nothing does. */
  readonly missing: readonly string[];
}

/** Whether a gateway may, and what says so. */
export interface Explanation {
  readonly file: string;
  /** As the catalogue spells it. */
  readonly action: string;
  /** `*` for an action that AWS knows no resource for, whether it was asked for or not. */
  readonly resource?: string;
  /** What was taken for granted, and what a reader has to know besides. */
  readonly notes: readonly string[];
  readonly principals: readonly PrincipalAnswer[];
}

/** Answers questions about the gateway of a configuration file by the policies that its stack gives it, which it makes once. */
export function explanations({ file, configuration }: ConfigurationFile): (asked: Question) => Explanation {
  const synthesized = synthesizedPolicies(configuration);
  const request = permissionRequest(configuration);
  const placeOf = placesIn(file);
  return (asked) => {
    const action = spelt(asked.action);
    const resource = asked.resource ?? (namesNothing(action) ? "*" : undefined);
    const question = { action, resource, context: asked.context };
    const { scope, notes } = circumstances(configuration, resource);
    const stack = { configuration, synthesized, scope, question };
    const principals = gatewayPrincipals(configuration).map(({ carrier, title, name }): PrincipalAnswer => {
      const statements = decidingStatements(stack, carrier).map(({ statement, deciding }) => ({
        ...deciding,
        askedBy: askedBy(statement, request, scope, question).map((path) => ({
          path: formatPath(path),
          place: isAskedFor(configuration, path) ? placeOf(path) : undefined,
        })),
      }));
      const allows = statements.filter(({ effect }) => effect === "Allow");
      const denies = statements.filter(({ effect }) => effect === "Deny");
      const answer = resource === undefined ? "listed" : answerOf(allows, denies);
      // What is denied no entry would allow.
      const isMissing = allows.length === 0 && answer !== "denied";
      const missing = isMissing ? waysToAllow(configuration, scope, question, carrier) : [];
      return { id: carrier, title, name, answer, allows, denies, missing };
    });
    return {
      file,
      action,
      resource,
      notes: [...actionNotes(action), ...notes, ...uselessKeys(stack), ...wordsIn(principals, stack)],
      principals,
    };
  };
}

/** Whether a configuration asks for something at a path: `false` asks for nothing, and what is there then is by default. */
function isAskedFor(configuration: Configuration, path: Path): boolean {
  const value = path.reduce<unknown>(
    (whole, part) => (whole as Readonly<Record<string, unknown>> | undefined)?.[part],
    configuration,
  );
  return value !== undefined && value !== false;
}

/** By IAM's logic: a Deny wins, and what nothing allows is refused. */
function answerOf(allows: readonly DecidingStatement[], denies: readonly DecidingStatement[]): Answer {
  const isSure = ({ onlyIf }: DecidingStatement) => onlyIf.length === 0;
  if (denies.some(isSure)) return "denied";
  if (allows.length === 0) return "notAllowed";
  return denies.length === 0 && allows.some(isSure) ? "allowed" : "conditional";
}

/** That a key of the question decides nothing, which may be one that is misspelt. */
function uselessKeys({ synthesized: { policies }, question: { action, context } }: AskedStack): string[] {
  const asked = policies
    .flatMap(({ statements }) => statements)
    .filter(({ actions }) => actions.some((pattern) => matchesAction(pattern, action)))
    .flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  return Object.keys(context)
    .filter((key) => !asked.includes(key.toLowerCase()))
    .map((key) => `${key} decides nothing: no statement about ${action} has a condition on it`);
}

/** What the words stand for that a reader meets. */
function wordsIn(principals: readonly PrincipalAnswer[], { synthesized }: AskedStack): string[] {
  const texts = principals
    .flatMap(({ allows, denies }) => [...allows, ...denies])
    .flatMap(({ resources, onlyIf }) => [...resources, ...onlyIf]);
  return synthesized.placeholders
    .filter(({ word }) => texts.some((text) => text.includes(word)))
    .map(({ word, meaning }) => `${word} stands for ${meaning}`);
}
