import fc from "fast-check";
import {
  allows,
  undecidedConditions,
  type AskedCall,
  type Call,
  type Rule,
} from "../../modules/report/evaluation";
import { verdict } from "../support/simulation";
import type { StatementJson } from "../../modules/permissions";

const ACCOUNT = "111122223333";
const of = <T>(...values: T[]) => fc.constantFrom(...values);

/** Calls that make sense, near enough to each other that a statement on one often meets another. */
const USERS = ["ada", "adam", "service/ada", "service/ci/ada", "Ada"].map(
  (name) => `arn:aws:iam::${ACCOUNT}:user/${name}`,
);
const DATABASES = ["us-east-1", "eu-west-1"].flatMap((region) =>
  ["orders", "orders-2"].map((name) => ({ region, arn: `arn:aws:rds:${region}:${ACCOUNT}:db:${name}` })),
);
const tags = fc.option(
  fc
    .record({ key: of("Team", "Stage"), value: of("a", "ab", "A") })
    .map(({ key, value }) => ({ [key]: value })),
  { nil: {} },
);
const CALL = fc.oneof(
  fc.record({
    action: of("iam:GetUser", "iam:UpdateLoginProfile", "iam:DeleteLoginProfile"),
    resource: of(...USERS),
    tags,
    region: of("us-east-1"),
  }),
  fc
    .record({
      action: of("rds:ModifyDBInstance", "rds:DescribeDBInstances"),
      database: of(...DATABASES),
      tags,
      handsOver: of(undefined, undefined, "true", "false"),
    })
    .map(({ action, database: { arn, region }, tags: carried, handsOver }) => ({
      action,
      resource: arn,
      tags: carried,
      region,
      // AWS knows of it in calls that change an instance alone.
      context: (handsOver === undefined || action !== "rds:ModifyDBInstance"
        ? {}
        : { "rds:ManageMasterUserPassword": handsOver }) as Record<string, string>,
    })),
  fc.record({
    action: of("iam:ListUsers", "ec2:DescribeInstances", "ds:DescribeDirectories"),
    resource: of("*"),
    tags: of({}),
    region: of("us-east-1", "eu-west-1"),
  }),
);

const RULE: fc.Arbitrary<Rule> = fc.record({
  effect: of<"Allow" | "Deny">("Allow", "Allow", "Deny"),
  actions: fc.uniqueArray(
    of(
      "iam:GetUser",
      "iam:*LoginProfile",
      "iam:Update?oginProfile",
      "rds:*",
      "rds:ModifyDBInstance",
      "IAM:getuser",
      "iam:ListUsers",
      "ec2:Describe*",
      "ds:DescribeDirectories",
      "*",
    ),
    { minLength: 1, maxLength: 3 },
  ),
  resources: fc.uniqueArray(
    of(
      ...USERS,
      ...DATABASES.map(({ arn }) => arn),
      "*",
      `arn:aws:iam::${ACCOUNT}:user/*`,
      `arn:aws:iam::${ACCOUNT}:user/*/ada`,
      `arn:aws:iam::${ACCOUNT}:user/service/*`,
      `arn:aws:iam::${ACCOUNT}:user/?da`,
      `arn:aws:iam::444455556666:user/*`,
      `arn:aws:rds:us-east-1:${ACCOUNT}:db:*`,
      `arn:aws:rds:*:${ACCOUNT}:db:orders`,
      `arn:aws:rds:us-east-1:${ACCOUNT}:db:orders-?`,
      "arn:aws-cn:iam::*:user/*",
    ),
    { minLength: 1, maxLength: 3 },
  ),
  conditions: fc.uniqueArray(
    fc.oneof(
      fc.record({
        test: of("StringEquals", "StringLike"),
        key: of("aws:RequestedRegion"),
        values: fc.uniqueArray(of("us-east-1", "eu-*", "us-????-1"), { minLength: 1 }),
      }),
      fc.record({
        test: of("StringEquals", "StringLike"),
        key: of("aws:ResourceTag/Team", "aws:resourcetag/TEAM", "aws:ResourceTag/Stage"),
        values: fc.uniqueArray(of("a", "a*", "b", "?"), { minLength: 1 }),
      }),
      fc.record({
        test: of("BoolIfExists"),
        key: of("rds:ManageMasterUserPassword", "RDS:managemasteruserpassword"),
        values: fc.uniqueArray(of("false", "true", "False"), { minLength: 1, maxLength: 1 }),
      }),
    ),
    { maxLength: 2, selector: ({ test, key }) => `${test} ${key.toLowerCase()}` },
  ),
});

function toJson({ effect, actions, resources, conditions }: Rule, i: number): StatementJson {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, key, values } of conditions) block[test] = { ...block[test], [key]: values };
  return { Sid: `Rule${i}`, Effect: effect, Action: actions, Resource: resources, Condition: block };
}

