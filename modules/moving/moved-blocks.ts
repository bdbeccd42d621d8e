import type { Configuration } from "../config";
import { withStack } from "../stacks";
import { block, comment } from "../hcl";
import { moduleAddress } from "./module-address";

/** Which way a state moves. */
export enum Direction {
  TO_MODULE = "to the module",
  BACK = "back from the module",
}

/** When an access key was planned, for a PGP key that expires: the module cannot look into one. */
const ONLY_IN_STACK = /^terraform_data\..*_access_key_\d+_planned$/;

/**
 * What tells Terraform that the resources of a configuration's stack are those of the drop-in module, or the other way
 * round. Data sources have nothing to move.
 *
 * @param call the module's address in the root module without `module.`, e.g. `keeper_gateway`
 * @returns `moved` blocks, one for each resource
 */
export function movedBlocks(configuration: Configuration, call: string, direction: Direction): string {
  const { name, resource = {} } = withStack(configuration, (stack) => ({
    ...(stack.toTerraform() as { resource?: Readonly<Record<string, object>> }),
    name: stack.node.id,
  }));
  const addresses = Object.entries(resource)
    .flatMap(([type, blocks]) => Object.keys(blocks).map((id) => `${type}.${id}`))
    .filter((address) => !ONLY_IN_STACK.test(address))
    .sort();
  const moved = addresses.map((inStack) => {
    const inModule = `module.${call}.${moduleAddress(inStack)}`;
    const [from, to] = direction === Direction.BACK ? [inModule, inStack] : [inStack, inModule];
    return block("moved", [`from = ${from}`, `to = ${to}`]);
  });
  const [from, to] =
    direction === Direction.BACK ? [`module ${call}`, `stack ${name}`] : [`stack ${name}`, `module ${call}`];
  return [comment(`From the ${from} to the ${to}. Remove this file after the apply.`), ...moved].join("\n\n");
}
