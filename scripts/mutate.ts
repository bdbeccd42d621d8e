import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { MUTATIONS, type Mutation } from "./mutations";

/**
 * Breaks the project on purpose, in one way after another, and shows that the tests turn red for each: a policy that could
 * widen unseen would be one that nobody has proven.
 *
 * `npm run mutate` tries every way, `npm run mutate -- --first 5` the first ones. Ends with 1 when one goes unnoticed.
 */

const FILES = ["modules", "__tests__", "examples", "scripts", "keeper-pam.yaml", "keeper-pam.schema.json"];
const SETTINGS = ["package.json", "tsconfig.json", "jest.config.js", "cdktf.json", "main.ts"];

/**
 * The tests of what the policies say, the quick ones first. Those of generated pages and reports notice any change, and
 * would prove nothing.
 */
const STAGES = [
  "__tests__/(permissions/catalog|targets|examples/policies)",
  "__tests__/(least-privilege|languages|gateway/(guard|key-policy|gateway-principals|configuration|access-key-user-permissions))",
  "__tests__/(permissions|gateway/[^/]*)",
];
const WORKERS = 2;

interface Outcome {
  readonly mutation: Mutation;
  /** The first test that turned red, or undefined when all stayed green. */
  readonly noticedBy?: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { first: { type: "string" } } });
  const count = values.first === undefined ? MUTATIONS.length : Number(values.first);
  if (!Number.isInteger(count) || count < 1 || count > MUTATIONS.length) {
    throw new Error(`--first ${values.first}: allowed is 1 to ${MUTATIONS.length}`);
  }
  const mutations = MUTATIONS.slice(0, count);
  mutations.forEach(apply);
  const waiting = [...mutations];
  const outcomes: Outcome[] = [];
  await Promise.all(
    Array.from({ length: Math.min(WORKERS, count) }, async () => {
      const copy = workingCopy();
      try {
        for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
          const noticedBy = await firstRedTest(copy, mutation);
          outcomes.push({ mutation, noticedBy });
          process.stdout.write(
            `${noticedBy ? "noticed" : "UNNOTICED"}  ${mutation.title}\n           ${noticedBy ?? mutation.file}\n`,
          );
        }
      } finally {
        rmSync(copy, { recursive: true, force: true });
      }
    }),
  );
  const unnoticed = outcomes.filter(({ noticedBy }) => noticedBy === undefined);
  process.stdout.write(`${outcomes.length} ways of breaking it, ${unnoticed.length} unnoticed\n`);
  if (unnoticed.length > 0) process.exitCode = 1;
}

/** What the file of a mutation says with it. */
function apply({ title, file, passage, replacement }: Mutation): string {
  const source = readFileSync(join("modules", file), "utf8");
  if (!source.includes(passage))
    throw new Error(`${title}: modules/${file} does not hold ${JSON.stringify(passage)} any more`);
  return source.replaceAll(passage, replacement);
}

/** The project in a folder of its own. */
function workingCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "mutation-"));
  for (const file of [...FILES, ...SETTINGS].filter((name) => existsSync(name))) {
    cpSync(file, join(copy, file), { recursive: true });
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Runs the tests with a mutation, until one turns red. */
async function firstRedTest(copy: string, mutation: Mutation): Promise<string | undefined> {
  const file = join(copy, "modules", mutation.file);
  const before = readFileSync(file);
  writeFileSync(file, apply(mutation));
  try {
    for (const tests of STAGES) {
      const red = await firstRedOf(copy, tests);
      if (red !== undefined) return red;
    }
    return undefined;
  } finally {
    writeFileSync(file, before);
  }
}

async function firstRedOf(copy: string, tests: string): Promise<string | undefined> {
  const jest = spawn(
    join(copy, "node_modules", ".bin", "jest"),
    ["--testPathPatterns", tests, "--bail", "--maxWorkers", "1"],
    { cwd: copy, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, FORCE_COLOR: "0" } },
  );
  const [said, [status]] = await Promise.all([text(jest.stderr), once(jest, "close")]);
  if (status === 0) return undefined;
  const [, red] = /^ *● (.*)$/m.exec(said) ?? [];
  if (red === undefined) throw new Error(`the tests do not run\n${said}`);
  return red;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
