import { permissionProblems, type RotationTargets } from "../../modules/targets";

const problems = (protectedUsers: string[], targets: RotationTargets, known = {}) =>
  permissionProblems({ protectedUsers, targets }, known);

const contradiction = (at: number, user: string, target: string) => ({
  path: ["protectedUsers", at],
  message: `${JSON.stringify(user)} is a target too (${target}): a protected user can never be rotated, remove one of the two`,
});

describe("a user who is both protected and a target is a problem", () => {
  it.each<[string, string, RotationTargets, string]>([
    ["by name", "ada", { iamUsers: [{ name: "ada" }] }, "targets.iamUsers[0]"],
    ["by name at any path", "ada", { iamUsers: [{ name: "ada", path: "/a/" }] }, "targets.iamUsers[0]"],
    ["by name in other letters", "Ada", { iamUsers: [{ name: "aDA" }] }, "targets.iamUsers[0]"],
    [
      "for the access key",
      "bot",
      { iamAccessKeys: [{ name: "ci" }, { name: "bot" }] },
      "targets.iamAccessKeys[1]",
    ],
    ["by ARN", "arn:aws:iam::111122223333:user/ada", { iamUsers: [{ name: "ada" }] }, "targets.iamUsers[0]"],
    [
      "by ARN with a path",
      "arn:aws:iam::111122223333:user/a/b/ada",
      { iamUsers: [{ name: "ada", path: "/a/b/" }] },
      "targets.iamUsers[0]",
    ],
    [
      "by ARN in other letters",
      "arn:aws:iam::111122223333:user/ADA",
      { iamAccessKeys: [{ name: "ada" }] },
      "targets.iamAccessKeys[0]",
    ],
    [
      "by a reference to the same user",
      "${aws_iam_user.ada.name}",
      { iamUsers: [{ name: "${aws_iam_user.ada.name}" }] },
      "targets.iamUsers[0]",
    ],
  ])("%s", (_, user, targets, where) => {
    expect(problems([user], targets)).toEqual([contradiction(0, user, where)]);
  });

  it("in every place where it is named", () => {
    const targets = { iamUsers: [{ name: "ada" }], iamAccessKeys: [{ name: "ada" }] };
    expect(problems(["bob", "ada"], targets)).toEqual([
      contradiction(1, "ada", "targets.iamUsers[0]"),
      contradiction(1, "ada", "targets.iamAccessKeys[0]"),
    ]);
  });
});

describe("it is no contradiction to protect", () => {
  it.each<[string, string, RotationTargets]>([
    ["somebody else", "bob", { iamUsers: [{ name: "ada" }] }],
    ["a user whom a path takes in", "ada", { iamUsers: [{ path: "/" }] }],
    ["a user whom a tag may take in", "ada", { iamUsers: [{ tag: { key: "KeeperPAM", value: "managed" } }] }],
    [
      "the namesake at another path by ARN",
      "arn:aws:iam::111122223333:user/a/ada",
      { iamUsers: [{ name: "ada" }] },
    ],
  ])("%s", (_, user, targets) => {
    expect(problems([user], targets)).toEqual([]);
  });
});

describe("a protected user", () => {
  it("must be a name or an ARN", () => {
    for (const user of [
      "",
      "a/b",
      "*",
      "break glass",
      "arn:aws:iam::111122223333:user/*",
      "arn:aws:iam::1:user/a",
    ]) {
      expect([user, problems([user], {}).map(({ path }) => path)]).toEqual([user, [["protectedUsers", 0]]]);
    }
  });

  it("must be of the gateway's account and partition, or the Deny would protect nobody", () => {
    const known = { partition: "aws", accountId: "111122223333" };
    const paths = (arn: string, where: object = known) => problems([arn], {}, where).map(({ path }) => path);
    expect(paths("arn:aws:iam::111122223333:user/ada")).toEqual([]);
    expect(paths("arn:aws:iam::444455556666:user/ada")).toEqual([["protectedUsers", 0]]);
    expect(paths("arn:aws-cn:iam::111122223333:user/ada")).toEqual([["protectedUsers", 0]]);
    expect(paths("arn:aws-cn:iam::444455556666:user/ada", {})).toEqual([]);
  });
});
