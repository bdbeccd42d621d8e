import { permissionProblems, type RotationTargets } from "../../modules/targets";

const TAG = { key: "KeeperPAM", value: "managed" };
const problems = (targets: RotationTargets) => permissionProblems({ targets }, { partition: "aws" });

describe("a target names what it means in exactly one way", () => {
  it.each<[string, RotationTargets]>([
    ["a database by instance", { managedDatabases: [{ instance: "orders" }] }],
    [
      "a database by instance and region",
      { managedDatabases: [{ instance: "orders", region: "eu-west-1" }] },
    ],
    ["databases by tag", { managedDatabases: [{ tag: TAG }] }],
    ["databases by tag and region", { managedDatabases: [{ tag: TAG, region: "eu-west-1" }] }],
    ["a directory by ID", { directories: [{ id: "d-1234567890" }] }],
    ["directories by tag and region", { directories: [{ tag: TAG, region: "eu-west-1" }] }],
    ["a user by name", { iamUsers: [{ name: "ada" }] }],
    ["a user by name and path", { iamUsers: [{ name: "ada", path: "/a/" }] }],
    ["users by path", { iamAccessKeys: [{ path: "/a/" }] }],
    ["users by tag", { iamAccessKeys: [{ tag: TAG }] }],
  ])("%s is right", (_, targets) => {
    expect(problems(targets)).toEqual([]);
  });

  it.each<[string, RotationTargets, string]>([
    ["no database", { managedDatabases: [{}] }, "nothing is named: allowed is exactly one of instance, tag"],
    ["a region alone", { managedDatabases: [{ region: "eu-west-1" }] }, "nothing is named"],
    [
      "a database twice",
      { managedDatabases: [{ instance: "orders", tag: TAG }] },
      "instance and tag are given together",
    ],
    ["no directory", { directories: [{}] }, "nothing is named: allowed is exactly one of id, tag"],
    [
      "a directory twice",
      { directories: [{ id: "d-1234567890", tag: TAG }] },
      "id and tag are given together",
    ],
    ["no user", { iamUsers: [{}] }, "nothing is named: allowed is exactly one of name, path, tag"],
    ["a name and a tag", { iamUsers: [{ name: "ada", tag: TAG }] }, "name and tag are given together"],
    ["a path and a tag", { iamAccessKeys: [{ path: "/a/", tag: TAG }] }, "path and tag are given together"],
  ])("%s is a problem", (_, targets, message) => {
    const [list] = Object.keys(targets);
    expect(problems(targets)).toEqual([
      { path: ["targets", list, 0], message: expect.stringContaining(message) },
    ]);
  });
});

describe("every name of a target is judged by AWS's rules", () => {
  it.each<[string, RotationTargets, (string | number)[]]>([
    ["instance", { managedDatabases: [{ instance: "Orders" }] }, ["managedDatabases", 0, "instance"]],
    ["region", { managedDatabases: [{ tag: TAG, region: "us-esat-1" }] }, ["managedDatabases", 0, "region"]],
    [
      "region of another partition",
      { directories: [{ tag: TAG, region: "cn-north-1" }] },
      ["directories", 0, "region"],
    ],
    ["directory ID", { directories: [{ id: "1234567890" }] }, ["directories", 0, "id"]],
    ["user name", { iamUsers: [{ name: "ada" }, { name: "a*" }] }, ["iamUsers", 1, "name"]],
    ["path", { iamUsers: [{ path: "service/" }] }, ["iamUsers", 0, "path"]],
    ["path of a name", { iamAccessKeys: [{ name: "ada", path: "/*/" }] }, ["iamAccessKeys", 0, "path"]],
    ["tag key", { iamAccessKeys: [{ tag: { key: "", value: "a" } }] }, ["iamAccessKeys", 0, "tag", "key"]],
    ["tag value", { directories: [{ tag: { key: "a", value: "*" } }] }, ["directories", 0, "tag", "value"]],
  ])("%s", (_, targets, path) => {
    expect(problems(targets).map((problem) => problem.path)).toEqual([["targets", ...path]]);
  });

  it("and all that is wrong is told at once", () => {
    const targets = {
      managedDatabases: [{ instance: "Orders", region: "us-esat-1" }, {}],
      iamUsers: [{ name: "a*", path: "a" }],
    };
    expect(problems(targets)).toHaveLength(5);
  });
});
