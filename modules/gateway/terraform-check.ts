import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** One condition of a check, and what is said when it does not hold. */
export interface Assertion {
  /** A Terraform expression without `${}`. */
  readonly condition: string;
  /** One line; may hold `${}` expressions. */
  readonly errorMessage: string;
}

export interface TerraformCheckProps {
  /** Type of the data source that the check reads for itself, e.g. `aws_instance`. When it cannot be read, that is a warning too. */
  readonly dataType: string;
  /** Arguments of the data source, by Terraform's names. */
  readonly dataArguments: Readonly<Record<string, string>>;
  /** Addresses of resources that must be in place before the data source is read. */
  readonly dependsOn: readonly string[];
  /** Conditions on the data source, as functions of its address. */
  readonly assertions: (data: string) => readonly Assertion[];
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
    private readonly props: TerraformCheckProps,
  ) {
    super(scope, id);
  }

  /** Every check of a stack. */
  static of(stack: TerraformStack): TerraformCheck[] {
    return stack.node.findAll().filter((child): child is TerraformCheck => child instanceof TerraformCheck);
  }

  override toTerraform(): object {
    const { dataType, dataArguments, dependsOn } = this.props;
    return {
      check: {
        [this.friendlyUniqueId]: {
          data: {
            [dataType]: { [this.friendlyUniqueId]: { ...dataArguments, depends_on: dependsOn } },
          },
          assert: this.assertions().map(({ condition, errorMessage }) => ({
            condition: `\${${condition}}`,
            error_message: errorMessage,
          })),
        },
      },
    };
  }

  /** The CDK leaves out what it does not know; a stack adds {@link hcl} itself. */
  override toHclTerraform(): object {
    return {};
  }

  /** The block in Terraform's own language. */
  get hcl(): string {
    const name = this.friendlyUniqueId;
    const { dataType, dataArguments, dependsOn } = this.props;
    return [
      `check "${name}" {`,
      `  data "${dataType}" "${name}" {`,
      ...Object.entries(dataArguments).map(([key, value]) => `    ${key} = ${text(value)}`),
      `    depends_on = [${dependsOn.join(", ")}]`,
      "  }",
      ...this.assertions().flatMap(({ condition, errorMessage }) => [
        "  assert {",
        `    condition = ${condition}`,
        `    error_message = ${text(errorMessage)}`,
        "  }",
      ]),
      "}",
    ].join("\n");
  }

  private assertions(): readonly Assertion[] {
    return this.props.assertions(`data.${this.props.dataType}.${this.friendlyUniqueId}`);
  }
}

/** A text in quotes, in which expressions stay as they are. */
function text(value: string): string {
  const parts = value.split(/(\$\{[^}]*\})/);
  return `"${parts.map((part, i) => (i % 2 === 1 ? part : JSON.stringify(part).slice(1, -1))).join("")}"`;
}
