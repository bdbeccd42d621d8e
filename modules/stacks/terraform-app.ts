import { App } from "cdktf";

/**
 * An app that writes Terraform wherever it runs.
 *
 * @param outdir the folder for what it writes
 * @default outdir - that of `CDKTF_OUTDIR`, or `cdktf.out`
 */
export function terraformApp(outdir?: string): App {
  return new App({
    outdir,
    // Stack traces hold paths of this machine.
    stackTraces: false,
    // The CDK asks a Terraform on this machine for its version, which says nothing of the one that applies.
    skipValidation: true,
  });
}
