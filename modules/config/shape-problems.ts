import { closest, distance } from "fastest-levenshtein";
import type { core } from "zod";
import type { Path, Problem } from "../permissions";
import { configurationSchema, jsonSchema } from "./schema";

/** What is wrong with the shape of a configuration: unknown and missing keys, values of a wrong type or choice. */
export function shapeProblems(value: unknown): Problem[] {
  const result = configurationSchema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => translate(issue, value, []));
}

function translate(issue: core.$ZodIssue, root: unknown, base: Path): Problem[] {
  const path = [...base, ...(issue.path as Path)];
  const given = valueAt(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, path) }));
    case "invalid_union":
      return unionProblems(issue, root, path);
    case "invalid_type":
      return given === undefined
        ? [{ path, message: `is missing: ${describe(path)}` }]
        : [
            {
              path,
              message: `${show(given)} is not ${articled(issue.expected)}${quotingHint(issue.expected, given)}`,
            },
          ];
    case "invalid_value":
      return [{ path, message: wrongChoice(given, issue.values.map(String)) }];
    default:
      return [{ path, message: `${show(given)}: ${issue.message}` }];
  }
}

/** The problems of the alternative that was meant: the one whose type fits. */
function unionProblems(issue: core.$ZodIssueInvalidUnion, root: unknown, path: Path): Problem[] {
  const meant = issue.errors.find((issues) =>
    issues.every(
      ({ code, path: inner }) => inner.length > 0 || (code !== "invalid_type" && code !== "invalid_value"),
    ),
  );
  if (meant) return meant.flatMap((inner) => translate(inner, root, path));
  const allowed = issue.errors.flat().flatMap((inner) => {
    if (inner.code === "invalid_value") return inner.values.map(String);
    return inner.code === "invalid_type"
      ? [inner.expected === "boolean" ? "true, false" : articled(inner.expected)]
      : [];
  });
  const given = valueAt(root, path);
  const choices = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === "invalid_value" ? inner.values.map(String) : []));
  return [
    {
      path,
      message: `${show(given)} is not allowed: allowed is ${allowed.join(", ")}${nearest(String(given), choices)}`,
    },
  ];
}

function wrongChoice(given: unknown, values: readonly string[]): string {
  if (given === undefined) return `is missing: allowed is ${values.join(", ")}`;
  return `${show(given)} is not allowed: allowed is ${values.join(", ")}${nearest(String(given), values)}`;
}

function unknownKey(key: string, parent: Path): string {
  const siblings = Object.keys(schemaAt(parent)?.properties ?? {});
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

function quotingHint(expected: string, given: unknown): string {
  return expected === "string" && typeof given !== "object" ? ": put it in quotes" : "";
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

/** A value as the user wrote it, in one short line; lists and mappings by their kind. */
function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping of keys";
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
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
  }, jsonSchema() as SchemaNode) satisfies SchemaNode | undefined;
}

/** The alternative of a union that is a mapping. */
function objectOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.properties ? node : node?.anyOf?.find(({ properties }) => properties);
}

function listOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.items ? node : node?.anyOf?.find(({ items }) => items);
}

/** Where else the schema knows a key, at most three places. */
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
  return found.slice(0, 3);
}
