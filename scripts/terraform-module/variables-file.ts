import { block, comment, literalText } from "./hcl";
import { hasObjects, shapeValidations } from "./shape";
import { validationBlock } from "./validation";
import type { Attribute, Type, Variable } from "./variables";

/** variables.tf. */
export function variablesFile(variables: readonly Variable[]): string {
  return variables.map(variableBlock).join("\n\n");
}

function variableBlock(variable: Variable): string {
  const { name, type, description, default: value, nullable, validations } = variable;
  return block(
    `variable "${name}"`,
    [
      `description = ${descriptionOf(description, type)}`,
      ...(hasObjects(type) ? [comment(WHY_ANY), "type = any"] : [`type = ${typeExpression(type)}`]),
      ...(value === undefined ? [] : [`default = ${value}`]),
      ...(nullable ? [] : ["nullable = false"]),
    ],
    ...[...shapeValidations(variable), ...validations].map((rule) => [validationBlock(rule)]),
  );
}

const WHY_ANY =
  "The rules below hold the shape: a type of Terraform's would drop a misspelt attribute without a word.";

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
  const lines = attributes.map(
    (attribute) => `    - \`${attribute.name}\` (${kindOf(attribute)}): ${attribute.description}`,
  );
  return ["<<-EOT", `    ${description}`, "", ...lines, "  EOT"].join("\n").replace(/([$%])\{/g, "$1$1{");
}

/** The type of an attribute in a word or two; what its own attributes are stands in lines of their own. */
function kindOf({ type, optional, default: value }: Attribute): string {
  const kind = hasObjects(type)
    ? typeof type === "object" && "list" in type
      ? "list of objects"
      : "object"
    : typeExpression(type);
  return optional || value !== undefined ? kind : `${kind}, required`;
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
