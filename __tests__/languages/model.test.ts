import type { StatementJson } from "../../modules/permissions";
import { shippedGateways } from "../least-privilege/gateways";
import {
  actionsOf,
  arnsLike,
  type Circumstance,
  everyCircumstances,
  isMet,
  Language,
  requirementsOf,
  resourcePolicyRights,
  resourcesOf,
  rightsOf,
  textsLike,
} from "../../modules/languages";

jest.setTimeout(300_000);

const USER = "arn:aws:iam::111122223333:user";

describe("a wildcard in a Resource", () => {
  it.each([
    [`${USER}/service/*`, `${USER}/service/ci/bot`, true],
    [`${USER}/service/*`, `${USER}/service`, false],
    [`${USER}/a?b`, `${USER}/a/b`, true],
    [`${USER}/a?b`, `${USER}/ab`, false],
    [`${USER}/a.b`, `${USER}/axb`, false],
    [`${USER}/ada`, `${USER}/Ada`, false],
    ["arn:aws:logs:*:1:log-group:x:*", "arn:aws:logs:us-east-1:1:log-group:x:log-stream:y", true],
    ["*", "arn:aws:s3:::any", true],
  ])("%s for %s: %s", (pattern, arn, stands) => {
    expect(textsLike(pattern).has(arn)).toBe(stands);
  });

  it("stands for the same ARNs whether it may go beyond a colon or not, in every policy and for every ARN there can be", async () => {
    const statements = shippedGateways().flatMap(({ documents }) =>
      Object.values(documents).flatMap(({ Statement }) => Statement as readonly StatementJson[]),
    );
    let compared = 0;
    for (const { Action, Resource = [] } of statements) {
      const spaces = await Promise.all([...(await actionsOf(Action))].map(resourcesOf));
      const space = Language.union(spaces);
      for (const pattern of Resource.filter((each) => each !== "*")) {
        const [wide, narrow] = [textsLike(pattern).and(space), arnsLike(pattern).and(space)];
        expect([pattern, wide.minus(narrow).shortest, narrow.minus(wide).shortest]).toEqual([
          pattern,
          undefined,
          undefined,
        ]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});

describe("an ARN in a condition", () => {
  it.each([
    ["arn:aws:iam::*:role/ops", "arn:aws:iam::111122223333:role/ops", true],
    ["arn:aws:iam::*:role/ops", "arn:aws:iam::1:role:role/ops", false],
    ["arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a/b:c", true],
    ["arn:aws:iam::1*:role/ops", "arn:aws:iam::1:2:role/ops", false],
    ["*", "arn:aws:iam::1:role/ops", true],
    ["*", "ops", false],
    ["ops", "ops", false],
  ])("is compared part by part: %s with %s: %s", (pattern, arn, stands) => {
    expect(arnsLike(pattern).has(arn)).toBe(stands);
  });
});

describe("a condition", () => {
  const ARN = "arn:aws:iam::1:role/ops";
  it.each<[string, string[], Circumstance, boolean]>([
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a", "b"], "B", false],
    ["StringEquals", ["a*"], "ab", false],
    ["StringEquals", ["a"], undefined, false],
    ["StringEqualsIfExists", ["a"], undefined, true],
    ["StringEqualsIfExists", ["a"], "b", false],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a"], undefined, true],
    ["StringLike", ["a*"], "ab", true],
    ["StringLike", ["a?"], "a", false],
    ["StringNotLike", ["a*"], "ab", false],
    ["StringNotLike", ["a*"], undefined, true],
    ["ArnEquals", ["arn:aws:iam::1:role/*"], ARN, true],
    ["ArnLike", ["arn:aws:iam::2:role/*"], ARN, false],
    ["ArnLike", ["arn:aws:iam::1:role/*"], undefined, false],
    ["ArnNotEquals", [ARN], ARN, false],
    ["ArnNotLike", ["arn:aws:iam::1:role/*"], "arn:aws:iam::1:user/ops", true],
    ["ArnNotLike", [ARN], undefined, true],
    ["Bool", ["true"], "true", true],
    ["Bool", ["true"], "false", false],
    ["Bool", ["false"], undefined, false],
    ["BoolIfExists", ["false"], undefined, true],
    ["BoolIfExists", ["false"], "true", false],
    ["Null", ["true"], undefined, true],
    ["Null", ["true"], "", false],
    ["Null", ["false"], undefined, false],
    ["Null", ["false"], "", true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a"], ["a", "b"], false],
    ["ForAllValues:StringEquals", ["a"], [], true],
    ["ForAllValues:StringEquals", ["a"], undefined, true],
  ])("%s %j with %j: %s", (operator, values, circumstance, holds) => {
    const [requirement, ...others] = requirementsOf({ [operator]: { "aws:Key": values } });
    expect(others).toEqual([]);
    expect(requirement && isMet(requirement, circumstance)).toBe(holds);
  });

  it("takes no notice of the case of a key, the key of a tag in it included", () => {
    const keys = ["aws:ResourceTag/KeeperPAM", "AWS:resourcetag/keeperpam"].flatMap((key) =>
      requirementsOf({ StringEquals: { [key]: ["managed"] } }).map((requirement) => requirement.key),
    );
    expect(new Set(keys).size).toBe(1);
  });

  it("is tried with a value of every piece that the values cut out, and without one", () => {
    const asked = [
      ...requirementsOf({ StringEquals: { key: ["ab"] } }),
      ...requirementsOf({ StringLike: { key: ["a*"] } }),
    ];
    const values = everyCircumstances(asked).map(({ key }) => key);
    expect(values).toContain(undefined);
    expect(values).toContain("ab");
    expect(values.filter((value) => value !== "ab" && String(value).startsWith("a"))).toHaveLength(1);
    expect(values).toHaveLength(4);
  });

  it("on a set of values is tried with every choice of the pieces, and with none", () => {
    const asked = requirementsOf({ "ForAllValues:StringEquals": { key: ["a"] } });
    expect(everyCircumstances(asked)).toHaveLength(4);
  });
});

describe("what is not understood is refused and not passed over", () => {
  const sound: StatementJson = { Sid: "Any", Effect: "Allow", Action: ["iam:GetUser"], Resource: ["*"] };
  const policy = (change: object) => [
    { Version: "2012-10-17" as const, Statement: [{ ...sound, ...change } as StatementJson] },
  ];

  it.each([
    [
      "an operator",
      { Condition: { DateLessThan: { "aws:CurrentTime": ["2026"] } } },
      "DateLessThan is not understood here",
    ],
    [
      "an opposite on a set",
      { Condition: { "ForAllValues:StringNotEquals": { key: ["a"] } } },
      "ForAllValues:StringNotEquals is not understood here",
    ],
    [
      "an operator on any of a set",
      { Condition: { "ForAnyValue:StringEquals": { key: ["a"] } } },
      "ForAnyValue:StringEquals is not understood here",
    ],
    ["a policy variable in a resource", { Resource: [`${USER}/\${aws:username}`] }, "has a policy variable"],
    [
      "a policy variable in a condition",
      { Condition: { StringLike: { key: ["${aws:username}"] } } },
      "has a policy variable",
    ],
    ["NotAction", { NotAction: ["iam:*"] }, "Any: NotAction is not understood here"],
    ["a truth that is none", { Condition: { Bool: { key: ["yes"] } } }, "yes is neither true nor false"],
  ])("%s", async (_, change, message) => {
    await expect(rightsOf(policy(change))).rejects.toThrow(message);
  });

  it("a kind of principal", async () => {
    const [document] = policy({ Principal: { Federated: ["cognito-identity.amazonaws.com"] } });
    await expect(resourcePolicyRights(document as never)).rejects.toThrow(
      "the principal Federated: cognito-identity.amazonaws.com is not understood here",
    );
  });
});

describe("the policy of a resource", () => {
  const OPS = "arn:aws:iam::111122223333:role/ops";
  const policy = (Principal: object, Condition = {}, Effect: "Allow" | "Deny" = "Allow") =>
    resourcePolicyRights({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Any", Effect, Action: ["kms:Decrypt"], Resource: ["*"], Principal, Condition } as never,
      ],
    });

  it("leaves it to an account that it names who may", async () => {
    const { itself, withOwnPolicies } = await policy({ AWS: ["arn:aws:iam::111122223333:root"] });
    expect(itself.granted).toEqual([]);
    expect(withOwnPolicies.granted.map(({ reach }) => reach.has(OPS))).toEqual([true]);
    expect(withOwnPolicies.granted.map(({ reach }) => reach.has(OPS.replace("1111", "9999")))).toEqual([
      false,
    ]);
  });

  it("allows whom it names, or everybody whose ARN meets its conditions", async () => {
    for (const rights of [
      await policy({ AWS: [OPS] }),
      await policy({ AWS: ["*"] }, { ArnLike: { "aws:PrincipalArn": [OPS] } }),
      await policy({ AWS: ["*"] }, { StringEquals: { "AWS:principalarn": [OPS] } }),
    ]) {
      expect(rights.withOwnPolicies.granted).toEqual([]);
      expect(rights.itself.granted.map(({ reach }) => [reach.has(OPS), reach.has(`${OPS}2`)])).toEqual([
        [true, false],
      ]);
    }
  });

  it("knows the principals of an account by a condition", async () => {
    const { itself } = await policy(
      { AWS: ["*"] },
      { StringEquals: { "aws:PrincipalAccount": ["111122223333"] } },
    );
    expect(
      itself.granted.map(({ reach }) => [reach.has(OPS), reach.has(OPS.replace("1111", "9999"))]),
    ).toEqual([[true, false]]);
  });

  it("denies services too where it denies everybody but an ARN, since a service has none", async () => {
    const { itself } = await policy({ AWS: ["*"] }, { ArnNotEquals: { "aws:PrincipalArn": [OPS] } }, "Deny");
    expect(
      itself.taken?.map(({ reach }) => [OPS, `${OPS}2`, "rds.amazonaws.com"].map((who) => reach.has(who))),
    ).toEqual([[false, true, true]]);
  });
});
