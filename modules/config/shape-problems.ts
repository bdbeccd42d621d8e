import type { core } from "zod";
import { nearest, show, type Path, type Problem } from "../permissions";
import { withBlank } from "./missing-blank";
import { configurationSchema } from "./schema";
import { keysAt, schemaAt } from "./schema-node";
import { unknownKeyProblem } from "./unknown-key";

/**
 * What is wrong with the shape of a configuration: unknown and missing keys, values of a wrong type or choice.
 *
 * @param written how the file writes a value that is not a text
 */
export function shapeProblems(value: unknown, written: (path: Path) => string | undefined): Problem[] {
  if (value === null || value === undefined) {
    return [{ path: [], message: "nothing is configured here: needed are at least name and aws.region" }];
  }
  const result = configurationSchema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => translate(issue, value, [], written));
}

type Written = (path: Path) => string | undefined;

function translate(issue: core.$ZodIssue, root: unknown, base: Path, written: Written): Problem[] {
  const path = [...base, ...(issue.path as Path)];
  const given = valueAt(root, path);
  const shown = written(path) ?? show(given);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKeyProblem([...path, key]));
    case "invalid_union": {
      const meant = meantAlternative(issue);
      return (
        meant?.flatMap((inner) => translate(inner, root, path, written)) ?? [
          { path, message: notAllowed(given, shown, issue.errors.flat().flatMap(allowedBy)) },
        ]
      );
    }
    case "invalid_type":
      return given === undefined
        ? [{ path, message: `is missing: ${describe(path)}` }]
        : [
            {
              path,
              message: `${shown} is not ${articled(issue.expected)}${correction(issue.expected, given, path)}`,
            },
          ];
    case "invalid_value":
      return [{ path, message: notAllowed(given, shown, allowedBy(issue)) }];
    case "too_big":
      return [{ path, message: `${shown} is too large: ${describe(path)}` }];
    case "too_small":
      return [{ path, message: `${shown} is too small: ${describe(path)}` }];
    default:
      return [{ path, message: `${shown}: ${issue.message}` }];
  }
}

/** The problems of the alternative that was meant: the one whose type fits. */
function meantAlternative(issue: core.$ZodIssueInvalidUnion): core.$ZodIssue[] | undefined {
  return issue.errors.find((issues) =>
    issues.every(
      ({ code, path }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_value"),
    ),
  );
}

function allowedBy(issue: core.$ZodIssue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code !== "invalid_type") return [];
  return issue.expected === "boolean" ? ["true", "false"] : [articled(issue.expected)];
}

function notAllowed(given: unknown, shown: string, allowed: readonly string[]): string {
  if (given === undefined) return `is missing: allowed is ${allowed.join(", ")}`;
  const words = allowed.filter((choice) => choice !== "true" && choice !== "false");
  const meant = typeof given === "string" ? nearest(given, words) : undefined;
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `${shown} is not allowed: allowed is ${allowed.join(", ")}${hint}`;
}

/** How the value would be right: a number in quotes, a blank after the key's colon, the name of a target behind its key. */
function correction(expected: string, given: unknown, path: Path): string {
  if (expected === "string" && typeof given !== "object") return ": put it in quotes";
  if (expected !== "object" || typeof given !== "string") return "";
  const keys = keysAt(path);
  const blank = withBlank(given, keys);
  if (blank !== undefined) return blank;
  return typeof path.at(-1) === "number" ? `: write { ${keys[0]}: ${show(given)} }` : "";
}

function articled(type: string): string {
  const names: Record<string, string> = {
    string: "a text",
    object: "a mapping of keys",
    record: "a mapping of keys",
    array: "a list",
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
  };
  return names[type] ?? type;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(
    (value: unknown, part) => (value as Record<string | number, unknown> | undefined)?.[part],
    root,
  );
}

function describe(path: Path): string {
  return schemaAt(path)?.description ?? "a value is needed here";
}
