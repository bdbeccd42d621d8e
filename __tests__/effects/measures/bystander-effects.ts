import type { GatewayAccount } from "../account/account-of-gateway";
import { readingDemands } from "../calls/secrets";
import type { Account } from "../model/account";

/** What somebody who is no operator can do to the gateway's configuration. */
export const SECRET_EFFECTS = {
  written: "the gateway reads a configuration that no operator wrote",
  read: "somebody who is no operator has read the configuration",
} as const;

/**
 * Measures the configuration. Whatever the attacker does as an operator, or as the gateway, he does as nobody who should: it
 * counts, and the way tells.
 */
export function bystanderEffects(
  { world, secretName, gateway }: GatewayAccount,
  start: Account,
): (account: Account) => string[] {
  const before = current(start)?.current;
  return (account) => {
    const secret = current(account);
    const isRead = (reader: string) =>
      secret !== undefined &&
      readingDemands({ world, account }, secret).every((demand) =>
        world.evaluator.allows(account, reader, demand),
      );
    const readers = gateway.filter((principal) => account.users[principal] ?? account.roles[principal]);
    return [
      ...(secret && secret.current !== before && readers.some(isRead) ? [SECRET_EFFECTS.written] : []),
      ...(account.read.includes("secret/configuration") ? [SECRET_EFFECTS.read] : []),
    ];
  };

  function current(account: Account) {
    return Object.values(account.secrets).find(({ name }) => name === secretName);
  }
}
