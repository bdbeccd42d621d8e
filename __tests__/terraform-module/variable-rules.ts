import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformEnvironment } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { MODULE_FOLDER } from "./module-copy";

const VARIABLE = /^variable "(\w+)" \{\n(.*?)^\}$/gms;
const RULE = /^ {2}validation \{\n {4}condition\s*= (.*?)\n {4}error_message\s*= (.*?)\n {2}\}$/gms;

/**
 * What the rules of the module's variables say to values: of each variable, for each value of it, the messages of the rules
 * that it breaks. Terraform works the rules out as they stand in the code, all of them at once: as many calls of the module
 * would take it minutes.
 */
export async function saidToValues<Name extends string>(
  values: Readonly<Record<Name, readonly unknown[]>>,
): Promise<Record<Name, string[][]>> {
  const code = readFileSync(join(MODULE_FOLDER, "variables.tf"), "utf8");
  const rules = new Map(
    [...code.matchAll(VARIABLE)].map(([, name = "", body = ""]) => [name, [...body.matchAll(RULE)]]),
  );
  const folder = temporaryFolder();
  const said = Object.keys(values).map((name) => {
    const given = (expression = "") => expression.replaceAll(new RegExp(`\\bvar\\.${name}\\b`, "g"), "given");
    // A message is worked out where its condition does not hold: most of the time goes into patterns.
    const judged = (rules.get(name) ?? []).map(
      ([, condition, message]) => `[for holds in [${given(condition)}] : ${given(message)} if !holds],`,
    );
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(values[name as Name]));
    return `${name} = [for given in jsondecode(file("${name}.json")) : concat(\n${judged.join("\n")}\n)]`;
  });
  writeFileSync(join(folder, "main.tf"), `output "said" {\n  value = {\n${said.join("\n")}\n  }\n}\n`);
  const terraform = (...command: string[]) =>
    execFileSync("terraform", command, {
      cwd: folder,
      env: terraformEnvironment(),
      encoding: "utf8",
      stdio: "pipe",
      maxBuffer: 2 ** 30,
    });
  terraform("apply", "-auto-approve", "-input=false", "-no-color");
  return JSON.parse(terraform("output", "-json", "said")) as Record<Name, string[][]>;
}
