import { CATALOG, GRANTS, nearest, type Grant, type ResourceType } from "../permissions";
import { matchesAction } from "../report";

/** Every action that the catalogue names without a wildcard. */
const ACTIONS: readonly string[] = [
  ...new Set(GRANTS.flatMap(({ actions }) => actions.map(({ action }) => action))),
].filter((action) => !action.includes("*"));

/** An action as the catalogue spells it; as it is given where that does not know it. */
export function spelt(action: string): string {
  return ACTIONS.find((known) => known.toLowerCase() === action.toLowerCase()) ?? action;
}

/** The resource types on which a gateway can be allowed an action, each once; undefined where it can be on none. */
export function allowableOn(action: string): readonly ResourceType[] | undefined {
  const grants: readonly Grant[] = Object.values(CATALOG);
  const granting = grants.filter(
    ({ effect, actions }) => effect === "Allow" && actions.some((fact) => fact.action === action),
  );
  return granting.length === 0
    ? undefined
    : [...new Set(granting.flatMap(({ resourceTypes }) => resourceTypes))];
}

/** Whether AWS knows no resource for an action that a gateway can be allowed. */
export function namesNothing(action: string): boolean {
  return allowableOn(action)?.length === 0;
}

/** What a reader has to know of an action. */
export function actionNotes(action: string): string[] {
  if (namesNothing(action)) return [`AWS knows no resource for ${action}: it is allowed on all or on none`];
  const isKnown = GRANTS.some(({ actions }) => actions.some((fact) => matchesAction(fact.action, action)));
  if (isKnown) return [];
  const meant = nearest(action, ACTIONS);
  return [`the catalogue does not know ${action}${meant === undefined ? "" : `; did you mean ${meant}?`}`];
}
