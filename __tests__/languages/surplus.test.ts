import fc from "fast-check";
import { Language, rightsOf, surplus, type Rights } from "../../modules/languages";
import type { PolicyDocumentJson, StatementJson } from "../../modules/permissions";
import { isAllowed } from "./verdict";

const ACTIONS = ["iam:GetUser", "iam:ListUsers"];
const RESOURCES = ["a", "b", "ab", "ba", "abb"];
const VALUES = [undefined, "x", "y", "z"];
/** Whatever there can be, so that no difference is left out for want of an ARN. */
const EVERYTHING = () => Language.of("[ab]+");

const condition = fc.oneof(
  fc.constant({}),
  ...["StringEquals", "StringNotEquals", "StringEqualsIfExists"].map((test) =>
    fc
      .record({ key: fc.constantFrom("k", "l"), values: fc.subarray(["x", "y"], { minLength: 1 }) })
      .map(({ key, values }) => ({ [test]: { [key]: values } })),
  ),
  fc
    .record({ key: fc.constantFrom("k", "l"), isAbsent: fc.constantFrom("true", "false") })
    .map(({ key, isAbsent }) => ({ Null: { [key]: [isAbsent] } })),
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.subarray(ACTIONS, { minLength: 1 }),
    Resource: fc.uniqueArray(fc.constantFrom("a", "b", "a*", "*b", "?", "*", "a?"), {
      minLength: 1,
      maxLength: 2,
    }),
    Condition: fc.array(condition, { maxLength: 2 }).map((all) => Object.assign({}, ...all) as object),
  })
  .map((one) => ({ Sid: "Any", ...one }) as StatementJson);
const policy = fc
  .array(statement, { maxLength: 5 })
  .map((Statement): PolicyDocumentJson => ({ Version: "2012-10-17", Statement }));

/** Every call of a small world. */
const CALLS = ACTIONS.flatMap((action) =>
  RESOURCES.flatMap((resource) =>
    VALUES.flatMap((k) => VALUES.map((l) => ({ action, resource, circumstances: { k, l } }))),
  ),
);

const beyond = (one: Rights, other: Rights) => surplus(one, other, EVERYTHING);

describe("what one side allows beyond another", () => {
  it("is found where a call of a small world tells, and each call that is found tells", async () => {
    let [differing, found] = [0, 0];
    await fc.assert(
      fc.asyncProperty(policy, policy, async (first, second) => {
        const [one, other] = [await rightsOf([first]), await rightsOf([second])];
        const told = await beyond(one, other);
        found += told.length;
        for (const { action, resource, circumstances } of told) {
          const call = { action, resource, circumstances };
          expect([call, isAllowed(one, call), isAllowed(other, call)]).toEqual([call, true, false]);
        }
        for (const call of CALLS.filter((each) => isAllowed(one, each) && !isAllowed(other, each))) {
          differing++;
          // By the very rule that allows it.
          const by = told.filter(({ rule, action }) =>
            isAllowed({ granted: [rule] }, { ...call, action: action === call.action ? action : "" }),
          );
          expect([call, by.length > 0]).toEqual([call, true]);
        }
      }),
      { seed: 29, numRuns: 400 },
    );
    expect(Math.min(differing, found)).toBeGreaterThan(400);
  });

  it("is nothing beyond itself, in whatever order and however cut", async () => {
    await fc.assert(
      fc.asyncProperty(policy, fc.boolean(), async ({ Version, Statement }, cut) => {
        const reworded = [...Statement]
          .reverse()
          .flatMap((one) =>
            cut ? one.Resource.map((resource) => ({ ...one, Resource: [resource] })) : [one],
          );
        const [one, other] = [
          await rightsOf([{ Version, Statement }]),
          await rightsOf(reworded.map((each) => ({ Version, Statement: [each] }))),
        ];
        expect([await beyond(one, other), await beyond(other, one)]).toEqual([[], []]);
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it("is told with an ARN where there is one, and with * where a call can name none alone", async () => {
    const all = await rightsOf([
      {
        Version: "2012-10-17",
        Statement: [{ Sid: "All", Effect: "Allow", Action: ["iam:GetUser"], Resource: ["*"] }],
      },
    ]);
    const told = (form: string) => surplus(all, { granted: [] }, () => Language.of(form));
    expect(await told("\\*|arn:a")).toMatchObject([{ resource: "arn:a" }]);
    expect(await told("\\*")).toMatchObject([{ resource: "*" }]);
  });

  it("is found among hundreds of tags with a key of each, which no call has all of", async () => {
    const tagged = (count: number) =>
      rightsOf([
        {
          Version: "2012-10-17",
          Statement: [...Array(count).keys()].map((i): StatementJson => ({
            Sid: `Tag${i}`,
            Effect: "Allow",
            Action: ["iam:GetUser"],
            Resource: ["*"],
            Condition: { StringEquals: { [`aws:ResourceTag/team-${i}`]: ["x"] } },
          })),
        },
      ]);
    const told = await beyond(await tagged(201), await tagged(200));
    expect(told.map(({ rule, circumstances }) => [rule.name, circumstances])).toEqual([
      ["Tag200", { "aws:resourcetag/team-200": "x" }],
    ]);
  });

  it.each([
    ["StringEqualsIfExists", "StringEquals", { k: undefined }],
    ["StringEquals", "StringEqualsIfExists", undefined],
  ])("is told of %s beyond %s of the same values: %j", async (first, second, circumstances) => {
    const policyWith = (test: string) =>
      rightsOf([
        {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Conditioned",
              Effect: "Allow",
              Action: ["iam:GetUser"],
              Resource: ["*"],
              Condition: { [test]: { k: ["x"] } },
            },
          ],
        },
      ]);
    const told = await beyond(await policyWith(first), await policyWith(second));
    expect(told.map((each) => each.circumstances)).toEqual(circumstances ? [circumstances] : []);
  });
});
