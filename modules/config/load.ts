import { dirname, resolve } from "node:path";
import type { Path, Problem } from "../permissions";
import { readBounded } from "./bounded-file";
import { valueProblems } from "./check";
import { collisions, type ConfigurationFile } from "./collisions";
import { ConfigurationError, type FileProblem } from "./configuration-error";
import { filesAt, readText, UnreadableError } from "./configuration-files";
import { emptiedKeyProblems } from "./emptied-keys";
import { foreignGatewayUsers } from "./foreign-gateway-users";
import { quotaProblems } from "./permission-request";
import { readPgpKey } from "./pgp-key-file";
import { refusalOf } from "./refusal";
import { configurationSchema } from "./schema";
import { shapeProblems } from "./shape-problems";
import { SourceFile, type LocatedProblem } from "./source-file";

/** What a look at configuration files has shown. */
export interface CheckedConfigurations {
  /** Every file that was looked at. */
  readonly files: readonly string[];
  readonly problems: readonly FileProblem[];
  /** Those of the files in which nothing is wrong by themselves. */
  readonly configurations: readonly ConfigurationFile[];
}

/**
 * Reads configuration files, or every `*.yaml`, `*.yml` and `*.json` of a folder, in the order of their names.
 *
 * @param paths files or folders
 * @throws ConfigurationError with every problem of every file; its message has the first hundred of each, and all of them
 * where the environment has `KEEPER_PAM_ALL_PROBLEMS=1`
 */
export function loadConfigurations(...paths: readonly string[]): ConfigurationFile[] {
  const { configurations, problems } = checkConfigurations(paths);
  if (problems.length > 0) throw new ConfigurationError(refusalOf(problems), problems);
  return [...configurations];
}

/**
 * Looks at configuration files and folders as {@link loadConfigurations} does, and says what is wrong with them.
 *
 * @param paths files or folders; a file that is named twice is read once
 */
export function checkConfigurations(paths: readonly string[]): CheckedConfigurations {
  const unreadable: FileProblem[] = [];
  const files = paths
    .flatMap((path) => attempt(path, unreadable, () => filesAt(path)) ?? [])
    .filter((file, i, all) => all.findIndex((other) => resolve(other) === resolve(file)) === i);
  const texts = files.flatMap((file) => {
    const text = attempt(file, unreadable, () => readText(file));
    return text === undefined ? [] : [{ file, text }];
  });
  const { problems, configurations } = checkTexts(texts);
  return { files, problems: [...unreadable, ...problems], configurations };
}

/** The text of a configuration file, whether it is there or not yet. */
export interface ConfigurationText {
  /** What it is called in what is said about it. */
  readonly file: string;
  readonly text: string;
  /**
   * Reads a file that it names, by that name: undefined where it is too large; throws an error of the system where there is
   * none.
   *
   * @default - the files on disk, seen from its own place
   */
  readonly read?: (name: string) => Buffer | undefined;
}

/** Looks at texts as {@link checkConfigurations} does at files that hold them. */
export function checkTexts(texts: readonly ConfigurationText[]): CheckedConfigurations {
  const read = texts.map(({ file, text, read: readNamed = beside(file) }) => {
    const source = new SourceFile(text);
    return { file, source, ...withPgpKey(source.value, readNamed) };
  });
  const problems = new Map(
    read.map(({ file, source, value, keyProblems }) => [file, fileProblems(source, value, keyProblems)]),
  );
  const sound = read.filter(({ file }) => problems.get(file)?.length === 0);
  const configurations = sound.map(({ file, value }) => ({
    file,
    configuration: configurationSchema.parse(value),
  }));
  const collided = collisions(configurations);
  const gatewayUsers = foreignGatewayUsers(configurations);
  sound.forEach(({ file, source }, i) => {
    const { configuration } = configurations[i] as ConfigurationFile;
    const found = [
      ...quotaProblems(configuration),
      ...(collided.get(file) ?? []),
      ...(gatewayUsers.get(file) ?? []),
    ];
    problems.set(
      file,
      found.map((problem) => ({ ...problem, ...source.locate(problem.path) })),
    );
  });
  const located = [...problems].flatMap(([file, found]) =>
    found.map(({ path, message, line, column }) => ({ file, place: { line, column }, path, message })),
  );
  return { files: texts.map(({ file }) => file), problems: located, configurations };
}

/** What a file or folder gives; undefined, and one problem more, where it cannot be read. */
function attempt<T>(file: string, problems: FileProblem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.push({ file, path: [], message: error.message });
    return undefined;
  }
}

/** Files on disk, seen from another one. */
function beside(file: string): (name: string) => Buffer | undefined {
  return (name) => readBounded(resolve(dirname(file), name));
}

/** The values of a file with the PGP key in place of the name of its file, and what is wrong with it. */
function withPgpKey(
  value: unknown,
  read: (name: string) => Buffer | undefined,
): { value: unknown; keyProblems: Problem[] } {
  const { gateway } = (value ?? {}) as { gateway?: { accessKeyUser?: { pgpKey?: unknown } } };
  const pgpKey = gateway?.accessKeyUser?.pgpKey;
  if (typeof pgpKey !== "string") return { value, keyProblems: [] };
  const found = readPgpKey(pgpKey, read);
  if ("problem" in found) return { value, keyProblems: [found.problem] };
  const accessKeyUser = { ...gateway?.accessKeyUser, pgpKey: found.key };
  return { value: { ...(value as object), gateway: { ...gateway, accessKeyUser } }, keyProblems: [] };
}

function fileProblems(source: SourceFile, value: unknown, keyProblems: readonly Problem[]): LocatedProblem[] {
  if (source.syntaxProblems.length > 0) return [...source.syntaxProblems];
  const forbidden = source.forbiddenTexts(value);
  const shape = shapeProblems(source.value, (path) => source.written(path));
  // A value of the wrong type is named once, whatever rules it breaks besides.
  const emptied = emptiedKeyProblems(source.emptyKeys, (path) => source.saysNull(path)).filter(
    apartFrom(shape),
  );
  const first = [...shape, ...emptied, ...keyProblems];
  const values = valueProblems(value).filter(apartFrom(first));
  const hidden = new Set(forbidden.map((text) => placeOf(text.hidden)));
  const isHidden = (path: Path) =>
    path.some((_, i) => hidden.has(placeOf(path.slice(0, i + 1)))) || hidden.has(placeOf([]));
  const others = [...first, ...values]
    // What looks like a secret is not shown again in another problem with the same value.
    .filter(({ path }) => !isHidden(path))
    .map((problem) => ({ ...problem, ...source.locate(problem.path) }));
  return [...forbidden, ...others].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Whether a problem is at another place than all of these. */
function apartFrom(problems: readonly Problem[]): (problem: Problem) => boolean {
  const places = new Set(problems.map(({ path }) => placeOf(path)));
  return ({ path }) => !places.has(placeOf(path));
}

/** A path as a text to compare. */
function placeOf(path: Path): string {
  return JSON.stringify(path.map(String));
}
