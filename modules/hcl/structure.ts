import { literalText } from "./text";

const LINE = 100;

/** A list of expressions, on one line where it is short. */
export function list(items: readonly string[]): string {
  const line = `[${items.join(", ")}]`;
  if (line.length <= LINE && !line.includes("\n")) return line;
  return `[\n${items.map((item) => `${item},`).join("\n")}\n]`;
}

/**
 * An object of keys and expressions.
 *
 * @param quoted a key in quotes, where it needs them
 */
export function object(
  entries: readonly (readonly [key: string, value: string])[],
  quoted: (key: string) => string = literalText,
): string {
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, value]) => `${isIdentifier(key) ? key : quoted(key)} = ${value}`).join("\n")}\n}`;
}

/** Whether a key needs no quotes. Words with a meaning of their own, such as `for` and `null`, do. */
function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(key) && !["for", "null", "true", "false"].includes(key);
}

/** A block with its lines; an empty line stands between parts. */
export function block(header: string, ...parts: readonly (readonly string[])[]): string {
  const body = parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return body.length === 0 ? `${header} {}` : `${header} {\n${body.join("\n\n")}\n}`;
}

/** Comment lines of up to 118 characters. Any blank may become a line break, and a line break becomes a blank. */
export function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/[\s\0]/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 116) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`).join("\n");
}
