import type { Attribute, Type, Variable } from "../../scripts/module-variables";
import { UNKNOWN } from "./variable-rules";

/** A call of the module in which the shape of one variable is wrong, and what is said to it at least. */
export interface Misshapen {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly said: readonly string[];
}

/** Whether something in the call is not known before the apply. */
export function hasUnknown({ variables }: Misshapen): boolean {
  return JSON.stringify(variables).includes(UNKNOWN);
}

type Fields = readonly Attribute[];

/** Every way in which a variable can have another shape than its type says, each attribute of it included. */
export function misshapen({ name, type }: Variable): Misshapen[] {
  if (typeof type === "string") return [];
  if ("map" in type)
    return [{ variables: { [name]: { owner: null } }, said: [`${name}.owner: this is not a string`] }];
  const call = (value: unknown, ...said: string[]): Misshapen => ({ variables: { [name]: value }, said });
  if ("object" in type) {
    const noObject = `${name}: this is not an object: allowed is ${written(type.object)}`;
    return [
      ...["text", UNKNOWN, []].map((value) => call(value, noObject)),
      ...inObject(type.object, name, call),
    ];
  }
  const fields = fieldsOf(type.list);
  if (!fields) return [call(["x", null], `${name}[1]: this is not a string`)];
  const noList = `${name}: this is not a list of objects: allowed is [${written(fields)}, …]`;
  return [
    ...["text", UNKNOWN].map((text) => call(text, noList)),
    call({ a: {} }, noList),
    ...[[[{}]], [[]], [[{}, {}], []]].map((list) => call(list, noList)),
    call(
      [{}, null, "text"],
      ...[1, 2].map((i) => `${name}[${i}]: this is not an object: allowed is ${written(fields)}`),
    ),
    ...inObject(fields, `${name}[0]`, (object, ...said) => call([object], ...said)),
  ];
}

type Call = (object: unknown, ...said: string[]) => Misshapen;

function inObject(fields: Fields, at: string, call: Call): Misshapen[] {
  const names = fields.map(({ name }) => name);
  const required = fields.filter(({ required }) => required);
  const misspelt = names.map((name) => `${name}${name.at(-1)}`);
  return [
    call(
      Object.fromEntries(misspelt.map((name) => [name, null])),
      ...misspelt.map((name) => `${at}.${name}: no such attribute: allowed is ${names.join(", ")}`),
    ),
    call(
      Object.fromEntries(fields.map(({ name, type }) => [name, ofAnotherType(type)])),
      ...fields.map(({ name, type }) => `${at}.${name}: this is not ${described(type)}`),
    ),
    ...(required.length === 0
      ? []
      : [{}, Object.fromEntries(required.map(({ name }) => [name, null]))].map((object) =>
          call(object, ...required.map(({ name }) => `${at}.${name}: is missing`)),
        )),
    ...fields.flatMap(({ name, type }) =>
      inside(type, `${at}.${name}`, (value, ...said) => call({ [name]: value }, ...said)),
    ),
  ];
}

/** What can be wrong within the value of one attribute. */
function inside(type: Type, at: string, call: Call): Misshapen[] {
  if (typeof type === "string") return [];
  if ("map" in type) return [call({ owner: null }, `${at}.owner: this is not a string`)];
  if ("object" in type) return inObject(type.object, at, call);
  const fields = fieldsOf(type.list);
  const noList = [[["text"]], [[]], ["text", []], UNKNOWN].map((value) =>
    call(value, `${at}: this is not ${described(type)}`),
  );
  if (!fields) {
    return [...noList, call(["x", null, {}], ...[1, 2].map((i) => `${at}[${i}]: this is not a string`))];
  }
  return [
    ...noList,
    call(
      ["text", null],
      ...[0, 1].map((i) => `${at}[${i}]: this is not an object: allowed is ${written(fields)}`),
    ),
    ...inObject(fields, `${at}[0]`, (object, ...said) => call([object], ...said)),
  ];
}

function fieldsOf(type: Type): Fields | undefined {
  return typeof type === "object" && "object" in type ? type.object : undefined;
}

function ofAnotherType(type: Type): unknown {
  return type === "string" ? ["text"] : "text";
}

function described(type: Type): string {
  if (type === "string") return "a string";
  if (type === "number") return "a number";
  if (type === "bool") return "true or false";
  if ("map" in type) return "a map of strings";
  if ("object" in type) return `an object: allowed is ${written(type.object)}`;
  const fields = fieldsOf(type.list);
  return fields ? `a list of objects: allowed is [${written(fields)}, …]` : "a list of strings";
}

function written(fields: Fields): string {
  return `{ ${fields.map(({ name }) => `${name} = …`).join(", ")} }`;
}
