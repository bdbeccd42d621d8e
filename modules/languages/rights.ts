import type { Language } from "./language";
import type { Requirement } from "./requirement";

/** Something that is said of actions: that they are allowed, or denied, on a set of ARNs, where requirements are met. */
export interface Rule {
  /** The Sid of a statement, or the part of a configuration that says it. */
  readonly name: string;
  /** Actions of AWS, as AWS spells them. */
  readonly actions: ReadonlySet<string>;
  /** The resources; in the policy of a key or a secret, whose resource is itself, the principals. */
  readonly reach: Language;
  /** All of them must be met. */
  readonly requirements: readonly Requirement[];
}

/** What policies, or a configuration, allow: what one of the rules grants and none takes away. */
export interface Rights<R extends Rule = Rule> {
  readonly granted: readonly R[];
  /** @default - nothing is taken away */
  readonly taken?: readonly R[];
}

export function rule(
  name: string,
  actions: Iterable<string>,
  reach: Language,
  requirements: readonly Requirement[] = [],
): Rule {
  return { name, actions: new Set(actions), reach, requirements };
}
