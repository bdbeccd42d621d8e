import fc from "fast-check";
import {
  fewestPolicies,
  packPolicies,
  PolicyQuotaError,
  toPolicyDocument,
  type Statement,
} from "../../modules/permissions";
import { anyStatements } from "./any-statements";
import { boundByCharacters, CHARACTERS, charactersOf, lowerBound } from "./lower-bound";

const RUNS = { numRuns: 60, seed: 11 };

/** A little more than ten policies hold, so that some requests are refused. */
const ANY = anyStatements({ characters: 62_000 });

/** The policies, or undefined when ten do not hold the statements. */
function packed(statements: readonly Statement[]): Statement[][] | undefined {
  try {
    return packPolicies(statements);
  } catch (error) {
    if (error instanceof PolicyQuotaError) return undefined;
    throw error;
  }
}

/** What statements grant and deny, one line for each action on each resource. */
function permissions(statements: readonly Statement[]): string {
  return statements
    .flatMap(({ effect, actions, resources, conditions }) =>
      resources.flatMap(({ text }) =>
        actions.map(
          (action) =>
            `${effect} ${action} on ${text}${conditions ? ` if ${JSON.stringify(conditions)}` : ""}`,
        ),
      ),
    )
    .sort()
    .join("\n");
}

describe("packed policies, whatever is asked for", () => {
  it("declare every permission once, and nothing else", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const policies = packed(statements);
        if (policies) expect(permissions(policies.flat())).toBe(permissions(statements));
      }),
      RUNS,
    );
  });

  it("have no more than 6,144 characters each, with every reference at its longest", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const lengths = (packed(statements) ?? []).map(charactersOf);
        expect(lengths.filter((length) => length > CHARACTERS)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("have no more than 6,144 characters as IAM gets them", () => {
    fc.assert(
      fc.property(anyStatements({ characters: 62_000, references: false }), (statements) => {
        const lengths = (packed(statements) ?? []).map(
          (policy) => JSON.stringify(toPolicyDocument(policy)).length,
        );
        expect(lengths.filter((length) => length > CHARACTERS)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("are at most one more than the arithmetic lower bound, and are refused only when that may be more than ten", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const most = lowerBound(statements) + 1;
        const policies = packed(statements);
        if (policies) expect(policies.length).toBeLessThanOrEqual(Math.min(most, 10));
        else expect(most).toBeGreaterThan(10);
      }),
      RUNS,
    );
  });

  it("name each statement once", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        for (const policy of packed(statements) ?? []) {
          expect(new Set(policy.map(({ sid }) => sid)).size).toBe(policy.length);
        }
      }),
      RUNS,
    );
  });

  it("keep the statements in the order in which they were declared, and leave none empty", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const order = new Map(statements.map(({ sid }, position) => [sid, position]));
        for (const policy of packed(statements) ?? []) {
          const positions = policy.map(({ sid }) => order.get(sid) as number);
          expect(positions).toEqual([...positions].sort((a, b) => a - b));
          expect(policy.filter(({ resources }) => resources.length === 0)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it("are the same for the same statements", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const again = structuredClone(statements);
        expect(JSON.stringify(packed(again))).toBe(JSON.stringify(packed(statements)));
      }),
      RUNS,
    );
  });
});

describe("the arithmetic lower bound", () => {
  it("by characters is what the packing takes for it", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        expect(fewestPolicies(statements)).toBe(boundByCharacters(statements));
      }),
      RUNS,
    );
  });

  it("is never above the number of policies", () => {
    fc.assert(
      fc.property(ANY, (statements) => {
        const policies = packed(statements);
        if (policies) expect(lowerBound(statements)).toBeLessThanOrEqual(policies.length);
      }),
      RUNS,
    );
  });
});

describe("a few statements", () => {
  const small: Statement = {
    sid: "Small",
    effect: "Allow",
    actions: ["iam:GetUser"],
    resources: [{ text: "*", length: 1 }],
    origin: "targets",
  };

  it("make one policy", () => {
    expect(packPolicies([small, { ...small, sid: "Other" }])).toEqual([[small, { ...small, sid: "Other" }]]);
  });

  it("make no policy when there is none", () => {
    expect(packPolicies([])).toEqual([]);
  });

  it("fill a policy to its last character", () => {
    const grown = (by: number): Statement => ({
      ...small,
      resources: [{ text: "x".repeat(by), length: by }],
    });
    const room = CHARACTERS - charactersOf([grown(0)]);
    const twin = { ...small, sid: "Twin" };
    const both = room - (charactersOf([grown(0), twin]) - charactersOf([grown(0)]));
    expect(packPolicies([grown(both), twin])).toHaveLength(1);
    expect(packPolicies([grown(both + 1), twin])).toHaveLength(2);
  });

  /** Nine of these resources fill a policy but for a gap that only shorter ones can use. */
  const nineFillAPolicy = (count: number): Statement => ({
    ...small,
    sid: "Long",
    resources: Array.from({ length: count }, (_, i) => ({ text: String(i).padStart(620, "0"), length: 620 })),
  });

  it("use the room that earlier ones left", () => {
    const [first, second] = packPolicies([nineFillAPolicy(10), small]);
    expect(first?.map(({ sid }) => sid)).toEqual(["Long", "Small"]);
    expect(second?.map(({ sid }) => sid)).toEqual(["Long"]);
  });

  it("give up their order where ten policies would not hold them otherwise", () => {
    const short = Array.from({ length: 10 }, (_, i): Statement => ({ ...small, sid: `Short${i}` }));
    const long = nineFillAPolicy(90);
    const policies = packPolicies([...short, long]);
    expect(lowerBound([...short, long])).toBe(10);
    expect(policies).toHaveLength(10);
    expect(permissions(policies.flat())).toBe(permissions([...short, long]));
  });
});
