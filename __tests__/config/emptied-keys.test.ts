import { problemsInFolder } from "../support/refusals";

const file = (...lines: string[]) =>
  ["name: keeper-gateway", "aws:", "  region: us-east-1", ...lines, ""].join("\n");

const EMPTIED =
  "has no value, and without it the file means more or something else: write one, or remove the key";

describe("a key that keeps something out and has lost its value is refused", () => {
  it.each<[string, string[], string]>([
    [
      "operators, whose items are commented out",
      [
        "gateway:",
        "  configurationSecret:",
        "    name: keeper/gateway",
        "    operators:",
        "      # - arn:aws:iam::111122223333:role/ops",
      ],
      "7:5 gateway.configurationSecret.operators",
    ],
    [
      "permission sets",
      ["gateway:", "  configurationSecret:", "    name: keeper/gateway", "    operatorPermissionSets: ~"],
      "7:5 gateway.configurationSecret.operatorPermissionSets",
    ],
    ["protected users", ["protectedUsers:"], "4:1 protectedUsers"],
    [
      "a boundary",
      ["gateway:", "  role:", "    permissionsBoundaryArn:"],
      "6:5 gateway.role.permissionsBoundaryArn",
    ],
    [
      "a target's name, where a path is left",
      ["targets:", "  iamUsers:", "    - { name: , path: /contractors/ }"],
      "6:9 targets.iamUsers[0].name",
    ],
    [
      "a target's path",
      ["targets:", "  iamAccessKeys:", "    - { name: auditor, path: }"],
      "6:24 targets.iamAccessKeys[0].path",
    ],
    [
      "a target's region",
      ["targets:", "  managedDatabases:", "    - { instance: orders, region: }"],
      "6:27 targets.managedDatabases[0].region",
    ],
  ])("%s", (_, lines, place) => {
    expect(problemsInFolder({ "keeper-pam.yaml": file(...lines) })).toEqual([
      `keeper-pam.yaml:${place}: ${EMPTIED}`,
    ]);
  });

  it("and one that only adds something is as if it were not there", () => {
    const lines = ["targets:", "  iamUsers:", "discovery:", "gateway:", "  instances:"];
    expect(problemsInFolder({ "keeper-pam.yaml": file(...lines) })).toEqual([]);
  });
});
