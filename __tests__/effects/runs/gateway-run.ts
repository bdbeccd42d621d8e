import type { GatewayAccount } from "../account/account-of-gateway";
import { ACTIONS } from "../calls";
import { gatewayEffects } from "../measures/gateway-effects";
import type { PrincipalId } from "../model/account";
import { search } from "../search";
import { ADMINISTRATION, inPairs, textOfRight, together, type FoundWay, type Run } from "./run";

/** The ways of a gateway's role or user that carries a policy more. */
export function gatewayWays(
  gateway: GatewayAccount,
  self: PrincipalId,
  rights: readonly string[],
  maxCalls: number,
): Run {
  const account = { ...gateway.account, guises: [self] };
  const { ways, states } = search({
    ...{ world: gateway.world, account, maxCalls },
    extra: rights.length > 0 ? { [self]: rights.map(textOfRight) } : {},
    measure: gatewayEffects(gateway, account, self),
  });
  const of = `the ${self.split("/")[0]} of ${gateway.title}`;
  return { found: ways.map((way) => ({ ...way, extra: rights, of })), states };
}

/** No extra policy, each changing action alone in three calls, and AdministratorAccess in two. */
export function everyRight(gateway: GatewayAccount, self: PrincipalId): Run {
  return together([
    ...[[], ...ACTIONS.map((action) => [action])].map((rights) => gatewayWays(gateway, self, rights, 3)),
    administrator(gateway, self, 2),
  ]);
}

/**
 * AdministratorAccess. Whoever has it can make any call before the one that counts: a longer way is one of its own where it
 * ends in what no single call does.
 */
export function administrator(gateway: GatewayAccount, self: PrincipalId, maxCalls: number): Run {
  const short = gatewayWays(gateway, self, [ADMINISTRATION], 1);
  const long = gatewayWays(gateway, self, [ADMINISTRATION], maxCalls);
  const isShort = ({ effect, ends }: FoundWay) =>
    short.found.some((way) => way.effect === effect && way.ends === ends);
  return {
    found: [...short.found, ...long.found.filter((way) => !isShort(way))],
    states: short.states + long.states,
  };
}

/** Two actions together, as far as they open what neither does alone. */
export function everyPair(gateway: GatewayAccount, self: PrincipalId, maxCalls: number): Run {
  const { world, account } = gateway;
  // A right that is denied on everything opens nothing beside another either.
  const usable = ["iam:PassRole", ...ACTIONS].filter(
    (action) => !world.evaluator.isDeniedAlways(account, self, action),
  );
  return inPairs(usable, (rights) => gatewayWays(gateway, self, rights, maxCalls));
}
