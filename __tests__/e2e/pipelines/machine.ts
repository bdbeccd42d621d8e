import { execFileSync } from "node:child_process";
import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../support/engines";
import { temporaryFolder } from "../../support/temporary-folder";

/** What every image has. */
const COMMON = ["bash", "cat", "cp", "env", "grep", "ls", "mkdir", "rm", "sed", "sh", "test", "uname"];

/** Folders for PATH with the programs of a job's image, and no others. */
export const MACHINES = {
  /** `npm ci` links the modules that are here instead of fetching them: the one command of the pipelines that is not run. */
  withNode: () => {
    const folder = folderWith([...COMMON, "git", "node", "npx"]);
    const npm = join(folder, "npm");
    const modules = join(PROJECT, "node_modules");
    writeFileSync(
      npm,
      `#!/bin/sh\nif [ "$1" = ci ]; then exec ln -sfn "${modules}" node_modules; fi\nexec "${pathOf("npm")}" "$@"\n`,
    );
    chmodSync(npm, 0o755);
    symlinkSync(pathOf("ln"), join(folder, "ln"));
    return folder;
  },
  withTerraform: () => folderWith([...COMMON, "terraform"]),
};

function folderWith(programs: readonly string[]): string {
  const folder = temporaryFolder();
  for (const program of programs) symlinkSync(pathOf(program), join(folder, program));
  return folder;
}

function pathOf(program: string): string {
  return execFileSync("sh", ["-c", `command -v ${program === "test" ? "/usr/bin/test" : program}`], {
    encoding: "utf8",
  }).trim();
}
