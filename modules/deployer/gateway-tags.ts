import { equals, GATEWAY_TAG, literal, type Condition } from "../permissions";
import type { Block } from "./stack-blocks";

/** The condition that what is made gets the stack's tag. */
export function gettingTheTag(made: readonly Block[]): Condition {
  return equals(`aws:RequestTag/${GATEWAY_TAG}`, valuesOf(made));
}

/** The condition that what is there has the stack's tag; none for what exists already and is not the stack's. */
export function havingTheTag(blocks: readonly Block[]): Condition[] {
  const values = valuesOf(blocks);
  return values.length === 0 ? [] : [equals(`aws:ResourceTag/${GATEWAY_TAG}`, values)];
}

function valuesOf(blocks: readonly Block[]) {
  return blocks.flatMap(({ gatewayTag }) => (gatewayTag === undefined ? [] : [literal(gatewayTag)]));
}
