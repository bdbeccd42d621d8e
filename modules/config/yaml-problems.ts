import { isAlias, isScalar, visit, type Document, type ErrorCode, type Node } from "yaml";
import { WITHOUT_BLANK } from "./missing-blank";
import { secretForm } from "./secrets";

/** What is wrong with a text as YAML, and where: in characters from its beginning. */
export interface TextProblem {
  readonly message: string;
  readonly offset: number;
}

/** Tags that say no more than the value itself does. */
const PLAIN_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (tag) => `tag:yaml.org,2002:${tag}`,
);

/** Better words than the parser's, and words of our own wherever the parser's would show the file's text: it may be a password. */
const PARSER_MESSAGES: Partial<Record<ErrorCode, string>> = {
  BAD_COLLECTION_TYPE: "not valid YAML: the tag before this value is for values of another kind",
  BAD_DIRECTIVE:
    "not valid YAML: a line that begins with % is a directive, and this one is none: put a text that begins with % in quotes",
  BAD_DQ_ESCAPE:
    "not valid YAML: no character has this escape: in double quotes a backslash is written twice, in single quotes once",
  TAG_RESOLVE_FAILED:
    "not valid YAML: a text that begins with ! is a tag, and this one is none: put the text in quotes",
  UNEXPECTED_TOKEN:
    "not valid YAML: this cannot stand here: put a text with signs that YAML reads, such as | > { } [ ] , in quotes",
  MULTIPLE_DOCS:
    "a second document begins here: one file describes one gateway, put the other in a file of its own",
};

/** What makes a text unreadable, in its order. */
export function parseProblems(document: Document, text: string): TextProblem[] {
  const errors = document.errors.map(({ code, message, pos: [offset, end] }): TextProblem => {
    const secret = secretForm(message);
    if (secret !== undefined) return { message: `not valid YAML, and it looks like ${secret}`, offset };
    // The parser gives up, and says so of each level.
    if (message.includes("call stack")) return { message: TOO_DEEP, offset };
    const isKey = code === "MISSING_CHAR" || code === "MULTILINE_IMPLICIT_KEY";
    if (isKey && WITHOUT_BLANK.test(text.slice(offset, end)))
      return { message: "not valid YAML: a blank is missing after the colon of this key", offset };
    if (isKey && /^[A-Za-z$]{1,64}:\u00a0/.test(text.slice(offset, end)))
      return {
        message: "not valid YAML: behind the colon of this key stands a no-break space: write a blank",
        offset,
      };
    return { message: PARSER_MESSAGES[code] ?? `not valid YAML: ${message}`, offset };
  });
  const deep = errors.find(({ message }) => message === TOO_DEEP);
  return deep ? [deep] : [...errors, ...repeatedKeys(document)].sort((a, b) => a.offset - b.offset);
}

const TOO_DEEP = "not valid YAML: lists and mappings stand too deep in one another";

/** What YAML allows and a configuration has no use for: it would be read as something else than it seems. */
export function structureProblems(document: Document, anchors: ReadonlyMap<unknown, Node>): TextProblem[] {
  const problems: TextProblem[] = [];
  const refuse = (message: string, offset: number | undefined) => {
    problems.push({ message, offset: offset ?? 0 });
  };
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== "1.2")
    refuse("not valid here: allowed is YAML 1.2, in which yes and no are texts", 0);
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const anchor = anchors.get(alias);
      if (!anchor) refuse("not valid YAML: no anchor of this name stands before the alias", offsetOf(alias));
      else if (ancestors.includes(anchor))
        refuse("not valid YAML: the alias stands inside what it stands for", offsetOf(alias));
    },
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === "<<") {
        refuse(
          "not valid here: YAML 1.2 has no merge keys: write the keys out, or an alias in place of the whole mapping",
          offsetOf(key),
        );
        return;
      }
      if (isScalar(key) && key.value !== null) return;
      refuse(
        "not valid here: a key is a plain text, and a template such as {{ … }} is rendered before this file is read",
        offsetOf(key) ?? offsetOf(value),
      );
    },
    Node: (_, node) => {
      if (isAlias(node) || node.tag === undefined || PLAIN_TAGS.includes(node.tag)) return;
      refuse("not valid here: a YAML tag stands before this value, allowed are plain values", offsetOf(node));
    },
  });
  return problems;
}

/** What each alias stands for. The library would look through the whole document for each. */
export function anchorsOf(document: Document): Map<unknown, Node> {
  const latest = new Map<string, Node>();
  const anchored = new Map<unknown, Node>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const anchor = latest.get(node.source);
        if (anchor) anchored.set(node, anchor);
      } else if (node.anchor !== undefined) latest.set(node.anchor, node);
    },
  });
  return anchored;
}

/** Where a node begins, in characters from the beginning of the text. */
export function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** The library would compare each key with each other one. */
function repeatedKeys(document: Document): TextProblem[] {
  const problems: TextProblem[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (keys.has(name))
          problems.push({
            message: "this key stands here for the second time: allowed is once",
            offset: offsetOf(key) ?? 0,
          });
        keys.add(name);
      }
    },
  });
  return problems;
}
