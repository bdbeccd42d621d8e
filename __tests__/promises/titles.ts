import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { PROJECT } from "../support/engines";

/** Between a suite and what is in it, as jest prints it. */
export const BELOW = " › ";

const SUITE = /^describe([A-Z]\w*)?$/;
const TEST = /^(it|test)$/;

/**
 * The titles of a file's tests as they stand in its source, each behind those of its suites: `suite › test`. What a title takes
 * from a table (`%s`, `$name`) or an expression (`${name}`) stands in it as it is written. Tests that several files share stand in
 * what those import.
 */
export function titlesIn(file: string): string[] {
  const source = sourceOf(file);
  return [source, ...importsOf(source).map(sourceOf)].flatMap(titlesOf);
}

const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(PROJECT, file), "utf8"), ts.ScriptTarget.Latest);

/** The files beside or below that it imports from. */
function importsOf(source: ts.SourceFile): string[] {
  return source.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text)
    .filter((from) => from.startsWith("./"))
    .map((from) => join(dirname(source.fileName), `${from}.ts`))
    .filter((file) => existsSync(join(PROJECT, file)));
}

function titlesOf(source: ts.SourceFile): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node, suites: readonly string[]): void => {
    if (!ts.isCallExpression(node)) return ts.forEachChild(node, (child) => visit(child, suites));
    const called = calledName(node.expression);
    const own = SUITE.test(called) || TEST.test(called) ? titleOf(node, source) : [];
    if (TEST.test(called)) titles.push(...own.map((title) => [...suites, title].join(BELOW)));
    const inside = own.length > 0 ? own.map((title) => [...suites, title]) : [suites];
    for (const path of inside) ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(source, []);
  return titles;
}

/** `it` of `it("…")`, of `it.each(…)("…")` and of `it.skip("…")`. */
function calledName(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee))
    return calledName(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return calledName(callee.tag);
  return "";
}

/** Two where a condition chooses between them, none where a call makes no test: `it.each(…)`. */
function titleOf({ expression, arguments: given }: ts.CallExpression, source: ts.SourceFile): string[] {
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === "each") return [];
  const [title] = given.filter((argument) => !ts.isArrayLiteralExpression(argument));
  return title ? textsOf(title, source) : [];
}

function textsOf(title: ts.Expression, source: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(title)) return [title.text];
  if (ts.isTemplateExpression(title)) return [title.getText(source).slice(1, -1)];
  if (ts.isConditionalExpression(title)) {
    return [title.whenTrue, title.whenFalse].flatMap((text) => textsOf(text, source));
  }
  return [`\${${title.getText(source)}}`];
}

/** Whether a test that jest ran has a title that was made from the one in the source. */
export function isMadeFrom(title: string, ran: string): boolean {
  const parts = besideExpressions(title).flatMap((text) =>
    text.split(/%[psdifjoOc#$]|\$[a-z]\w*(?:\.\w+)*/i).map((part) => part.replace(/%%/g, "%")),
  );
  return new RegExp(`^${parts.map(escaped).join(".*")}$`, "s").test(ran);
}

/** What of a template stands beside its expressions, which may have templates and braces of their own. */
function besideExpressions(title: string): string[] {
  const start = title.indexOf("${");
  if (start < 0) return [title];
  let depth = 0;
  for (let i = start + 1; i < title.length; i++) {
    if (title[i] === "{") depth++;
    else if (title[i] === "}" && --depth === 0) {
      return [title.slice(0, start), ...besideExpressions(title.slice(i + 1))];
    }
  }
  return [title];
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
