import { formatPath, refuse, show } from "../../modules/permissions";

describe("a value in a message", () => {
  it.each([
    ["a text in quotes", "orders", '"orders"'],
    ["a text with quotes in it", 'a"b', '"a\\"b"'],
    ["a number", 60, "60"],
    ["a list by its kind", [1], "a list"],
    ["a mapping by its kind", { a: 1 }, "a mapping of keys"],
  ])("is %s", (_, value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it("is shortened when it goes on for ever", () => {
    expect(show("x".repeat(1000))).toBe(`"${"x".repeat(77)}…"`);
  });

  it("is not shortened in the middle of a character", () => {
    expect(show(`${"x".repeat(76)}${"😀".repeat(9)}`)).toBe(`"${"x".repeat(76)}…"`);
  });

  it("holds nothing that a terminal would obey", () => {
    expect(show("a\u001b[31m\nb")).toBe('"a\\u001b[31m\\u000ab"');
  });
});

it("a path is written the way people write it", () => {
  expect(formatPath(["targets", "iamUsers", 2, "name"])).toBe("targets.iamUsers[2].name");
});

describe("refusing", () => {
  it("is nothing without a problem", () => {
    expect(() => refuse("the gateway", [])).not.toThrow();
  });

  it("is one error that counts and lists every problem", () => {
    const problems = [
      { path: ["name"], message: "is missing" },
      { path: ["targets", "iamUsers", 0], message: "nothing is named" },
    ];
    expect(() => refuse("the gateway", problems)).toThrow(
      "the gateway: 2 problems\n  name: is missing\n  targets.iamUsers[0]: nothing is named",
    );
  });
});
