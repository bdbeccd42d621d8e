import { Fn, Token } from "cdktf";

/** Tags by their keys; as a whole they may be a reference. */
export type Tags = { [key: string]: string };

/** Tags of several origins, of which a later one wins; undefined where there are none. */
export function mergedTags(...origins: readonly (Tags | undefined)[]): Tags | undefined {
  const given = origins.filter((tags) => tags !== undefined);
  if (given.length < 2) return given[0];
  // The CDK writes a reference to a whole map as a map with one key of its own.
  const isReference = (tags: Tags) => Object.keys(tags).some((key) => key.startsWith("&{"));
  return given.some(isReference) ? Token.asStringMap(Fn.merge(given)) : Object.assign({}, ...given);
}
