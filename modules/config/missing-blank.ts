import { show } from "../permissions";

/** A key with its value right behind the colon, where YAML needs a blank to tell the two apart. */
export const WITHOUT_BLANK = /^[A-Za-z$]{1,64}:\S/;

/**
 * How a text would be right in which a blank is missing: YAML reads `path:/contractors/` as one text.
 *
 * @param keys the keys that could stand there
 * @returns undefined when the text does not begin with one of the keys
 */
export function withBlank(text: string, keys: readonly string[]): string | undefined {
  const colon = text.indexOf(":");
  const key = text.slice(0, colon);
  if (colon < 1 || colon === text.length - 1 || !keys.includes(key)) return undefined;
  const value = text.slice(colon + 1).replace(/^(["'])(.*)\1$/s, "$2");
  return `: a blank is missing after the colon, write ${key}: ${show(value)}`;
}
