import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformEnvironment } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";

/** The outputs of a configuration without providers, once it is applied. */
export function outputsOf(files: Readonly<Record<string, string>>): Record<string, unknown> {
  const terraform = terraformIn(files);
  terraform("apply", "-auto-approve", "-input=false", "-no-color");
  const outputs = JSON.parse(terraform("output", "-json")) as Record<string, { readonly value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** What the plan of a configuration without providers knows of its one output: null stands for what it does not. */
export function plannedOutputOf(code: string): unknown {
  const terraform = terraformIn({ "main.tf": code });
  terraform("init", "-input=false", "-no-color");
  terraform("plan", "-out=plan", "-input=false", "-no-color");
  const { output_changes: changes } = JSON.parse(terraform("show", "-json", "plan")) as {
    output_changes: Readonly<Record<string, { readonly after: unknown }>>;
  };
  const [output] = Object.values(changes);
  return output?.after;
}

/** Terraform in a folder with these files alone. */
function terraformIn(files: Readonly<Record<string, string>>): (...command: string[]) => string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (...command) =>
    execFileSync("terraform", command, {
      cwd: folder,
      env: terraformEnvironment(),
      encoding: "utf8",
      stdio: "pipe",
      maxBuffer: 2 ** 30,
    });
}