describe("whether policies allow a call", () => {
  it("is judged as IAM's simulation judges it", async () => {
    const seen = { allowed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(RULE, { minLength: 1, maxLength: 4 }), CALL, async (rules, call) => {
        const document = { Version: "2012-10-17" as const, Statement: rules.map(toJson) };
        const expected = (await verdict([document], call)) === "Allowed";
        const context = {
          "aws:RequestedRegion": call.region,
          ...Object.fromEntries(
            Object.entries(call.tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
          ),
          ...("context" in call && call.context),
        } as Call["context"];
        seen[expected ? "allowed" : "refused"]++;
        expect(allows(rules, { action: call.action, resource: call.resource, context })).toBe(expected);
      }),
      { numRuns: 1500, seed: 11 },
    );
    // Neither answer would be right all the time.
    expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(100);
  }, 120_000);

  it("is not guessed where a condition is of a kind that is not known", () => {
    const rule: Rule = {
      effect: "Allow",
      actions: ["iam:GetUser"],
      resources: ["*"],
      conditions: [{ test: "DateLessThan", key: "aws:CurrentTime", values: ["2030-01-01"] }],
    };
    expect(() => allows([rule], { action: "iam:GetUser", resource: "*", context: {} })).toThrow(
      "the condition DateLessThan on aws:CurrentTime cannot be evaluated",
    );
  });

  it.each([
    ["true", false],
    ["false", true],
    ["FALSE", true],
    [undefined, true],
  ])("takes a test that does without its key for true where there is none: %s", (value, expected) => {
    const rule: Rule = {
      effect: "Allow",
      actions: ["rds:ModifyDBInstance"],
      resources: ["*"],
      conditions: [{ test: "BoolIfExists", key: "rds:ManageMasterUserPassword", values: ["false"] }],
    };
    const context: Call["context"] = value === undefined ? {} : { "rds:ManageMasterUserPassword": value };
    expect(allows([rule], { action: "rds:ModifyDBInstance", resource: "*", context })).toBe(expected);
  });

  it.each([
    ["arn:aws:iam::111122223333:instance-profile/pam", true],
    ["arn:aws:iam::111122223333:instance-profile/PAM", false],
    ["arn:aws:iam::111122223333:instance-profile/pam/pam", false],
    [undefined, false],
  ])("knows an ARN that a condition names: %s", (arn, expected) => {
    const rule: Rule = {
      effect: "Allow",
      actions: ["ec2:AssociateIamInstanceProfile"],
      resources: ["*"],
      conditions: [
        {
          test: "ArnEquals",
          key: "ec2:NewInstanceProfile",
          values: ["arn:aws:iam::111122223333:instance-profile/pam"],
        },
      ],
    };
    const context: Call["context"] = arn === undefined ? {} : { "ec2:NewInstanceProfile": arn };
    expect(
      allows([rule], { action: "ec2:AssociateIamInstanceProfile", resource: "arn:aws:ec2:::i", context }),
    ).toBe(expected);
  });
});

/** What AWS has for the keys that rules ask for, each of which it may have nothing for. */
const WHOLE: fc.Arbitrary<Record<string, string | null>> = fc.record({
  "aws:RequestedRegion": of("us-east-1", "eu-west-1", null),
  "aws:ResourceTag/Team": of("a", "ab", "b", null),
  "aws:ResourceTag/Stage": of("a", "b", null),
  "rds:ManageMasterUserPassword": of("true", "false", null),
});

describe("what a part of the knowledge of a call decides", () => {
  const withoutNulls = (context: AskedCall["context"]) =>
    Object.fromEntries(Object.entries(context).filter(([, value]) => value !== null)) as Call["context"];

  it("is so whatever the rest turns out to be, and what it leaves open hangs on conditions of that", () => {
    const seen = { applies: 0, "does not": 0, open: 0 };
    fc.assert(
      fc.property(RULE, CALL, WHOLE, fc.func(fc.boolean()), (rule, { action, resource }, whole, isKnown) => {
        const context = Object.fromEntries(Object.entries(whole).filter(([key]) => isKnown(key)));
        const undecided = undecidedConditions(rule, { action, resource, context });
        const applies = allows([{ ...rule, effect: "Allow" }], {
          action,
          resource,
          context: withoutNulls(whole),
        });
        seen[undecided ? (undecided.length > 0 ? "open" : "applies") : "does not"]++;
        if (!undecided || undecided.length === 0) expect(applies).toBe(undecided !== undefined);
        // With the conditions that are left open it is decided.
        else {
          const rest = { ...rule, effect: "Allow" as const, conditions: undecided };
          expect(allows([rest], { action, resource, context: withoutNulls(whole) })).toBe(applies);
        }
      }),
      { numRuns: 3000, seed: 17 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(50);
  });
});
