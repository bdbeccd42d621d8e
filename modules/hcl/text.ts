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

/** What an expression may hold besides code and texts in quotes: comments, and a text between marks. */
const ASIDE =
  /(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/|<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n(?:[^\n]*\n)*?[ \t]*\1[ \t]*\r?(?=\n)/uy;

/** Behind the brace that ends what begins with `${` or `%{`. Braces within its own texts and comments count for nothing. */
function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let i = start + 1; i < text.length; i++) {
    ASIDE.lastIndex = i;
    if (text[i] === '"') i = endOfQuotes(text, i) - 1;
    else if (ASIDE.test(text)) i = ASIDE.lastIndex - 1;
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
