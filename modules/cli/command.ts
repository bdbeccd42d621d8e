import type { Command } from "commander";

/** Adds a command to the program. */
export type AddCommand = (program: Command) => void;

/** Describes the argument of a command that reads a configuration. */
export const CONFIGURATION = "configuration file; KEEPER_PAM_CONFIG or keeper-pam.yaml without it";

/** Describes the argument of a command that reads several. */
export const CONFIGURATIONS =
  "configuration file, or a folder of them; KEEPER_PAM_CONFIG or keeper-pam.yaml without it";

/** The path of the configuration that a command is about. */
export function configurationPath(given: string | undefined): string {
  // Pipelines set a variable that they do not use to nothing.
  return given ?? (process.env.KEEPER_PAM_CONFIG || "keeper-pam.yaml");
}

/** Examples below a command's help, one a line: what is typed, and what it does. */
export function examples(...lines: readonly (readonly [typed: string, what: string])[]): string {
  const width = Math.max(...lines.map(([typed]) => typed.length));
  return [
    "",
    "Examples:",
    ...lines.map(([typed, what]) => `  $ keeperpam-aws ${typed.padEnd(width)}  # ${what}`),
  ].join("\n");
}
