import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const FILES = [
  "modules",
  "__tests__",
  "examples",
  "scripts",
  "docs",
  "terraform",
  "keeper-pam.yaml",
  "keeper-pam.schema.json",
];
const SETTINGS = ["package.json", "tsconfig.json", "jest.config.js", "cdktf.json", "main.ts"];

/** A passage of a file of the project, and what stands in its place. */
export interface Change {
  readonly file: string;
  /** Every place where the file has it is changed; there must be one. */
  readonly passage: string;
  readonly replacement: string;
}

/** What the file of a change says with it. */
export function changed({ file, passage, replacement }: Change): string {
  const source = readFileSync(file, "utf8");
  if (!source.includes(passage)) throw new Error(`${file} does not hold ${JSON.stringify(passage)} any more`);
  return source.replaceAll(passage, replacement);
}

/** The project in a folder of its own, in which it is broken on purpose. */
export class BrokenCopy {
  private readonly folder = mkdtempSync(join(tmpdir(), "mutation-"));

  constructor() {
    for (const file of [...FILES, ...SETTINGS].filter((name) => existsSync(name))) {
      cpSync(file, join(this.folder, file), { recursive: true });
    }
    symlinkSync(join(process.cwd(), "node_modules"), join(this.folder, "node_modules"));
  }

  /** Does something while the copy has a change. */
  async while<T>(change: Change, action: () => Promise<T>): Promise<T> {
    const file = join(this.folder, change.file);
    const before = readFileSync(file);
    writeFileSync(file, changed(change));
    try {
      return await action();
    } finally {
      writeFileSync(file, before);
    }
  }

  /** What jest wrote about a run that turned red, or undefined of a green one. */
  async redness(...options: string[]): Promise<string | undefined> {
    const jest = spawn(join(this.folder, "node_modules", ".bin", "jest"), [...options, "--maxWorkers", "1"], {
      cwd: this.folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    const [said, [status]] = await Promise.all([text(jest.stderr), once(jest, "close")]);
    return status === 0 ? undefined : said;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The titles of the tests that turned red, as jest lists them, in its order. */
export const redTests = (said: string): string[] =>
  [...said.matchAll(/^ *● (.*)$/gm)].map(([, title = ""]) => title);
