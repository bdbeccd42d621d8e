import { closest, distance } from "fastest-levenshtein";

/** What of the allowed is near enough to be meant by what was given; undefined when nothing is. */
export function nearest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const candidate = closest(
    given.toLowerCase(),
    allowed.map((a) => a.toLowerCase()),
  );
  const tolerance = Math.max(2, Math.floor(given.length / 3));
  if (distance(given.toLowerCase(), candidate) > tolerance) return undefined;
  return allowed.find((a) => a.toLowerCase() === candidate);
}
