import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE_FOLDER } from "./module-copy";
import { outputsOf, plannedOutputOf } from "./terraform-outputs";

const VARIABLE = /^variable "(\w+)" \{\n(.*?)^\}$/gms;
const RULE = /^ {2}validation \{\n {4}condition\s*= (.*?)\n {4}error_message\s*= (.*?)\n {2}\}$/gms;

/** A text that the plan does not know, though that it is no null: where a value has it, {@link saidInThePlan} takes it. */
export const UNKNOWN = "${terraform_data.unknown.id}";

/**
 * What the rules of the module's variables say to values: of each variable, for each value of it, the messages of the rules
 * that it breaks. Terraform works the rules out as they stand in the code, all of them at once: as many calls of the module
 * would take it minutes.
 */
export function saidToValues<Name extends string>(
  values: Readonly<Record<Name, readonly unknown[]>>,
): Record<Name, string[][]> {
  const names = Object.keys(values) as Name[];
  const rules = rulesOfVariables();
  const said = names.map(
    (name) =>
      `${name} = [for given in jsondecode(file("${name}.json")) : concat(\n${judged(rules, name).join("\n")}\n)]`,
  );
  const { said: answers } = outputsOf({
    "main.tf": `output "said" {\n  value = {\n${said.join("\n")}\n  }\n}\n`,
    ...Object.fromEntries(names.map((name) => [`${name}.json`, JSON.stringify(values[name])])),
  });
  return answers as Record<Name, string[][]>;
}

/**
 * What the rules of one variable say to values that are not known as a whole: for each value, by rule, its message in the
 * plan, "" where the value keeps it, and null where only the apply can tell.
 */
export function saidInThePlan(variable: string, values: readonly unknown[]): (string | null)[][] {
  const rules = judged(rulesOfVariables(), variable).join("\n");
  const given = values.map((value) => `${JSON.stringify(value)},\n`).join("");
  const answers = plannedOutputOf(
    `resource "terraform_data" "unknown" {}
    output "said" {\n  value = [for given in [\n${given}] : [\n${rules}\n]]\n}\n`,
  ) as (string[] | null)[][];
  return answers.map((ofValue) =>
    ofValue.map((said) => said && (said.length === 0 ? "" : (said[0] ?? null))),
  );
}

type Rules = ReadonlyMap<string, readonly RegExpExecArray[]>;

function rulesOfVariables(): Rules {
  const code = readFileSync(join(MODULE_FOLDER, "variables.tf"), "utf8");
  return new Map(
    [...code.matchAll(VARIABLE)].map(([, name = "", body = ""]) => [name, [...body.matchAll(RULE)]]),
  );
}

/** An expression for each rule of a variable: a list of the message to `given`, or of nothing. */
function judged(rules: Rules, name: string): string[] {
  const given = (expression = "") => expression.replaceAll(new RegExp(`\\bvar\\.${name}\\b`, "g"), "given");
  // A message is worked out where its condition does not hold: most of the time goes into patterns.
  return (rules.get(name) ?? []).map(
    ([, condition, message]) => `[for holds in [${given(condition)}] : ${given(message)} if !holds],`,
  );
}
