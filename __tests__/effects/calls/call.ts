import type { Account, Tags } from "../model/account";
import type { Home } from "../model/arns";
import type { Texts } from "../model/texts";
import type { Demand, Evaluator } from "../evaluation/evaluator";

/** By what a call changes who may do what. */
export type Means =
  | "attached policy"
  | "bucket policy"
  | "detached policy"
  | "function's code"
  | "group membership"
  | "identity provider"
  | "inline policy"
  | "instance profile"
  | "key's grant"
  | "key's policy"
  | "machine's commands"
  | "machine's profile"
  | "MFA device"
  | "name or path"
  | "new principal"
  | "permissions boundary"
  | "policy version"
  | "role's session"
  | "secret's policy"
  | "secret's value"
  | "tag"
  | "trust policy"
  | "user's credential";

/** One call that somebody could make, and what the account is after it. */
export interface Call {
  readonly action: string;
  /** What it acts on, in words. */
  readonly on: string;
  /** All that IAM asks for. */
  readonly demands: readonly Demand[];
  readonly means: Means;
  readonly after: () => Account;
}

/** Name and path of something that could be made. */
export interface Place {
  readonly name: string;
  readonly path: string;
}

/** What stays as it is while the account changes. */
export interface World {
  readonly home: Home;
  readonly texts: Texts;
  readonly evaluator: Evaluator;
  /** Names that somebody could give to what he makes, beside one of his own choice. */
  readonly places: Readonly<Record<"users" | "roles" | "policies" | "profiles", readonly Place[]>>;
  /** Names that somebody could give to a function that he makes, beside one of his own choice. */
  readonly functionNames: readonly string[];
  /** Names of the secrets that there are at first, and of the stack's own: one that was deleted can be made anew. */
  readonly secretNames: readonly string[];
  /** Aliases that a policy asks for. */
  readonly aliases: readonly string[];
  /** Paths below which users are targets. */
  readonly targetPaths: readonly string[];
  /** Tags that a policy asks for. */
  readonly tags: readonly Tags[];
  /** ARNs of permissions boundaries that something could be made under. */
  readonly boundaries: readonly string[];
  /** Id of the function that attaches the gateway's instance profile, where there is one. */
  readonly attachmentFunction?: string;
}

/** What somebody finds. */
export interface Situation {
  readonly world: World;
  readonly account: Account;
}

/** Every way in which an action could be called that would change anything. */
export type CallsByAction = Readonly<Record<string, (situation: Situation) => Call[]>>;
