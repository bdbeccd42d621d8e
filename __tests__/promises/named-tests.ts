import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { PROJECT, SKIPPED } from "../support/engines";
import { isProof, readPromises } from "./promises";
import { BELOW, isMadeFrom } from "./titles";

/** A test that jest ran, or did not. */
export interface Ran {
  readonly file: string;
  readonly suites: readonly string[];
  readonly title: string;
  readonly status: string;
}

/** Of what jest tells a reporter at the end. */
interface Results {
  readonly testResults: readonly {
    readonly testFilePath: string;
    readonly testResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/**
 * Fails a run of every test when a test that holds a promise did not run, was skipped or failed. It says nothing in a run of some
 * tests. One whose suite says that an engine is missing may be skipped.
 */
export class NamedTests {
  private problems: readonly string[] = [];

  constructor(private readonly config: { readonly testNamePattern?: string }) {}

  onRunComplete(_contexts: unknown, results: Results): void {
    const files = results.testResults.map(({ testFilePath }) => inProject(testFilePath));
    if (this.config.testNamePattern || !isEveryTest(files)) return;
    const ran = results.testResults.flatMap(({ testFilePath, testResults }) =>
      testResults.map(({ ancestorTitles, title, status }) => ({
        file: inProject(testFilePath),
        suites: ancestorTitles,
        title,
        status,
      })),
    );
    this.problems = unproven(ran);
    if (this.problems.length > 0) process.stderr.write(`\n${this.problems.join("\n")}\n`);
  }

  getLastError(): Error | undefined {
    return this.problems.length > 0 ? new Error("promises without their proof") : undefined;
  }
}

const inProject = (file: string): string => relative(PROJECT, file).split(sep).join("/");

function isEveryTest(files: readonly string[]): boolean {
  return readdirSync(join(PROJECT, "__tests__"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .every((file) => files.includes(`__tests__/${file.split(sep).join("/")}`));
}

/** A line for each test that a promise names and that has not held it. */
function unproven(ran: readonly Ran[]): string[] {
  const { promises } = readPromises();
  return promises.flatMap(({ id, tests = {} }) =>
    Object.entries(tests)
      .filter(([file]) => !isProof(file))
      .flatMap(([file, titles]) =>
        titles.flatMap((title) => {
          const lack = lackOf(file, title, ran);
          return lack ? [`promise ${id}: ${file}: "${title}" ${lack}`] : [];
        }),
      ),
  );
}

/** What a named test lacks of having passed, or undefined when it lacks nothing. */
export function lackOf(file: string, title: string, ran: readonly Ran[]): string | undefined {
  const meant = ran.filter((test) => test.file === file && isMadeFrom(title, titleOf(test)));
  if (meant.length === 0) return "did not run";
  if (meant.some(({ status }) => status === "failed")) return "failed";
  const idle = meant.filter(({ status }) => status !== "passed");
  return idle.every(isForWantOfAnEngine) ? undefined : "was skipped";
}

const titleOf = ({ suites, title }: Ran): string =>
  [...suites.map((suite) => suite.split(SKIPPED)[0]), title].join(BELOW);

const isForWantOfAnEngine = ({ suites }: Ran): boolean => suites.some((suite) => suite.includes(SKIPPED));
