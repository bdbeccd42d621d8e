import { type Circumstances, isMet, type Rights, type Rule } from "../../modules/languages";

/** One call, as the rules are asked about it. */
export interface RuledCall {
  readonly action: string;
  /** ARN of what is acted on, `*` for nothing. */
  readonly resource: string;
  /** By condition key, in whatever case. */
  readonly circumstances: Circumstances;
}

/** Whether rights allow a call. */
export function isAllowed({ granted, taken = [] }: Rights, call: RuledCall): boolean {
  return granted.some((rule) => appliesTo(rule, call)) && !taken.some((rule) => appliesTo(rule, call));
}

function appliesTo(
  { actions, reach, requirements }: Rule,
  { action, resource, circumstances }: RuledCall,
): boolean {
  const given = new Map(Object.entries(circumstances).map(([key, value]) => [key.toLowerCase(), value]));
  return (
    actions.has(action) &&
    reach.has(resource) &&
    requirements.every((requirement) => isMet(requirement, given.get(requirement.key)))
  );
}
