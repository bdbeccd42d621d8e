import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";

/** What a variable or an attribute holds. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | { readonly list: Type }
  | { readonly map: Type }
  | { readonly object: readonly Attribute[] };

/** An attribute of a variable's objects. */
export interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
  /** Whether it must be given. */
  readonly required: boolean;
  /** What it is where it is left out, as Terraform writes it; none for null. */
  readonly default?: string;
}

/** A variable as variables.tf declares it. */
export interface Variable {
  readonly name: string;
  readonly type: Type;
  /** What it is for, in a sentence or two. */
  readonly description: string;
  /** As Terraform writes it; none for one that must be given. */
  readonly default?: string;
}

interface Declared {
  readonly description: string;
  /** `${any}` where the rules of the variable hold its shape. */
  readonly type: string;
  readonly default?: unknown;
}

/** An attribute's line of a description: its whole name, its type, whether it must be given or what it is else. */
const ATTRIBUTE = /^- `([\w.]+)` \((.+?)(?:, (required)|, default (.+?))?\): (.+)$/;

/**
 * The variables of the drop-in module in their order. Of those with objects in them Terraform knows no type: their
 * descriptions have a line for each attribute.
 *
 * @param folder of the module
 * @throws Error when a description says of a variable's attributes what cannot be read
 */
export async function moduleVariables(folder: string): Promise<Variable[]> {
  const file = join(folder, "variables.tf");
  const code = readFileSync(file, "utf8");
  const { variable } = (await parse(file, code)) as {
    variable: Readonly<Record<string, readonly Declared[]>>;
  };
  const names = [...code.matchAll(/^variable "(\w+)"/gm)].map(([, name = ""]) => name);
  return names.flatMap((name) => (variable[name] ?? []).map((declared) => variableOf(name, declared)));
}

function variableOf(name: string, declared: Declared): Variable {
  const [description = "", ...lines] = paragraphs(declared.description);
  const listed = Array.isArray(declared.default);
  const fields = attributesIn(lines, "");
  const type: Type =
    declared.type === "${any}" ? ofObjects(fields, listed) : typeOf(declared.type.slice(2, -1), []);
  return {
    name,
    type,
    description,
    ...("default" in declared && { default: JSON.stringify(declared.default) }),
  };
}

/** What a variable is for, and a line for each attribute: in the code both are broken where they get too long. */
function paragraphs(description: string): string[] {
  return description
    .trim()
    .split(/\n\n|\n(?=- )/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " "));
}

/** The attributes directly below a name, each with those below it. */
function attributesIn(lines: readonly string[], within: string): Attribute[] {
  return lines.flatMap((line) => {
    const [, path = "", type = "", required, value, description = ""] = ATTRIBUTE.exec(line) ?? [];
    if (path === "") throw new Error(`${line}: allowed is - \`NAME\` (TYPE): DESCRIPTION`);
    const name = path.slice(within.length);
    if (!path.startsWith(within) || name.includes(".")) return [];
    return [
      {
        name,
        type: typeOf(type, attributesIn(lines, `${path}.`)),
        description,
        required: required !== undefined,
        ...(value !== undefined && { default: value }),
      },
    ];
  });
}

function typeOf(written: string, fields: readonly Attribute[]): Type {
  if (written === "string" || written === "number" || written === "bool") return written;
  if (written === "list(string)") return { list: "string" };
  if (written === "map(string)") return { map: "string" };
  if (written === "object" || written === "list of objects") return ofObjects(fields, written !== "object");
  throw new Error(
    `the type ${written}: allowed is string, number, bool, list(string), map(string), object, list of objects`,
  );
}

function ofObjects(object: readonly Attribute[], listed: boolean): Type {
  return listed ? { list: { object } } : { object };
}
