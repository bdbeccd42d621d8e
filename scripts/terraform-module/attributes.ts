import type { Loop } from "./validation";

/**
 * An attribute of an object that may lack it: null then.
 *
 * An object of the module has no type of Terraform's: a type would drop each attribute that it does not name, without a
 * word. So every look into one is careful.
 */
export function attributeOf(object: string, attribute: string): string {
  return attributeCalled(`"${attribute}"`, object);
}

/**
 * The same of an attribute whose name an expression says. An object may have come as a map, all of whose values are of one
 * type, and so is the null of a lookup in it: `merge` makes an object of it.
 */
export function attributeCalled(name: string, object: string): string {
  return `lookup(merge({}, ${object}), ${name}, null)`;
}

/** The loop over one object: no turn where it is absent, or is none. */
export function eachObject(one: string, of: string): Loop {
  return { one, of: `[${of}]`, only: isObject(one) };
}

/** The loop over the objects of a list: only those of them that are objects. */
export function eachObjectIn(one: string, list: string): Loop {
  return { one, of: list, numbered: true, only: isObject(one) };
}

/** The loop over the texts of a list: only those of them that are texts. */
export function eachTextIn(one: string, list: string): Loop {
  return { one, of: list, numbered: true, only: isText(one) };
}

/** The loop over an attribute that is a text: no turn where it is absent, or is none. */
export function textOf(object: string, attribute: string, one = attribute): Loop {
  return { one, of: `[${attributeOf(object, attribute)}]`, only: isText(one) };
}

/** The loop over an attribute that is a number, or a text that says one: no turn where it is absent, or is none. */
export function numberOf(object: string, attribute: string, one = attribute): Loop {
  return { one, of: `[try(tonumber(${attributeOf(object, attribute)}), null)]`, only: `${one} != null` };
}

/** What stands in a list that an attribute holds: nothing where it is absent. */
export function itemsIn(object: string, attribute: string): string {
  return `flatten(${attributeOf(object, attribute)}[*])`;
}

/** What stands in the list that a variable holds; the variable itself where it holds no list. */
export function itemsOfVariable(variable: string): string {
  return `flatten([var.${variable}])`;
}

/** Whether an attribute is given as true, or as false. */
export function isGivenAs(value: boolean, object: string, attribute: string): string {
  return `try(tobool(${attributeOf(object, attribute)}), null) == ${value}`;
}

export function isObject(value: string): string {
  return `can(keys(${value}))`;
}

/** `merge` looks at the type of a value that is not known yet, and takes null. */
export function isObjectOrNull(value: string): string {
  return `can(keys(merge({}, ${value})))`;
}

/** Whether something is a list with no list in it. */
export function isList(value: string): string {
  return `(can([for item in ${value} : item]) ? can(flatten(${value})) ? alltrue([for item in ${value} : !can(flatten(item))]) : false : false)`;
}

/** Of what is not known yet `for` and `tolist` see the type: a text is refused all the same. One of the two takes null. */
export function isListOrNull(value: string): string {
  return `(can(tolist(${value})) || can([for item in ${value} : item]) ? ${value} == null ? true : ${isList(value)} : false)`;
}

export function isText(value: string): string {
  return `can(regex("", ${value}))`;
}
