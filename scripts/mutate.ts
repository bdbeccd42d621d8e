import { parseArgs } from "node:util";
import { BrokenCopy, changed, redTests, type Change } from "./broken-copy";
import { MODULE } from "./module-files";
import { MODULE_MUTATIONS } from "./module-mutations";
import { MUTATIONS } from "./mutations";

/**
 * Breaks the project on purpose, in one way after another, and shows that the tests turn red for each: a policy that could
 * widen unseen would be one that nobody has proven.
 *
 * `npm run mutate` tries every way, `npm run mutate -- --first 5` the first ones, `npm run mutate -- --module` those of
 * the Terraform module. Ends with 1 when one goes unnoticed.
 */

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

/** A way of breaking the project, and the tests that are run until one turns red: options of jest, one run each. */
interface Way {
  readonly title: string;
  readonly change: Change;
  readonly runs: readonly (readonly string[])[];
}

const OF_THE_MODULE: readonly Way[] = MODULE_MUTATIONS.map(({ title, file, test, titles, ...change }) => ({
  title,
  change: { file: `${MODULE}/${file}`, ...change },
  runs: [
    [
      ...["--testPathPatterns", `__tests__/terraform-module/${test}\\.test`, "--bail"],
      ...(titles === undefined ? [] : ["--testNamePattern", titles]),
    ],
  ],
}));

const WAYS: readonly Way[] = [
  ...MUTATIONS.map(({ title, file, ...change }) => ({
    title,
    change: { file: `modules/${file}`, ...change },
    runs: STAGES.map((tests) => ["--testPathPatterns", tests, "--bail"]),
  })),
  ...OF_THE_MODULE,
];

interface Outcome {
  readonly way: Way;
  /** The first test that turned red, or undefined when all stayed green. */
  readonly noticedBy?: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { first: { type: "string" }, module: { type: "boolean" } } });
  const all = values.module ? OF_THE_MODULE : WAYS;
  const count = values.first === undefined ? all.length : Number(values.first);
  if (!Number.isInteger(count) || count < 1 || count > all.length) {
    throw new Error(`--first ${values.first}: allowed is 1 to ${all.length}`);
  }
  const waiting = all.slice(0, count);
  waiting.forEach(({ change }) => changed(change));
  const outcomes: Outcome[] = [];
  await Promise.all(
    Array.from({ length: Math.min(WORKERS, count) }, async () => {
      const copy = new BrokenCopy();
      try {
        for (let way = waiting.shift(); way; way = waiting.shift()) {
          const noticedBy = await firstRedTest(copy, way);
          outcomes.push({ way, noticedBy });
          process.stdout.write(
            `${noticedBy ? "noticed" : "UNNOTICED"}  ${way.title}\n           ${noticedBy ?? way.change.file}\n`,
          );
        }
      } finally {
        copy.remove();
      }
    }),
  );
  const unnoticed = outcomes.filter(({ noticedBy }) => noticedBy === undefined);
  process.stdout.write(`${outcomes.length} ways of breaking it, ${unnoticed.length} unnoticed\n`);
  if (unnoticed.length > 0) process.exitCode = 1;
}

/** Runs the tests with a change, until one turns red. */
async function firstRedTest(copy: BrokenCopy, { change, runs }: Way): Promise<string | undefined> {
  return copy.while(change, async () => {
    for (const options of runs) {
      const said = await copy.redness(...options);
      if (said === undefined) continue;
      const [red] = redTests(said);
      if (red === undefined) throw new Error(`the tests do not run\n${said}`);
      return red;
    }
    return undefined;
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
