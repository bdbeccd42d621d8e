import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Path, Problem } from "../permissions";
import { readBounded, TOO_LARGE } from "./bounded-file";
import { valueProblems } from "./check";
import { collisions, type ConfigurationFile } from "./collisions";
import { emptiedKeyProblems } from "./emptied-keys";
import { foreignGatewayUsers } from "./foreign-gateway-users";
import { quotaProblems } from "./permission-request";
import { readPgpKey } from "./pgp-key-file";
import { refusalOf } from "./refusal";
import { configurationSchema } from "./schema";
import { shapeProblems } from "./shape-problems";
import { SourceFile, type LocatedProblem } from "./source-file";

/** Something is wrong with the configuration. The message names every problem with its place; a stack trace adds nothing. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads one configuration file, or every `*.yaml`, `*.yml` and `*.json` of a folder, in the order of their names.
 *
 * @param path a file or a folder
 * @throws ConfigurationError with the problems of every file, the first hundred of each; all of them where the environment
 * has `KEEPER_PAM_ALL_PROBLEMS=1`
 */
export function loadConfigurations(path: string): ConfigurationFile[] {
  const read = filesAt(path).map((file) => {
    const source = new SourceFile(readText(file));
    return { file, source, ...withPgpKey(source.value, dirname(file)) };
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
  for (const { file, configuration } of configurations) {
    const found = [
      ...quotaProblems(configuration),
      ...(collided.get(file) ?? []),
      ...(gatewayUsers.get(file) ?? []),
    ];
    const source = read.find((r) => r.file === file)?.source;
    problems.set(
      file,
      found.flatMap((problem) => (source ? [{ ...problem, ...source.locate(problem.path) }] : [])),
    );
  }
  const refusal = refusalOf(problems);
  if (refusal !== undefined) throw new ConfigurationError(refusal);
  return configurations;
}

function filesAt(path: string): string[] {
  const found = reading(path, () => statSync(path, { throwIfNoEntry: false }));
  if (!found) {
    throw new ConfigurationError(
      `${path}: no such file or folder. KEEPER_PAM_CONFIG names a configuration file or a folder of them; without it keeper-pam.yaml is read.`,
    );
  }
  if (!found.isDirectory()) return [path];
  const files = reading(path, () => readdirSync(path, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && isConfigurationName(entry.name))
    .map(({ name }) => join(path, name))
    .sort();
  if (files.length === 0) {
    throw new ConfigurationError(
      `${path}: no configuration file in this folder: allowed is *.yaml, *.yml and *.json.`,
    );
  }
  return files;
}

/** Neither hidden files nor the schema that may lie beside the configurations. */
function isConfigurationName(name: string): boolean {
  return /^[^.].*\.(?:ya?ml|json)$/i.test(name) && !/\.schema\.json$/i.test(name);
}

function readText(file: string): string {
  const bytes = reading(file, () => readBounded(file));
  if (!bytes) throw new ConfigurationError(`${file}: cannot be read: it ${TOO_LARGE}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError(`${file}: cannot be read: it is not text in UTF-8`);
  }
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigurationError(`${path}: cannot be read: ${(error as Error).message}`);
  }
}

/** The values of a file with the PGP key in place of the name of its file, and what is wrong with it. */
function withPgpKey(value: unknown, folder: string): { value: unknown; keyProblems: Problem[] } {
  const { gateway } = (value ?? {}) as { gateway?: { accessKeyUser?: { pgpKey?: unknown } } };
  const pgpKey = gateway?.accessKeyUser?.pgpKey;
  if (typeof pgpKey !== "string") return { value, keyProblems: [] };
  const read = readPgpKey(pgpKey, folder);
  if ("problem" in read) return { value, keyProblems: [read.problem] };
  const accessKeyUser = { ...gateway?.accessKeyUser, pgpKey: read.key };
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
