import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigurationError } from "../config";
import { reports } from "./report";

const USAGE = "npm run report -- [configuration file or folder] [--out folder]";

/**
 * Writes `NAME.md` and `NAME.json` for each stack of a configuration file or a folder of them.
 *
 * @param args a path, by default `KEEPER_PAM_CONFIG` or `keeper-pam.yaml`; and `--out`, by default `reports`
 * @param moduleVersion the version of this module
 * @returns the files that were written
 * @throws ConfigurationError before anything is written
 */
export function writeReports(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  moduleVersion: string,
): string[] {
  const { path, out } = parsed(args, environment);
  const made = reports(path, moduleVersion);
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

function parsed(args: readonly string[], environment: Readonly<Record<string, string | undefined>>) {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new ConfigurationError(
      `${positionals.join(" ")}: ${positionals.length} paths are given: allowed is one: ${USAGE}`,
    );
  }
  return {
    // Pipelines set a variable that they do not use to nothing.
    path: positionals[0] || environment.KEEPER_PAM_CONFIG || "keeper-pam.yaml",
    out: values.out || "reports",
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { out: { type: "string" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message.split(". ")[0]}: allowed is ${USAGE}`);
  }
}
