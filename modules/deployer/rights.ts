import type { Condition, DeployerGrant, PolicyText, Statement } from "../permissions";
import { statement } from "../permissions";
import type { Scope } from "../targets";
import type { Block, StackBlocks } from "./stack-blocks";

/** What one part of a stack demands of whoever deploys it. */
export type Rights = (blocks: StackBlocks, where: Scope) => Statement[];

/** The statement of a grant for what the stack makes; none where it makes nothing of the kind. */
export function right(
  grant: DeployerGrant,
  resources: readonly PolicyText[],
  conditions: readonly Condition[] = [],
  { tagged = false, bounded = false, number = 1 } = {},
): Statement[] {
  const holds = { tagged, bounded };
  const actions = grant.actions.filter(({ onlyFor }) => onlyFor === undefined || holds[onlyFor]);
  if (resources.length === 0 || actions.length === 0) return [];
  const sid = number === 1 ? grant.sid : `${grant.sid}${number}`;
  return [statement({ ...grant, actions }, resources, "stack", conditions, sid)];
}

/** Blocks by the permissions boundary that they are made under, undefined for none. */
export function byBoundary(blocks: readonly Block[]): [boundary: string | undefined, blocks: Block[]][] {
  const groups = new Map<string | undefined, Block[]>();
  for (const block of blocks) {
    const boundary = block.text("permissions_boundary");
    groups.set(boundary, [...(groups.get(boundary) ?? []), block]);
  }
  return [...groups];
}

export function anyTagged(blocks: readonly Block[]): boolean {
  return blocks.some(({ tagged }) => tagged);
}
