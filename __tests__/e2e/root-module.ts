import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";

/** What `keeperpam-aws moved` prints. */
export async function moved(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await keeperpamAws(["moved", ...args]);
  if (status !== 0) throw new Error(stderr);
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
