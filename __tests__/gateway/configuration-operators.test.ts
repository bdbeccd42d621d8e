import {
  allowedOnKey,
  allowedOnSecret,
  ELSEWHERE,
  iam,
  NEIGHBOURS,
  OPERATOR,
  SECRET,
  secretNamed,
  through,
  WITH_OPERATORS,
  WITH_PERMISSION_SET,
  WITHOUT_OPERATORS,
} from "./protected-configuration";

/** What operators may do with the key and the secret, by the policies of these two alone: they have none of their own. */

const PUT = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"];
const USE = ["kms:Decrypt", "kms:GenerateDataKey"];

describe("an operator who is named", () => {
  it("may encrypt and decrypt this secret through Secrets Manager without any policy of his own", async () => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(SECRET))).toEqual(USE);
  });

  it("may do so for the secret of that name that is made when this one is gone", async () => {
    expect(
      await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secretNamed("keeper/gateway-GhIjKl"))),
    ).toEqual(USE);
  });

  it.each(ELSEWHERE)("may do nothing with the key %s", async (_, context) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, context)).toEqual([]);
  });

  it.each(NEIGHBOURS)("may do nothing for another secret: %s", async (_, secret) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secret))).toEqual([]);
  });

  it("may put the value and see that it is there, and do nothing else with the secret", async () => {
    expect(await allowedOnSecret(WITH_OPERATORS, OPERATOR)).toEqual(PUT);
  });

  it("may do so in any session of the role", async () => {
    const session = { ...OPERATOR, principal: "arn:aws:sts::111122223333:assumed-role/operator/ada" };
    expect(await allowedOnKey(WITH_OPERATORS, session, through(SECRET))).toEqual(USE);
    expect(await allowedOnSecret(WITH_OPERATORS, session)).toEqual(PUT);
  });

  it("is nobody whom the account's own policies would not allow, where none is named", async () => {
    expect(await allowedOnKey(WITHOUT_OPERATORS, OPERATOR, through(SECRET))).toEqual([]);
  });
});

describe("an operator by a permission set", () => {
  const inSso = (rest: string) => iam(`role/aws-reserved/sso.amazonaws.com/${rest}`);
  const somebody = (principal: string) => ({ principal, policies: [] });
  const both = async (principal: string) => [
    await allowedOnKey(WITH_PERMISSION_SET, somebody(principal), through(SECRET)),
    await allowedOnSecret(WITH_PERMISSION_SET, somebody(principal)),
  ];

  it.each([
    ["of the home region", inSso("AWSReservedSSO_KeeperOperators_0123456789abcdef")],
    ["of another region", inSso("eu-west-2/AWSReservedSSO_KeeperOperators_0123456789abcdef")],
    ["of another assignment", inSso("AWSReservedSSO_KeeperOperators_fedcba9876543210")],
  ])("is the set's role %s", async (_, role) => {
    expect(await both(role)).toEqual([USE, PUT]);
  });

  it.each([
    ["a set whose name goes on", inSso("AWSReservedSSO_KeeperOperators_x_0123456789abcdef")],
    ["a set whose name goes on without a break", inSso("AWSReservedSSO_KeeperOperatorsX_0123456789abcdef")],
    ["a set whose name begins earlier", inSso("AWSReservedSSO_My_KeeperOperators_0123456789abcdef")],
    ["a set whose name is shorter", inSso("AWSReservedSSO_KeeperOperator_0123456789abcdef")],
    ["a set of other capitals", inSso("AWSReservedSSO_keeperoperators_0123456789abcdef")],
    ["a role with a shorter ending", inSso("AWSReservedSSO_KeeperOperators_0123456789abcde")],
    ["a role with a longer ending", inSso("AWSReservedSSO_KeeperOperators_0123456789abcdef0")],
    ["a role of that name at the root", iam("role/AWSReservedSSO_KeeperOperators_0123456789abcdef")],
    ["one below another path", iam("role/ops/AWSReservedSSO_KeeperOperators_0123456789abcdef")],
    [
      "one of another account",
      inSso("AWSReservedSSO_KeeperOperators_0123456789abcdef").replace("111122223333", "444455556666"),
    ],
    ["a user of that name", iam("user/AWSReservedSSO_KeeperOperators_0123456789abcdef")],
    ["the operator of the other secret", OPERATOR.principal],
  ])("is not %s", async (_, principal) => {
    expect(await both(principal)).toEqual([[], []]);
  });
});
