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
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join("");
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
