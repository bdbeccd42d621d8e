import {
  attributeCalled,
  attributeOf,
  eachObject,
  eachObjectIn,
  isList,
  isListOrNull,
  isObject,
  isObjectOrNull,
  isText,
  itemsIn,
  itemsOfVariable,
} from "./attributes";
import { validation, type Loop, type Validation } from "./validation";
import type { Attribute, Type, Variable } from "./variables/variable";

type ObjectType = Extract<Type, { readonly object: unknown }>;

/**
 * Whether a type has objects in it. Terraform drops an attribute that an object type does not name, without a word: a
 * misspelt permissions boundary would be none. The module has `any` in its place, and {@link shapeValidations}.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function hasObjects(type: Type): boolean {
  if (typeof type === "string" || "map" in type) return false;
  return "object" in type || hasObjects(type.list);
}

/** That a variable has the shape that its type says: no attribute beside those that there are, each of its own type. */
export function shapeValidations(variable: Variable): Validation[] {
  const { name, type, one = name } = variable;
  if (typeof type === "string") return [];
  if ("map" in type) return [textsOfMap([], `var.${name}`, name)];
  if ("object" in type) {
    return [
      validation(
        { loops: [], called: name },
        isObjectOrNull(`var.${name}`),
        `this is not an object: allowed is ${shapeOf(type)}`,
      ),
      ...ofObject(type, { loops: [eachObject(one, `var.${name}`)], one, called: name }),
    ];
  }
  if (!isObjectType(type.list)) return [textsOfList([], `var.${name}`, name)];
  const list = itemsOfVariable(name);
  return [
    validation(
      { loops: [], called: name },
      isList(`var.${name}`),
      `this is not a list of objects: allowed is [${shapeOf(type.list)}, …]`,
    ),
    ...ofListed(type.list, [], list, one, name),
  ];
}

/** Where an object is: the loops that lead to it, what stands for it there, and what messages call it. */
interface Place {
  readonly loops: readonly Loop[];
  readonly one: string;
  readonly called: string;
}

function ofObject({ object: attributes }: ObjectType, place: Place): Validation[] {
  const { loops, one, called } = place;
  const names = attributes.map(({ name }) => name);
  const inner = (message: string, holds: string, among: readonly string[]): Validation =>
    validation(
      {
        loops: [...loops, { one: "attribute", of: `[${among.map((name) => `"${name}"`).join(", ")}]` }],
        called: `${called}.\${attribute}`,
      },
      holds,
      message,
    );
  const scalars = (["string", "number", "bool"] as const).flatMap((type) => {
    const among = attributes.filter((attribute) => attribute.type === type).map(({ name }) => name);
    if (among.length === 0) return [];
    return [
      inner(`this is not ${NAMES[type]}`, `can(to${type}(${attributeCalled("attribute", one)}))`, among),
    ];
  });
  const required = attributes
    .filter(({ optional, default: value }) => !optional && value === undefined)
    .map(({ name }) => name);
  return [
    validation(
      { loops: [...loops, { one: "attribute", of: `keys(${one})` }], called: `${called}.\${attribute}` },
      `contains([${names.map((name) => `"${name}"`).join(", ")}], attribute)`,
      `no such attribute: allowed is ${names.join(", ")}`,
    ),
    ...(required.length === 0
      ? []
      : [inner("is missing", `${attributeCalled("attribute", one)} != null`, required)]),
    ...scalars,
    ...attributes.flatMap((attribute) => ofAttribute(attribute, place)),
  ];
}

/** What an attribute holds that is no single text, number or truth. */
function ofAttribute(
  { name, type, one: item = name }: Attribute,
  { loops, one, called }: Place,
): Validation[] {
  if (typeof type === "string") return [];
  const value = attributeOf(one, name);
  const at = `${called}.${name}`;
  const isA = (holds: string, message: string) =>
    validation({ loops: [...loops, { one: item, of: `[${value}]` }], called: at }, holds, message);
  if ("map" in type) {
    return [
      isA(isObjectOrNull(item), "this is not a map of strings"),
      textsOfMap([...loops, { one: item, of: `[${value}]`, only: isObject(item) }], item, at),
    ];
  }
  if ("object" in type) {
    return [
      isA(isObjectOrNull(item), `this is not an object: allowed is ${shapeOf(type)}`),
      ...ofObject(type, { loops: [...loops, eachObject(item, value)], one: item, called: at }),
    ];
  }
  const items = itemsIn(one, name);
  return isObjectType(type.list)
    ? [
        isA(isListOrNull(item), `this is not a list of objects: allowed is [${shapeOf(type.list)}, …]`),
        ...ofListed(type.list, loops, items, item, at),
      ]
    : [isA(isListOrNull(item), "this is not a list of strings"), textsOfList(loops, items, at)];
}

function ofListed(
  type: ObjectType,
  loops: readonly Loop[],
  list: string,
  one: string,
  called: string,
): Validation[] {
  const at = `${called}[\${index}]`;
  return [
    validation(
      { loops: [...loops, { one, of: list, numbered: true }], called: at },
      isObject(one),
      `this is not an object: allowed is ${shapeOf(type)}`,
    ),
    ...ofObject(type, { loops: [...loops, eachObjectIn(one, list)], one, called: at }),
  ];
}

function textsOfList(loops: readonly Loop[], list: string, called: string): Validation {
  return validation(
    { loops: [...loops, { one: "text", of: list, numbered: true }], called: `${called}[\${index}]` },
    isText("text"),
    "this is not a string",
  );
}

function textsOfMap(loops: readonly Loop[], map: string, called: string): Validation {
  return validation(
    { loops: [...loops, { one: "key, value", of: map }], called: `${called}.\${key}` },
    isText("value"),
    "this is not a string",
  );
}

const NAMES = { string: "a string", number: "a number", bool: "true or false" };

function shapeOf({ object }: ObjectType): string {
  return `{ ${object.map(({ name }) => `${name} = …`).join(", ")} }`;
}

function isObjectType(type: Type): type is ObjectType {
  return typeof type === "object" && "object" in type;
}
