import { jsonSchema } from "../modules/config";

interface Node {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
}

/** docs/configuration.md: every key of the configuration file. */
export function configurationPage(): string {
  return [
    "# Configuration",
    "",
    "<!-- Generated from modules/config/schema.ts by `npm run generate`. -->",
    "",
    "Every key of `keeper-pam.yaml`. Keys in bold are required where their parent is given.",
    "",
    "| Key | Value | Meaning |",
    "|---|---|---|",
    ...rows(jsonSchema() as Node, ""),
    "",
  ].join("\n");
}

function rows(node: Node, at: string): string[] {
  const mapping = node.properties ? node : node.anyOf?.find(({ properties }) => properties);
  return Object.entries(mapping?.properties ?? {}).flatMap(([key, child]) => {
    if (key === "$schema") return [];
    const path = at === "" ? key : `${at}.${key}`;
    const name = `\`${path}\``;
    const list = child.items ? child : child.anyOf?.find(({ items }) => items);
    return [
      `| ${mapping?.required?.includes(key) ? `**${name}**` : name} | ${kind(child)} | ${child.description ?? ""} |`,
      ...(list?.items ? rows(list.items, `${path}[]`) : rows(child, path)),
    ];
  });
}

function kind(node: Node): string {
  if (node.anyOf) return [...new Set(node.anyOf.map(kind))].join(" or ");
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.type === "array") return `list of ${kind(node.items ?? {})}`;
  const kinds: Record<string, string> = {
    string: "text",
    object: node.properties ? "mapping" : "mapping of texts",
    boolean: "`true`, `false`",
    integer: "number",
  };
  return kinds[node.type ?? ""] ?? "text";
}
