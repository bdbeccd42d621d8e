/** What Terraform evaluates wherever it stands in a text. */
const TERRAFORM = /[$%]\{/;

/**
 * What the CDK writes in place of a value until synthesis, and takes for one wherever it finds it: a reference to a list or
 * a map, the values of a map.
 *
 * @see https://developer.hashicorp.com/terraform/cdktf/concepts/tokens
 */
const MARK = /[#&]\{TfToken\[|(?:String|Any) Map Token Value/;

/** What the CDK looks for numbers in, those among them that stand for a value. */
const NUMBERS = /(?<![-|\d.+])[-|\d.+]+e[-|\d.eE+]+/g;
/** The first two bytes of such numbers: a number, the first one of a list. */
const NUMBER_MARKS: readonly number[] = [0xfdff, 0xfbff];

/**
 * Why a text from outside would not stay a text in Terraform code: it holds an expression, or a mark that the CDK replaces
 * by one. Undefined for a plain text.
 */
export function expressionProblem(text: string): string | undefined {
  if (TERRAFORM.test(text)) {
    return "${…} and %{…} are Terraform expressions: a configuration file holds plain values, references are for the constructs";
  }
  if (MARK.test(text) || [...text.matchAll(NUMBERS)].some(([number]) => isMark(parseFloat(number)))) {
    return "this is what the CDK writes in place of a value that only Terraform knows: a configuration file holds plain values, references are for the constructs";
  }
  return undefined;
}

function isMark(number: number): boolean {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, number);
  return NUMBER_MARKS.includes(bytes.getUint16(0));
}
