import { execFile } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "../support/engines";

const run = promisify(execFile);

/** What `npm run moved` prints. */
export async function moved(...args: string[]): Promise<string> {
  const { stdout } = await run("npx", ["--no", "tsx", "scripts/moved.ts", ...args], { cwd: PROJECT });
  return stdout;
}

/**
 * Writes a root module beside the drop-in module.
 *
 * @param files text of each file, by its name
 */
export function writeRootModule(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(PROJECT, "terraform", "keeper-gateway"), join(folder, "keeper-gateway"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
