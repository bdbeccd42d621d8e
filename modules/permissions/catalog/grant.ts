import type { Source } from "./sources";

/** How sure a fact is. */
export const GRADES = {
  D: "documented by Keeper",
  C: "read in Keeper's public source",
  A: "AWS reference data",
  I: "inference, not stated anywhere seen",
} as const;
export type Grade = keyof typeof GRADES;

/** What a permission is for. The first five are Keeper's rotation target types. */
export type Purpose =
  | "EC2 user"
  | "managed database"
  | "directory user"
  | "IAM user console password"
  | "IAM user access key"
  | "discovery"
  | "protected user"
  | "access-key user"
  | "gateway configuration"
  | "instance attachment"
  | "guard"
  | "deployment";

/** The kinds of resources that AWS lets a permission be narrowed to. */
export type ResourceType =
  | "iam:role"
  | "iam:user"
  | "iam:policy"
  | "iam:instance-profile"
  | "rds:db"
  | "ds:directory"
  | "ec2:instance"
  | "secretsmanager:Secret"
  | "kms:key"
  | "logs:log-stream"
  | "iam:policy"
  | "iam:instance-profile"
  | "lambda:function"
  | "logs:log-group"
  | "kms:alias"
  | "s3:bucket"
  | "s3:object"
  | "dynamodb:table"
  | "sts:role";

/** One action of a statement: why it is there and who says so. */
export interface ActionFact {
  /** As IAM writes it; in a Deny it may hold `*`. */
  readonly action: string;
  /** What the gateway does with it. */
  readonly why: string;
  readonly grade: Grade;
  readonly source: Source;
}

/** One statement of a policy, before it is known which resources the user names. */
export interface Grant {
  /** The Sid of the statement, which names its job. Unique. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly serves: readonly Purpose[];
  /** One sentence for the reader of a policy. */
  readonly job: string;
  /** The resource types that the statement names, each of which AWS lets these actions be narrowed to; none where AWS offers none. */
  readonly resourceTypes: readonly ResourceType[];
  /** Which resources of that type the statement names. */
  readonly narrowedTo: string;
  readonly actions: readonly ActionFact[];
  /** What else a reviewer should know. */
  readonly note?: string;
  /** What nobody outside Keeper knows about it. */
  readonly doubt?: string;
}
