import { block, list, literalText, object, template } from "../hcl";

/** What stands in a block, by name. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * Blocks of one kind as the CDK makes them for its own writer, each value with what it is. Only that tells nested blocks
 * from values; the texts are those of the JSON.
 */
export type Shapes = readonly Attributes[];

/** A nested block in a shape. Which spelling the CDK uses depends on where it stands. */
interface BlockShape {
  readonly value?: unknown;
  readonly dynamic?: { readonly value?: { readonly content?: Attributes } };
}

/** The lines of a resource or a data source. */
export function resourceHcl(attributes: Attributes, shapes: Shapes): string[] {
  return linesOf(attributes, (name, value) => {
    if (name === "depends_on" || name === "provider") return addressHcl(name, value);
    if (name === "connection" || name === "timeouts") return blocksHcl(name, value, valuesHcl);
    if (name === "lifecycle") return blocksHcl(name, value, lifecycleHcl);
    if (name === "provisioner") return provisioners(value);
    return shapedHcl(name, value, shapes);
  });
}

/** The lines of a block whose nested blocks the shapes tell. */
export function shapedBlockHcl(attributes: Attributes, shapes: Shapes): string[] {
  return linesOf(attributes, (name, value) => shapedHcl(name, value, shapes));
}

/** The lines of a block without blocks in it. */
export function valuesHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) => [`${name} = ${valueHcl(value)}`]);
}

/** The lines of a block, of which each name has its own; what is not there, and what the CDK says to itself, has none. */
export function linesOf(attributes: Attributes, lines: (name: string, value: unknown) => string[]): string[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    name === "//" || value === undefined ? [] : lines(name, value),
  );
}

/** A block, or one for each item of a list, or none for null; what can be neither is a value. */
export function blocksHcl(
  name: string,
  content: unknown,
  lines: (attributes: Attributes) => string[],
): string[] {
  if (content === null) return [];
  const each: readonly unknown[] = Array.isArray(content) ? content : [content];
  return each.every(isObject)
    ? each.map((attributes) => block(name, lines(attributes)))
    : [`${name} = ${valueHcl(content)}`];
}

/** A setting that names other blocks, which Terraform's own language wants without quotes. */
export function addressHcl(name: string, value: unknown): string[] {
  return [`${name} = ${addresses(value)}`];
}

/**
 * A value in which an object is a mapping.
 *
 * @param text how Terraform takes the JSON's texts: with expressions in them, or as they are
 */
export function valueHcl(value: unknown, text: (text: string) => string = template): string {
  if (Array.isArray(value)) return list(value.map((item) => valueHcl(item, text)));
  if (isObject(value)) {
    return object(
      Object.entries(value).map(([key, item]) => [key, valueHcl(item, text)]),
      text,
    );
  }
  return typeof value === "string" ? text(value) : String(value);
}

function addresses(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(addresses));
  if (isObject(value)) return object(Object.entries(value).map(([key, item]) => [key, addresses(item)]));
  return String(value).replace(/^\$\{(.*)\}$/, "$1");
}

function shapedHcl(name: string, value: unknown, shapes: Shapes): string[] {
  if (name === "dynamic" && isObject(value)) {
    return Object.entries(value).flatMap(([of, dynamic]) => dynamicBlock(of, dynamic, shapes));
  }
  const found = blockShapes(name, shapes);
  if (found.length === 0) return [`${name} = ${valueHcl(value)}`];
  return blocksHcl(name, value, (attributes) => shapedBlockHcl(attributes, inner(found)));
}

function dynamicBlock(name: string, dynamic: unknown, shapes: Shapes): string[] {
  const { content = {}, iterator, ...others } = isObject(dynamic) ? dynamic : {};
  return [
    block(
      `dynamic ${literalText(name)}`,
      [...valuesHcl(others), ...(iterator === undefined ? [] : addressHcl("iterator", iterator))],
      blocksHcl("content", content, (attributes) =>
        shapedBlockHcl(attributes, inner(blockShapes(name, shapes))),
      ),
    ),
  ];
}

function lifecycleHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) => {
    if (name === "ignore_changes" || name === "replace_triggered_by") return addressHcl(name, value);
    if (name === "precondition" || name === "postcondition") return blocksHcl(name, value, valuesHcl);
    return [`${name} = ${valueHcl(value)}`];
  });
}

function provisioners(value: unknown): string[] {
  const all = (Array.isArray(value) ? value : [value]) as readonly Attributes[];
  return all.flatMap((one) =>
    Object.entries(one).flatMap(([type, settings]) =>
      blocksHcl(`provisioner ${literalText(type)}`, settings, provisionerHcl),
    ),
  );
}

function provisionerHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) => {
    if (name === "connection") return blocksHcl(name, value, valuesHcl);
    // Words of Terraform's own, which the JSON has in quotes.
    if (name === "when" || name === "on_failure") return addressHcl(name, value);
    return [`${name} = ${valueHcl(value)}`];
  });
}

function blockShapes(name: string, shapes: Shapes): BlockShape[] {
  return shapes.map((shape) => shape[name]).filter(isBlockShape);
}

/** The full form alone: the CDK gives no other to a nested block. */
function isBlockShape(value: unknown): value is BlockShape {
  return (
    isObject(value) &&
    (value.isBlock ?? value.is_block) === true &&
    typeof value.type === "string" &&
    typeof (value.storageClassType ?? value.storage_class_type) === "string"
  );
}

function inner(shapes: readonly BlockShape[]): Shapes {
  return shapes.flatMap(({ value, dynamic }) => [value, dynamic?.value?.content].flat()).filter(isObject);
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
