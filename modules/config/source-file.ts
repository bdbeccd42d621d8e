import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from "yaml";
import type { Path, Problem } from "../permissions";
import { secretForm } from "./secrets";

/** A place in a file: line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A problem at its place in the file. */
export interface LocatedProblem extends Problem, Position {}

/** A YAML or JSON file (JSON is YAML too), which can say where each of its values stands. */
export class SourceFile {
  /** The values; a key without a value counts as not given. Undefined when the text cannot be read. */
  readonly value: unknown;
  /** What makes the text unreadable as YAML. */
  readonly syntaxProblems: readonly LocatedProblem[];
  private readonly document: Document;
  private readonly lines = new LineCounter();

  constructor(source: string) {
    this.document = parseDocument(source, { lineCounter: this.lines, prettyErrors: false });
    this.syntaxProblems = this.document.errors.map(({ code, message, pos }) => ({
      path: [],
      message:
        code === "MULTIPLE_DOCS"
          ? "a second document begins here: one file describes one gateway, put the other in a file of its own"
          : `not valid YAML: ${message}`,
      ...this.position(pos[0]),
    }));
    this.value = this.syntaxProblems.length > 0 ? undefined : withoutNulls(this.document.toJS());
  }

  /** Where a value stands; for a key that is missing, where its parent stands. */
  locate(path: Path): Position {
    let node = this.resolve(this.document.contents);
    let start = offsetOf(node);
    for (const part of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
        if (!pair) break;
        start = offsetOf(pair.key as Node);
        node = this.resolve(pair.value);
      } else if (isSeq(node) && typeof part === "number") {
        node = this.resolve(node.items[part]);
        start = offsetOf(node) ?? start;
      } else break;
    }
    return this.position(start ?? 0);
  }

  /** The texts in the file that look like secrets, or that Terraform would evaluate. They are named, never shown. */
  forbiddenTexts(): LocatedProblem[] {
    const problems: LocatedProblem[] = [];
    visit(this.document, {
      Scalar: (key, node, ancestors) => {
        if (typeof node.value !== "string") return;
        const message = forbidden(node.value);
        if (message === undefined) return;
        const path = pathOf([...ancestors, node]);
        problems.push({
          path: key === "key" ? path.slice(0, -1) : path,
          message,
          ...this.position(offsetOf(node) ?? 0),
        });
      },
    });
    return problems;
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
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

/** The path of the last of a chain of nodes, outermost first. */
function pathOf(chain: readonly unknown[]): Path {
  return chain.flatMap((node, i): Path => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    const list = chain[i - 1];
    return isSeq(list) ? [list.items.indexOf(node)] : [];
  });
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
