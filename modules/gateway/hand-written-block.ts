import { TerraformElement, type TerraformStack } from "cdktf";

/** A block that the CDK knows no element for, or writes in HCL in a form that Terraform refuses. */
export abstract class HandWrittenBlock extends TerraformElement {
  /** The block in Terraform's own language: {@link terraformHcl} adds it to what the CDK writes. */
  abstract get hcl(): string;

  /** Every such block of a stack. */
  static in(stack: TerraformStack): HandWrittenBlock[] {
    return stack.node
      .findAll()
      .filter((child): child is HandWrittenBlock => child instanceof HandWrittenBlock);
  }

  override toHclTerraform(): object {
    return {};
  }
}
