import { format } from "@cdktf/hcl-tools";
import { REQUIRED_PROVIDER } from "../../modules/gateway";
import { OUTPUTS } from "../../modules/stacks/outputs";
import { attributesOf, typeExpression } from "./variables-file";
import type { Variable } from "./variables";

const BEGIN = "<!-- BEGIN_TF_DOCS -->";
const END = "<!-- END_TF_DOCS -->";

/** A README with the tables between its two marks made anew, in the form of terraform-docs. */
export async function withTables(
  readme: string,
  variables: readonly Variable[],
  code: readonly string[],
  requiredTerraform: string,
): Promise<string> {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the README has no ${BEGIN} … ${END}`);
  const inputs = await Promise.all(variables.map(inputRow));
  const tables = [
    "## Requirements",
    table(
      ["Name", "Version"],
      [
        ["terraform", requiredTerraform],
        ["aws", REQUIRED_PROVIDER.version],
      ],
    ),
    "## Resources",
    table(["Name", "Type"], blocksOf(code)),
    "## Inputs",
    table(["Name", "Description", "Type", "Default", "Required"], inputs),
    "## Outputs",
    table(
      ["Name", "Description"],
      Object.entries(OUTPUTS).map(([name, description]) => [anchored("output", name), description]),
    ),
  ];
  return `${before}${BEGIN}\n\n${tables.join("\n\n")}\n\n${END}${after}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(heads),
    line(heads.map((head) => "-".repeat(head.length))),
    ...rows.map((row) => line(row.map(cell))),
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function anchored(kind: "input" | "output", name: string): string {
  return `<a name="${kind}_${name}"></a> [${name}](#${kind}_${name})`;
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

/** Every resource and data source of the code, as the registry names them. */
function blocksOf(code: readonly string[]): string[][] {
  const pages = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs";
  const blocks = code
    .flatMap((text) => [...text.matchAll(/^(resource|data) "(\w+)" "(\w+)"/gm)])
    .map(([, kind = "", type = "", name = ""]) => ({ kind, type, name }))
    .sort((a, b) => compare(b.kind, a.kind) || compare(a.type, b.type) || compare(a.name, b.name));
  return blocks.map(({ kind, type, name }) => {
    const page = type.startsWith("aws_")
      ? `${pages}/${kind === "data" ? "data-sources" : "resources"}/${type.replace("aws_", "")}`
      : "https://developer.hashicorp.com/terraform/language/resources/terraform-data";
    return [`[${type}.${name}](${page})`, kind === "data" ? "data source" : "resource"];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
