const compiled = new Map<string, RegExp>();

/** A pattern of a policy, in which `*` stands for any text and `?` for one character. */
function formOf(pattern: string, flags: "" | "i"): RegExp {
  const key = flags + pattern;
  let form = compiled.get(key);
  if (!form) {
    if (pattern.includes("${")) throw new Error(`${pattern}: policy variables are not modelled`);
    const text = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    form = new RegExp(`^${text}$`, `s${flags}`);
    compiled.set(key, form);
  }
  return form;
}

/** Actions are compared without regard to upper and lower case, everything else by it. */
export const namesAction = (pattern: string, action: string) => formOf(pattern, "i").test(action);

export const isLike = (pattern: string, text: string) => formOf(pattern, "").test(text);

/**
 * In a condition each of an ARN's six parts is compared with its own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function isArnLike(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return patterns.length === parts.length && patterns.every((one, i) => isLike(one, parts[i] as string));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
