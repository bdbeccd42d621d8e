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
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${keyText(part)}`))
    .join("");
}

/** A key, without what may be a password behind its colon. */
function keyText(key: string): string {
  return mayBePassword(key) ? `${printable(key.slice(0, key.indexOf(":") + 1))}…` : printable(key);
}

/** A value in one short line, the way it is written; lists and mappings by their kind. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping of keys";
  if (typeof value !== "string") return String(value);
  return mayBePassword(value)
    ? `a text of ${value.length} characters (not shown, since it may be a password)`
    : `"${printable(value.replace(/["\\]/g, "\\$&"))}"`;
}

/**
 * Whether a text is mixed as rules for passwords want it: capitals, small letters, digits, and a sign that few names have.
 * ARNs, paths, URLs and expressions of Terraform are none.
 */
function mayBePassword(text: string): boolean {
  if (text.length < 6 || text.length > 128 || /^\/|^arn:|:\/\/|\$\{|[\s\p{C}]/u.test(text)) return false;
  return [/[a-z]/, /[A-Z]/, /\d/, /[^\w/.:"'-]/].every((kind) => kind.test(text));
}

/** Shortened, without what a terminal would obey, and with what looks like a blank and is none. */
function printable(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return short.replace(
    /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
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
