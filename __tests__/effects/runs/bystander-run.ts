import type { GatewayAccount } from "../account/account-of-gateway";
import { THERE } from "../account/surroundings";
import { ACTIONS } from "../calls";
import { bystanderEffects } from "../measures/bystander-effects";
import { mayAnything } from "../measures/holdings";
import { search } from "../search";
import { ADMINISTRATION, inPairs, textOfRight, together, type Run } from "./run";

/** What somebody does to the gateway's configuration who is no operator and holds these rights alone. */
export function bystanderWays(gateway: GatewayAccount, rights: readonly string[], maxCalls: number): Run {
  const self = THERE.bystander;
  const account = { ...gateway.account, guises: [self] };
  const { ways, states } = search({
    ...{ world: gateway.world, account, maxCalls },
    extra: { [self]: rights.map(textOfRight) },
    measure: bystanderEffects(gateway, account),
    // He is an administrator: to become another one takes him no further.
    isPointless: (state) =>
      state.guises.some((guise) =>
        (state.users[guise] ?? state.roles[guise]) ? mayAnything(gateway.world, state, guise) : false,
      ),
  });
  const of = `a bystander of ${gateway.title}`;
  return { found: ways.map((way) => ({ ...way, extra: rights, of })), states };
}

/** Each action alone, and AdministratorAccess, whose longer ways are made of the others. */
export function everyBystander(gateway: GatewayAccount): Run {
  return together([
    ...ACTIONS.map((action) => bystanderWays(gateway, [action], 3)),
    bystanderWays(gateway, [ADMINISTRATION], 1),
  ]);
}

/** Two actions together. Those of IAM change so much that they are for the long proof. */
export function everyPairOfBystander(gateway: GatewayAccount, maxCalls: number, withIam: boolean): Run {
  const actions = ACTIONS.filter((action) => withIam || !action.startsWith("iam:"));
  return inPairs(["iam:PassRole", ...actions], (rights) => bystanderWays(gateway, rights, maxCalls));
}
