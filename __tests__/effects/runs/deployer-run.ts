import type { DeployerAccount } from "../account/account-of-deployer";
import { deployerEffects } from "../measures/deployer-effects";
import { search } from "../search";
import type { Run } from "./run";

/** The ways of somebody who holds the printed policies and no others. */
export function deployerWays({ title, world, account }: DeployerAccount, maxCalls: number): Run {
  const { ways, states } = search({
    ...{ world, account, maxCalls, extra: {} },
    measure: deployerEffects(world, account),
  });
  return { found: ways.map((way) => ({ ...way, extra: [], of: `the deployer of ${title}` })), states };
}
