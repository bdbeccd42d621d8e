import fc from "fast-check";
import { packPolicies, type Statement } from "../../modules/permissions";
import { permissionStatements, type PermissionRequest, type RotationTargets } from "../../modules/targets";
import { boundByCharacters } from "../permissions/lower-bound";
import { HOME, SELF } from "./sample-gateway";

const RUNS = { numRuns: 60, seed: 11 };

/** Numbered names of the given lengths, over and over. */
function names(kind: string, count: number, lengths: readonly number[]): string[] {
  return Array.from({ length: count }, (_, i) =>
    `${kind}${i}`.padEnd(lengths[i % lengths.length] as number, "x"),
  );
}

/** Names and paths as people give them, up to some hundred of each. */
const EVERYDAY: fc.Arbitrary<PermissionRequest> = fc
  .record({
    databases: fc.integer({ min: 1, max: 150 }),
    directories: fc.integer({ min: 1, max: 10 }),
    users: fc.integer({ min: 1, max: 200 }),
    keys: fc.integer({ min: 1, max: 200 }),
    protectedUsers: fc.integer({ min: 0, max: 20 }),
    lengths: fc.array(fc.integer({ min: 8, max: 24 }), { minLength: 1, maxLength: 7 }),
    paths: fc.array(fc.constantFrom("/", "/service/", "/contractors/2026/"), { minLength: 1, maxLength: 5 }),
  })
  .map(({ databases, directories, users, keys, protectedUsers, lengths, paths }) => {
    const at = (i: number) => paths[i % paths.length];
    return {
      targets: {
        managedDatabases: names("db", databases, lengths).map((instance) => ({ instance })),
        directories: names("", directories, [10]).map((id) => ({ id: `d-${id}` })),
        iamUsers: names("user", users, lengths).map((name, i) => ({ name, path: at(i) })),
        iamAccessKeys: names("bot", keys, lengths).map((name, i) => ({ name, path: at(i) })),
      },
      protectedUsers: names("admin", protectedUsers, [10]),
    };
  });

const statements = (request: PermissionRequest) => permissionStatements(request, HOME, { self: () => SELF });

const withTarget = (
  request: PermissionRequest,
  list: keyof RotationTargets,
  target: object,
): PermissionRequest => ({
  ...request,
  targets: { ...request.targets, [list]: [...((request.targets?.[list] as object[]) ?? []), target] },
});

/** The number of the policy that each resource of each job is in. */
function places(policies: Statement[][]): Map<string, number> {
  return new Map(
    policies.flatMap((policy, number) =>
      policy.flatMap(({ sid, resources }) =>
        resources.map(({ text }): [string, number] => [`${sid} ${text}`, number]),
      ),
    ),
  );
}

describe("the policies of everyday lists", () => {
  it("are at most one more than their characters make necessary", () => {
    fc.assert(
      fc.property(EVERYDAY, (request) => {
        const all = statements(request);
        expect(packPolicies(all).length).toBeLessThanOrEqual(boundByCharacters(all) + 1);
      }),
      RUNS,
    );
  });

  it("change in one place when an access key is added at the end", () => {
    fc.assert(
      fc.property(EVERYDAY, (request) => {
        const before = packPolicies(statements(request)).map((policy) => JSON.stringify(policy));
        const grown = withTarget(request, "iamAccessKeys", { name: "added" });
        const after = packPolicies(statements(grown)).map((policy) => JSON.stringify(policy));
        expect(after.filter((policy, i) => policy !== before[i])).toHaveLength(1);
      }),
      RUNS,
    );
  });

  it.each([
    ["managedDatabases", { instance: "added" }],
    ["directories", { id: "d-added00000" }],
    ["iamUsers", { name: "added" }],
  ] as const)(
    "keep nine resources of ten where they are when one is added at the end of %s",
    (list, target) => {
      fc.assert(
        fc.property(EVERYDAY, (request) => {
          const before = places(packPolicies(statements(request)));
          const after = places(packPolicies(statements(withTarget(request, list, target))));
          const moved = [...before].filter(([resource, policy]) => after.get(resource) !== policy);
          expect(moved.length).toBeLessThanOrEqual(before.size / 10);
        }),
        RUNS,
      );
    },
  );

  it("hold the Deny in the first, whatever grows", () => {
    fc.assert(
      fc.property(EVERYDAY, (request) => {
        const found = packPolicies(statements({ ...request, protectedUsers: ["break-glass"] })).map(
          (policy) => policy.some(({ effect }) => effect === "Deny"),
        );
        expect(found.indexOf(true)).toBe(0);
        expect(found.lastIndexOf(true)).toBe(0);
      }),
      RUNS,
    );
  });
});
