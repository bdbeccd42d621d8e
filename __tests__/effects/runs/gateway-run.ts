import type { GatewayAccount } from "../account/account-of-gateway";
import { ACTIONS } from "../calls";
import { gatewayEffects } from "../measures/gateway-effects";
import type { PrincipalId } from "../model/account";
import { search } from "../search";
import { ADMINISTRATION, inPairs, textOfRight, together, type Run } from "./run";

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

/** No extra policy, each changing action alone, and AdministratorAccess, whose longer ways are made of the others. */
export function everyRight(gateway: GatewayAccount, self: PrincipalId): Run {
  return together([
    ...[[], ...ACTIONS.map((action) => [action])].map((rights) => gatewayWays(gateway, self, rights, 3)),
    gatewayWays(gateway, self, [ADMINISTRATION], 1),
  ]);
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
