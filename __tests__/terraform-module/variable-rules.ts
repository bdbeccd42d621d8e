import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE_FOLDER } from "./module-copy";
import { outputsOf } from "./terraform-outputs";

const VARIABLE = /^variable "(\w+)" \{\n(.*?)^\}$/gms;
const RULE = /^ {2}validation \{\n {4}condition\s*= (.*?)\n {4}error_message\s*= (.*?)\n {2}\}$/gms;

/**
 * What the rules of the module's variables say to values: of each variable, for each value of it, the messages of the rules
 * that it breaks. Terraform works the rules out as they stand in the code, all of them at once: as many calls of the module
 * would take it minutes.
 */
export function saidToValues<Name extends string>(
  values: Readonly<Record<Name, readonly unknown[]>>,
): Record<Name, string[][]> {
  const code = readFileSync(join(MODULE_FOLDER, "variables.tf"), "utf8");
  const rules = new Map(
    [...code.matchAll(VARIABLE)].map(([, name = "", body = ""]) => [name, [...body.matchAll(RULE)]]),
  );
  const names = Object.keys(values) as Name[];
  const said = names.map((name) => {
    const given = (expression = "") => expression.replaceAll(new RegExp(`\\bvar\\.${name}\\b`, "g"), "given");
    // A message is worked out where its condition does not hold: most of the time goes into patterns.
    const judged = (rules.get(name) ?? []).map(
      ([, condition, message]) => `[for holds in [${given(condition)}] : ${given(message)} if !holds],`,
    );
    return `${name} = [for given in jsondecode(file("${name}.json")) : concat(\n${judged.join("\n")}\n)]`;
  });
  const { said: answers } = outputsOf({
    "main.tf": `output "said" {\n  value = {\n${said.join("\n")}\n  }\n}\n`,
    ...Object.fromEntries(names.map((name) => [`${name}.json`, JSON.stringify(values[name])])),
  });
  return answers as Record<Name, string[][]>;
}
