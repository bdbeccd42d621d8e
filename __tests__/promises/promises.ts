import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { PROJECT } from "../support/engines";

/** Where the list stands, a file for each subject. */
const LIST = "docs/promises";

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());

/** Something that the project says, and what would turn red if it were false. */
const PROMISE = z.strictObject({
  /** Its sentences, word for word, by the pages on which they stand. */
  says: z.record(z.string(), oneOrMore),
  /** Titles by test files: of the tests that would fail. A proof of its own (`….proof.ts`) is run by a command alone. */
  tests: z.record(z.string(), oneOrMore).optional(),
  /** Pages of AWS, Keeper or another maker that say so. */
  documented: oneOrMore.optional(),
  /** One way of breaking the project that turns the named tests red: `npm run promises:prove`. */
  brokenBy: z
    .strictObject({ file: z.string(), passage: z.string(), replacement: z.string(), noticedBy: z.string() })
    .optional(),
});
export type Promised = z.output<typeof PROMISE> & { readonly id: string };

/** Sentences that hold one of the words and promise nothing, by the reason why not and by page. */
const NO_PROMISES = z.record(z.string(), z.record(z.string(), oneOrMore));

/** Whether a file's tests are too long for every run. */
export const isProof = (file: string): boolean => file.endsWith(".proof.ts");

export interface Promises {
  readonly promises: readonly Promised[];
  /** Page and sentence of what promises nothing. */
  readonly others: readonly (readonly [page: string, sentence: string])[];
}

export function readPromises(): Promises {
  const files = readdirSync(join(PROJECT, LIST)).filter((name) => name.endsWith(".yaml"));
  const contents = files.map(
    (name) => [name, parse(readFileSync(join(PROJECT, LIST, name), "utf8"))] as const,
  );
  const isPromise = ([name]: (typeof contents)[number]) => name !== "no-promises.yaml";
  return {
    promises: contents
      .filter(isPromise)
      .flatMap(([, content]) => Object.entries(z.record(z.string(), PROMISE).parse(content)))
      .map(([id, promise]) => ({ id, ...promise })),
    others: contents
      .filter((file) => !isPromise(file))
      .flatMap(([, content]) => Object.values(NO_PROMISES.parse(content)))
      .flatMap((pages) => Object.entries(pages))
      .flatMap(([page, sentences]) => sentences.map((sentence) => [page, sentence] as const)),
  };
}
