import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Configuration } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { PROJECT_FOLDER } from "./output-folder";

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
    return inJson(() => {
      // Stack traces hold paths of this machine.
      const app = new App({ outdir, stackTraces: false });
      const stack = new KeeperPamStack(app, configuration, PROJECT_FOLDER);
      app.synth();
      return read(stack, join(outdir, app.manifest.forStack(stack).workingDirectory));
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The CDK asks the environment alone which language it is to write, the app and each stack for itself. */
function inJson<T>(synthesize: () => T): T {
  const { SYNTH_HCL_OUTPUT: asked } = process.env;
  delete process.env.SYNTH_HCL_OUTPUT;
  try {
    return synthesize();
  } finally {
    if (asked !== undefined) process.env.SYNTH_HCL_OUTPUT = asked;
  }
}
