import { DefaultTokenResolver, StringConcat, Tokenization, type TerraformStack } from "cdktf";

/** A value with what only Terraform knows as the expressions for it, in place of the CDK's marks. */
export function resolved<T>(value: T, scope: TerraformStack): T {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as T;
}
