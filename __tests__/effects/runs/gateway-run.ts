import type { GatewayAccount } from "../account/account-of-gateway";
import { extraRight } from "../account/extra-rights";
import { ACTIONS } from "../calls";
import { gatewayEffects } from "../measures/gateway-effects";
import type { PrincipalId } from "../model/account";
import { search, type Way } from "../search";

/** A way that was found, and what was attached for it. */
export interface FoundWay extends Way {
  /** The actions that the extra policy allows on everything; `*` for AdministratorAccess, none for no policy. */
  readonly extra: readonly string[];
  /** Who starts, in words. */
  readonly of: string;
}

export interface Run {
  readonly found: readonly FoundWay[];
  readonly states: number;
}

export const ADMINISTRATION = "*";

const textOf = (right: string) => (right === ADMINISTRATION ? "administration" : extraRight(right));

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
    extra: rights.length > 0 ? { [self]: rights.map(textOf) } : {},
    measure: gatewayEffects(gateway, account, self),
  });
  const of = `the ${self.split("/")[0]} of ${gateway.title}`;
  return { found: ways.map((way) => ({ ...way, extra: rights, of })), states };
}

/** Runs one after the other. */
export function together(runs: readonly Run[]): Run {
  return {
    found: runs.flatMap(({ found }) => found),
    states: runs.reduce((sum, { states }) => sum + states, 0),
  };
}

/** No extra policy, each changing action alone, and AdministratorAccess. */
export function everyRight(gateway: GatewayAccount, self: PrincipalId): Run {
  return together([
    ...[[], ...ACTIONS.map((action) => [action])].map((rights) => gatewayWays(gateway, self, rights, 3)),
    // Longer ways of it are made of rights that are tried alone and in pairs.
    gatewayWays(gateway, self, [ADMINISTRATION], 1),
  ]);
}

/** Two actions together, as far as they open what neither does alone. */
export function everyPair(
  gateway: GatewayAccount,
  self: PrincipalId,
  actions: readonly string[],
  maxCalls: number,
): Run {
  const alone = new Map(actions.map((action) => [action, gatewayWays(gateway, self, [action], maxCalls)]));
  const runs: Run[] = [];
  actions.forEach((first, i) =>
    actions.slice(i + 1).forEach((second) => {
      const known = [first, second].flatMap((action) =>
        (alone.get(action)?.found ?? []).map(({ effect, means }) => `${effect} ${means}`),
      );
      const { found, states } = gatewayWays(gateway, self, [first, second], maxCalls);
      runs.push({ found: found.filter(({ effect, means }) => !known.includes(`${effect} ${means}`)), states });
    }),
  );
  return together(runs);
}
