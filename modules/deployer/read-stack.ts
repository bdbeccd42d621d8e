import type { Configuration } from "../config";
import { partitionOf } from "../permissions";
import type { Scope } from "../targets";
import { withStack } from "../stacks";
import { StackBlocks } from "./stack-blocks";

/** A configuration with the stack that it makes, which is where every name comes from. */
export interface ReadStack {
  /** The configuration's file. */
  readonly file: string;
  readonly configuration: Configuration;
  /** The stack's name. */
  readonly stack: string;
  readonly blocks: StackBlocks;
  readonly where: Scope;
}

/** @param account 12 digits, where the configuration does not name its own */
export function readStack(file: string, configuration: Configuration, account = ""): ReadStack {
  const { aws } = configuration;
  const where = {
    accountId: aws.accountId ?? account,
    partition: aws.partition ?? partitionOf(aws.region),
    region: aws.region,
  };
  return withStack(configuration, (stack) => ({
    file,
    configuration,
    stack: stack.node.id,
    blocks: new StackBlocks(stack.toTerraform()),
    where,
  }));
}
