const forms = new Map<string, RegExp>();

/**
 * Whether a text is one that a pattern of a policy stands for: `*` for any characters or none, `?` for one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const form = forms.get(pattern) ?? formOf(pattern);
  // The same few patterns are held against thousands of texts.
  forms.set(pattern, form);
  return form.test(text);
}

function formOf(pattern: string): RegExp {
  const quoted = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${quoted}$`, "s");
}
