import { execFile } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./engines";

const TSX = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");

/** How a run of the program has ended. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the program is run. */
export interface ProgramOptions {
  /** @default - the project's folder */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether nobody reads what it prints. */
  readonly closesOutput?: boolean;
}

/** Runs the program from its source, as a user types it. */
export function keeperpamAws(
  args: readonly string[],
  { cwd = PROJECT, env = {}, closesOutput = false }: ProgramOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [TSX, join(PROJECT, "modules", "cli", "keeperpam-aws.ts"), ...args],
      { cwd, env: { ...programEnvironment(), ...env } },
      (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
    if (closesOutput) child.stdout?.destroy();
  });
}

/** Without what somebody's environment says of AWS or of a configuration. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^AWS_|^KEEPER_PAM_CONFIG$/.test(name)),
  );
}
