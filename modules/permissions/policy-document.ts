import type { PolicyText } from "./arn";
import type { Statement } from "./statement";

/** A statement in IAM's own notation. */
export interface StatementJson {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, readonly string[]>> };
}

/** A policy document in IAM's own notation. */
export interface PolicyDocumentJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly StatementJson[];
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
  const atItsLongest = ({ length }: PolicyText) => "x".repeat(length);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map((s) => toJson(s, atItsLongest)) })
    .length;
}

function toJson(statement: Statement, show: (text: PolicyText) => string): StatementJson {
  const { sid, effect, actions, resources, condition } = statement;
  return {
    Sid: sid,
    Effect: effect,
    Action: actions,
    Resource: resources.map(show),
    ...(condition && { Condition: { StringEquals: { [show(condition.key)]: condition.values.map(show) } } }),
  };
}
