import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from "yaml";
import type { Path, Problem } from "../permissions";
import { expressionProblem } from "./expressions";
import { halfCharacterProblem } from "./half-characters";
import { isMadeName } from "./made-names";
import { secretForm } from "./secrets";
import { anchorsOf, offsetOf, parseProblems, structureProblems, type TextProblem } from "./yaml-problems";

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

/** A key's place, and what stands behind it. */
interface Entry {
  readonly offset: number;
  readonly value: unknown;
}

/** A YAML or JSON file (JSON is YAML too), which can say where each of its values stands. */
export class SourceFile {
  /** What makes the text unreadable. */
  readonly syntaxProblems: readonly LocatedProblem[];
  /** The values; undefined when the text cannot be read. */
  private readonly contents: unknown;
  private readonly document: Document;
  private readonly lines = new LineCounter();
  private readonly anchors: ReadonlyMap<unknown, Node>;
  /** The keys of mappings that something was looked for in. */
  private readonly keys = new Map<YAMLMap, ReadonlyMap<string, Entry>>();

  constructor(text: string) {
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      logLevel: "error",
      uniqueKeys: false,
    });
    const problems = parseProblems(this.document, text);
    this.anchors = problems.length === 0 ? anchorsOf(this.document) : new Map();
    if (problems.length === 0) problems.push(...structureProblems(this.document, this.anchors));
    if (problems.length === 0) {
      try {
        this.contents = this.document.toJS();
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error;
        problems.push({
          message: "not valid YAML: aliases stand for too much: write the values out",
          offset: 0,
        });
      }
    }
    this.syntaxProblems = problems.map((problem) => this.located(problem));
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
    return this.position(this.find(path).offset);
  }

  /** Whether a value is null in so many words, and not for want of one. */
  saysNull(path: Path): boolean {
    const { node } = this.find(path);
    return isScalar(node) && node.value === null && node.source !== "";
  }

  /** Where a value stands; undefined where the file does not have it. A key without a value counts as not given. */
  place(path: Path): Position | undefined {
    const { node, offset } = this.find(path);
    const isGiven = node !== undefined && !(isScalar(node) && node.value === null);
    return isGiven ? this.position(offset) : undefined;
  }

  /** A single value the way the file writes it, e.g. `0123` for what YAML reads as a number. */
  written(path: Path): string | undefined {
    const { node } = this.find(path);
    return isScalar(node) && node.value !== null && typeof node.value !== "string" ? node.source : undefined;
  }

  /**
   * The texts that look like secrets, or that are no plain texts to Terraform and its CDK. They are named, never shown.
   *
   * @param value what is made of the file, with what was read from the files that it names
   */
  forbiddenTexts(value: unknown): ForbiddenText[] {
    const texts = [...forbiddenIn(this.contents, []), ...forbiddenIn(value, [])];
    const once = new Map(texts.map((text) => [JSON.stringify(text), text]));
    return [...once.values()].map((text) => ({ ...text, ...this.locate(text.hidden) }));
  }

  /** The node at a path, and where it stands; without one, where its nearest parent stands. */
  private find(path: Path): { readonly node: unknown; readonly offset: number } {
    let node = this.resolve(this.document.contents);
    let offset = offsetOf(node) ?? 0;
    for (const part of path) {
      if (isMap(node)) {
        const entry = this.keysOf(node).get(String(part));
        if (!entry) return { node: undefined, offset };
        offset = entry.offset;
        node = this.resolve(entry.value);
      } else if (isSeq(node) && typeof part === "number") {
        node = this.resolve(node.items[part]);
        offset = offsetOf(node) ?? offset;
      } else return { node: undefined, offset };
    }
    return { node, offset };
  }

  private keysOf(map: YAMLMap): ReadonlyMap<string, Entry> {
    const known = this.keys.get(map);
    if (known) return known;
    const keys = new Map<string, Entry>();
    for (const { key, value } of map.items) {
      if (isScalar(key)) keys.set(String(key.value), { offset: offsetOf(key) ?? 0, value });
    }
    this.keys.set(map, keys);
    return keys;
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? this.anchors.get(node) : node;
  }

  private located({ message, offset }: TextProblem): LocatedProblem {
    return { path: [], message, ...this.position(offset) };
  }

  private position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }
}

function forbidden(text: string, path: Path): string | undefined {
  const secret = secretForm(text, isMadeName(text, path));
  if (secret !== undefined) {
    return `this looks like ${secret}: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared`;
  }
  return expressionProblem(text) ?? halfCharacterProblem(text);
}

/** Every text of a value, keys included, that does not belong into a configuration. */
function forbiddenIn(value: unknown, path: Path): Omit<ForbiddenText, keyof Position>[] {
  if (typeof value === "string") {
    const message = forbidden(value, path);
    return message === undefined ? [] : [{ path, message, hidden: path }];
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => forbiddenIn(item, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const message = forbidden(key, path);
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
