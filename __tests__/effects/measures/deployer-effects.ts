import type { World } from "../calls/call";
import { DEPLOYER } from "../account/account-of-deployer";
import { KINDS, type Account } from "../model/account";
import { gained, holdingsOf, mayAnything } from "./holdings";

/** What somebody can do who holds the printed policies alone. */
export const DEPLOYER_EFFECTS = {
  itself: "the deployer's own policies allow more",
  before: "acts as somebody who was there before the stack",
  changed: "something that was there before the stack is changed",
  made: "acts as a principal of the stack that holds anything",
} as const;

/** Measures against everything that existed before the stack. */
export function deployerEffects(world: World, start: Account): (account: Account) => string[] {
  const held = holdingsOf(world, start, DEPLOYER);
  return (account) => {
    const others = account.guises.filter((guise) => guise !== DEPLOYER);
    const isNew = (guise: string) => !start.users[guise] && !start.roles[guise];
    const present = (guise: string) => (account.users[guise] ?? account.roles[guise]) !== undefined;
    const more = gained(carriedByDeployer(account), held);
    return [
      ...(more.length > 0 ? [DEPLOYER_EFFECTS.itself] : []),
      ...(others.some((guise) => !isNew(guise)) ? [DEPLOYER_EFFECTS.before] : []),
      ...(isChanged(start, account) ? [DEPLOYER_EFFECTS.changed] : []),
      ...(others.some((guise) => isNew(guise) && present(guise) && mayAnything(world, account, guise))
        ? [DEPLOYER_EFFECTS.made]
        : []),
    ];
  };

  /** A role of the stack's making that he may take is measured when he takes it. */
  function carriedByDeployer(account: Account): Set<string> {
    const all = holdingsOf(world, account, DEPLOYER, start);
    return new Set(
      [...all].filter((pair) => !pair.startsWith("sts:AssumeRole") || start.roles[pair.slice(15)]),
    );
  }
}

/** Whether a thing that was there is another one now, or gone. */
function isChanged(start: Account, now: Account): boolean {
  return KINDS.some((kind) =>
    Object.keys(start[kind]).some((id) => JSON.stringify(start[kind][id]) !== JSON.stringify(now[kind][id])),
  );
}
