import type { PolicyDocumentJson, ResourcePolicyJson } from "../../modules/permissions";
import {
  type Language,
  PRINCIPALS,
  resourcePolicyRights,
  resourcesOf,
  type Rights,
  rightsOf,
} from "../../modules/languages";
import { differences } from "../languages/comparison";
import { policiesByCarrier } from "./planned-policies";
import type { Planned } from "./side-by-side";

type Policies = readonly (PolicyDocumentJson | ResourcePolicyJson)[];

/** Where the policies of the app and of the module do not allow and deny the same, by who carries them. */
export async function differencesByCarrier(app: Planned, module: Planned): Promise<Record<string, string[]>> {
  const [ofApp, ofModule] = [policiesByCarrier(app), policiesByCarrier(module)];
  const carriers = [...new Set([...Object.keys(ofApp), ...Object.keys(ofModule)])].sort();
  const found: Record<string, string[]> = {};
  for (const carrier of carriers) {
    const its = await differencesBetween(ofApp[carrier] ?? [], ofModule[carrier] ?? []);
    if (its.length > 0) found[carrier] = its;
  }
  return found;
}

async function differencesBetween(ofApp: Policies, ofModule: Policies): Promise<string[]> {
  const isOfResource = [...ofApp, ...ofModule].some(({ Statement }) =>
    Statement.some((statement) => "Principal" in statement),
  );
  if (isOfResource) {
    const [app, module] = await Promise.all([ofApp, ofModule].map(resourceRights));
    const found: string[] = [];
    for (const kind of ["itself", "withOwnPolicies", "denied"] as const) {
      found.push(...(await compare(app?.[kind], module?.[kind], () => PRINCIPALS)));
    }
    return found;
  }
  const [app, module] = await Promise.all([rightsOf(ofApp), rightsOf(ofModule)]);
  return [
    ...(await compare(app, module, resourcesOf)),
    // A Deny counts for itself: other policies may stand beside these.
    ...(await compare({ granted: app.taken }, { granted: module.taken }, resourcesOf)),
  ];
}

function resourceRights(policies: Policies) {
  const Statement = policies.flatMap((policy) => (policy as ResourcePolicyJson).Statement);
  return resourcePolicyRights({ Version: "2012-10-17", Statement });
}

function compare(
  app: Rights = { granted: [] },
  module: Rights = { granted: [] },
  space: (action: string) => Language | Promise<Language>,
): Promise<string[]> {
  return differences({ name: "the app", rights: app }, { name: "the module", rights: module }, space);
}
