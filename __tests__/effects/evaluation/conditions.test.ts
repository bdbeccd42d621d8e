import { conditionsHold } from "./conditions";

const PRINCIPAL = { "aws:principalarn": ["arn:aws:iam::111122223333:role/a/operators"] };
const holds = (operator: string, key: string, values: string[], context: Record<string, string[]> = {}) =>
  conditionsHold({ [operator]: { [key]: values } }, context);

describe("the conditions of the model", () => {
  it("compare ARNs part by part", () => {
    expect(holds("ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/a/*"], PRINCIPAL)).toBe(true);
    expect(holds("ArnEquals", "aws:PrincipalArn", ["arn:aws:iam::*"], PRINCIPAL)).toBe(false);
    expect(holds("ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/a/*"], PRINCIPAL)).toBe(false);
  });

  it("take a key that is not there for a refusal, but where they ask for the opposite or only if it is there", () => {
    expect(holds("StringEquals", "aws:ResourceTag/Team", ["dba"])).toBe(false);
    expect(holds("StringNotEquals", "aws:ResourceTag/Team", ["dba"])).toBe(true);
    expect(holds("StringEqualsIfExists", "aws:ResourceTag/Team", ["dba"])).toBe(true);
    expect(
      holds("StringEqualsIfExists", "aws:ResourceTag/Team", ["dba"], { "aws:resourcetag/team": ["x"] }),
    ).toBe(false);
    expect(holds("ForAllValues:StringEquals", "kms:ResourceAliases", ["alias/a"])).toBe(true);
    expect(holds("ForAnyValue:StringEquals", "kms:ResourceAliases", ["alias/a"])).toBe(false);
    expect(holds("Null", "aws:ResourceTag/Team", ["true"])).toBe(true);
    expect(holds("Null", "aws:ResourceTag/Team", ["false"])).toBe(false);
  });

  it("take all values of a set, or any", () => {
    const aliases = { "kms:resourcealiases": ["alias/a", "alias/b"] };
    expect(holds("ForAllValues:StringEquals", "kms:ResourceAliases", ["alias/a"], aliases)).toBe(false);
    expect(holds("ForAnyValue:StringEquals", "kms:ResourceAliases", ["alias/a"], aliases)).toBe(true);
  });

  it("are no others than those that are modelled", () => {
    expect(() => holds("NumericLessThan", "aws:MultiFactorAuthAge", ["1"])).toThrow("NumericLessThan");
  });
});
