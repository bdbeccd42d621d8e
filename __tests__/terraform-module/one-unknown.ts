import type { Attribute, Type } from "../../scripts/module-variables";

/** A text for a place that takes a string, a number, or true and false. */
export type Texts = Readonly<Record<"string" | "number" | "bool", string>>;

/**
 * The values that come of one when a text is put into it: in each place of the type, beside what is there or instead of it.
 *
 * @param value as somebody gives it, right or wrong; undefined where he leaves it out
 */
export function withText(type: Type, value: unknown, texts: Texts): unknown[] {
  if (typeof type === "string") return Array.isArray(value) ? [texts[type], [texts[type]]] : [texts[type]];
  if ("list" in type) return inList(type.list, value, texts);
  const fields = "object" in type ? type.object : keysOf(value);
  if (isObject(value)) return inObject(fields, value, texts);
  if (isGiven(value)) return [];
  const required = fields.filter(({ required }) => required);
  return [Object.fromEntries(required.map(({ name }) => [name, texts.string]))];
}

function inList(type: Type, value: unknown, texts: Texts): unknown[] {
  if (!Array.isArray(value)) return isGiven(value) ? [] : inList(type, [undefined], texts);
  const oneMore = withText(type, typeof type === "string" ? undefined : {}, texts)[0];
  return [
    ...value.flatMap((item: unknown, i) => withText(type, item, texts).map((other) => value.with(i, other))),
    [...value, oneMore],
  ];
}

function inObject(
  fields: readonly Attribute[],
  value: Readonly<Record<string, unknown>>,
  texts: Texts,
): unknown[] {
  const unheardOf = keysOf(value).filter(({ name }) => !fields.some((field) => field.name === name));
  return [...fields, ...unheardOf].flatMap(({ name, type }) =>
    withText(type, value[name], texts).map((other) => ({ ...value, [name]: other })),
  );
}

/** The first key of a map, and one more. */
function keysOf(value: unknown): Attribute[] {
  const names = isObject(value) ? Object.keys(value).slice(0, 1) : [];
  return [...names, "one more"].map((name) => ({ name, type: "string", description: "", required: true }));
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
