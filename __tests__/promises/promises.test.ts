import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { changed } from "../../scripts/broken-copy";
import { PROJECT } from "../support/engines";
import { FILES, isAbsolute, isSentence, PAGES, sentencesOn } from "./pages";
import { isProof, readPromises } from "./promises";
import { titlesIn } from "./titles";

const { promises, others } = readPromises();

/** Page and sentence of everything that the list has. */
const LISTED = [
  ...promises.flatMap(({ says }) =>
    Object.entries(says).flatMap(([page, sentences]) =>
      sentences.map((sentence) => [page, sentence] as const),
    ),
  ),
  ...others,
];

describe("the list of promises", () => {
  it("has a name for each that no other has", () => {
    const ids = promises.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("has a proof of each: tests of every run that would fail, or a page of somebody else that says so", () => {
    const bare = promises.filter(
      ({ tests = {}, documented }) => !documented && Object.keys(tests).every(isProof),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it("names pages that are read", () => {
    expect(LISTED.map(([page]) => page).filter((page) => !(page in PAGES))).toEqual([]);
  });

  it("has each sentence word for word as its page has it", () => {
    const missing = LISTED.filter(
      ([page, listed]) =>
        !(PAGES[page] ?? []).some((file) =>
          sentencesOn(file).some((sentence) => isSentence(listed, page, sentence)),
        ),
    );
    expect(missing.map(([page, sentence]) => `${page}: ${sentence}`)).toEqual([]);
  });

  it("has every sentence that says never, only, nobody, cannot, every, nothing, exactly and their like", () => {
    const unlisted = new Map<string, string[]>();
    for (const file of FILES) {
      for (const sentence of sentencesOn(file)) {
        if (!isAbsolute(sentence) || isListed(file, sentence)) continue;
        unlisted.set(sentence, [...(unlisted.get(sentence) ?? []), file]);
      }
    }
    expect(Object.fromEntries(unlisted)).toEqual({});
  });

  it("names tests that exist, by their titles", () => {
    const named = promises.flatMap(({ id, tests = {} }) =>
      Object.entries(tests).flatMap(([file, titles]) => titles.map((title) => ({ id, file, title }))),
    );
    const gone = named.filter(({ file, title }) => !titlesOf(file).includes(title));
    expect(gone).toEqual([]);
  });

  it("names a test of the promise that notices when it is broken, and a passage that is there", () => {
    const broken = promises.flatMap(({ tests = {}, brokenBy }) => (brokenBy ? [{ tests, brokenBy }] : []));
    expect(broken.length).toBeGreaterThanOrEqual(10);
    for (const { tests, brokenBy } of broken) {
      expect(Object.values(tests).flat()).toContain(brokenBy.noticedBy);
      expect(() => changed(brokenBy)).not.toThrow();
      expect(brokenBy.replacement).not.toBe(brokenBy.passage);
    }
  });

  it("has pages of others by their address", () => {
    const pages = promises.flatMap(({ documented = [] }) => documented);
    expect(pages.filter((page) => !/^https:\/\/\S+$/.test(page))).toEqual([]);
  });
});

function isListed(file: string, sentence: string): boolean {
  return LISTED.some(([page, listed]) => PAGES[page]?.includes(file) && isSentence(listed, page, sentence));
}

const found = new Map<string, readonly string[]>();

/** None of a file that is not there. */
function titlesOf(file: string): readonly string[] {
  const titles = found.get(file) ?? (existsSync(join(PROJECT, file)) ? titlesIn(file) : []);
  found.set(file, titles);
  return titles;
}

it(
  "a named test turns red when what it holds is broken, in two of many",
  () => {
    const sample = ["the-self-check-is-on-itself", "no-boundary-of-its-own-making"];
    const { status, stdout, stderr } = spawnSync(
      "npm",
      ["run", "--silent", "promises:prove", "--", ...sample],
      { cwd: PROJECT, encoding: "utf8" },
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("2 promises broken, 0 unnoticed");
  },
  5 * 60_000,
);
