import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError, loadConfigurations, type ConfigurationFile } from "../../modules/config";
import { temporaryFolder } from "./temporary-folder";

/** Files of a folder, by name. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** A new folder with these files in it. */
export function folderWith(files: Files): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** What is said about a path that the loader refuses, without the folder's name; undefined when it is accepted. */
export function refusalOf(path: string, folder = dirname(path)): string | undefined {
  try {
    loadConfigurations(path);
    return undefined;
  } catch (error) {
    // Anything else would reach the user as a stack trace.
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.replaceAll(`${folder}/`, "");
  }
}

/** The lines of a refusal without the last one, which counts them. What is beyond the bound of a file is one line. */
function linesOf(refusal: string | undefined): string[] {
  if (refusal === undefined) return [];
  const lines = refusal.split("\n");
  const more = lines.flatMap((line) => / (\d+) more problems?;/.exec(line)?.[1] ?? []);
  const count = more.reduce((sum, others) => sum + Number(others) - 1, lines.length - 1);
  expect(lines.pop()).toBe(`${count === 1 ? "1 problem" : `${count} problems`}; nothing was written`);
  return lines;
}

/** One line for each problem of a file called `keeper-pam.yaml`. */
export function problemsIn(text: string | Buffer, name = "keeper-pam.yaml"): string[] {
  return linesOf(refusalOf(join(folderWith({ [name]: text }), name)));
}

/** One line for each problem of a folder's files. */
export function problemsInFolder(files: Files): string[] {
  const folder = folderWith(files);
  return linesOf(refusalOf(folder, folder));
}

/** The least that a configuration needs, in three lines. */
export const NEEDED = "name: keeper-gateway\naws:\n  region: us-east-1\n";

/** One line for each problem of a file whose first three lines are the needed ones; the given ones begin at line 4. */
export function problemsBelow(...lines: string[]): string[] {
  return problemsIn(below(...lines));
}

/** The text of a file: the three needed lines and the given ones. */
export function below(...lines: string[]): string {
  return NEEDED + lines.map((line) => `${line}\n`).join("");
}

/** What the loader makes of a file that it accepts. */
export function configurationIn(text: string | Buffer): ConfigurationFile["configuration"] {
  const [file] = loadConfigurations(join(folderWith({ "keeper-pam.yaml": text }), "keeper-pam.yaml"));
  if (!file) throw new Error("a file that is accepted is a configuration");
  return file.configuration;
}
