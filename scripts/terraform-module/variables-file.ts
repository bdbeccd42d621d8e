import { block, literalText } from "./hcl";
import { validationBlock } from "./validation";
import type { Attribute, Type, Variable } from "./variables";

/** variables.tf. */
export function variablesFile(variables: readonly Variable[]): string {
  return variables.map(variableBlock).join("\n\n");
}

function variableBlock({ name, type, description, default: value, nullable, validations }: Variable): string {
  return block(
    `variable "${name}"`,
    [
      `description = ${descriptionOf(description, type)}`,
      `type = ${typeExpression(type)}`,
      ...(value === undefined ? [] : [`default = ${value}`]),
      ...(nullable ? [] : ["nullable = false"]),
    ],
    ...validations.map((validation) => [validationBlock(validation)]),
  );
}

/** A type as Terraform writes it. */
export function typeExpression(type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list(${typeExpression(type.list)})`;
  if ("map" in type) return `map(${typeExpression(type.map)})`;
  const lines = type.object.map((attribute) => `${attribute.name} = ${attributeType(attribute)}`);
  return `object({\n${lines.join("\n")}\n})`;
}

function attributeType({ type, optional, default: value }: Attribute): string {
  const written = typeExpression(type);
  if (value !== undefined) return `optional(${written}, ${value})`;
  return optional ? `optional(${written})` : written;
}

/** What a variable is for, and below it what each attribute of its objects is for. */
function descriptionOf(description: string, type: Type): string {
  const attributes = attributesOf(type);
  if (attributes.length === 0) return literalText(description);
  const lines = attributes.map(({ name, description: meaning }) => `    - \`${name}\`: ${meaning}`);
  return ["<<-EOT", `    ${description}`, "", ...lines, "  EOT"].join("\n").replace(/([$%])\{/g, "$1$1{");
}

/** The attributes of a variable's objects, those of inner objects by their whole names. */
export function attributesOf(type: Type, within = ""): readonly Attribute[] {
  if (typeof type === "string") return [];
  if ("list" in type) return attributesOf(type.list, within);
  if ("map" in type) return attributesOf(type.map, within);
  return type.object.flatMap((attribute) => {
    const name = `${within}${attribute.name}`;
    return [{ ...attribute, name }, ...attributesOf(attribute.type, `${name}.`)];
  });
}
