import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readBounded, TOO_LARGE } from "./bounded-file";

/** A file or folder that cannot be read. */
export class UnreadableError extends Error {}

/**
 * A file itself; of a folder every `*.yaml`, `*.yml` and `*.json`, in the order of their names.
 *
 * @throws UnreadableError when there is none
 */
export function filesAt(path: string): string[] {
  const found = reading(() => statSync(path, { throwIfNoEntry: false }));
  if (!found) {
    throw new UnreadableError(
      "no such file or folder. KEEPER_PAM_CONFIG names a configuration file or a folder of them; without it keeper-pam.yaml is read. To write one: keeperpam-aws init.",
    );
  }
  if (!found.isDirectory()) return [path];
  const files = reading(() => readdirSync(path, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && isConfigurationName(entry.name))
    .map(({ name }) => join(path, name))
    .sort();
  if (files.length === 0) {
    throw new UnreadableError("no configuration file in this folder: allowed is *.yaml, *.yml and *.json.");
  }
  return files;
}

/** Neither hidden files nor the schema that may lie beside the configurations. */
export function isConfigurationName(name: string): boolean {
  return /^[^.].*\.(?:ya?ml|json)$/i.test(name) && !/\.schema\.json$/i.test(name);
}

/** @throws UnreadableError when it is no text of a reasonable size */
export function readText(file: string): string {
  return textOf(reading(() => readBounded(file)));
}

/**
 * The text of a file.
 *
 * @param bytes what it holds; undefined where that is too much
 * @throws UnreadableError when it is no text of a reasonable size
 */
export function textOf(bytes: Buffer | undefined): string {
  if (!bytes) throw new UnreadableError(`cannot be read: it ${TOO_LARGE}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableError("cannot be read: it is not text in UTF-8");
  }
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadableError(`cannot be read: ${(error as Error).message}`);
  }
}
