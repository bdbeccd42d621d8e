import type { PolicyText } from "./arn";
import { isReference } from "./names";
import type { Condition, Statement } from "./statement";

/** A statement in IAM's own notation. */
export interface StatementJson {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<
    Partial<Record<Condition["test"], Readonly<Record<string, readonly string[]>>>>
  >;
}

/** A policy document in IAM's own notation. */
export interface PolicyDocumentJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly StatementJson[];
}

/** A statement of a resource's own policy, in IAM's own notation. */
export interface ResourceStatementJson extends StatementJson {
  /** Names by their type, e.g. `AWS` or `Service`. */
  readonly Principal: Readonly<Record<string, readonly string[]>>;
}

/** The policy of a key, a secret or a role's trust, in IAM's own notation. */
export interface ResourcePolicyJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly ResourceStatementJson[];
}

/** A policy document in IAM's own notation; references stay as they are. */
export function toPolicyDocument(statements: readonly Statement[]): PolicyDocumentJson {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => toJson(statement, ({ text }) => text)),
  };
}

/** Characters of a policy with these statements, every reference at its longest. */
export function policyLength(statements: readonly Statement[]): number {
  // Literals stay as they are: two condition keys of the same length must not become one.
  const atItsLongest = ({ text, length }: PolicyText) => (isReference(text) ? "x".repeat(length) : text);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map((s) => toJson(s, atItsLongest)) })
    .length;
}

function toJson(statement: Statement, show: (text: PolicyText) => string): StatementJson {
  const { sid, effect, actions, resources, conditions = [] } = statement;
  return {
    Sid: sid,
    Effect: effect,
    Action: actions,
    Resource: resources.map(show),
    ...(conditions.length > 0 && { Condition: conditionBlock(conditions, show) }),
  };
}

function conditionBlock(conditions: readonly Condition[], show: (text: PolicyText) => string) {
  const block: Partial<Record<Condition["test"], Record<string, string[]>>> = {};
  for (const { test, key, values } of conditions) {
    block[test] = { ...block[test], [show(key)]: values.map(show) };
  }
  return block;
}
