import { block, list, literalText, object, template } from "../hcl";

/** What stands in a block, by name: values, and values with the type that the CDK knows of them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A value with its type. Which spelling the CDK uses depends on where it stands. */
interface TypedValue {
  readonly value?: unknown;
  readonly isBlock?: boolean;
  readonly is_block?: boolean;
  readonly type: string;
  readonly storageClassType?: string;
  readonly storage_class_type?: string;
}

/** Settings that name other blocks: Terraform wants them without quotes, or knows no others. */
const ADDRESSES = ["depends_on", "ignore_changes", "provider", "providers", "replace_triggered_by"];

/** Blocks that the CDK gives no type. */
const BLOCKS = ["connection", "lifecycle", "postcondition", "precondition", "timeouts", "validation"];

/** The lines of a block that has these attributes. */
export function attributesHcl(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, given]) => {
    // What the CDK says to itself.
    if (name === "//" || given === undefined) return [];
    if (ADDRESSES.includes(name)) return [`${name} = ${addresses(isTyped(given) ? given.value : given)}`];
    if (name === "dynamic") return dynamicBlocks(given as Readonly<Record<string, Attributes>>);
    if (name === "provisioner") return provisioners(given as readonly Attributes[]);
    if (!isTyped(given)) return BLOCKS.includes(name) ? blocks(name, given) : [`${name} = ${plain(given)}`];
    const { value, isBlock, is_block, type, storageClassType, storage_class_type } = given;
    if (value === undefined) return [];
    if ((isBlock || is_block) && typeof value !== "string") return blocks(name, value);
    if ((storageClassType ?? storage_class_type) === "reference") return [`${name} = ${String(value)}`];
    return [`${name} = ${type === "map" ? plain(value) : inner(value)}`];
  });
}

function isTyped(value: unknown): value is TypedValue {
  return (
    isObject(value) &&
    typeof value.type === "string" &&
    ("isBlock" in value || "is_block" in value || "value" in value)
  );
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function blocks(name: string, content: unknown): string[] {
  const each = (Array.isArray(content) ? content : [content]) as readonly Attributes[];
  return each.map((attributes) => block(name, attributesHcl(attributes)));
}

function dynamicBlocks(dynamic: Readonly<Record<string, Attributes>>): string[] {
  return Object.entries(dynamic).map(([name, { for_each, iterator, labels, content }]) =>
    block(
      `dynamic ${literalText(name)}`,
      [
        `for_each = ${plain(for_each)}`,
        ...(iterator === undefined ? [] : [`iterator = ${String(iterator)}`]),
        ...(labels === undefined ? [] : [`labels = ${plain(labels)}`]),
      ],
      blocks("content", content),
    ),
  );
}

function provisioners(all: readonly Attributes[]): string[] {
  return all.flatMap((one) =>
    Object.entries(one).map(([type, settings]) =>
      block(
        `provisioner ${literalText(type)}`,
        attributesHcl((isTyped(settings) ? settings.value : settings) as Attributes),
      ),
    ),
  );
}

function addresses(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(addresses));
  if (isObject(value)) return object(Object.entries(value).map(([key, item]) => [key, addresses(item)]));
  return String(value).replace(/^\$\{(.*)\}$/, "$1");
}

/** A value in which an object is a mapping of the user's own. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(plain));
  if (isObject(value)) {
    return object(
      Object.entries(value).map(([key, item]) => [key, plain(item)]),
      template,
    );
  }
  return typeof value === "string" ? template(value) : String(value);
}

/** A value in which an object may have typed values of its own. */
function inner(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(inner));
  if (!isObject(value)) return plain(value);
  return object(
    Object.entries(value)
      .filter(([, item]) => !isTyped(item) || item.value !== undefined)
      .map(([key, item]) => [
        key,
        isTyped(item) ? (item.type === "map" ? plain(item.value) : inner(item.value)) : inner(item),
      ]),
    template,
  );
}
