/**
 * Terraform's own language, written the way a person does. Every function takes and gives source code; what is written
 * here is not aligned yet.
 */

/** A value of the CDK's JSON as an expression: a reference stands bare, a text with references in it in quotes. */
export function expression(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(expression));
  if (typeof value === "object" && value !== null) {
    return object(Object.entries(value).map(([key, item]) => [key, expression(item)]));
  }
  if (typeof value !== "string") return String(value);
  return bareReference(value) ?? quoted(value);
}

/** A text in quotes, in which `${…}` stays what it is. */
export function quoted(text: string): string {
  // A quote inside of `${…}` belongs to an expression.
  return `"${text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}|["\\]/g, (part) => (part.length === 1 ? `\\${part}` : part))}"`;
}

/** A text that Terraform takes as it is, `${` and `%{` included. */
export function literalText(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, "$1$1{");
}

/** What stands between `${` and `}` where the whole text is one reference. */
function bareReference(text: string): string | undefined {
  if (!text.startsWith("${") || !text.endsWith("}")) return undefined;
  let depth = 0;
  for (let i = 1; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return i === text.length - 1 ? text.slice(2, -1) : undefined;
  }
  return undefined;
}

const LINE = 100;

/** On one line where it is short. */
export function list(items: readonly string[]): string {
  const line = `[${items.join(", ")}]`;
  if (line.length <= LINE && !line.includes("\n")) return line;
  return `[\n${items.map((item) => `${item},`).join("\n")}\n]`;
}

export function object(entries: readonly (readonly [key: string, value: string])[]): string {
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, value]) => `${isIdentifier(key) ? key : quoted(key)} = ${value}`).join("\n")}\n}`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(key);
}

/** A block with its lines; an empty line stands between parts. */
export function block(header: string, ...parts: readonly (readonly string[])[]): string {
  const body = parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return body.length === 0 ? `${header} {}` : `${header} {\n${body.join("\n\n")}\n}`;
}

/** Comment lines of up to 118 characters. */
export function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 116) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`).join("\n");
}
