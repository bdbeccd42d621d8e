import type { PipelineSystem } from "./pipeline-system";

/** What somebody has answered who wants a new project. Everything but name and region can be left open. */
export interface Answers {
  readonly name: string;
  readonly region: string;
  /** The account's ID. */
  readonly account?: string;
  /** The running instance that gets the gateway's instance profile. Of this, `role` and `accessKey` one at most is given. */
  readonly instance?: string;
  /** The role that the gateway's machine has already. */
  readonly role?: string;
  /** Whether the gateway is outside AWS and gets an access key. */
  readonly accessKey?: boolean;
  /** An RDS instance whose master password is rotated. */
  readonly database?: string;
  /** A directory whose users' passwords are rotated. */
  readonly directory?: string;
  /** A user whose console password is rotated. */
  readonly iamUser?: string;
  /** A user whose access key is rotated. */
  readonly iamAccessKey?: string;
  /** The system that runs Terraform. */
  readonly pipeline?: PipelineSystem;
  /** The bucket of the state. */
  readonly bucket?: string;
  /** The organization in HCP Terraform that has the state. */
  readonly organization?: string;
}

/** Who leaves everything open gets these. */
export const DEFAULT_ANSWERS: Answers = { name: "keeper-gateway", region: "us-east-1" };
