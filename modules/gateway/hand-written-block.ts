import { TerraformElement } from "cdktf";

/** A block that the CDK knows no element for, or writes in HCL in a form that Terraform refuses. */
export abstract class HandWrittenBlock extends TerraformElement {
  /** The block in Terraform's own language. */
  abstract get hcl(): string;

  override toHclTerraform(): object {
    return {};
  }
}
