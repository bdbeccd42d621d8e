import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporary-folder";
import type { Files } from "./refusals";

/** A repository of git's with a branch main, in a folder of its own. */
export class GitRepository {
  readonly folder = temporaryFolder();

  constructor() {
    this.git("init", "--quiet", "--initial-branch", "main");
  }

  /** Writes files, and removes those without a content. */
  write(files: Readonly<Record<string, Files[string] | undefined>>): this {
    for (const [name, content] of Object.entries(files)) {
      const file = join(this.folder, name);
      mkdirSync(dirname(file), { recursive: true });
      if (content === undefined) rmSync(file);
      else writeFileSync(file, content);
    }
    return this;
  }

  /** Commits everything that is there. */
  commit(files: Readonly<Record<string, Files[string] | undefined>>): this {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a version");
    return this;
  }

  /** Runs git with settings of its own, whatever the machine's are. */
  git(...args: readonly string[]): string {
    const identity = [
      "-c",
      "user.name=Somebody",
      "-c",
      "user.email=somebody@example.com",
      "-c",
      "commit.gpgsign=false",
    ];
    return execFileSync("git", [...identity, ...args], { cwd: this.folder, encoding: "utf8" });
  }
}
