import { below, configurationIn, problemsBelow, problemsIn } from "../support/refusals";

describe("a value that YAML reads as something else than a text", () => {
  it.each([
    ["an account ID", "  accountId: 111122223333", "4:3 aws.accountId: 111122223333"],
    ["an account ID with a zero in front", "  accountId: 011122223333", "4:3 aws.accountId: 011122223333"],
    ["a version", "  tags: { Release: 1.10 }", "4:11 aws.tags.Release: 1.10"],
    ["true", "  tags: { Managed: true }", "4:11 aws.tags.Managed: true"],
    ["a number in hexadecimal", "stack: 0xff", "4:1 stack: 0xff"],
    ["a number with an exponent", "stack: 1e5", "4:1 stack: 1e5"],
    ["a number beyond all numbers", "stack: 1e999", "4:1 stack: 1e999"],
    ["what is no number", "stack: .nan", "4:1 stack: .nan"],
  ])("is shown as it is written, with the advice to put it in quotes: %s", (_, line, expected) => {
    expect(problemsBelow(line)).toEqual([`keeper-pam.yaml:${expected} is not a text: put it in quotes`]);
  });

  it("is a text in quotes", () => {
    expect(configurationIn(below('  accountId: "011122223333"')).aws.accountId).toBe("011122223333");
  });

  it("is a text when YAML 1.2 says so: yes, on, dates and digits with hyphens", () => {
    expect(configurationIn(below("  tags: { a: yes, b: on, c: 2024-01-01, d: 1111-2222 }")).aws.tags).toEqual(
      {
        a: "yes",
        b: "on",
        c: "2024-01-01",
        d: "1111-2222",
      },
    );
  });
});

describe("yes, no, on and off are no booleans in YAML 1.2", () => {
  it("so a switch refuses them and says what it takes", () => {
    expect(problemsBelow("targets:", "  ec2Users: yes", "discovery: off")).toEqual([
      'keeper-pam.yaml:5:3 targets.ec2Users: "yes" is not true or false',
      'keeper-pam.yaml:6:1 discovery: "off" is not allowed: allowed is true, false, a mapping of keys',
    ]);
  });

  it("and neither is true in quotes", () => {
    expect(problemsBelow('discovery: "true"')).toEqual([
      'keeper-pam.yaml:4:1 discovery: "true" is not allowed: allowed is true, false, a mapping of keys',
    ]);
  });
});

describe("a key without a value", () => {
  it("counts as not given where it begins a section, whose lines may all be commented out", () => {
    expect(
      configurationIn(
        below(
          "  tags:",
          "gateway:",
          "  role:",
          "    tags: null",
          "  instances:",
          "  instanceProfile:",
          "  attachmentFunction:",
          "  accessKeyUser:",
          "  configurationSecret:",
          "targets:",
          "  managedDatabases:",
          "  iamUsers:",
          "    - { name: auditor }",
          "discovery:",
        ),
      ),
    ).toEqual({
      name: "keeper-gateway",
      aws: { region: "us-east-1" },
      gateway: { role: {} },
      targets: { iamUsers: [{ name: "auditor" }] },
    });
  });

  it("is an error as an item of a list, where nothing can be left out", () => {
    expect(problemsBelow("targets:", "  iamUsers:", "    -", "protectedUsers:", "  - ~")).toEqual([
      "keeper-pam.yaml:6:6 targets.iamUsers[0]: null is not a mapping of keys",
      "keeper-pam.yaml:8:5 protectedUsers[0]: null is not a text",
    ]);
  });
});

describe("a file without anything in it says what is needed", () => {
  it.each([
    ["no character", "", "1:1"],
    ["only comments", "# one\n# two\n", "1:1"],
    ["only the mark of a document", "---\n", "1:4"],
    ["null", "null\n", "1:1"],
  ])("%s", (_, text, place) => {
    expect(problemsIn(text)).toEqual([
      `keeper-pam.yaml:${place} nothing is configured here: needed are at least name and aws.region`,
    ]);
  });
});

describe("a file that is no mapping of keys says what it is", () => {
  it.each([
    ["a list", "- name: a\n", "a list"],
    ["a text", "hello\n", '"hello"'],
    ["a number", "42\n", "42"],
    ["Terraform's own language", 'name = "gateway"\n', '"name = \\"gateway\\""'],
  ])("%s", (_, text, given) => {
    expect(problemsIn(text)).toEqual([`keeper-pam.yaml:1:1 ${given} is not a mapping of keys`]);
  });
});

describe("how a file is written does not matter", () => {
  const text = below("targets:", "  iamUsers:", "    - name: auditor");
  const expected = {
    name: "keeper-gateway",
    aws: { region: "us-east-1" },
    targets: { iamUsers: [{ name: "auditor" }] },
  };

  it.each([
    ["with the line ends of Windows", text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${text}`],
    ["as JSON", JSON.stringify(expected)],
    ["as JSON with tabs", JSON.stringify(expected, null, "\t")],
    ["between the marks of a document", `---\n${text}...\n`],
    ["with the name in quotes and a comment", text.replace("keeper-gateway", '"keeper-gateway" # ours')],
    ["with the region in a block", text.replace("us-east-1", ">-\n    us-east-1")],
  ])("%s", (_, written) => {
    expect(configurationIn(written)).toEqual(expected);
  });

  it("and places are counted in what the reader sees", () => {
    const problem = "aws.regoin: no such key; did you mean region?";
    expect(problemsIn(below("  regoin: x").replaceAll("\n", "\r\n"))).toEqual([
      `keeper-pam.yaml:4:3 ${problem}`,
    ]);
    expect(problemsIn("\uFEFF{ name: a, aws: { region: us-east-1, regoin: x } }")).toEqual([
      `keeper-pam.yaml:1:38 ${problem}`,
    ]);
    expect(problemsBelow("  tags: { Größe: ä }", "  regoin: x")).toEqual([`keeper-pam.yaml:5:3 ${problem}`]);
  });
});
