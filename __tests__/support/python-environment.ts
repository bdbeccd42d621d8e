import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "./engines";

const run = promisify(execFile);
const CACHE = join(PROJECT, "node_modules", ".cache", "cdktf-keeperpam-aws");

/**
 * A Python with exactly the packages of a requirements file, in a virtual environment of its own. It is made once and
 * kept for as long as the file and the machine's Python stay the same.
 *
 * @returns path of the interpreter
 */
export async function pythonWith(requirements: string): Promise<string> {
  const { stdout: version } = await run("python3", ["--version"]);
  const key = createHash("sha256")
    .update(version)
    .update(readFileSync(requirements))
    .digest("hex")
    .slice(0, 16);
  const folder = join(CACHE, `python-${key}`);
  if (!existsSync(folder)) await install(requirements, folder);
  return join(folder, "bin", "python");
}

/** Installs beside the folder and renames at the end: an interrupted installation is never taken for a whole one. */
async function install(requirements: string, folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}.unfinished-`);
  const pip = (...args: string[]) =>
    run(join(unfinished, "bin", "python"), ["-m", "pip", "--disable-pip-version-check", ...args]);
  try {
    await run("python3", ["-m", "venv", unfinished]);
    // Nothing but what the file names, and a check that it names everything.
    await pip("install", "--quiet", "--no-deps", "--requirement", requirements);
    await pip("check");
    renameSync(unfinished, folder);
  } catch (error) {
    // Two test files may install at the same time; the first to finish serves both.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
