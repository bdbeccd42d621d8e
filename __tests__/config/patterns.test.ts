import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkSync, type SafeComplexity, type VulnerableComplexity } from "recheck";
import { below, folderWith, problemsBelow, problemsIn, refusalOf } from "../support/refusals";
import {
  builtPatterns,
  patternsOfRules,
  placesOf,
  writtenPatterns,
  type ReaderPattern,
} from "./reader-patterns";

/** In milliseconds: the search only has to end. */
const HOUR = 3_600_000;
/** What the search begins with. Single matches in it are cut off by a clock, which on a busy machine can look like growth. */
const SEEDS = [1, 2, 3];

jest.setTimeout(HOUR);

/**
 * How the steps grow that JavaScript takes at worst for a text of a pattern's choice: by automata where these decide, by
 * counted steps on hostile texts where a pattern looks around or counts.
 *
 * @returns the power of the text's length; 1 for steps in proportion to it, or fewer
 */
function growthOf(source: string, flags: string): number {
  let least = Infinity;
  for (const randomSeed of SEEDS) {
    const found = checkSync(source, flags, { randomSeed, timeout: HOUR });
    if (found.status === "unknown") throw new Error(`/${source}/${flags}: ${found.error.kind}`);
    least = Math.min(least, powerOf(found.complexity));
    if (least === 1) break;
  }
  return least;
}

function powerOf(complexity: SafeComplexity | VulnerableComplexity): number {
  if (complexity.type === "exponential") return Infinity;
  return complexity.type === "polynomial" ? complexity.degree : 1;
}

const each = (patterns: readonly ReaderPattern[]) => [
  ...new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])),
];
const RULES = each(patternsOfRules());
const OTHERS = each(writtenPatterns()).filter(([text]) => !RULES.some(([rule]) => rule === text));

describe("a pattern takes no more steps than a text has characters, times a number, whatever the text:", () => {
  it.each(OTHERS)("%s", (_, { source, flags }) => {
    expect(growthOf(source, flags)).toBe(1);
  });

  it.each([
    [Infinity, String.raw`BLOCK-----(?:\s*\n[ \t]*[A-Za-z]+: [^\r\n]*)*\s+END`],
    [Infinity, String.raw`^(?:\s*\n)*!`],
    [2, String.raw`^[A-Za-z0-9+/\s]+={0,2}\s*$`],
    [2, String.raw`\$\{[^}]*\}`],
  ])("or else it is noticed, with the power %s: %s", (growth, source) => {
    expect(growthOf(source, "")).toBe(growth);
  });
});

describe("a rule's pattern", () => {
  it.each(RULES)("takes no more steps than the square of its longest name: %s", (_, { source, flags }) => {
    expect(growthOf(source, flags)).toBeLessThanOrEqual(2);
  });

  it("is held against a text in one place, which looks at its length first", () => {
    expect(placesOf(/\bpattern\.(?:test|exec)\(/)).toEqual(["modules/permissions/names.ts"]);
  });

  it("is the one kind that is put together of parts", () => {
    const rules = patternsOfRules().map(({ file }) => file);
    expect(RULES.length).toBeGreaterThan(20);
    expect(OTHERS.length).toBeGreaterThan(20);
    expect(builtPatterns().filter((place) => !rules.includes(place))).toEqual([
      // Patterns of policies, which no configuration writes.
      "modules/permissions/wildcards.ts",
    ]);
  });
});

describe("a text of any length is read to its end", () => {
  it("as the armor of a PGP key with nothing but line breaks in it", () => {
    const armor = `-----BEGIN PGP PUBLIC KEY BLOCK-----${"\\n".repeat(100_000)}`;
    expect(problemsBelow(`gateway: { accessKeyUser: { pgpKey: "${armor}" } }`)).toEqual([
      expect.stringContaining("gateway.accessKeyUser.pgpKey: this is not a PGP public key"),
    ]);
  });

  it("as thousands of aliases, keys, tags and users", () => {
    const many = (count: number, one: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => one(i));
    expect(problemsBelow("x: &a { b: c }", `y: [${many(10_000, () => "*a").join()}]`)).toEqual([
      "keeper-pam.yaml:1:1 not valid YAML: aliases stand for too much: write the values out",
    ]);
    const beyond = (found: readonly string[]) => found.find((line) => line.includes("more problems"));
    expect(beyond(problemsBelow(...many(4_000, (i) => `k${i}: 1`)))).toContain("3900 more problems");
    expect(problemsBelow(`  tags: { ${many(4_000, (i) => `k${i}: x`).join(", ")} }`)).toHaveLength(1);
    const protectedTargets = problemsBelow(
      `targets: { iamUsers: [${many(2_000, (i) => `{ name: u${i} }`).join(", ")}] }`,
      `protectedUsers: [${many(2_000, (i) => `u${i}`).join(", ")}]`,
    );
    expect(beyond(protectedTargets)).toContain("1900 more problems");
  });
});

describe("a file that no configuration needs", () => {
  const LARGEST = 256 * 1024;

  it("is refused by its size, before it is looked at", () => {
    const folder = folderWith({});
    const file = join(folder, "large.yaml");
    const text = below();
    writeFileSync(file, text + "#".repeat(LARGEST - text.length));
    expect(refusalOf(file)).toBeUndefined();
    writeFileSync(file, text + "#".repeat(LARGEST - text.length + 1));
    expect(refusalOf(file)).toBe(
      "large.yaml: cannot be read: it is larger than 256 KiB, which no configuration and no key needs",
    );
  });

  it("is refused as a PGP key too, and a device that does not end is not read to its end", () => {
    expect(problemsBelow("gateway: { accessKeyUser: { pgpKey: /dev/zero } }")).toEqual([
      'keeper-pam.yaml:4:29 gateway.accessKeyUser.pgpKey: "/dev/zero" is larger than 256 KiB, which no configuration and no key needs',
    ]);
  });

  it("is refused in one line however deep it is", () => {
    expect(problemsIn(`x: ${"[".repeat(100_000)}`)).toEqual([
      expect.stringMatching(/not valid YAML: lists and mappings stand too deep in one another$/),
    ]);
  });
});
