import { formatPath } from "../permissions";
import type { LocatedProblem } from "./source-file";

/** Problems of one file that a terminal shows; whoever has more has made one mistake many times. */
const SHOWN = 100;

/** The environment variable that lifts the bound. */
const SHOWS_ALL = "KEEPER_PAM_ALL_PROBLEMS";

/**
 * What is said of files: a line for each problem with its place, up to a bound a file, and how many there are. Undefined
 * where there are none.
 */
export function refusalOf(problems: ReadonlyMap<string, readonly LocatedProblem[]>): string | undefined {
  const count = [...problems.values()].reduce((sum, found) => sum + found.length, 0);
  if (count === 0) return undefined;
  const bound = process.env[SHOWS_ALL] === "1" ? Infinity : SHOWN;
  const lines = [...problems].flatMap(([file, found]) => [
    ...found.slice(0, bound).map((problem) => lineOf(file, problem)),
    ...(found.length > bound
      ? [`${file}: ${counted(found.length - bound, "more problem")}; ${SHOWS_ALL}=1 shows all`]
      : []),
  ]);
  return [...lines, `${counted(count, "problem")}; nothing was written`].join("\n");
}

function lineOf(file: string, { path, message, line, column }: LocatedProblem): string {
  return `${file}:${line}:${column} ${path.length > 0 ? `${formatPath(path)}: ` : ""}${message}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
