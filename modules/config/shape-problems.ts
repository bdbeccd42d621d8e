import { closest, distance } from "fastest-levenshtein";
import type { core } from "zod";
import { show, type Path, type Problem } from "../permissions";
import { configurationSchema, jsonSchema } from "./schema";

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
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, path) }));
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
  const hint = typeof given === "string" ? nearest(given, words) : "";
  return `${shown} is not allowed: allowed is ${allowed.join(", ")}${hint}`;
}

function unknownKey(key: string, parent: Path): string {
  const siblings = Object.keys(objectOf(schemaAt(parent))?.properties ?? {});
  const hint = nearest(key, siblings);
  if (hint !== "") return `no such key${hint}`;
  const elsewhere = pathsOf(key);
  if (elsewhere.length > 0) return `no such key here: it belongs in ${elsewhere.join(" or ")}`;
  return `no such key: allowed is ${siblings.filter((sibling) => sibling !== "$schema").join(", ")}`;
}

/** `; did you mean …?` when something allowed is near enough to be meant. */
function nearest(given: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return "";
  const candidate = closest(
    given.toLowerCase(),
    allowed.map((a) => a.toLowerCase()),
  );
  const meant = allowed.find((a) => a.toLowerCase() === candidate);
  const tolerance = Math.max(2, Math.floor(given.length / 3));
  return meant !== undefined && distance(given.toLowerCase(), candidate) <= tolerance
    ? `; did you mean ${meant}?`
    : "";
}

/** How the value would be right: a number in quotes, or the name of a target behind its key. */
function correction(expected: string, given: unknown, path: Path): string {
  if (expected === "string" && typeof given !== "object") return ": put it in quotes";
  if (expected !== "object" || typeof given !== "string" || typeof path.at(-1) !== "number") return "";
  const [key] = Object.keys(objectOf(schemaAt(path))?.properties ?? {});
  return `: write { ${key}: ${show(given)} }`;
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

// ── The schema, as editors read it ─────────────────────────────────────────────────────────────────────────────────

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Record<string, SchemaNode>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

function describe(path: Path): string {
  return schemaAt(path)?.description ?? "a value is needed here";
}

function schemaAt(path: Path): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, part) => {
    const mapping = objectOf(node);
    return typeof part === "number" ? listOf(node)?.items : mapping?.properties?.[part];
  }, jsonSchema() as SchemaNode);
}

/** The alternative of a union that is a mapping. */
function objectOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.properties ? node : node?.anyOf?.find(({ properties }) => properties);
}

function listOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.items ? node : node?.anyOf?.find(({ items }) => items);
}

/** Where else the schema knows a key, at most three places: the least deep, which are the likelier. */
function pathsOf(key: string): string[] {
  const found: string[] = [];
  const search = (node: SchemaNode | undefined, at: string) => {
    for (const [property, child] of Object.entries(objectOf(node)?.properties ?? {})) {
      const here = at === "" ? property : `${at}.${property}`;
      if (property === key && !here.startsWith("backend.")) found.push(here);
      search(child, here);
      search(listOf(child)?.items, `${here}[]`);
    }
  };
  search(jsonSchema() as SchemaNode, "");
  const depth = (path: string) => path.split(".").length;
  return found.sort((a, b) => depth(a) - depth(b)).slice(0, 3);
}
