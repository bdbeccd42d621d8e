import { Fn } from "cdktf";
import { literalText } from "../hcl";
import { isReference } from "../permissions";

/**
 * A text as it stands inside a Terraform expression: in quotes, or a reference as what it refers to. The CDK writes a
 * reference inside an expression without `${}`; in quotes it would become a text.
 */
export function expression(text: string): string {
  if (!isReference(text)) return literalText(text);
  return /^\$\{[^}]*\}$/.test(text) ? text : Fn.join("", [text]);
}
