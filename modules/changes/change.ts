import type { PolicyCarrier } from "../gateway/policy-document";

/** A call that is allowed on one side and not on the other, or denied on one and not on the other. */
export interface ChangedCall {
  /**
   * ARN of what is acted on, `*` for a call that names nothing.
   *
   * @default - what carries the policy
   */
  readonly resource?: string;
  /**
   * ARN of who calls, or the name of a service.
   *
   * @default - what carries the policy
   */
  readonly principal?: string;
  /** By condition key, what such a call has; null where it has nothing. Of other keys it has whatever it has. */
  readonly context: Readonly<Record<string, string | readonly string[] | null>>;
}

/** An action on what a statement names, of which at least one call comes or goes. */
export interface ChangedRight {
  /** As AWS spells it. */
  readonly action: string;
  /** What the statement names, as it does: the pattern of an ARN, or who may call. */
  readonly on: string;
  /**
   * Who is left out of it, as patterns of ARNs.
   *
   * @default - nobody
   */
  readonly but?: readonly string[];
  readonly example: ChangedCall;
}

/**
 * What a statement is about: `own`: what its carrier may do; `trust`: who may take the role; `others`: who may use the key
 * or the secret; `othersWithOwnPolicy`: who may where a policy of his own allows it too.
 */
export type ChangeKind = "own" | "trust" | "others" | "othersWithOwnPolicy";

/** What a statement of a policy allows or denies on one side, and the policies of the other side do not. */
export interface Change {
  readonly kind: ChangeKind;
  readonly effect: "Allow" | "Deny";
  /** `comes`: after, and not before; `goes`: before, and no more after. */
  readonly direction: "comes" | "goes";
  /** Whether more is allowed after it: an Allow that comes, or a Deny that goes. */
  readonly wider: boolean;
  readonly sid: string;
  /** In the catalogue's words. */
  readonly job: string;
  /** What must hold for the statement to apply, in phrases behind "only". */
  readonly onlyIf: readonly string[];
  readonly rights: readonly ChangedRight[];
}

/** Another permissions boundary, or none where there was one, or one where there was none. What it allows is not looked at. */
export interface ChangedBoundary {
  /** ARN of the managed policy; undefined where there is none. */
  readonly before?: string;
  readonly after?: string;
  /** One that goes bounds nothing any more; of another one it is not known whether it bounds as much. */
  readonly wider: boolean;
}

/** A role, a user, a key or a secret whose policies say something else than before. */
export interface ChangedCarrier {
  readonly id: PolicyCarrier;
  /** In the report's words, e.g. `The gateway's role`. */
  readonly title: string;
  /** What it is called; undefined where it is not there. */
  readonly before?: string;
  readonly after?: string;
  /** Undefined where it is the same. */
  readonly boundary?: ChangedBoundary;
  /** What comes, then what goes. */
  readonly changes: readonly Change[];
}
