import fc from "fast-check";
import * as permissions from "../../modules/permissions";
import type { NameRule } from "../../modules/permissions";
import { keeps } from "../../scripts/terraform-module/rule-expression";

const RULES = Object.entries(permissions).filter((entry): entry is [string, NameRule] =>
  Object.hasOwn(Object(entry[1]) as object, "pattern"),
);

describe.each(RULES)("the condition of %s", (_, rule) => {
  const demands = demandsOf(keeps(rule, "var.given"));

  it("holds for what keeps the rule, and for nothing else", () => {
    const near = fc.stringMatching(
      new RegExp(rule.pattern.source.replace(/\^(?:\(\?[=!][^()]*\))+/, "^"), "u"),
    );
    const given = fc.oneof(fc.string({ unit: "grapheme" }), near, near.map(disturbed));
    fc.assert(
      fc.property(given, (text) => {
        expect(demands.every(({ regex, wanted }) => regex.test(text) === wanted)).toBe(
          rule.pattern.test(text),
        );
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it("has no expression that Terraform's regular expressions do not know", () => {
    for (const { source } of demands) expect(source).not.toMatch(/\(\?[=!<]|\\u/);
  });
});

/** What a rule's own texts never have: an end of another kind. */
function disturbed(text: string): string {
  return `${text}\u0100`;
}

/** The regular expressions of a condition: those that must match, and those that must not. */
function demandsOf(condition: string) {
  const found = [...condition.matchAll(/(!?)can\(regex\(("(?:[^"\\]|\\.)*"), var\.given\)\)/g)];
  expect(found.map(([text]) => text).join(" && ")).toBe(condition);
  return found.map(([, not, quoted = ""]) => {
    const source = JSON.parse(quoted.replace(/([$%])\1\{/g, "$1{")) as string;
    const inJavaScript = source.replace(/\\x\{([0-9a-f]+)\}/g, "\\u{$1}");
    // Between brackets JavaScript wants some signs escaped that RE2 takes as they are.
    const strict = inJavaScript.replace(/(\[(?:[^\]\\]|\\.)*\])/g, (set) =>
      set.replace(/(?<=^\[.*)(\[|-(?=\]))/g, "\\$1"),
    );
    return { source, regex: new RegExp(strict, "u"), wanted: not === "" };
  });
}
