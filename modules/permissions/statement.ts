import type { PolicyText } from "./arn";
import type { Grant } from "./catalog";

/** A condition that all listed values satisfy with StringEquals; any one of the values is enough. */
export interface Condition {
  /** A condition key, e.g. `aws:ResourceTag/Team`. */
  readonly key: PolicyText;
  readonly values: readonly PolicyText[];
}

/** One statement of a policy: everything in it belongs to one job. */
export interface Statement {
  /** Letters and digits; unique within a configuration. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** In alphabetical order. */
  readonly actions: readonly string[];
  /** Each once, in the order in which the user named them. */
  readonly resources: readonly PolicyText[];
  readonly condition?: Condition;
  /** The part of the configuration that asked for it, e.g. `targets.iamUsers`. */
  readonly origin: string;
}

/** A statement of the catalogue on the given resources. */
export function statement(
  grant: Grant,
  resources: readonly PolicyText[],
  origin: string,
  condition?: Condition,
  sid: string = grant.sid,
): Statement {
  return {
    sid,
    effect: grant.effect,
    actions: grant.actions.map(({ action }) => action).sort(),
    resources: once(resources),
    ...(condition && { condition }),
    origin,
  };
}

function once(texts: readonly PolicyText[]): PolicyText[] {
  return [...new Map(texts.map((text) => [text.text, text])).values()];
}
