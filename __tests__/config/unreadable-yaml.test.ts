import { below, problemsBelow, problemsIn } from "../support/refusals";

describe("what is not YAML is named with its place", () => {
  it.each([
    [
      "a tab that indents",
      ["targets:", "\tiamUsers: []"],
      "5:1 not valid YAML: Tabs are not allowed as indentation",
    ],
    ["an open quote", ['stack: "orders'], '5:1 not valid YAML: Missing closing "quote'],
    [
      "an item that is not indented like its neighbours",
      ["targets:", "  iamUsers: []", " directories: []"],
      "6:1 not valid YAML: All mapping items must start at the same column",
    ],
    [
      "a text that begins with @",
      ["stack: @orders"],
      "4:8 not valid YAML: Plain value cannot start with reserved character @",
    ],
    [
      "a key for the second time",
      ["name: other"],
      "4:1 this key stands here for the second time: allowed is once",
    ],
    [
      "a key for the second time, further in",
      ["  region: eu-west-1"],
      "4:3 this key stands here for the second time: allowed is once",
    ],
  ])("%s", (_, lines, line) => {
    expect(problemsBelow(...lines)).toEqual([`keeper-pam.yaml:${line}`]);
  });

  it("every place, not just the first", () => {
    expect(problemsBelow("name: other", "stack: @orders")).toEqual([
      "keeper-pam.yaml:4:1 this key stands here for the second time: allowed is once",
      "keeper-pam.yaml:5:8 not valid YAML: Plain value cannot start with reserved character @",
    ]);
  });

  it("and nothing else, since what stands there is not known", () => {
    expect(problemsBelow("targest: {}", "stack: @orders")).toEqual([
      "keeper-pam.yaml:5:8 not valid YAML: Plain value cannot start with reserved character @",
    ]);
  });
});

describe("one file describes one gateway", () => {
  it("so a second document belongs in a file of its own", () => {
    expect(problemsIn(`${below()}---\n${below()}`)).toEqual([
      "keeper-pam.yaml:4:1 a second document begins here: one file describes one gateway, put the other in a file of its own",
    ]);
  });
});

describe("what YAML has beyond values is refused, not half understood", () => {
  it.each([
    ["a tag of another tool", "stack: !Ref orders", "4:13"],
    ["a set", "targets: !!set { iamUsers }", "4:16"],
    ["an ordered mapping", "targets: !!omap [ec2Users: true]", "4:17"],
    ["bytes", "stack: !!binary b3JkZXJz", "4:17"],
    ["a function", "stack: !!js/function 'x'", "4:22"],
  ])("%s", (_, line, place) => {
    expect(problemsBelow(line)).toEqual([
      `keeper-pam.yaml:${place} not valid here: a YAML tag stands before this value, allowed are plain values`,
    ]);
  });

  it("an older YAML, in which yes is true", () => {
    const problem = "keeper-pam.yaml:1:1 not valid here: allowed is YAML 1.2, in which yes and no are texts";
    expect(problemsIn(`%YAML 1.1\n---\n${below()}`)).toEqual([problem]);
    expect(problemsIn(`%YAML 1.2\n---\n${below()}`)).toEqual([]);
  });

  it("but a tag that says what the value is anyway does no harm", () => {
    expect(problemsBelow("  accountId: !!str 111122223333")).toEqual([]);
  });

  it.each([
    ["a template that was not rendered", "stack: {{ stack }}", "4:9"],
    ["a list as a key", "? [a, b]\n: c", "4:3"],
    ["nothing as a key", ": c", "4:1"],
  ])("%s", (_, line, place) => {
    expect(problemsBelow(line)).toEqual([
      `keeper-pam.yaml:${place} not valid here: a key is a plain text, and a template such as {{ … }} is rendered before this file is read`,
    ]);
  });
});

describe("what cannot be seen in a file is named", () => {
  it("a merge key, which YAML 1.2 does not have", () => {
    expect(problemsBelow("gateway: &g { role: true }", "targets: { <<: *g }")).toEqual([
      "keeper-pam.yaml:5:12 not valid here: YAML 1.2 has no merge keys: write the keys out, or an alias in place of the whole mapping",
    ]);
  });

  it("a no-break space in place of the blank behind a colon", () => {
    expect(problemsBelow("stack:\u00a0production")).toEqual([
      "keeper-pam.yaml:4:1 not valid YAML: behind the colon of this key stands a no-break space: write a blank",
    ]);
  });

  it("a no-break space in a value or a key", () => {
    expect(problemsBelow("stack: our\u00a0gateway", "st\u2009ack: x")).toEqual([
      expect.stringContaining('stack: "our\\u00a0gateway" is not a name for the gateway'),
      expect.stringContaining("st\\u2009ack: no such key"),
    ]);
  });
});
