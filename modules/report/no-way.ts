import { matchesAction } from "./evaluation";
import type { SynthesizedStatement } from "./synthesized-policies";

/** What a reviewer wants to hear is not in a policy, and the actions of AWS that would do it. */
export interface Power {
  readonly what: string;
  /** `*` stands for any characters. */
  readonly actions: readonly string[];
}

export const POWERS: readonly Power[] = [
  {
    what: "give a right to itself or to anybody: write or attach a policy, lift a boundary, change who may take a role",
    actions: [
      "iam:Attach*",
      "iam:Detach*",
      "iam:Put*",
      "iam:CreatePolicy*",
      "iam:DeletePolicy*",
      "iam:Delete*Policy",
      "iam:Delete*PermissionsBoundary",
      "iam:SetDefaultPolicyVersion",
      "iam:UpdateAssumeRolePolicy",
    ],
  },
  {
    what: "create, rename or delete a user, a group or a role, or put somebody into a group",
    actions: [
      "iam:CreateUser",
      "iam:UpdateUser",
      "iam:DeleteUser",
      "iam:*Group",
      "iam:CreateRole",
      "iam:UpdateRole",
      "iam:DeleteRole",
      "iam:AddRoleToInstanceProfile",
    ],
  },
  { what: "take another role", actions: ["sts:AssumeRole*"] },
  { what: "hand a role to a service", actions: ["iam:PassRole"] },
  { what: "make or delete an access key", actions: ["iam:CreateAccessKey", "iam:DeleteAccessKey"] },
  {
    what: "give a console password to a user who has none, or take one away",
    actions: ["iam:CreateLoginProfile", "iam:DeleteLoginProfile"],
  },
  { what: "set the console password of a user who has one", actions: ["iam:UpdateLoginProfile"] },
  { what: "touch anybody's MFA device", actions: ["iam:*MFADevice"] },
  { what: "change a database instance", actions: ["rds:ModifyDBInstance"] },
  {
    what: "create, delete, restore, copy or share a database or a snapshot",
    actions: ["rds:Create*", "rds:Delete*", "rds:Restore*", "rds:Copy*", "rds:ModifyDBSnapshot*"],
  },
  { what: "log in to a database with IAM", actions: ["rds-db:connect"] },
  { what: "set the password of a directory's user", actions: ["ds:ResetUserPassword"] },
  {
    what: "create, delete or share a directory, or make it trust another",
    actions: ["ds:Create*", "ds:Delete*", "ds:ShareDirectory", "ds:UpdateTrust"],
  },
  {
    what: "start, stop, change or enter a machine",
    actions: [
      "ec2:RunInstances",
      "ec2:StartInstances",
      "ec2:StopInstances",
      "ec2:TerminateInstances",
      "ec2:ModifyInstance*",
      "ssm:SendCommand",
      "ssm:StartSession",
      "ec2-instance-connect:*",
    ],
  },
  { what: "read a secret in Secrets Manager", actions: ["secretsmanager:GetSecretValue"] },
  {
    what: "write, delete or share a secret in Secrets Manager",
    actions: [
      "secretsmanager:Create*",
      "secretsmanager:Put*",
      "secretsmanager:Update*",
      "secretsmanager:Delete*",
    ],
  },
  { what: "use or administer a KMS key", actions: ["kms:*"] },
  { what: "read or write data in S3 or DynamoDB", actions: ["s3:*", "dynamodb:*"] },
  { what: "run code in Lambda or change what runs there", actions: ["lambda:*"] },
  {
    what: "cover its traces",
    actions: ["cloudtrail:StopLogging", "cloudtrail:Delete*", "cloudtrail:Update*", "logs:Delete*"],
  },
];

/** What the statements hold no action for. Another policy, or that of a resource, may. */
export function noWayTo(statements: readonly SynthesizedStatement[]): Power[] {
  const allowed = statements.filter(({ effect }) => effect === "Allow").flatMap(({ actions }) => actions);
  return POWERS.filter(({ actions }) => !actions.some((action) => allowed.some((a) => overlap(action, a))));
}

/** Whether two actions, either of which may be a pattern, have one in common; never no where they do. */
function overlap(a: string, b: string): boolean {
  if (!b.includes("*")) return matchesAction(a, b);
  const [before, other] = [a, b].map((text) => text.toLowerCase().split("*")[0] ?? "");
  return (before ?? "").startsWith(other ?? "") || (other ?? "").startsWith(before ?? "");
}
