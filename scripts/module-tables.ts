import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import { moduleVariables, type Attribute, type Type, type Variable } from "./module-variables";

const BEGIN = "<!-- BEGIN_TF_DOCS -->";
const END = "<!-- END_TF_DOCS -->";

/** README.md of the drop-in module with the tables between its two marks made of the code anew, as terraform-docs does. */
export async function readmeWithTables(folder: string): Promise<string> {
  const [before, rest] = readFileSync(join(folder, "README.md"), "utf8").split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the README has no ${BEGIN} … ${END}`);
  const tables = [
    "## Requirements",
    table(["Name", "Version"], await requirements(folder)),
    "## Resources",
    table(["Name", "Type"], blocks(folder)),
    "## Inputs",
    table(
      ["Name", "Description", "Type", "Default", "Required"],
      await Promise.all((await moduleVariables(folder)).map(inputRow)),
    ),
    "## Outputs",
    table(["Name", "Description"], await outputs(folder)),
  ];
  return `${before}${BEGIN}\n\n${tables.join("\n\n")}\n\n${END}${after}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(heads),
    line(heads.map((head) => "-".repeat(head.length))),
    ...rows.map((row) => line(row.map((text) => text.replaceAll("|", "\\|")))),
  ].join("\n");
}

function anchored(kind: "input" | "output", name: string): string {
  return `<a name="${kind}_${name}"></a> [${name}](#${kind}_${name})`;
}

async function requirements(folder: string): Promise<string[][]> {
  const parsed = (await parse("versions.tf", readFileSync(join(folder, "versions.tf"), "utf8"))) as {
    readonly terraform: readonly {
      readonly required_version: string;
      readonly required_providers: readonly Readonly<Record<string, { readonly version: string }>>[];
    }[];
  };
  return parsed.terraform.flatMap(({ required_version: version, required_providers: [providers = {}] }) => [
    ["terraform", version],
    ...Object.entries(providers).map(([name, provider]) => [name, provider.version]),
  ]);
}

/** Every resource and data source, as the registry names them. */
function blocks(folder: string): string[][] {
  const pages = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs";
  const code = readdirSync(folder).filter((name) => name.endsWith(".tf"));
  const found = code
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .flatMap((text) => [...text.matchAll(/^(resource|data) "(\w+)" "(\w+)"/gm)])
    .map(([, kind = "", type = "", name = ""]) => ({ kind, type, name }))
    .sort((a, b) => compare(b.kind, a.kind) || compare(a.type, b.type) || compare(a.name, b.name));
  return found.map(({ kind, type, name }) => {
    const page = type.startsWith("aws_")
      ? `${pages}/${kind === "data" ? "data-sources" : "resources"}/${type.replace("aws_", "")}`
      : "https://developer.hashicorp.com/terraform/language/resources/terraform-data";
    return [`[${type}.${name}](${page})`, kind === "data" ? "data source" : "resource"];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function inputRow({ name, description, type, default: value }: Variable): Promise<string[]> {
  const meanings = attributesOf(type).map((attribute) => `\`${attribute.name}\`: ${attribute.description}`);
  const [, written = ""] = (await format(`type = ${typeExpression(type)}`)).split(/^type\s*= /);
  const lines = written.trim().replaceAll("\n", "<br/>");
  return [
    anchored("input", name),
    [description, ...meanings].join("<br/>"),
    lines.includes("<br/>") ? `<pre>${lines}</pre>` : `\`${lines}\``,
    value === undefined ? "n/a" : `\`${value}\``,
    value === undefined ? "yes" : "no",
  ];
}

/** The attributes of a variable's objects, those of inner objects by their whole names. */
function attributesOf(type: Type, within = ""): Attribute[] {
  if (typeof type === "string" || "map" in type) return [];
  if ("list" in type) return attributesOf(type.list, within);
  return type.object.flatMap((attribute) => {
    const name = `${within}${attribute.name}`;
    return [{ ...attribute, name }, ...attributesOf(attribute.type, `${name}.`)];
  });
}

/** A type as Terraform would write it. */
function typeExpression(type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list(${typeExpression(type.list)})`;
  if ("map" in type) return `map(${typeExpression(type.map)})`;
  const lines = type.object.map(({ name, type: of, required, default: value }) => {
    const written = [typeExpression(of), ...(value === undefined ? [] : [value])].join(", ");
    return `${name} = ${required ? written : `optional(${written})`}`;
  });
  return `object({\n${lines.join("\n")}\n})`;
}

async function outputs(folder: string): Promise<string[][]> {
  const code = readFileSync(join(folder, "outputs.tf"), "utf8");
  const { output } = (await parse("outputs.tf", code)) as {
    readonly output: Readonly<Record<string, readonly { readonly description: string }[]>>;
  };
  const names = [...code.matchAll(/^output "(\w+)"/gm)].map(([, name = ""]) => name);
  return names.map((name) => [
    anchored("output", name),
    (output[name]?.[0]?.description ?? "").trim().replaceAll("\n", " "),
  ]);
}
