/** Where in a configuration a value stands: property names and list positions, outermost first. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with what the user wrote, and what would be right. */
export interface Problem {
  /** The property that is wrong. */
  readonly path: Path;
  /** What was given, what is allowed, what to do next. Lower case, no full stop. */
  readonly message: string;
}

/** `targets.iamUsers[2].name`: a path the way people write it. */
export function formatPath(path: Path): string {
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${printable(part)}`))
    .join("");
}

/** A value in one short line, the way it is written; lists and mappings by their kind. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping of keys";
  return typeof value === "string" ? `"${printable(value.replace(/["\\]/g, "\\$&"))}"` : String(value);
}

/** Shortened, and without what a terminal would obey. */
function printable(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return short.replace(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Throws one error that lists every problem, or returns when there is none.
 *
 * @param what the thing that was being made, e.g. `KeeperGateway`
 * @throws Error with one line a problem
 */
export function refuse(what: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ path, message }) => `  ${formatPath(path)}: ${message}`);
  throw new Error(
    `${what}: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}\n${lines.join("\n")}`,
  );
}
