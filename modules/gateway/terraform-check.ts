import type { Construct } from "constructs";
import { block, literalText, template } from "../hcl";
import { HandWrittenBlock } from "./hand-written-block";
import { resolved } from "./resolved";

/** One condition of a check, and what is said when it does not hold. */
export interface Assertion {
  /** A Terraform expression without `${}`. */
  readonly condition: string;
  /** One line of text. */
  readonly errorMessage: string;
}

/**
 * A check block: a warning in every plan and apply for which its assertions do not hold, and never an obstacle.
 *
 * @see https://developer.hashicorp.com/terraform/language/checks
 */
export class TerraformCheck extends HandWrittenBlock {
  constructor(
    scope: Construct,
    id: string,
    private readonly assertions: readonly Assertion[],
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const assert = this.assertions.map(({ condition, errorMessage }) => ({
      condition: `\${${condition}}`,
      error_message: errorMessage,
    }));
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }

  override get hcl(): string {
    return block(
      `check ${literalText(this.friendlyUniqueId)}`,
      ...resolved(this.assertions, this.cdktfStack).map(({ condition, errorMessage }) => [
        block("assert", [`condition = ${condition}`, `error_message = ${template(errorMessage)}`]),
      ]),
    );
  }
}
