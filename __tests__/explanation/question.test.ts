import { actionProblem, keyProblem, resourceProblem } from "../../modules/explanation/question";

describe("a question", () => {
  it.each(["iam:GetUser", "IAM:getuser", "rds-db:connect", "ec2-instance-connect:SendSSHPublicKey"])(
    "is about one action: %s",
    (action) => expect(actionProblem(action)).toBeUndefined(),
  );

  it.each([
    "iam",
    "iam:",
    ":GetUser",
    "iam:*",
    "iam:Get?ser",
    "iam:GetUser ",
    "iam:GetUser,iam:ListUsers",
    "",
  ])("is about nothing else: %j", (action) =>
    expect(actionProblem(action)).toContain("is not an action: allowed is one, without wildcards"),
  );

  it.each([
    "*",
    "arn:aws:iam::111122223333:user/a/b+=,.@-",
    "arn:aws-us-gov:rds:us-gov-west-1:111122223333:db:orders",
    "arn:aws:s3:::bucket/key with:colon".replace(" ", "-"),
    "arn:aws:secretsmanager:us-east-1:111122223333:secret:a/b-AbCdEf",
  ])("is about one resource: %s", (resource) => expect(resourceProblem(resource)).toBeUndefined());

  it.each([
    ["ada", "is not an ARN"],
    ["arn:aws:iam::1:user/ada", "is not an ARN"],
    ["arn:aws:iam::111122223333", "is not an ARN"],
    ["arn:aws:iam::111122223333:", "is not an ARN"],
    ["", "is not an ARN"],
    ["arn:aws:iam::111122223333:user/*", "stands for several resources"],
    ["arn:aws:iam::*:user/ada", "stands for several resources"],
    ["**", "stands for several resources"],
  ])("is about no other text: %j", (resource, expected) => {
    expect(resourceProblem(resource)).toContain(expected);
  });

  it.each([
    ["aws:RequestedRegion", true],
    ["aws:ResourceTag/cost:centre team", true],
    ["kms:EncryptionContext:SecretARN", true],
    ["region", false],
    ["aws:", false],
    ["aws:a=b", false],
  ])("knows a condition key: %s", (key, isOne) => expect(keyProblem(key) === undefined).toBe(isOne));
});
