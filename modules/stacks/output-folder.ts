import { rmSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { App, TerraformStack } from "cdktf";

/** The project's folder as seen from a stack's in `cdktf.out`, where the CDK writes unless it is told otherwise. */
export const PROJECT_FOLDER = "../../..";

/**
 * The project's folder as seen from a stack's: where Terraform, started in the stack's folder, finds what stands beside
 * `main.ts`. An output folder somewhere else takes the place beside itself, so that no path of the machine is written.
 */
export function projectFolderFrom(app: App): string {
  const stackFolder = join(app.outdir, "stacks", "stack");
  const inside = relative(process.cwd(), stackFolder);
  if (inside.startsWith("..") || isAbsolute(inside)) return PROJECT_FOLDER;
  return Array(inside.split(sep).length).fill("..").join("/");
}

/**
 * Removes what an earlier run in the other language left in the stacks' folders. Terraform reads `cdk.tf` and
 * `cdk.tf.json` alike and would find everything twice.
 */
export function removeOtherLanguage(app: App): void {
  const other = app.hclOutput ? "cdk.tf.json" : "cdk.tf";
  for (const stack of app.node.children.filter((child) => TerraformStack.isStack(child))) {
    rmSync(join(app.outdir, "stacks", stack.node.id, other), { force: true });
  }
}
