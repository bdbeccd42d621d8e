/**
 * Every AWS permission that this project ever grants or denies, once: to the gateway, to the function that attaches its
 * instance profile, to those who use the key of its configuration, and to whoever runs the Terraform.
 *
 * Each entry becomes one statement of a policy and is found there under its Sid. Nothing else names them: stacks,
 * documentation and outputs are derived from here. Who may take a role is said in TRUST_CATALOG.
 */

import { ATTACHMENT_CATALOG } from "./attachment-catalog";
import { CONFIGURATION_CATALOG } from "./configuration-catalog";
import { DEPLOYER_CATALOG } from "./deployer-catalog";
import { CATALOG } from "./gateway-catalog";
import type { ActionFact, Grant } from "./grant";
import { GUARD_CATALOG } from "./guard-catalog";
import { TRUST_CATALOG } from "./trust-catalog";

export { ATTACHMENT_CATALOG, CATALOG, CONFIGURATION_CATALOG, DEPLOYER_CATALOG, GUARD_CATALOG, TRUST_CATALOG };
export type { DeployerActionFact, DeployerGrant } from "./deployer-catalog";
export * from "./grant";
export * from "./sources";

/** Every entry of every part of the catalogue. */
export const GRANTS: readonly Grant[] = [
  ...Object.values(CATALOG),
  ...Object.values(GUARD_CATALOG),
  ...Object.values(ATTACHMENT_CATALOG),
  ...Object.values(CONFIGURATION_CATALOG),
  ...Object.values(DEPLOYER_CATALOG),
];

/**
 * The actions of the policy that Keeper publishes: what the setup page lists, each once, in alphabetical order.
 *
 * @see SOURCES["keeper-setup"]
 */
export function publishedActions(): string[] {
  const facts: ActionFact[] = Object.values(CATALOG).flatMap((grant: Grant) => grant.actions);
  return [
    ...new Set(facts.filter(({ source }) => source === "keeper-setup").map(({ action }) => action)),
  ].sort();
}

/**
 * Keeper's published policy as one entry, with what the catalogue says of each of its actions.
 *
 * @see SOURCES["keeper-setup"]
 */
export function publishedPolicy(): Grant {
  const entries: Grant[] = Object.values(CATALOG);
  const published = entries.flatMap(({ serves, actions }) =>
    actions.filter(({ source }) => source === "keeper-setup").map((fact) => ({ fact, serves })),
  );
  const once = <T>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    sid: "KeeperPublishedPolicy",
    effect: "Allow",
    serves: once(published.flatMap(({ serves }) => serves)),
    job: "Whatever Keeper's published policy allows, word for word",
    resourceTypes: [],
    narrowedTo: "nothing is narrowed: every resource of the account",
    actions: publishedActions().map((action) => {
      const facts = published.flatMap(({ fact }) => (fact.action === action ? [fact] : []));
      const why = once(facts.map((fact) => fact.why)).join("; ");
      // The page prints the action in any case; what it is for may be documented for one target only, or for none.
      const grade = facts.some((fact) => fact.grade === "D") ? "D" : "I";
      return { action, why, grade, source: "keeper-setup" };
    }),
    note: "It reaches the console password of every user who has one, administrators and users of other gateways included, every database with all that ModifyDBInstance can change, and every directory of the account, but for what is denied explicitly, such as the passwords and keys of protected users. Whoever acts as the gateway can so become an administrator. Keeper's own page tells its readers to narrow it.",
  };
}
