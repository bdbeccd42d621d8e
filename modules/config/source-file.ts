import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
  type Node,
} from "yaml";
import type { Path, Problem } from "../permissions";
import { WITHOUT_BLANK } from "./missing-blank";
import { secretForm } from "./secrets";

/** A place in a file: line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A problem at its place in the file. */
export interface LocatedProblem extends Problem, Position {}

/** A text that must not be shown. */
export interface ForbiddenText extends LocatedProblem {
  /** The path below which nothing is shown: that of the problem, or one further in when a key is the text. */
  readonly hidden: Path;
}

/** Tags that say no more than the value itself does. */
const PLAIN_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (tag) => `tag:yaml.org,2002:${tag}`,
);

/** Better words than the parser's. */
const PARSER_MESSAGES: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS:
    "a second document begins here: one file describes one gateway, put the other in a file of its own",
  DUPLICATE_KEY: "this key stands here for the second time: allowed is once",
};

/** A YAML or JSON file (JSON is YAML too), which can say where each of its values stands. */
export class SourceFile {
  /** What makes the text unreadable. */
  readonly syntaxProblems: readonly LocatedProblem[];
  /** The values; undefined when the text cannot be read. */
  private readonly contents: unknown;
  private readonly document: Document;
  private readonly text: string;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.text = text;
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, logLevel: "error" });
    const problems = this.parseProblems();
    if (problems.length === 0) problems.push(...this.structureProblems());
    if (problems.length === 0) {
      try {
        this.contents = this.document.toJS();
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error;
        problems.push(this.problem("not valid YAML: aliases stand for too much: write the values out", 0));
      }
    }
    this.syntaxProblems = problems;
  }

  /** The values; a key without a value counts as not given. */
  get value(): unknown {
    return withoutNulls(this.contents);
  }

  /** The keys without a value, wherever they stand. */
  get emptyKeys(): Path[] {
    return emptyKeysOf(this.contents, []);
  }

  /** Where a value stands; for a key that is missing, where its parent stands. */
  locate(path: Path): Position {
    let node = this.resolve(this.document.contents);
    let start = offsetOf(node);
    for (const part of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
        if (!pair) break;
        start = offsetOf(pair.key);
        node = this.resolve(pair.value);
      } else if (isSeq(node) && typeof part === "number") {
        node = this.resolve(node.items[part]);
        start = offsetOf(node) ?? start;
      } else break;
    }
    return this.position(start ?? 0);
  }

  /** A single value the way the file writes it, e.g. `0123` for what YAML reads as a number. */
  written(path: Path): string | undefined {
    const node = this.document.getIn(path, true);
    return isScalar(node) && node.value !== null && typeof node.value !== "string" ? node.source : undefined;
  }

  /** The texts in the file that look like secrets, or that Terraform would evaluate. They are named, never shown. */
  forbiddenTexts(): ForbiddenText[] {
    return forbiddenIn(this.contents, []).map((found) => ({ ...found, ...this.locate(found.hidden) }));
  }

  private parseProblems(): LocatedProblem[] {
    return this.document.errors.map(({ code, message, pos }) => {
      const secret = secretForm(message);
      if (secret !== undefined) return this.problem(`not valid YAML, and it looks like ${secret}`, pos[0]);
      if (code === "MISSING_CHAR" || code === "MULTILINE_IMPLICIT_KEY") {
        if (WITHOUT_BLANK.test(this.text.slice(pos[0], pos[1])))
          return this.problem("not valid YAML: a blank is missing after the colon of this key", pos[0]);
      }
      return this.problem(PARSER_MESSAGES[code] ?? `not valid YAML: ${message}`, pos[0]);
    });
  }

  /** What YAML allows and a configuration has no use for: it would be read as something else than it seems. */
  private structureProblems(): LocatedProblem[] {
    const problems: LocatedProblem[] = [];
    if (this.document.directives?.yaml.explicit && this.document.directives.yaml.version !== "1.2") {
      problems.push(this.problem("not valid here: allowed is YAML 1.2, in which yes and no are texts", 0));
    }
    visit(this.document, {
      Alias: (_, alias, ancestors) => {
        const anchor = alias.resolve(this.document);
        if (!anchor)
          problems.push(
            this.problem("not valid YAML: no anchor of this name stands before the alias", offsetOf(alias)),
          );
        else if (ancestors.includes(anchor)) {
          problems.push(
            this.problem("not valid YAML: the alias stands inside what it stands for", offsetOf(alias)),
          );
        }
      },
      Pair: (_, { key, value }) => {
        if (isScalar(key) && key.value !== null) return;
        problems.push(
          this.problem(
            "not valid here: a key is a plain text, and a template such as {{ … }} is rendered before this file is read",
            offsetOf(key) ?? offsetOf(value),
          ),
        );
      },
      Node: (_, node) => {
        if (isAlias(node) || node.tag === undefined || PLAIN_TAGS.includes(node.tag)) return;
        problems.push(
          this.problem(
            "not valid here: a YAML tag stands before this value, allowed are plain values",
            offsetOf(node),
          ),
        );
      },
    });
    return problems;
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  private problem(message: string, offset: number | undefined): LocatedProblem {
    return { path: [], message, ...this.position(offset ?? 0) };
  }

  private position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }
}

function forbidden(text: string): string | undefined {
  const secret = secretForm(text);
  if (secret !== undefined) {
    return `this looks like ${secret}: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared`;
  }
  if (/[$%]\{/.test(text)) {
    return "${…} and %{…} are Terraform expressions: a configuration file holds plain values, references are for the constructs";
  }
  return undefined;
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** Every text of a value, keys included, that does not belong into a configuration. */
function forbiddenIn(value: unknown, path: Path): Omit<ForbiddenText, keyof Position>[] {
  if (typeof value === "string") {
    const message = forbidden(value);
    return message === undefined ? [] : [{ path, message, hidden: path }];
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => forbiddenIn(item, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const message = forbidden(key);
    const hidden = [...path, key];
    return message === undefined ? forbiddenIn(item, hidden) : [{ path, message, hidden }];
  });
}

function emptyKeysOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, inner]) =>
    inner === null && !Array.isArray(value) ? [[...path, key]] : emptyKeysOf(inner, [...path, key]),
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, withoutNulls(v)]),
  );
}
