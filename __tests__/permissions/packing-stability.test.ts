import fc from "fast-check";
import { packPolicies, type PolicyText, type Statement } from "../../modules/permissions";
import { anyStatements } from "./any-statements";
import { boundByCharacters } from "./lower-bound";

const RUNS = { numRuns: 60, seed: 11 };

/** Not up to the tenth policy, where a tight fit is worth more than its order. */
const ANY = anyStatements({ characters: 45_000 }).filter(
  (statements) => statements.length > 0 && boundByCharacters(statements) <= 8,
);

const ADDED = fc
  .integer({ min: 20, max: 620 })
  .map((length): PolicyText => ({ text: "added".padEnd(length, "-"), length }));

/** The number of the policy that each resource of each statement is in. */
function places(statements: readonly Statement[]): Map<string, number> {
  return new Map(
    packPolicies(statements).flatMap((policy, number) =>
      policy.flatMap(({ sid, resources }) =>
        resources.map(({ text }): [string, number] => [`${sid} ${text}`, number]),
      ),
    ),
  );
}

/** The first few resources that changed their policy. */
function moved(before: Map<string, number>, after: Map<string, number>): string[] {
  const resources = [...before.keys()].filter((resource) => after.get(resource) !== before.get(resource));
  return resources.slice(0, 3);
}

function withResource(statements: readonly Statement[], position: number, added: PolicyText): Statement[] {
  return statements.map((statement, i) =>
    i === position ? { ...statement, resources: [...statement.resources, added] } : statement,
  );
}

describe("a target that is added", () => {
  it("at the end of the last list leaves every other in its policy", () => {
    fc.assert(
      fc.property(ANY, ADDED, (statements, added) => {
        const after = places(withResource(statements, statements.length - 1, added));
        expect(moved(places(statements), after)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("as a list of its own at the end leaves every other in its policy", () => {
    fc.assert(
      fc.property(ANY, ADDED, (statements, added) => {
        const list = { ...(statements[0] as Statement), sid: "Added", resources: [added] };
        expect(moved(places(statements), places([...statements, list]))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("at the end of an earlier list leaves everything before it in its policy", () => {
    fc.assert(
      fc.property(ANY, ADDED, fc.nat(), (statements, added, n) => {
        const position = n % statements.length;
        const before = places(statements.slice(0, position + 1));
        expect(moved(before, places(withResource(statements, position, added)))).toEqual([]);
      }),
      RUNS,
    );
  });
});
