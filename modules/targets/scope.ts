import type { Account } from "../permissions";

/** Where the targets are: account, partition, and the region of targets that name none. */
export interface Scope extends Account {
  /** e.g. `us-east-1`. */
  readonly region: string;
}

/** What is known of the scope before Terraform runs; what is absent or a reference is not held against anybody. */
export type KnownScope = Partial<Scope>;
