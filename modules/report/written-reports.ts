import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConfigurationError } from "../config";
import { reports } from "./report";

/**
 * Writes `NAME.md` and `NAME.json` for each stack of a configuration file or a folder of them.
 *
 * @param path a configuration file or a folder of them
 * @param out the folder for the reports, which is made
 * @returns the files that were written
 * @throws ConfigurationError before anything is written
 */
export function writeReports(path: string, out: string): string[] {
  const made = reports(path);
  if (statSync(path).isDirectory() && resolve(path) === resolve(out)) {
    throw new ConfigurationError(
      `${out}: is the folder of the configurations, where a report in JSON would be read as one: name another folder with --out; nothing was written`,
    );
  }
  const files = made.flatMap(({ stackName, markdown, json }) => [
    { file: join(out, `${stackName}.md`), content: markdown },
    { file: join(out, `${stackName}.json`), content: json },
  ]);
  try {
    mkdirSync(out, { recursive: true });
    for (const { file, content } of files) writeFileSync(file, content);
  } catch (error) {
    throw new ConfigurationError(
      `${out}: cannot be written: ${(error as Error).message}: name a folder with --out`,
    );
  }
  return files.map(({ file }) => file);
}
