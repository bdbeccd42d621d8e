import type {
  PolicyDocumentJson,
  ResourcePolicyJson,
  ResourceStatementJson,
  StatementJson,
} from "../../modules/permissions";
import type { Planned } from "./side-by-side";

/** The managed policies that are attached to the gateway's role or to its access-key user. */
function attachedPolicies({ resources }: Planned, carrier: "role" | "user"): PolicyDocumentJson[] {
  const policies = new Map(ofType({ resources }, "aws_iam_policy").map(({ arn, policy }) => [arn, policy]));
  return ofType({ resources }, `aws_iam_${carrier}_policy_attachment`).map(({ policy_arn: arn }) => {
    const policy = policies.get(arn);
    if (policy === undefined)
      throw new Error(`${String(arn)} is attached to the ${carrier}, and no policy of the plan`);
    return documentIn(policy);
  });
}

/** Every policy by who carries it: what one principal carries is taken together. */
export function policiesByCarrier(
  planned: Planned,
): Record<string, readonly (PolicyDocumentJson | ResourcePolicyJson)[]> {
  const of = (type: string) => ofType(planned, type);
  const policies: [carrier: string, document: PolicyDocumentJson][] = [
    ...attachedPolicies(planned, "role").map((policy): [string, PolicyDocumentJson] => ["role", policy]),
    ...attachedPolicies(planned, "user").map((policy): [string, PolicyDocumentJson] => ["user", policy]),
    ...of("aws_iam_role").map(({ name, assume_role_policy: trust }): [string, PolicyDocumentJson] => [
      `trust of ${String(name)}`,
      documentIn(trust),
    ]),
    ...of("aws_iam_role_policy").map(({ role, policy }): [string, PolicyDocumentJson] => [
      `inline of ${String(role)}`,
      documentIn(policy),
    ]),
    ...of("aws_kms_key").map(({ policy }): [string, PolicyDocumentJson] => ["key", documentIn(policy)]),
    ...of("aws_secretsmanager_secret_policy").map(({ policy }): [string, PolicyDocumentJson] => [
      "secret",
      documentIn(policy),
    ]),
  ];
  const carriers = [...new Set(policies.map(([carrier]) => carrier))].sort();
  return Object.fromEntries(
    carriers.map((carrier) => [
      carrier,
      policies.flatMap(([of, policy]) => (of === carrier ? [policy] : [])),
    ]),
  );
}

/** The statements of every policy by who carries it, in one form. */
export function statementsByCarrier(planned: Planned): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(policiesByCarrier(planned)).map(([carrier, policies]) => [
      carrier,
      inOneForm(
        policies.flatMap(({ Statement }): readonly (StatementJson | ResourceStatementJson)[] => Statement),
      ),
    ]),
  );
}

/** The values of every resource of a type. */
export function ofType(
  { resources }: Pick<Planned, "resources">,
  type: string,
): Readonly<Record<string, unknown>>[] {
  return resources.filter((resource) => resource.type === type).map(({ values }) => values);
}

/**
 * Statements in one form, however they are cut: a statement that goes on in the next policy, or that stands once for each
 * tag, is one with the others that allow the same under the same conditions.
 */
function inOneForm(statements: readonly (StatementJson | ResourceStatementJson)[]): string[] {
  const resources = new Map<string, Set<string>>();
  for (const { Sid, Effect, Action, Resource, Condition, ...rest } of statements) {
    const rule = JSON.stringify([
      Sid.replace(/(?<=Tagged)\d+$/, ""),
      Effect,
      ...("Principal" in rest ? [sorted(rest.Principal)] : []),
      [...Action].sort(),
      sorted(Condition ?? {}),
    ]);
    const together = resources.get(rule) ?? new Set();
    Resource?.forEach((resource) => together.add(resource));
    resources.set(rule, together);
  }
  return [...resources].map(([rule, together]) => `${rule} on ${[...together].sort().join(" ")}`).sort();
}

/** An object with its keys and lists in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** A document as the AWS provider writes it, in which a list with one text in it is that text. */
function documentIn(json: unknown): PolicyDocumentJson {
  const { Version, Statement } = JSON.parse(String(json)) as {
    Version: "2012-10-17";
    Statement: Raw | Raw[];
  };
  return { Version, Statement: listOf(Statement).map(statementIn) };
}

type Raw = Readonly<Record<string, unknown>>;

function statementIn({ Sid, Effect, Action, Resource, Condition, Principal }: Raw): StatementJson {
  const lists = (value: unknown) =>
    Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, listOf(item as unknown)]));
  const statement: unknown = {
    Sid,
    Effect,
    Action: listOf(Action),
    ...(Resource !== undefined && { Resource: listOf(Resource) }),
    ...(Principal !== undefined && { Principal: lists(Principal) }),
    ...(Condition !== undefined && {
      Condition: Object.fromEntries(
        Object.entries(Condition as object).map(([test, keys]) => [test, lists(keys)]),
      ),
    }),
  };
  return statement as StatementJson;
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
