import { formatPath } from "../permissions";
import type { FileProblem } from "./configuration-error";

/** Problems of one file that a terminal shows; whoever has more has made one mistake many times. */
const SHOWN = 100;

/** The environment variable that lifts the bound. */
const SHOWS_ALL = "KEEPER_PAM_ALL_PROBLEMS";

/** What is said of files that are refused: their problems, and how many there are. */
export function refusalOf(problems: readonly FileProblem[]): string {
  const lines = problemLines(problems);
  // Of a file that cannot be read there is nothing to count.
  if (problems.every(({ place }) => place === undefined)) return lines.join("\n");
  return [...lines, `${counted(problems.length)}; nothing was written`].join("\n");
}

/** A line for each problem with its place, up to a bound a file. */
export function problemLines(problems: readonly FileProblem[]): string[] {
  const bound = process.env[SHOWS_ALL] === "1" ? Infinity : SHOWN;
  const files = [...new Set(problems.map(({ file }) => file))];
  return files.flatMap((file) => {
    const found = problems.filter((problem) => problem.file === file);
    const more = found.length - bound;
    return [
      ...found.slice(0, bound).map(lineOf),
      ...(more > 0 ? [`${file}: ${counted(more, "more problem")}; ${SHOWS_ALL}=1 shows all`] : []),
    ];
  });
}

/** `1 problem`, `2 problems`. */
export function counted(count: number, what = "problem"): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function lineOf({ file, place, path, message }: FileProblem): string {
  if (!place) return `${file}: ${message}`;
  return `${file}:${place.line}:${place.column} ${path.length > 0 ? `${formatPath(path)}: ` : ""}${message}`;
}
