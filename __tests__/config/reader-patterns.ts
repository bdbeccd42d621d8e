import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import * as permissions from "../../modules/permissions";
import { PROJECT } from "../support/engines";

/** A regular expression of the reader, and the file that it stands in. */
export interface ReaderPattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Every file that a configuration's texts pass through until they are accepted or refused. */
const ROOMS = ["config", "permissions", "targets"];

const files = ROOMS.flatMap((room) =>
  readdirSync(join(PROJECT, "modules", room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `modules/${room}/${name}`),
);

function nodesOf(file: string): ts.Node[] {
  const found: ts.Node[] = [];
  const collect = (node: ts.Node) => {
    found.push(node);
    ts.forEachChild(node, collect);
  };
  const text = readFileSync(join(PROJECT, file), "utf8");
  collect(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** The patterns that stand in the source as such. */
export function writtenPatterns(): ReaderPattern[] {
  return files.flatMap((file) =>
    nodesOf(file)
      .filter(ts.isRegularExpressionLiteral)
      .map(({ text }) => {
        const end = text.lastIndexOf("/");
        return { file, source: text.slice(1, end), flags: text.slice(end + 1) };
      }),
  );
}

/** The patterns of the rules for names, some of which are put together of parts. */
export function patternsOfRules(): ReaderPattern[] {
  return Object.entries(permissions).flatMap(([rule, value]) => {
    const pattern = typeof value === "object" && "pattern" in value ? value.pattern : undefined;
    return pattern instanceof RegExp ? [{ file: rule, source: pattern.source, flags: pattern.flags }] : [];
  });
}

/** Where a pattern is put together, by the rule whose pattern it becomes, or else by its file. */
export function builtPatterns(): string[] {
  return files.flatMap((file) =>
    nodesOf(file)
      .filter((node) => ts.isNewExpression(node) || ts.isCallExpression(node))
      .filter(({ expression }) => expression.getText() === "RegExp")
      .map(({ parent }) => {
        const rule = parent.parent.parent;
        const isRule = ts.isPropertyAssignment(parent) && parent.name.getText() === "pattern";
        return isRule && ts.isVariableDeclaration(rule) ? rule.name.getText() : file;
      }),
  );
}

/** The files that a passage stands in, once for each time. */
export function placesOf(passage: RegExp): string[] {
  return files.flatMap((file) =>
    [...readFileSync(join(PROJECT, file), "utf8").matchAll(new RegExp(passage, "g"))].map(() => file),
  );
}
