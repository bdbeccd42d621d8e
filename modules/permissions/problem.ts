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

/** A key, without what may be a password behind its colon, or as the key. */
function keyText(key: string): string {
  return mayBePassword(key) ? `${/^[A-Za-z$]{1,64}:/.exec(key)?.[0] ?? ""}…` : printable(key);
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
 * ARNs, paths of more than one part, URLs, expressions of Terraform and texts of more than two words are none.
 */
function mayBePassword(text: string): boolean {
  const words = text.trim();
  if (words.length < 6 || NO_PASSWORD.test(words) || words.split(/\s/, 3).length > 2) return false;
  return [/[a-z]/, /[A-Z]/, /\d/, /[^\w/."'-]/].every((kind) => kind.test(words));
}

/** How an ARN, a path and a URL begin, a key and its number, and what an expression of Terraform has in it. */
const NO_PASSWORD =
  /^[A-Za-z]+:["']?\d+["']?$|^arn:aws[a-z-]*:[a-z0-9-]*:|^\/[\w.-]+\/|^[a-z][a-z0-9+.-]*:\/\/|\$\{/;

/** Shortened between two characters, without what a terminal would obey, and with what looks like a blank and is none. */
function printable(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 77).replace(/[\ud800-\udbff]$/, "")}…` : text;
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
