import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { isMadeFrom, titlesIn } from "./titles";

/** Titles of a file with this text. */
function titlesOf(text: string, shared = ""): string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "shared.ts"), shared);
  writeFileSync(join(folder, "a.test.ts"), text);
  return titlesIn(relative(PROJECT, join(folder, "a.test.ts")));
}

describe("the titles of a file's tests", () => {
  it("stand behind those of their suites", () => {
    expect(
      titlesOf(`
describe("a role", () => {
  it("may read", () => {});
  describe.each([1, 2])("of %s", () => {
    it.each([["a", 1]])("may not %s", () => {});
  });
});
describeWith([ENGINES.python], "an engine", () => { it.skip("runs", () => {}); });
test("alone", () => {});
`),
    ).toEqual(["a role › may read", "a role › of %s › may not %s", "an engine › runs", "alone"]);
  });

  it("are as they are written, with each side of a choice", () => {
    expect(
      titlesOf(
        'it(a ? "one" : "two", () => {});\nit(`of ${name}`, () => {});\nfor (const t of all) it(t.title, () => {});',
      ),
    ).toEqual(["one", "two", "of ${name}", "${t.title}"]);
  });

  it("are also those that it shares with other files", () => {
    expect(
      titlesOf('import { tests } from "./shared";\ntests();', 'export const tests = () => it("shared", f);'),
    ).toEqual(["shared"]);
  });
});

describe("a test that ran", () => {
  it("is known by the title that its own was made from", () => {
    expect(isMadeFrom("of %s › may not %s (100 %%)", "of aws › may not read (all) (100 %)")).toBe(true);
    expect(isMadeFrom("and $what.name › can", "and its role › can")).toBe(true);
    expect(isMadeFrom("of ${name} › can", "of a\nb › can")).toBe(true);
    const nested = 'is closed by ${denies.map((deny) => `${deny} alone`).join(" and by ")}, so far';
    expect(isMadeFrom(nested, "is closed by DenyA alone and by DenyB alone, so far")).toBe(true);
    expect(isMadeFrom(nested, "is open")).toBe(false);
  });

  it("is not known by a part of it, nor by signs that mean something elsewhere", () => {
    expect(isMadeFrom("may read", "may read all")).toBe(false);
    expect(isMadeFrom("may (read)?", "may read")).toBe(false);
    expect(isMadeFrom("of %s can", "for aws can")).toBe(false);
  });
});
