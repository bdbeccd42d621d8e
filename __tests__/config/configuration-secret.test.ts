import { join } from "node:path";
import {
  below,
  configurationIn,
  folderWith,
  problemsBelow,
  problemsInFolder,
  refusalOf,
} from "../support/refusals";

const AT = "gateway.configurationSecret";
const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/gateway-AbCdEf";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012";

/** A file whose fourth line begins the gateway, and whose fifth is its secret. */
const secret = (settings: string) => ["gateway:", `  configurationSecret: { ${settings} }`];
const problems = (settings: string) =>
  problemsBelow(...secret(settings)).map((line) => line.replace(/^keeper-pam\.yaml:\d+:\d+ /, ""));

describe("the secret of the gateway's configuration", () => {
  it.each([
    "name: keeper-config",
    "name: keeper/gateway, recoveryWindowDays: 0",
    "name: keeper/gateway, recoveryWindowDays: 7, keyDeletionWindowDays: 30",
    `name: keeper/gateway, keyArn: "${KEY}"`,
    `secretArn: "${SECRET}"`,
    `secretArn: "${SECRET}", keyArn: "${KEY}"`,
    'name: keeper/gateway, operators: ["arn:aws:iam::111122223333:role/ops", "arn:aws:iam::111122223333:user/a/b"]',
    "name: keeper/gateway, operatorPermissionSets: [{ name: KeeperOperators }]",
    "name: keeper/gateway, operatorPermissionSets: [{ name: a, path: /aws-reserved/sso.amazonaws.com/ }]",
    "name: keeper/gateway, operatorPermissionSets: [{ name: a, path: /aws-reserved/sso.amazonaws.com/eu-west-2/ }]",
  ])("is accepted: %s", (settings) => {
    expect(problems(settings)).toEqual([]);
  });

  it("is off when it is false", () => {
    const { gateway } = configurationIn(below("gateway: { configurationSecret: false }"));
    expect(gateway?.configurationSecret).toBe(false);
  });

  it.each<[string, string, string]>([
    [
      "without a name",
      "recoveryWindowDays: 0",
      "name: nothing is given: allowed is name, or secretArn of a secret that exists",
    ],
    [
      "with a name that no secret can have",
      "name: 'keeper gateway'",
      'name: "keeper gateway" is not a name for a secret: allowed is 1 to 512 letters, digits and / _ + = . @ -',
    ],
    [
      "with a name that no alias can have",
      "name: aws/gateway",
      'name: "aws/gateway" cannot be the name of an alias too, which its key gets: allowed is up to 250 characters, not beginning with aws/',
    ],
    [
      "with a waiting time of one day",
      "name: keeper, recoveryWindowDays: 1",
      "recoveryWindowDays: 1 is not a waiting time: allowed is 7 to 30 days, or 0 for none",
    ],
    [
      "with a key that goes at once",
      "name: keeper, keyDeletionWindowDays: 0",
      "keyDeletionWindowDays: 0 is not a waiting time: allowed is 7 to 30 days",
    ],
    [
      "with a waiting time for a key that stays",
      `name: keeper, keyArn: "${KEY}", keyDeletionWindowDays: 7`,
      "keyDeletionWindowDays: the key of keyArn exists already and is never deleted from here: remove one of the two",
    ],
    [
      "with a list of no operator",
      "name: keeper, operators: []",
      "operators: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let",
    ],
    [
      "with a list of no permission set",
      "name: keeper, operatorPermissionSets: []",
      "operatorPermissionSets: the list is empty: nobody could write the value; allowed is one or more, or no list for whoever the account's own policies let",
    ],
    [
      "with a permission set that has no name",
      "name: keeper, operatorPermissionSets: [{ path: /aws-reserved/sso.amazonaws.com/ }]",
      "operatorPermissionSets[0].name: is missing: The permission set's name.",
    ],
    [
      "with a permission set whose name is too long",
      "name: keeper, operatorPermissionSets: [{ name: KeeperOperatorsOfTheWholeCompany1 }]",
      'operatorPermissionSets[0].name: "KeeperOperatorsOfTheWholeCompany1" is not the name of a permission set: allowed is 1 to 32 letters, digits and _ + = , . @ -',
    ],
    [
      "with roles of a permission set at a path of one's own",
      "name: keeper, operatorPermissionSets: [{ name: KeeperOperators, path: /ops/ }]",
      'operatorPermissionSets[0].path: "/ops/" is not the path of a permission set\'s roles: allowed is /aws-reserved/sso.amazonaws.com/, or the same with the region of IAM Identity Center and / behind it',
    ],
    [
      "existing and named",
      `name: keeper, secretArn: "${SECRET}"`,
      "secretArn: an existing secret is taken as it is: name cannot be set for it",
    ],
    [
      "existing in another region",
      `secretArn: "${SECRET.replace("us-east-1", "eu-west-1")}"`,
      `secretArn: "${SECRET.replace("us-east-1", "eu-west-1")}" lies in eu-west-1, the gateway in us-east-1: allowed is one of its own region`,
    ],
    [
      "existing without the end of its ARN",
      `secretArn: "${SECRET.slice(0, -7)}"`,
      `secretArn: "${SECRET.slice(0, -7)}" is not the ARN of a secret: allowed is arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX, with the six characters of its end`,
    ],
    [
      "under an alias",
      'name: keeper, keyArn: "arn:aws:kms:us-east-1:111122223333:alias/k"',
      'keyArn: "arn:aws:kms:us-east-1:111122223333:alias/k" is not the ARN of a KMS key: allowed is arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias is not enough',
    ],
  ])("is refused %s", (_, settings, message) => {
    expect(problems(settings)).toEqual([`${AT}.${message}`]);
  });

  it.each<[string, string, string]>([
    [
      "existing in another account",
      `secretArn: "${SECRET.replace("111122223333", "444455556666")}"`,
      `secretArn: "${SECRET.replace("111122223333", "444455556666")}" lies in account 444455556666, the gateway in 111122223333: allowed is one of its own account`,
    ],
    [
      "written by somebody of another account",
      'name: keeper, operators: ["arn:aws:iam::444455556666:role/ops"]',
      'operators[0]: "arn:aws:iam::444455556666:role/ops" lies in account 444455556666, the gateway in 111122223333: allowed is one of its own account',
    ],
    [
      "written by somebody of another partition",
      'name: keeper, operators: ["arn:aws-cn:iam::111122223333:role/ops"]',
      'operators[0]: "arn:aws-cn:iam::111122223333:role/ops" lies in partition aws-cn, the gateway in aws: no account reaches both, make a configuration for each',
    ],
  ])("of a gateway whose account is known is refused %s", (_, settings, message) => {
    const file = `name: keeper-gateway\naws: { region: us-east-1, accountId: "111122223333", partition: aws }\n${secret(settings).join("\n")}\n`;
    expect(refusalOf(join(folderWith({ "keeper-pam.yaml": file }), "keeper-pam.yaml"))).toContain(
      `${AT}.${message}`,
    );
  });

  it.each([
    "'*'",
    '"arn:aws:iam::111122223333:root"',
    '"arn:aws:iam::111122223333:role/*"',
    '"arn:aws:sts::111122223333:assumed-role/ops/me"',
  ])("is not written by whom a policy cannot name, or by everybody: %s", (operator) => {
    expect(problems(`name: keeper, operators: [${operator}]`)).toEqual([
      expect.stringMatching(
        /operators\[0\]: .* is (?:not the ARN of an IAM role or user|a session of a role, .*): allowed is /,
      ),
    ]);
  });

  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

  it.each([
    [
      role("aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"),
      "is a role of an AWS service, which alone takes it",
    ],
    ["ec2.amazonaws.com", "is an AWS service: allowed is a role or user, by its ARN"],
  ])("is not written by a service: %s", (operator, message) => {
    expect(problems(`name: keeper, operators: ["${operator}"]`)).toEqual([
      expect.stringContaining(`operators[0]: "${operator}" ${message}`.slice(0, 80)),
    ]);
  });

  it("may be written by a role of IAM Identity Center, and asks for a permission set by its own name", () => {
    const name = "AWSReservedSSO_KeeperOps_0123456789abcdef";
    expect(
      problems(`name: keeper, operators: ["${role(`aws-reserved/sso.amazonaws.com/${name}`)}"]`),
    ).toEqual([]);
    expect(problems(`name: keeper, operatorPermissionSets: [{ name: ${name} }]`)).toEqual([
      expect.stringContaining(`"${name}" is a role that was made of a permission set`),
    ]);
  });

  it("is answered with the nearest key where one is misspelt", () => {
    expect(problems("name: keeper, operator: []")).toEqual([
      `${AT}.operator: no such key; did you mean operators?`,
    ]);
  });
});

