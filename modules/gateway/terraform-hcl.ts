import type { TerraformStack } from "cdktf";
import { HandWrittenBlock } from "./hand-written-block";

/** A stack in Terraform's own language, as the CDK makes it. */
export interface SynthesizedHcl {
  readonly hcl: string;
  readonly metadata: unknown;
}

/**
 * HCL as Terraform wants it: with the blocks that the CDK leaves out, and without its quotes around addresses, some of
 * which Terraform refuses. A stack of your own that is written as HCL returns it:
 * `override toHclTerraform() { return terraformHcl(this, super.toHclTerraform()); }`.
 *
 * @param synthesized what the stack itself makes
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#replace_triggered_by
 */
export function terraformHcl(stack: TerraformStack, synthesized: object): SynthesizedHcl {
  const { hcl, metadata } = synthesized as SynthesizedHcl;
  const blocks = HandWrittenBlock.in(stack).map((block) => `\n\n${block.hcl}`);
  const unquoted = hcl.replace(
    /^ *(?:depends_on|ignore_changes|replace_triggered_by) = \[[^\]]*\]/gm,
    (list) => list.replaceAll('"', ""),
  );
  return { hcl: unquoted + blocks.join(""), metadata };
}
