import type { PolicyText } from "./arn";
import { policyLength } from "./policy-document";
import { POLICY_QUOTA } from "./quotas";
import type { Statement } from "./statement";

/** The statements ask for more than one principal's managed policies can hold. */
export class PolicyQuotaError extends Error {
  override readonly name = "PolicyQuotaError";

  constructor(
    message: string,
    /** The part of the configuration that weighs most, e.g. `targets.iamUsers`. */
    readonly heaviest: string,
  ) {
    super(message);
  }
}

/** One resource of one statement: the smallest piece that can go into a policy of its own. */
interface Piece {
  readonly statement: Statement;
  readonly resource: PolicyText;
  /** Characters of the statement without its resources. */
  readonly head: number;
}

/** A policy while it is being filled. */
interface Policy {
  readonly resources: Map<Statement, PolicyText[]>;
  length: number;
}

const ENVELOPE = policyLength([]);

/**
 * Distributes statements over as few managed policies as their characters allow: never more than one above
 * {@link fewestPolicies}, but for some ninety names of over 480 characters each, which leave a gap in every policy that
 * nothing can fill. A statement too long for the room that is left is split between its resources.
 *
 * Pieces are placed in the order in which the user named them, each in the first policy with room. What is added to a
 * list moves nothing before it, and behind it only what no longer fits at the end of its policy.
 *
 * @returns one list of statements per policy; none when there is nothing to grant
 * @throws PolicyQuotaError when more policies are needed than can be attached
 */
export function packPolicies(statements: readonly Statement[]): Statement[][] {
  const pieces = statements.flatMap((statement): Piece[] => {
    const head = headLength(statement);
    return statement.resources.map((resource) => ({ statement, resource, head }));
  });
  let policies = firstFit(pieces);
  if (policies.length > Math.min(fewestPolicies(statements) + 1, POLICY_QUOTA.policies)) {
    // Names of several hundred characters leave gaps that only a look at all of them can fill.
    const bySize = firstFit(
      [...pieces].sort((a, b) => b.head + b.resource.length - a.head - a.resource.length),
    );
    if (bySize.length < policies.length) policies = bySize;
  }
  if (policies.length > POLICY_QUOTA.policies) throw quotaError(statements, policies.length);
  return policies.map(({ resources }) =>
    statements.flatMap((statement) => {
      const packed = resources.get(statement);
      return packed ? [{ ...statement, resources: packed }] : [];
    }),
  );
}

/**
 * The arithmetic lower bound: fewer policies cannot hold the characters, however they are distributed. Every policy
 * repeats its envelope and the head of at least one statement.
 */
export function fewestPolicies(statements: readonly Statement[]): number {
  if (statements.length === 0) return 0;
  const heads = statements.map(headLength);
  const allHeads = heads.reduce((sum, head) => sum + head, 0);
  const allResources = statements
    .flatMap(({ resources }) => resources)
    .reduce((sum, resource) => sum + resource.length + QUOTES + COMMA, 0);
  for (let policies = 1; ; policies++) {
    // Of the commas, the one behind the last resource of each policy is not written.
    const needed =
      policies * (ENVELOPE - COMMA) + Math.max(allHeads, policies * Math.min(...heads)) + allResources;
    if (needed <= policies * POLICY_QUOTA.characters) return policies;
  }
}

const QUOTES = 2;
const COMMA = 1;

/** Characters of a statement without any resource. */
function headLength(statement: Statement): number {
  return policyLength([{ ...statement, resources: [] }]) - ENVELOPE;
}

function firstFit(pieces: readonly Piece[]): Policy[] {
  const policies: Policy[] = [];
  for (const { statement, resource, head } of pieces) {
    const added = ({ resources }: Policy) =>
      resource.length + QUOTES + (resources.has(statement) ? 0 : head) + (resources.size === 0 ? 0 : COMMA);
    let policy = policies.find((p) => p.length + added(p) <= POLICY_QUOTA.characters);
    if (!policy) {
      policy = { resources: new Map(), length: ENVELOPE };
      policies.push(policy);
    }
    policy.length += added(policy);
    const packed = policy.resources.get(statement);
    if (packed) packed.push(resource);
    else policy.resources.set(statement, [resource]);
  }
  return policies;
}

/** What is said to permissions that outgrow IAM's quotas: how many characters they have, and how many policies they need. */
function quotaRefusal(characters: number, policies: number): string {
  return (
    `the permissions outgrow IAM's quotas: ${characters} characters need ${policies} policies, and a role can carry ` +
    `${POLICY_QUOTA.policies} of ${POLICY_QUOTA.characters} characters`
  );
}

const QUOTA_ADVICE =
  "name many users by one path, or many users, databases or directories by one tag; either says the same in one line";

function quotaError(statements: readonly Statement[], policies: number): PolicyQuotaError {
  const weights = new Map<string, { resources: number; characters: number }>();
  for (const statement of statements) {
    const weight = weights.get(statement.origin) ?? { resources: 0, characters: 0 };
    weight.resources += statement.resources.length;
    weight.characters += policyLength([statement]) - ENVELOPE;
    weights.set(statement.origin, weight);
  }
  const heaviest = [...weights].sort(([, a], [, b]) => b.characters - a.characters);
  return new PolicyQuotaError(
    [
      quotaRefusal(policyLength(statements), policies),
      "  the heaviest targets:",
      ...heaviest
        .slice(0, 3)
        .map(
          ([origin, w]) =>
            `    ${origin}: ${w.characters} characters for ${w.resources} ${w.resources === 1 ? "resource" : "resources"}`,
        ),
      `  what to do: ${QUOTA_ADVICE}`,
    ].join("\n"),
    heaviest[0]?.[0] ?? "targets",
  );
}
