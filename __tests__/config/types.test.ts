import { problemsBelow, problemsIn } from "../support/refusals";

describe("a key that is needed", () => {
  it("is missed where its parent stands, with what it is for", () => {
    expect(problemsIn("# the gateway of orders\nname: orders\naws:\n  tags: {}\n")).toEqual([
      "keeper-pam.yaml:3:1 aws.region: is missing: Region of the AWS provider, and of targets that name none.",
    ]);
  });

  it("is missed too when it has no value", () => {
    expect(problemsIn("name:\naws:\n  region:\n")).toEqual([
      "keeper-pam.yaml:1:1 name: is missing: What stack, role and instance profile are called; the policies' names begin with it.",
      "keeper-pam.yaml:3:3 aws.region: is missing: Region of the AWS provider, and of targets that name none.",
    ]);
  });

  it("is missed in a list's item and in a backend", () => {
    expect(
      problemsBelow(
        "targets:",
        "  iamUsers:",
        "    - tag: { key: KeeperPAM }",
        "backend:",
        "  cloud:",
        "    organization: corp",
        "    workspaces: {}",
      ),
    ).toEqual([
      "keeper-pam.yaml:6:7 targets.iamUsers[0].tag.value: is missing: The tag's value.",
      "keeper-pam.yaml:10:5 backend.cloud.workspaces.name: is missing: Name of the workspace.",
    ]);
  });
});

describe("a value of another type says what was given and what is allowed", () => {
  it.each([
    ["a text for a mapping", "targets: orders", '4:1 targets: "orders" is not a mapping of keys'],
    ["a list for a mapping", "targets: []", "4:1 targets: a list is not a mapping of keys"],
    ["a number for a mapping", "gateway: 1", "4:1 gateway: 1 is not a mapping of keys"],
    ["true for a mapping", "targets: true", "4:1 targets: true is not a mapping of keys"],
    [
      "a mapping for a list",
      "targets: { iamUsers: { name: a } }",
      "4:12 targets.iamUsers: a mapping of keys is not a list",
    ],
    ["a text for a list", "protectedUsers: root", '4:1 protectedUsers: "root" is not a list'],
    [
      "a text for an item that is a mapping",
      "targets: { iamUsers: [auditor] }",
      '4:23 targets.iamUsers[0]: "auditor" is not a mapping of keys: write { name: "auditor" }',
    ],
    [
      "a mapping for an item that is a text",
      "protectedUsers: [{ name: root }]",
      "4:18 protectedUsers[0]: a mapping of keys is not a text",
    ],
    ["a list for a text", "stack: [a]", "4:1 stack: a list is not a text"],
    [
      "tags as a list of AWS's pairs",
      "gateway: { role: { tags: [{ Key: a, Value: b }] } }",
      "4:20 gateway.role.tags: a list is not a mapping of keys",
    ],
    [
      "a text for a number",
      "gateway: { role: { maxSessionDuration: 1h } }",
      '4:20 gateway.role.maxSessionDuration: "1h" is not a number',
    ],
  ])("%s", (_, line, expected) => {
    expect(problemsBelow(line)).toEqual([`keeper-pam.yaml:${expected}`]);
  });

  it.each([
    [
      "discovery",
      "everything",
      'discovery: "everything" is not allowed: allowed is true, false, a mapping of keys',
    ],
    [
      "discovery",
      "[us-east-1]",
      "discovery: a list is not allowed: allowed is true, false, a mapping of keys",
    ],
    ["backend", "7", "backend: 7 is not allowed: allowed is local, none, a mapping of keys"],
    [
      "backend",
      "locla",
      'backend: "locla" is not allowed: allowed is local, none, a mapping of keys; did you mean local?',
    ],
    [
      "permissions",
      "scopd",
      'permissions: "scopd" is not allowed: allowed is scoped, documented; did you mean scoped?',
    ],
    ["permissions", "admin", 'permissions: "admin" is not allowed: allowed is scoped, documented'],
  ])("a choice: %s is %s", (key, value, expected) => {
    expect(problemsBelow(`${key}: ${value}`)).toEqual([`keeper-pam.yaml:4:1 ${expected}`]);
  });

  it("and is named once, though the type and the rule are both broken", () => {
    expect(problemsBelow("backend: []", "gateway:", "  role:", "    maxSessionDuration: 3600.5")).toEqual([
      "keeper-pam.yaml:4:1 backend: a list is not allowed: allowed is local, none, a mapping of keys",
      "keeper-pam.yaml:7:5 gateway.role.maxSessionDuration: 3600.5 is not a whole number",
    ]);
  });
});
