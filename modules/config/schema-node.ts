import type { Path } from "../permissions";
import { jsonSchema } from "./schema";

/** A part of the schema, in the notation that editors read. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** What any further key may hold; false where there is none. */
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

const SCHEMA = jsonSchema() as SchemaNode;

/** What the schema says of a place; undefined where it knows none. */
export function schemaAt(path: Path): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, part) => (typeof part === "number" ? listOf(node)?.items : propertyOf(node, part)),
    SCHEMA,
  );
}

/** The keys that a place may have; none where any key may stand. */
export function keysAt(path: Path): string[] {
  return Object.keys(mappingOf(schemaAt(path))?.properties ?? {});
}

/** Whether a place may hold further keys or a list, none of which is needed. */
export function mayBeEmpty(node: SchemaNode): boolean {
  const mapping = mappingOf(node);
  return mapping ? (mapping.required ?? []).length === 0 : listOf(node) !== undefined;
}

/** Where else the schema knows a key, at most three places: the least deep, which are the likelier. */
export function pathsOf(key: string): string[] {
  const found: string[] = [];
  const search = (node: SchemaNode | undefined, at: string) => {
    for (const [property, child] of Object.entries(mappingOf(node)?.properties ?? {})) {
      const here = at === "" ? property : `${at}.${property}`;
      if (property === key && !here.startsWith("backend.")) found.push(here);
      search(child, here);
      search(listOf(child)?.items, `${here}[]`);
    }
  };
  search(SCHEMA, "");
  const depth = (path: string) => path.split(".").length;
  return found.sort((a, b) => depth(a) - depth(b)).slice(0, 3);
}

function propertyOf(node: SchemaNode | undefined, key: string): SchemaNode | undefined {
  const { properties = {}, additionalProperties } = mappingOf(node) ?? {};
  if (Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** The alternative of a union that is a mapping. */
function mappingOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return [node, ...(node?.anyOf ?? [])].find((alternative) => alternative?.type === "object");
}

function listOf(node: SchemaNode | undefined): SchemaNode | undefined {
  return [node, ...(node?.anyOf ?? [])].find((alternative) => alternative?.type === "array");
}
