import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformEnvironment } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";

/** The outputs of a configuration without providers, once it is applied. */
export function outputsOf(files: Readonly<Record<string, string>>): Record<string, unknown> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const terraform = (...command: string[]) =>
    execFileSync("terraform", command, {
      cwd: folder,
      env: terraformEnvironment(),
      encoding: "utf8",
      stdio: "pipe",
      maxBuffer: 2 ** 30,
    });
  terraform("apply", "-auto-approve", "-input=false", "-no-color");
  const outputs = JSON.parse(terraform("output", "-json")) as Record<string, { readonly value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
