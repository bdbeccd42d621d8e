import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** One condition of a check, and what is said when it does not hold. */
export interface Assertion {
  /** A Terraform expression without `${}`. */
  readonly condition: string;
  /** One line of text. */
  readonly errorMessage: string;
}

/**
 * A check block: a warning in every plan and apply for which its assertions do not hold, and never an obstacle. The CDK
 * has no such element.
 *
 * @see https://developer.hashicorp.com/terraform/language/checks
 */
export class TerraformCheck extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly assertions: readonly Assertion[],
  ) {
    super(scope, id);
  }

  /** Every check of a stack. */
  static of(stack: TerraformStack): TerraformCheck[] {
    return stack.node.findAll().filter((child): child is TerraformCheck => child instanceof TerraformCheck);
  }

  override toTerraform(): object {
    const assert = this.assertions.map(({ condition, errorMessage }) => ({
      condition: `\${${condition}}`,
      error_message: errorMessage,
    }));
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }

  /** The CDK leaves out what it does not know: {@link hcl} is added to the stack's own. */
  override toHclTerraform(): object {
    return {};
  }

  /** The block in Terraform's own language. */
  get hcl(): string {
    return [
      `check "${this.friendlyUniqueId}" {`,
      ...this.assertions.flatMap(({ condition, errorMessage }) => [
        "assert {",
        `condition = ${condition}`,
        `error_message = ${JSON.stringify(errorMessage)}`,
        "}",
      ]),
      "}",
    ].join("\n");
  }
}
