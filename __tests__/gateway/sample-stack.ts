import { KeeperGateway, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { synthesizeConstructs, type TerraformJson } from "../support/synthesis";

/** Where the gateway of these tests is. */
export const ACCOUNT = { accountId: "111122223333", partition: "aws", region: "us-east-1" };

/** A stack with a gateway that is called `keeper-gateway`. */
export function gatewayStack(props: Partial<KeeperGatewayProps> = {}): TerraformJson {
  return synthesizeConstructs((stack) => {
    new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, ...props });
  });
}

/** The types of a stack's resources. */
export function typesOf(stack: TerraformJson): string[] {
  return Object.keys(stack.resource ?? {}).sort();
}
