/**
 * Texts in Terraform's own language.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */

/** A text that Terraform takes as it is, `${` and `%{` included. */
export function literalText(text: string): string {
  // A sign before `${` would be taken for the escape of what is none.
  return `"${escaped(text).replace(/[$%]+\{/g, (signs) => `${signs.slice(0, -2).replace(/[$%]/g, unicode)}${signs.at(-2)}${signs.slice(-2)}`)}"`;
}

/**
 * A text as Terraform's JSON has it: in quotes, in which `${…}` and `%{…}` stay what they are.
 *
 * @throws Error when an expression in it does not end
 */
export function template(text: string): string {
  let written = "";
  let rest = text;
  for (let at = beginning(rest); at !== undefined; at = beginning(rest)) {
    const end = rest[at - 1] === rest[at] ? at + 2 : endOfExpression(rest, at);
    written += escaped(rest.slice(0, at)) + rest.slice(at, end);
    rest = rest.slice(end);
  }
  return `"${written}${escaped(rest)}"`;
}

function beginning(text: string): number | undefined {
  const at = text.search(/[$%]\{/);
  return at < 0 ? undefined : at;
}

const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[^]*?\*\//y;
/** The mark that begins a text of lines, and ends it on a line of its own. */
const MARK = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Behind the brace that ends what begins with `${` or `%{`. Braces within its own texts and comments count for nothing. */
function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let i = start + 1; i < text.length; i++) {
    const behind = text[i] === '"' ? endOfQuotes(text, i) : (endOfComment(text, i) ?? endOfMarked(text, i));
    if (behind !== undefined) i = behind - 1;
    else if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i + 1;
  }
  throw new Error(`${JSON.stringify(text)} begins an expression and does not end it: allowed is \${…}`);
}

function endOfQuotes(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (/^(?:\$\$|%%)\{/.test(text.slice(i, i + 3))) i += 2;
    else if (/^[$%]\{/.test(text.slice(i, i + 2))) i = endOfExpression(text, i) - 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

function endOfComment(text: string, start: number): number | undefined {
  COMMENT.lastIndex = start;
  return COMMENT.test(text) ? COMMENT.lastIndex : undefined;
}

/** Behind the mark that ends what a mark begins; the lines of an expression in between are none of its own. */
function endOfMarked(text: string, start: number): number | undefined {
  MARK.lastIndex = start;
  const [, mark] = MARK.exec(text) ?? [];
  if (mark === undefined) return undefined;
  let line = MARK.lastIndex;
  for (let i = line; i < text.length; i++) {
    if (/^(?:\$\$|%%)\{/.test(text.slice(i, i + 3))) i += 2;
    else if (/^[$%]\{/.test(text.slice(i, i + 2))) i = endOfExpression(text, i) - 1;
    else if (text[i] === "\n") {
      if (text.slice(line, i).trim() === mark) return i;
      line = i + 1;
    }
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Without what would end the quotes or the line. */
function escaped(text: string): string {
  return text.replace(/["\\\p{Cc}]/gu, (character) => ESCAPES[character] ?? unicode(character));
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
