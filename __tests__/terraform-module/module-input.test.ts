import { jsonSchema, type Configuration } from "../../modules/config";
import { moduleVariables, type Attribute, type Type } from "../../scripts/module-variables";
import { writtenInputs } from "./inputs";
import { MODULE_FOLDER } from "./module-copy";
import { LEFT_TO_THE_CALLER, moduleInput } from "./module-input";

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Everything that a file can say, e.g. `targets.iamUsers[].name`. */
function keysOf({ properties, items, anyOf = [] }: SchemaNode, path: string): string[] {
  const inner = [
    ...Object.entries(properties ?? {}).flatMap(([key, node]) =>
      keysOf(node, path === "" ? key : `${path}.${key}`),
    ),
    ...(items && (items.properties || items.items) ? keysOf(items, `${path}[]`) : []),
    ...anyOf.filter((way) => way.properties ?? way.items).flatMap((way) => keysOf(way, path)),
  ];
  return inner.length > 0 ? inner : [path];
}

const isLeft = (path: string) =>
  LEFT_TO_THE_CALLER.some((left) => path === left || path.startsWith(`${left}.`));
const TRANSLATED = keysOf(jsonSchema() as SchemaNode, "").filter((path) => !isLeft(path));

/** Everything that the module can be told, likewise. */
function attributesOf({ name, type }: Pick<Attribute, "name" | "type">, before = ""): string[] {
  const path = before + name;
  const inner: Type = typeof type === "object" && "list" in type ? type.list : type;
  if (typeof inner !== "object" || !("object" in inner)) return [path];
  return inner.object.flatMap((attribute) =>
    attributesOf(attribute, `${path}${inner === type ? "" : "[]"}.`),
  );
}

let ATTRIBUTES: readonly string[];
beforeAll(async () => {
  ATTRIBUTES = (await moduleVariables(MODULE_FOLDER)).flatMap((variable) => attributesOf(variable));
});

const MARK = "what is said";

/** A configuration that says one thing. */
function saying(path: string): Configuration {
  const said = path.split(".").reduceRight<unknown>((value, key) => {
    return key.endsWith("[]") ? { [key.slice(0, -2)]: [value] } : { [key]: value };
  }, MARK);
  return { aws: {}, ...(said as object) } as Configuration;
}

/** Where in a value the mark stands. */
function placesOf(value: unknown, path = ""): string[] {
  if (value === MARK) return [path];
  if (Array.isArray(value)) return value.flatMap((item) => placesOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => placesOf(item, path === "" ? key : `${path}.${key}`));
}

describe("everything that keeper-pam.yaml can say", () => {
  it.each(TRANSLATED)("is a variable of the module, or a part of one: %s", (path) => {
    const places = placesOf(moduleInput(saying(path)));
    expect(places.length).toBe(1);
    expect(ATTRIBUTES).toEqual(expect.arrayContaining(places));
  });

  it("is more than fifty things, and the module has nothing beside them but two switches", () => {
    expect(TRANSLATED.length).toBeGreaterThan(50);
    const places = TRANSLATED.flatMap((path) => placesOf(moduleInput(saying(path))));
    expect([...places, "role.create", "instance_profile.create"].sort()).toEqual([...ATTRIBUTES].sort());
  });

  it.each(LEFT_TO_THE_CALLER)("but for what is left to the caller, and is a key of the file: %s", (path) => {
    expect(keysOf(jsonSchema() as SchemaNode, "").some((key) => `${key}.`.startsWith(`${path}.`))).toBe(true);
    expect(placesOf(moduleInput(saying(path)))).toEqual([]);
  });

  it("is said by one of the inputs at least that the two ways are compared with", () => {
    const said = new Set(writtenInputs().flatMap(({ configuration }) => saidIn(configuration)));
    expect(TRANSLATED.filter((path) => !said.has(path))).toEqual([]);
  });
});

/** The keys that a configuration sets. */
function saidIn(value: unknown, path = ""): string[] {
  if (TRANSLATED.includes(path)) return [path];
  if (Array.isArray(value)) return value.flatMap((item) => saidIn(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => saidIn(item, path === "" ? key : `${path}.${key}`));
}
