import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";

const FILES = ["main.ts", "modules", "cdktf.json", "tsconfig.json", "keeper-pam.yaml", "package.json"];

/** How a command ended, and what it wrote. */
export interface Outcome {
  readonly status: number | null;
  /** Both streams, without colours. */
  readonly output: string;
}

/** The project in a folder of its own, where a user runs the CDK's CLI. */
export class WorkingCopy {
  readonly folder = temporaryFolder();

  constructor(private readonly environment: NodeJS.ProcessEnv) {
    for (const file of FILES) cpSync(join(PROJECT, file), join(this.folder, file), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  edit(file: string, change: (before: string) => string): void {
    const path = join(this.folder, file);
    writeFileSync(path, change(this.has(file) ? readFileSync(path, "utf8") : ""));
  }

  /** Runs `cdktf` with some arguments. */
  async cdktf(...args: string[]): Promise<Outcome> {
    const cli = spawn("npx", ["--no", "cdktf", ...args], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      // The CLI's own cache of providers is in the user's home folder.
      env: { ...this.environment, CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" },
    });
    const [out, err, [status]] = await Promise.all([text(cli.stdout), text(cli.stderr), once(cli, "close")]);
    return { status: status as number | null, output: stripVTControlCharacters(`${out}\n${err}`) };
  }
}
