/** What a job does, in the words that the systems have in common. */
export type Step =
  /** The repository, as it was committed. */
  | { readonly kind: "checkout" }
  /** Shell commands of the file, by one shell that ends at the first that fails. */
  | { readonly kind: "commands"; readonly text: string; readonly folder?: string }
  /** Variables for the steps that follow. */
  | { readonly kind: "variables"; readonly values: Readonly<Record<string, string>> }
  /** Takes a role of AWS with a token of the system: what `configure-aws-credentials` does. */
  | { readonly kind: "role"; readonly arn: string }
  /** Puts a file or a folder into an artifact. */
  | {
      readonly kind: "keep";
      readonly artifact: string;
      readonly path: string;
      /** Where in the artifact: the folder's content at its root, or everything below its own path. */
      readonly below: "root" | "path";
      readonly hiddenFiles: boolean;
    }
  /** Takes an artifact of an earlier job. */
  | { readonly kind: "fetch"; readonly artifact: string; readonly into: string };

/** A job as its system runs it: in a folder of its own, with the programs of its image. */
export interface Job {
  readonly name: string;
  /** Whether there is Node.js in its image. */
  readonly node: boolean;
  readonly variables: Readonly<Record<string, string>>;
  /** Who the job is, in the token that AWS gets; none without one. */
  readonly identity?: Identity;
  readonly steps: readonly Step[];
  /**
   * Jobs of one workspace run in the same folder, one after the other.
   *
   * @default - a fresh folder
   */
  readonly workspace?: string;
}

/** The claims of a token that a role's trust policy reads. */
export interface Identity {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
}

/** What a pipeline runs for. */
export interface Occasion {
  readonly on: "merge request" | "main branch";
  /** ARNs of the roles, which people keep in variables of the system. */
  readonly roles: { readonly plan: string; readonly apply: string };
  /**
   * More options of `terraform plan`, by the way that the system offers for it.
   *
   * @default - none
   */
  readonly planOptions?: string;
}
