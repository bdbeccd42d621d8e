import type { TextId } from "./account";

/** A statement, of an identity's policy or of a resource's. */
export interface AnyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  /** A trust policy has none. */
  readonly Resource?: readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, readonly string[]>>;
  readonly Condition?: Readonly<Partial<Record<string, Readonly<Record<string, readonly string[]>>>>>;
}

export interface AnyPolicy {
  readonly Statement: readonly AnyStatement[];
}

/** Every policy text of an account, by the name that its state uses: a state stays small, and a text is compiled once. */
export type Texts = Readonly<Record<TextId, AnyPolicy>>;

/** What somebody writes who wants the most: into a policy, and into the policy of a role or another resource. */
export const WIDEST = "everything";
export const EVERYBODY = "everything for everybody";

export const ATTACKERS_TEXTS: Texts = {
  [WIDEST]: { Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }] },
  [EVERYBODY]: { Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"], Principal: "*" }] },
};
