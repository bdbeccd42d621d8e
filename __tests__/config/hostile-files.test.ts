import { below, problemsBelow, problemsIn } from "../support/refusals";

describe("a name that JavaScript keeps for itself", () => {
  it.each(["constructor", "toString", "hasOwnProperty", "__proto__", "prototype"])(
    "is a key like any other: %s",
    (key) => {
      const problem = `no such key: allowed is`;
      expect(problemsBelow(`${key}: { name: other }`)).toEqual([
        `keeper-pam.yaml:4:1 ${key}: ${problem} name, stack, aws, backend, gateway, targets, discovery, protectedUsers, permissions`,
      ]);
      expect(problemsBelow("targets:", `  ${key}: { name: other }`)).toEqual([
        `keeper-pam.yaml:5:3 targets.${key}: ${problem} ec2Users, managedDatabases, directories, iamUsers, iamAccessKeys`,
      ]);
    },
  );

  it("gives nothing to the rest of the file", () => {
    expect(
      problemsIn(
        "__proto__: { name: other, aws: { region: us-east-1 } }\nname: a\naws: { __proto__: { region: us-east-1 } }\n",
      ),
    ).toEqual([
      "keeper-pam.yaml:1:1 __proto__: no such key: allowed is name, stack, aws, backend, gateway, targets, discovery, protectedUsers, permissions",
      "keeper-pam.yaml:3:1 aws.region: is missing: Region of the AWS provider, and of targets that name none.",
      "keeper-pam.yaml:3:8 aws.__proto__: no such key: allowed is region, accountId, partition, tags, assumeRoleArn",
    ]);
  });

  it("is not left out where any key is allowed", () => {
    expect(problemsBelow("  tags: { __proto__: x }")).toEqual([
      'keeper-pam.yaml:4:11 aws.tags.__proto__: "__proto__" cannot be a tag key here',
    ]);
  });
});

describe("a file that goes on for ever", () => {
  it("is refused for its depth, not with an overflow", () => {
    const deep = (open: string, close: string) => `targets: ${open.repeat(5000)}${close.repeat(5000)}`;
    for (const line of [deep("[", "]"), deep("{a: ", "}")]) {
      const [problem, ...others] = problemsBelow(line);
      expect(problem).toMatch(/^keeper-pam\.yaml:4:\d+ not valid YAML: /);
      expect(others).toEqual([]);
    }
  });

  it.each([
    ["for a name", (text: string) => below(`stack: ${text}`), "4:1 stack"],
    [
      "for a path",
      (text: string) => below("targets:", "  iamUsers:", `    - path: ${text}`),
      "6:7 targets.iamUsers[0].path",
    ],
    ["for a choice", (text: string) => below(`permissions: ${text}`), "4:1 permissions"],
    ["for a mapping", (text: string) => below(`targets: ${text}`), "4:1 targets"],
  ])("is shown by its beginning: %s", (_, file, place) => {
    const [problem, ...others] = problemsIn(file("x".repeat(100_000)));
    expect(problem).toContain(`keeper-pam.yaml:${place}: "${"x".repeat(60)}`);
    expect(problem?.length).toBeLessThan(350);
    expect(others).toEqual([]);
  });
});

describe("what a terminal would obey", () => {
  const ESCAPE = "\u001b[31m";

  it("is written out in a value and in a key", () => {
    expect(problemsBelow(`stack: "${ESCAPE}"`, `"${ESCAPE}": 1`)).toEqual([
      `keeper-pam.yaml:4:1 stack: "\\u001b[31m" is not a name for the gateway: allowed is 1 to 64 letters, digits and _ + = , . @ -, beginning with a letter, a digit or _, and not with AWSReservedSSO_ or AWSServiceRoleFor as AWS's own roles do`,
      "keeper-pam.yaml:5:1 \\u001b[31m: no such key: allowed is name, stack, aws, backend, gateway, targets, discovery, protectedUsers, permissions",
    ]);
  });

  it("does not turn the direction of the line or break it", () => {
    const [problem, ...others] = problemsBelow('"a\\nb\\u202Ec\\u009bd": 1');
    expect(problem).toContain("keeper-pam.yaml:4:1 a\\u000ab\\u202ec\\u009bd: no such key");
    expect(others).toEqual([]);
  });
});