describe("two gateways of one account", () => {
  const file = (name: string, region: string, gateway: string) =>
    `name: ${name}\naws: { region: ${region}, accountId: "111122223333" }\ngateway: ${gateway}\n`;

  it.each<[string, string, string]>([
    [
      "secret in a region",
      "{ configurationSecret: { name: keeper } }",
      'gateway.configurationSecret.name: a.yaml makes the secret in us-east-1 "keeper" too: give gateway.configurationSecret.name another name',
    ],
    [
      "user",
      "{ accessKeyUser: { name: pam, createAccessKey: false } }",
      'gateway.accessKeyUser.name: a.yaml makes the user "pam" too: give gateway.accessKeyUser.name another name',
    ],
    [
      "instance",
      "{ instances: [i-0123456789abcdef0] }",
      'gateway.instances: a.yaml makes the attachment to instance "i-0123456789abcdef0" too: take it off one of the two lists',
    ],
  ])("cannot have the same %s", (_, gateway, message) => {
    const found = problemsInFolder({
      "a.yaml": file("a", "us-east-1", gateway),
      "b.yaml": file("b", "us-east-1", gateway),
    });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it("can have secrets of one name in two regions", () => {
    const gateway = "{ configurationSecret: { name: keeper } }";
    const files = { "a.yaml": file("a", "us-east-1", gateway), "b.yaml": file("b", "eu-west-1", gateway) };
    expect(problemsInFolder(files)).toEqual([]);
  });

  it("cannot have policies of one name, of a user and of a role", () => {
    const files = {
      "a.yaml": file("a", "us-east-1", "{ accessKeyUser: { createAccessKey: false } }"),
      "b.yaml": file("a-user", "us-east-1", "{ role: true }"),
    };
    expect(problemsInFolder(files)).toEqual([
      expect.stringContaining('a.yaml makes policies called after "a-user" too'),
    ]);
  });
});
