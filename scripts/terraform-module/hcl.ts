import { list, object, template } from "../../modules/hcl";

export { block, comment, list, literalText, object, template } from "../../modules/hcl";

/** A value of the CDK's JSON as an expression: a reference stands bare, a text with references in it in quotes. */
export function expression(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(expression));
  if (typeof value === "object" && value !== null) {
    return object(
      Object.entries(value).map(([key, item]) => [key, expression(item)]),
      template,
    );
  }
  if (typeof value !== "string") return String(value);
  return bareReference(value) ?? template(value);
}

/** What stands between `${` and `}` where the whole text is one reference. */
function bareReference(text: string): string | undefined {
  if (!text.startsWith("${") || !text.endsWith("}")) return undefined;
  let depth = 0;
  for (let i = 1; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return i === text.length - 1 ? text.slice(2, -1) : undefined;
  }
  return undefined;
}
