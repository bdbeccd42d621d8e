import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { inLanguage, Language } from "./language";
import { PROJECT_FOLDER } from "./output-folder";
import { terraformApp } from "./terraform-app";

/**
 * Writes the stack of a configuration as `cdktf synth` does into `cdktf.out`, in JSON, and removes it when it has been
 * read.
 *
 * @param read is given the stack, and the folder that Terraform would run in
 */
export function withSynthesizedStack<T>(
  configuration: Configuration,
  read: (stack: KeeperPamStack, folder: string) => T,
): T {
  const outdir = mkdtempSync(join(tmpdir(), "keeperpam-"));
  try {
    return inLanguage(Language.JSON, () => {
      const app = terraformApp(outdir);
      const stack = new KeeperPamStack(app, configuration, PROJECT_FOLDER);
      app.synth();
      return read(stack, join(outdir, app.manifest.forStack(stack).workingDirectory));
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
