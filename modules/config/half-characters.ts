/** A half of a pair of UTF-16 without the other one: escapes of YAML and JSON can write it, UTF-8 cannot. */
const HALF = /\p{Cs}/u;

/** What is wrong with a text that has half a character, in whose place Terraform would have another; undefined for others. */
export function halfCharacterProblem(text: string): string | undefined {
  const [half] = HALF.exec(text) ?? [];
  if (half === undefined) return undefined;
  return `\\u${half.charCodeAt(0).toString(16)} is half a character: allowed are whole ones, written as themselves or by both of their halves`;
}
