import { ACTIONS, CALLS, isDecidedElsewhere } from "./calls";
import type { Call, Means, World } from "./calls/call";
import type { ExtraRights } from "./evaluation/evaluator";
import { signatureOf, type Account, type PrincipalId } from "./model/account";

/** A way to an effect: the calls, who makes each, and what is there at the end. */
export interface Way {
  readonly effect: string;
  /** By what it begins: the first call that an extra right is needed for, or the first of all where none is. */
  readonly means: Means;
  /** In words, e.g. `iam:AddUserToGroup user/gateway to group/administrators`. */
  readonly calls: readonly string[];
}

export interface Search {
  readonly world: World;
  readonly account: Account;
  /** What the attacker holds beside what he is given in the account. It is taken away before an effect is measured. */
  readonly extra: ExtraRights;
  readonly maxCalls: number;
  /** The effects that an account shows, in words; none where nothing is gained. */
  readonly measure: (account: Account) => readonly string[];
}

export interface Outcome {
  /** The shortest way to each effect by each means. */
  readonly ways: readonly Way[];
  /** How many states of the account were looked at. */
  readonly states: number;
}

interface Reached {
  readonly account: Account;
  readonly calls: readonly string[];
  readonly means?: Means;
  readonly usesExtra: boolean;
}

/**
 * Tries every sequence of calls, the short ones first. A state in which something is gained is not gone on from: what follows
 * is gained by the same right.
 */
export function search({ world, account, extra, maxCalls, measure }: Search): Outcome {
  const seen = new Set([signatureOf(account)]);
  const found = new Map<string, Way>();
  const [self] = account.guises;
  let level: Reached[] = [{ account, calls: [], usesExtra: false }];
  const atOnce = measure(account);
  if (atOnce.length > 0) throw new Error(`gained before any call: ${atOnce.join(", ")}`);
  for (let length = 1; length <= maxCalls; length++) {
    const next: Reached[] = [];
    for (const reached of level) {
      for (const { call, caller } of openCalls(world, reached.account, extra)) {
        const after = call.after();
        const signature = signatureOf(after);
        if (seen.has(signature)) continue;
        seen.add(signature);
        const words = `${call.action} ${call.on}${caller === self ? "" : ` (as ${caller})`}`;
        const calls = [...reached.calls, words];
        const beginsHere = !reached.usesExtra && needsExtra(world, reached.account, call, caller, extra);
        const usesExtra = reached.usesExtra || beginsHere;
        const means = (beginsHere ? undefined : reached.means) ?? call.means;
        const effects = measure(after);
        for (const effect of effects) {
          const key = `${effect} by ${means}`;
          if (!found.has(key)) found.set(key, { effect, means, calls });
        }
        if (effects.length === 0) next.push({ account: after, calls, means, usesExtra });
      }
    }
    level = next;
  }
  return { ways: [...found.values()], states: seen.size };
}

function needsExtra(
  { evaluator }: World,
  account: Account,
  { demands }: Call,
  caller: PrincipalId,
  extra: ExtraRights,
): boolean {
  return extra[caller] !== undefined && demands.some((demand) => !evaluator.allows(account, caller, demand));
}

/** The calls that somebody whom the attacker can act as may make. */
function* openCalls(
  world: World,
  account: Account,
  extra: ExtraRights,
): Generator<{ readonly call: Call; readonly caller: PrincipalId }> {
  const { evaluator } = world;
  const present = account.guises.filter((guise) => account.users[guise] ?? account.roles[guise]);
  for (const action of ACTIONS) {
    const callers = isDecidedElsewhere(action)
      ? present
      : present.filter((guise) => evaluator.mayEver(account, guise, action, extra));
    if (callers.length === 0) continue;
    for (const call of CALLS[action]?.({ world, account }) ?? []) {
      const caller = callers.find((one) =>
        call.demands.every((demand) => evaluator.allows(account, one, demand, extra)),
      );
      if (caller !== undefined) yield { call, caller };
    }
  }
}
