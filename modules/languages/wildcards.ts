import { Language, quoted } from "./language";

/**
 * The texts that a pattern stands for: `*` for any characters, `?` for one, colons and slashes among them.
 *
 * For a Resource AWS documents that both stand for characters within a segment of an ARN, and that a `*` at the end of a
 * segment can go beyond its colon. This is the wider reading; that the narrower is the same for every ARN there can be is
 * tested.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 * @throws Error for a policy variable, of which the value would have to be known
 */
export function textsLike(pattern: string): Language {
  return Language.of(expression(pattern, "."));
}

/**
 * The ARNs that a pattern stands for when each of its six parts is compared for itself: no wildcard of the first five
 * goes beyond its colon. That is how ArnEquals and ArnLike compare, which are the same.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnsLike(pattern: string): Language {
  const parts = pattern.split(":");
  // What has fewer parts is no ARN.
  if (parts.length < 6) return pattern === "*" ? Language.of("[^:]*(?::[^:]*){4}:.*") : Language.NONE;
  const resource = parts.slice(5).join(":");
  return Language.of(
    [...parts.slice(0, 5).map((part) => expression(part, "[^:]")), expression(resource, ".")].join(":"),
  );
}

function expression(pattern: string, character: "." | "[^:]"): string {
  if (pattern.includes("${"))
    throw new Error(`${pattern} has a policy variable, which is not understood here`);
  return pattern
    .split(/([*?])/)
    .map((part) => (part === "*" ? `${character}*` : part === "?" ? character : quoted(part)))
    .join("");
}
