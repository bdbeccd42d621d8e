import { parseArgs } from "node:util";
import { BrokenCopy, changed, redTests, type Change } from "./broken-copy";
import { MUTATIONS, type Mutation } from "./mutations";

/**
 * Breaks the project on purpose, in one way after another, and shows that the tests turn red for each: a policy that could
 * widen unseen would be one that nobody has proven.
 *
 * `npm run mutate` tries every way, `npm run mutate -- --first 5` the first ones. Ends with 1 when one goes unnoticed.
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
  mutations.map(changeOf).forEach(changed);
  const waiting = [...mutations];
  const outcomes: Outcome[] = [];
  await Promise.all(
    Array.from({ length: Math.min(WORKERS, count) }, async () => {
      const copy = new BrokenCopy();
      try {
        for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
          const noticedBy = await firstRedTest(copy, mutation);
          outcomes.push({ mutation, noticedBy });
          process.stdout.write(
            `${noticedBy ? "noticed" : "UNNOTICED"}  ${mutation.title}\n           ${noticedBy ?? mutation.file}\n`,
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

const changeOf = ({ file, ...change }: Mutation): Change => ({ file: `modules/${file}`, ...change });

/** Runs the tests with a mutation, until one turns red. */
async function firstRedTest(copy: BrokenCopy, mutation: Mutation): Promise<string | undefined> {
  return copy.while(changeOf(mutation), async () => {
    for (const tests of STAGES) {
      const said = await copy.redness("--testPathPatterns", tests, "--bail");
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
