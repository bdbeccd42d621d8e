import { attributeOf } from "./attributes";
import { comment } from "./hcl";
import { hasObjects } from "./shape";
import type { Attribute, Type, Variable } from "./variables";

/** inputs.tf: what the variables hold that have objects in them, with all that was left out. */
export function inputsFile(variables: readonly Variable[]): string {
  const locals = variables.filter(({ type }) => hasObjects(type)).map(local);
  return [
    comment(
      "What the variables hold, and null or the default for each attribute that was left out. Nothing else reads these variables.",
    ),
    `locals {\n${locals.join("\n\n")}\n}`,
  ].join("\n");
}

function local({ name, type, nullable, one = name }: Variable): string {
  const variable = `var.${name}`;
  if (typeof type === "object" && "list" in type) return `${name} = ${listOf(type.list, variable, one)}`;
  if (!nullable) return `${name} = ${converted(type, variable)}`;
  return `${name} = one([for ${one} in ${variable}[*] : ${converted(type, one)}])`;
}

/** A value in its type, that is there. */
function converted(type: Type, value: string, one = "item"): string {
  if (typeof type === "string") return `to${type}(${value})`;
  if ("map" in type) return `{ for key, value in merge({}, ${value}) : key => to${String(type.map)}(value) }`;
  if ("list" in type) return listOf(type.list, value, one);
  const lines = type.object.map((attribute) => `${attribute.name} = ${convertedAttribute(attribute, value)}`);
  return `{\n${lines.join("\n")}\n}`;
}

function convertedAttribute(attribute: Attribute, object: string): string {
  const { name, type, one = name, default: fallback } = attribute;
  const value = attributeOf(object, name);
  if (typeof type === "string") {
    const text = converted(type, value);
    if (fallback === undefined) return text;
    // `coalesce` takes an empty text for none.
    return type === "string" ? `${value} == null ? ${fallback} : ${text}` : `coalesce(${text}, ${fallback})`;
  }
  if ("map" in type) return converted(type, value);
  if ("list" in type) return `${value} == null ? null : ${listOf(type.list, value, one)}`;
  return `one([for ${one} in ${value}[*] : ${converted(type, one)}])`;
}

function listOf(type: Type, list: string, one: string): string {
  const items = `[for ${one} in ${list} : ${converted(type, one)}]`;
  return typeof type === "string" ? `tolist(${items})` : items;
}
