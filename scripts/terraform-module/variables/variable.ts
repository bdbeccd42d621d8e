import type { Validation } from "../validation";

/** The type of a variable or of an attribute. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | { readonly list: Type }
  | { readonly map: Type }
  | { readonly object: readonly Attribute[] };

export interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
  /** Required where neither is given. */
  readonly optional?: boolean;
  /** As an expression. */
  readonly default?: string;
  /** What stands for it in an expression, or for one item of it where it is a list. Default: its name. */
  readonly one?: string;
}

export interface Variable extends Attribute {
  /** Whether `null` is a value of its own: absent. */
  readonly nullable: boolean;
  readonly validations: readonly Validation[];
}

/** The texts and numbers that are used where nothing is given, as the constructs have them. */
export interface Defaults {
  readonly roleDescription: string;
  readonly logRetentionDays: number;
  readonly path: string;
}
