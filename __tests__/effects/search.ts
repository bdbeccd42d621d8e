import { ACTIONS, CALLS, isDecidedElsewhere } from "./calls";
import type { Call, Means, World } from "./calls/call";
import type { ExtraRights } from "./evaluation/evaluator";
import { signatureOf, type Account, type PrincipalId } from "./model/account";

/** A way to an effect: the calls, who makes each, and what is there at the end. */
export interface Way {
  readonly effect: string;
  /** What brings it about: the first call that an extra right is needed for, or the last of all where there is none. */
  readonly means: Means;
  /** What the last call changes. */
  readonly ends: Means;
  /** Who makes the last call. */
  readonly by: PrincipalId;
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
  /**
   * States that nothing is looked for behind.
   *
   * @default - none
   */
  readonly isPointless?: (account: Account) => boolean;
}

export interface Outcome {
  /** The shortest way to each effect by each means and as each principal. */
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
export function search({ world, account, extra, maxCalls, measure, isPointless }: Search): Outcome {
  const seen = new Set([signatureOf(account)]);
  const found = new Map<string, Way>();
  const [self] = account.guises;
  const hasExtra = Object.keys(extra).length > 0;
  let level: Reached[] = [{ account, calls: [], usesExtra: false }];
  const atOnce = measure(account);
  if (atOnce.length > 0) throw new Error(`gained before any call: ${atOnce.join(", ")}`);
  for (let length = 1; length <= maxCalls; length++) {
    const next: Reached[] = [];
    for (const reached of level) {
      for (const { call, caller } of openCalls(world, reached.account, extra)) {
        const beginsHere = !reached.usesExtra && needsExtra(world, reached.account, call, caller, extra);
        const usesExtra = reached.usesExtra || beginsHere;
        // A way that does without the extra right is found where there is none.
        if (hasExtra && length === maxCalls && !usesExtra) continue;
        const after = call.after();
        const signature = signatureOf(after);
        if (seen.has(signature)) continue;
        seen.add(signature);
        const words = `${call.action} ${call.on}${caller === self ? "" : ` (as ${caller})`}`;
        const calls = [...reached.calls, words];
        const means = (hasExtra && !beginsHere ? reached.means : undefined) ?? call.means;
        const effects = measure(after);
        for (const effect of effects) {
          const key = `${effect} by ${means} as ${caller}`;
          if (!found.has(key)) found.set(key, { effect, means, ends: call.means, by: caller, calls });
        }
        if (effects.length === 0 && !isPointless?.(after))
          next.push({ account: after, calls, means, usesExtra });
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
