/** A table. A line break or a bar in a cell would end it. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)];
}

function cell(text: string): string {
  return text.replace(/\n/g, " ").replaceAll("|", "\\|");
}

/** A name, an action or an ARN, to the letter. */
export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return fence === "``" ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** `a, b and c`. */
export function list(texts: readonly string[], last = "and"): string {
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} ${last} ${texts.at(-1)}`;
}

/** `1 user`, `2 users`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A link to a heading of the page, by GitHub's rule. */
export function toHeading(text: string, heading: string): string {
  const anchor = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
  return `[${text}](#${anchor})`;
}
