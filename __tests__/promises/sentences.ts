import { lexer, type Token, type Tokens } from "marked";

/**
 * The sentences of a page in Markdown, each in one line: without emphasis and links, with code in backticks, white space and line
 * breaks as one space.
 *
 * Headings, paragraphs, list items, table cells and the comments of code blocks are read. A table that names its sources is left
 * out: its rows are the catalogue's facts, each with the public page that says so, and the catalogue's tests hold them.
 */
export function sentencesOf(markdown: string): string[] {
  return blocksOf(lexer(markdown)).flatMap(split);
}

/** The text of each block that stands by itself. */
function blocksOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    switch (token.type) {
      case "table":
        return cellsOf(token as Tokens.Table);
      case "list":
        return (token as Tokens.List).items.flatMap((item) => blocksOf(item.tokens));
      case "blockquote":
        return blocksOf((token as Tokens.Blockquote).tokens);
      case "code":
        return commentsOf(token.text as string);
      case "heading":
      case "paragraph":
      case "text":
        return [plain(token)];
      default:
        return [];
    }
  });
}

function cellsOf({ header, rows }: Tokens.Table): string[] {
  if (header.some(({ text }) => text === "Source")) return [];
  return [header, ...rows].flatMap((row) =>
    row.flatMap(({ tokens }) =>
      inline(tokens)
        .split("<br/>")
        .map((line) => line.trim()),
    ),
  );
}

/** What stands behind a `#`, where that is at the beginning of a line or has a space before it. */
function commentsOf(code: string): string[] {
  return [...code.matchAll(/(?:^|\s)#\s+(.+)$/gm)].map(([, comment = ""]) => comment);
}

const inline = (tokens: readonly Token[]): string => tokens.map(plain).join("");

function plain(token: Token): string {
  if (token.type === "codespan") return token.raw;
  if (token.type === "br") return " ";
  if ("tokens" in token && token.tokens) return inline(token.tokens);
  return "text" in token ? (token.text as string) : token.raw;
}

/** What a generated page puts before a sentence of the catalogue, to say what it is about. */
const LABEL = /^(?:On resource type .+?: |On `\*`: |Resources: )/;

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * By Unicode's rules for sentences, behind the label. Code counts as a word that begins with a capital letter, whatever stands in
 * it. One or two words are a value or a name.
 */
function split(block: string): string[] {
  const text = block.replace(/\s+/g, " ").replace(LABEL, "");
  const masked = text.replace(/`[^`]*`/g, (code) => "X".repeat(code.length));
  return [...segmenter.segment(masked)]
    .map(({ index, segment }) => text.slice(index, index + segment.length).trim())
    .filter((sentence) => sentence.split(" ").length > 2);
}
