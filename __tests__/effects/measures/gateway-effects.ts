import type { GatewayAccount } from "../account/account-of-gateway";
import { THERE } from "../account/surroundings";
import { roleOfMachine } from "../calls/machines";
import { readingDemands } from "../calls/secrets";
import type { Account, PrincipalId, User } from "../model/account";
import { carriedBy, gained, holdingsOf } from "./holdings";

/** What a gateway can gain or do that nobody has declared. */
export const EFFECTS = {
  itself: "holds more than is declared",
  machine: "its machine runs as another role",
  another: "acts as another principal that holds more",
  attachment: "the attachment function does what somebody else wants",
  protectedUser: "a protected user has another password, key, MFA device or name",
  configuration: "the gateway reads another configuration",
  otherGateway: "another gateway's user has another credential",
} as const;

/** Measures what somebody has gained who started as one of the gateway's principals. */
export function gatewayEffects(
  { world, machines, protectedUsers, secretName, gateway }: GatewayAccount,
  start: Account,
  self: PrincipalId,
): (account: Account) => string[] {
  const held = holdingsOf(world, start, self);
  const ofAttachment = start.roles["role/attachment"] && carriedBy(world, start, "role/attachment");
  const ownRole = "role/gateway";
  return (account) => {
    const found: string[] = [];
    if (exists(account, self) && gained(holdingsOf(world, account, self, start), held).length > 0) {
      found.push(EFFECTS.itself);
    }
    const swapped = machines.some((id) => {
      const machine = account.machines[id];
      const role = machine && roleOfMachine(account, machine);
      return role !== undefined && role !== ownRole;
    });
    if (swapped) found.push(EFFECTS.machine);
    const others = account.guises.filter((guise) => !gateway.includes(guise) && exists(account, guise));
    if (others.some((guise) => gained(holdingsOf(world, account, guise, start), held).length > 0)) {
      found.push(EFFECTS.another);
    }
    if (ofAttachment && isMisled(account)) found.push(EFFECTS.attachment);
    if (protectedUsers.some((id) => isTouched(start.users[id] as User, account.users[id]))) {
      found.push(EFFECTS.protectedUser);
    }
    if (configurationRead(account) !== configurationRead(start)) found.push(EFFECTS.configuration);
    const { otherGateway } = THERE;
    if (
      !gateway.includes(otherGateway) &&
      isTouched(start.users[otherGateway] as User, account.users[otherGateway])
    ) {
      found.push(EFFECTS.otherGateway);
    }
    return found;
  };

  function isMisled(account: Account): boolean {
    const lambda = account.functions["function/attachment"];
    if (lambda?.code === "attacker's" || lambda?.role !== "role/attachment") return true;
    return (
      account.roles["role/attachment"] !== undefined &&
      gained(carriedBy(world, account, "role/attachment"), ofAttachment as Set<string>).length > 0
    );
  }

  /** The version that the gateway is given when it asks for its secret by name, and nothing where it is refused. */
  function configurationRead(account: Account): string | undefined {
    const secret = Object.values(account.secrets).find(({ name }) => name === secretName);
    const reader = gateway.find((principal) => principal === ownRole) ?? self;
    if (!secret || !exists(account, reader)) return configurationOf(start);
    const demands = readingDemands({ world, account }, secret);
    const isRead = demands.every((demand) => world.evaluator.allows(account, reader, demand));
    return isRead ? secret.current : configurationOf(start);
  }

  /** Being refused is no other configuration. */
  function configurationOf(account: Account): string | undefined {
    return Object.values(account.secrets).find(({ name }) => name === secretName)?.current;
  }
}

const exists = (account: Account, principal: PrincipalId) =>
  (account.users[principal] ?? account.roles[principal]) !== undefined;

/** Whether a user has another credential, MFA device, name or path, or is gone. */
export function isTouched(before: User, now: User | undefined): boolean {
  if (now === undefined) return true;
  const marks = ({ name, path, password, keys, mfa, others }: User) =>
    JSON.stringify([name, path, password, keys, mfa, others]);
  return marks(now) !== marks(before);
}
