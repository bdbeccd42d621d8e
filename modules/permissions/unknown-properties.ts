import { nearest } from "./nearest";
import type { Path, Problem } from "./problem";

/**
 * The properties that an object may have, every one of a type: of an object among them its own properties, of a list of
 * objects theirs in brackets, and `true` of what has none or is looked at elsewhere.
 */
export type Properties<T> = { readonly [K in keyof Required<T>]: Inner<NonNullable<T[K]>> };

type Inner<V> = V extends readonly (infer Element)[]
  ? Element extends object
    ? readonly [Properties<Element>] | true
    : true
  : V extends object
    ? string extends keyof V
      ? true
      : Properties<V>
    : true;

/** Properties of whatever type. */
interface AnyProperties {
  readonly [property: string]: true | AnyProperties | readonly [AnyProperties];
}

/**
 * The properties that there are not, at every depth. The compiler refuses them in most places, and where it does not run
 * a misspelt `protectedUsers` would protect nobody.
 *
 * @param given what the user gave, of whatever type
 * @param known as {@link Properties} of the type
 */
export function unknownProperties<T>(given: T, known: Properties<T>, path: Path = []): Problem[] {
  return problemsOf(given, known as AnyProperties, path);
}

function problemsOf(given: unknown, known: AnyProperties, path: Path): Problem[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return [];
  return Object.entries(given).flatMap(([property, value]) => {
    const inner = Object.hasOwn(known, property) ? known[property] : undefined;
    const at = [...path, property];
    if (inner === undefined) return [{ path: at, message: `no such property${remedy(property, known)}` }];
    if (inner === true) return [];
    if (!isListed(inner)) return problemsOf(value, inner, at);
    return Array.isArray(value) ? value.flatMap((item, i) => problemsOf(item, inner[0], [...at, i])) : [];
  });
}

function isListed(inner: AnyProperties | readonly [AnyProperties]): inner is readonly [AnyProperties] {
  return Array.isArray(inner);
}

function remedy(given: string, known: AnyProperties): string {
  const meant = nearest(given, Object.keys(known));
  return meant === undefined ? `: allowed is ${Object.keys(known).join(", ")}` : `; did you mean ${meant}?`;
}
