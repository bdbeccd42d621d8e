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
    // The CDK asks a Terraform on this machine for its version. The stack says which one it needs where it is applied.
    skipValidation: true,
  });
}
