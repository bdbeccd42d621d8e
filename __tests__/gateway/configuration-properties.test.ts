import { ConfigurationSecret, type ConfigurationSecretOptions } from "cdktf-keeperpam-aws";
import { synthesizeConstructs } from "../support/synthesis";
import { ACCOUNT } from "./sample-stack";

const READER = "arn:aws:iam::111122223333:role/keeper-gateway";
const OPERATOR = "arn:aws:iam::111122223333:role/operator";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/gateway-AbCdEf";

const make = (options: ConfigurationSecretOptions, readerArns: readonly string[] = [READER]) =>
  synthesizeConstructs((scope) => {
    new ConfigurationSecret(scope, "secret", { ...options, ...ACCOUNT, readerArns });
  });

describe("a mistake in the properties", () => {
  it.each<[string, ConfigurationSecretOptions, RegExp]>([
    [
      "neither a name nor a secret",
      {},
      /name: nothing is given: allowed is name, or secretArn of a secret that exists/,
    ],
    [
      "a name for a secret that exists",
      { name: "keeper/gateway", secretArn: SECRET },
      /secretArn: an existing secret is taken as it is: name cannot be set for it/,
    ],
    [
      "operators, windows and tags of a secret that exists",
      { secretArn: SECRET, operators: [OPERATOR], recoveryWindowDays: 7, keyDeletionWindowDays: 7, tags: {} },
      /secretArn: .*: operators, recoveryWindowDays, keyDeletionWindowDays, tags cannot be set for it/,
    ],
    [
      "the window of a key that exists",
      { name: "a", keyArn: KEY, keyDeletionWindowDays: 7 },
      /keyDeletionWindowDays: the key of keyArn exists already and is never deleted from here/,
    ],
    ["a space in the name", { name: "keeper gateway" }, /name: "keeper gateway" is not a name for a secret/],
    ["a wildcard in the name", { name: "keeper*" }, /name: "keeper\*" is not a name for a secret/],
    [
      "a name that no alias can have",
      { name: "aws/gateway" },
      /name: "aws\/gateway" cannot be the name of an alias too/,
    ],
    [
      "a name that is too long for an alias",
      { name: "a".repeat(251) },
      /name: .* cannot be the name of an alias too/,
    ],
    [
      "an ARN without its six characters",
      { secretArn: SECRET.replace("-AbCdEf", "") },
      /secretArn: .* is not the ARN of a secret: .*with the six characters of its end/,
    ],
    [
      "an alias for a key",
      { name: "a", keyArn: "alias/pam" },
      /keyArn: "alias\/pam" is not the ARN of a KMS key/,
    ],
    [
      "a key of another region",
      { name: "a", keyArn: KEY.replace("us-east-1", "eu-west-1") },
      /keyArn: .* lies in eu-west-1, the gateway in us-east-1/,
    ],
    [
      "a secret of another region",
      { secretArn: SECRET.replace("us-east-1", "eu-west-1") },
      /secretArn: .* lies in eu-west-1, the gateway in us-east-1/,
    ],
    [
      "a secret of another partition",
      { secretArn: SECRET.replace("arn:aws:", "arn:aws-cn:") },
      /secretArn: .* lies in partition aws-cn, the gateway in aws/,
    ],
    [
      "everybody as operator",
      { name: "a", operators: ["*"] },
      /operators\[0\]: "\*" is not the ARN of an IAM role or user/,
    ],
    [
      "the account as operator",
      { name: "a", operators: [OPERATOR, "arn:aws:iam::111122223333:root"] },
      /operators\[1\]: .* is not the ARN of an IAM role or user/,
    ],
    [
      "a session as operator",
      { name: "a", operators: ["arn:aws:sts::111122223333:assumed-role/operator/ada"] },
      /operators\[0\]: .* is a session of a role, .*: allowed is the role/,
    ],
    [
      "a list of no operator",
      { name: "a", operators: [] },
      /operators: the list is empty: nobody could write the value; allowed is one or more, or no list/,
    ],
    [
      "a list of no permission set, beside an operator",
      { name: "a", operators: [OPERATOR], operatorPermissionSets: [] },
      /operatorPermissionSets: the list is empty: nobody could write the value/,
    ],
    [
      "a permission set by its role",
      { name: "a", operatorPermissionSets: [{ name: "AWSReservedSSO_KeeperOperators_0123456789abcdef" }] },
      /operatorPermissionSets\[0\]\.name: .* is a role that was made of a permission set: allowed is the set/,
    ],
    [
      "a permission set with a wildcard",
      { name: "a", operatorPermissionSets: [{ name: "KeeperOperators" }, { name: "Keeper*" }] },
      /operatorPermissionSets\[1\]\.name: "Keeper\*" is not the name of a permission set/,
    ],
    [
      "a path that anybody could make a role at",
      { name: "a", operatorPermissionSets: [{ name: "KeeperOperators", path: "/sso/" }] },
      /operatorPermissionSets\[0\]\.path: "\/sso\/" is not the path of a permission set's roles/,
    ],
    [
      "a path with a wildcard",
      {
        name: "a",
        operatorPermissionSets: [{ name: "KeeperOperators", path: "/aws-reserved/sso.amazonaws.com/*/" }],
      },
      /operatorPermissionSets\[0\]\.path: .* is not the path of a permission set's roles/,
    ],
    [
      "permission sets for a secret that exists",
      { secretArn: SECRET, operatorPermissionSets: [{ name: "KeeperOperators" }] },
      /secretArn: .*: operatorPermissionSets cannot be set for it/,
    ],
    [
      "six days for the key",
      { name: "a", keyDeletionWindowDays: 6 },
      /keyDeletionWindowDays: 6 is not a waiting time: allowed is 7 to 30 days$/m,
    ],
    [
      "no day for the key",
      { name: "a", keyDeletionWindowDays: 0 },
      /keyDeletionWindowDays: 0 is not a waiting time: allowed is 7 to 30 days$/m,
    ],
    [
      "31 days for the secret",
      { name: "a", recoveryWindowDays: 31 },
      /recoveryWindowDays: 31 is not a waiting time: allowed is 7 to 30 days, or 0 for none/,
    ],
    [
      "three days for the secret",
      { name: "a", recoveryWindowDays: 3 },
      /recoveryWindowDays: 3 is not a waiting time/,
    ],
    ["half days", { name: "a", recoveryWindowDays: 7.5 }, /recoveryWindowDays: 7\.5 is not a waiting time/],
  ])("is %s", (_, options, message) => {
    expect(() => make(options)).toThrow(message);
  });

  it.each([
    ["no reader, for whom the key's policy would be none that AWS accepts", []],
    ["everybody as reader, in the key's policy", ["*"]],
    ["the account as reader", [READER, "arn:aws:iam::111122223333:root"]],
  ])("is %s", (_, readerArns) => {
    expect(() => make({ name: "keeper/gateway" }, readerArns)).toThrow(/readerArns/);
  });

  it("is one error that lists them all", () => {
    const mistake = () =>
      make({ name: "a b", keyArn: "key", operators: ["*"], recoveryWindowDays: 1, tags: { "aws:x": "" } });
    expect(mistake).toThrow(/^ConfigurationSecret test\/secret: 5 problems\n/);
  });

  it("may be no mistake: a name that is too long for an alias alone, under a key that exists", () => {
    expect(() => make({ name: "a".repeat(512), keyArn: KEY })).not.toThrow();
  });
});
