import {
  ANY_RESOURCE,
  arnOwner,
  databaseArn,
  databasesInArn,
  directoriesInArn,
  directoryArn,
  roleArn,
  userArn,
  usersBelowArn,
  usersNamedArns,
} from "../../modules/permissions";

const PARTITIONS = [
  ["aws", "eu-west-1"],
  ["aws-us-gov", "us-gov-west-1"],
  ["aws-cn", "cn-northwest-1"],
] as const;

describe.each(PARTITIONS)("an ARN in partition %s", (partition, region) => {
  const account = { partition, accountId: "111122223333" };

  it.each([
    ["a user at the root", userArn(account, "ada"), "iam::111122223333:user/ada"],
    ["a user below a path", userArn(account, "ada", "/a/b/"), "iam::111122223333:user/a/b/ada"],
    ["the users below a path", usersBelowArn(account, "/a/"), "iam::111122223333:user/a/*"],
    ["all users", usersBelowArn(account, "/"), "iam::111122223333:user/*"],
    ["a role", roleArn(account, "gateway"), "iam::111122223333:role/gateway"],
    ["a role below a path", roleArn(account, "gateway", "/pam/"), "iam::111122223333:role/pam/gateway"],
    ["a database", databaseArn(account, region, "orders"), `rds:${region}:111122223333:db:orders`],
    ["the databases of a region", databasesInArn(account, region), `rds:${region}:111122223333:db:*`],
    [
      "a directory",
      directoryArn(account, region, "d-1234567890"),
      `ds:${region}:111122223333:directory/d-1234567890`,
    ],
    [
      "the directories of a region",
      directoriesInArn(account, region),
      `ds:${region}:111122223333:directory/*`,
    ],
  ])("names %s and knows its length", (_, arn, rest) => {
    const text = `arn:${partition}:${rest}`;
    expect(arn).toEqual({ text, length: text.length });
  });

  it("names the users of a name at the root and below any path", () => {
    expect(usersNamedArns(account, "ada").map(({ text }) => text)).toEqual([
      `arn:${partition}:iam::111122223333:user/ada`,
      `arn:${partition}:iam::111122223333:user/*/ada`,
    ]);
  });

  it("tells whose it is", () => {
    expect(arnOwner(userArn(account, "ada").text)).toEqual(account);
  });
});

describe("a reference in an ARN", () => {
  const account = { partition: "aws", accountId: "111122223333" };
  const prefix = (rest: string) => `arn:aws:${rest}`.length;

  it.each([
    ["a user's name at 64 characters", userArn(account, "${a.name}"), prefix("iam::111122223333:user/") + 64],
    [
      "a user's path at 512",
      userArn(account, "ada", "${a.path}"),
      prefix("iam::111122223333:user") + 512 + 3,
    ],
    ["a path prefix at 512", usersBelowArn(account, "${a.path}"), prefix("iam::111122223333:user") + 512 + 1],
    ["a role's name at 64", roleArn(account, "${a.name}"), prefix("iam::111122223333:role/") + 64],
    [
      "an instance identifier at 63",
      databaseArn(account, "us-east-1", "${a.id}"),
      prefix("rds:us-east-1:111122223333:db:") + 63,
    ],
    [
      "a directory ID at 12",
      directoryArn(account, "us-east-1", "${a.id}"),
      prefix("ds:us-east-1:111122223333:directory/") + 12,
    ],
  ])("is counted at the most that AWS allows: %s", (_, arn, length) => {
    expect(arn.length).toBe(length);
    expect(arn.text).toContain("${a.");
  });

  it("is counted even when it is a part of a name", () => {
    expect(userArn(account, "ci-${a.id}").length).toBe(userArn(account, "${a.id}").length);
  });

  it("is counted in partition, account and region too, with room for the longest that exist", () => {
    const unknown = { partition: "${a.partition}", accountId: "${a.account}" };
    const longest = { partition: "aws-us-gov", accountId: "111122223333" };
    const inLongestRegion = databasesInArn(longest, "ap-southeast-1").length;
    expect(userArn(unknown, "ada").length).toBe(userArn(longest, "ada").length);
    expect(databasesInArn(unknown, "${a.region}").length).toBeGreaterThanOrEqual(inLongestRegion);
  });

  it("leaves open whose it is", () => {
    expect(arnOwner("arn:aws:iam::${a.account}:user/ada")).toBeUndefined();
  });
});

it("`*` is every resource", () => {
  expect(ANY_RESOURCE).toEqual({ text: "*", length: 1 });
});
