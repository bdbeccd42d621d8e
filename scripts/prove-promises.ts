import { readPromises, type Promised } from "../__tests__/promises/promises";
import { isMadeFrom } from "../__tests__/promises/titles";
import { BrokenCopy, redTests, type Change } from "./broken-copy";

/**
 * Breaks what some promises of docs/promises say, one after another, and shows that the test which is named for it turns red.
 *
 * `npm run promises:prove` tries all, `npm run promises:prove -- ID…` those of the list. Ends with 1 when one test stays green.
 */
async function main(ids: readonly string[]): Promise<void> {
  const broken = readPromises().promises.filter(isBreakable);
  const unknown = ids.filter((id) => !broken.some((promise) => promise.id === id));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: no promise that says how it is broken`);
  const tried = broken.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const copy = new BrokenCopy();
  const unnoticed: string[] = [];
  try {
    for (const promise of tried) {
      const isNoticed = await turnsRed(copy, promise);
      if (!isNoticed) unnoticed.push(promise.id);
      process.stdout.write(
        `${isNoticed ? "noticed" : "UNNOTICED"}  ${promise.id}\n           ${promise.brokenBy.noticedBy}\n`,
      );
    }
  } finally {
    copy.remove();
  }
  process.stdout.write(`${tried.length} promises broken, ${unnoticed.length} unnoticed\n`);
  if (unnoticed.length > 0) process.exitCode = 1;
}

type Breakable = Promised & { readonly brokenBy: Change & { readonly noticedBy: string } };

const isBreakable = (promise: Promised): promise is Breakable => promise.brokenBy !== undefined;

/** Whether the named test is among those that turn red. */
async function turnsRed(copy: BrokenCopy, { tests = {}, brokenBy }: Breakable): Promise<boolean> {
  const [file] = Object.entries(tests).find(([, titles]) => titles.includes(brokenBy.noticedBy)) ?? [];
  if (file === undefined) throw new Error(`${brokenBy.noticedBy}: no test of the promise`);
  const said = (await copy.while(brokenBy, () => copy.redness("--runTestsByPath", file))) ?? "";
  return redTests(said).some((title) => isMadeFrom(brokenBy.noticedBy, title));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
