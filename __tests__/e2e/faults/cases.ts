import type { AwsError } from "./aws-error";
import { DENIED, NOT_THERE_YET, STILL_IN_USE } from "./aws-errors";
import type { FaultyCalls } from "./fault-proxy";

/** What ends a bad day, beside AWS's getting well again. */
export enum Remedy {
  /** Nothing: the AWS provider repeats the call itself. */
  NONE = "nothing: it goes through",
  AGAIN = "the same command again",
  UNTAINT = "terraform untaint ADDRESS, and apply again",
  ANOTHER_NAME = "another name in the configuration, and apply again",
  IMPORT = "keeperpam-aws imports, and apply again",
}

/** One thing that goes wrong once. */
export interface FaultCase extends FaultyCalls {
  readonly title: string;
  readonly remedy: Remedy;
  /** What {@link Remedy.ANOTHER_NAME} gives another name. */
  readonly tainted?: Named;
}

/** What has `create_before_destroy` and a name of its own. */
export type Named = "role" | "profile" | "user";

const error = (code: string, message: string, status = 400): AwsError => ({ code, message, status });

const PENDING = error(
  "ResourceConflictException",
  "The operation cannot be performed at this time. The function is currently in the following state: Pending",
  409,
);
const NOT_ASSUMABLE = error(
  "AccessDeniedException",
  "The role defined for the function cannot be assumed by Lambda.",
  403,
);
const NO_KEY_YET = error("AccessDeniedException", "Access to KMS is not allowed");
const UNKNOWN_PRINCIPAL = error(
  "MalformedPolicyDocumentException",
  "This resource policy contains an unsupported principal.",
);
const GATEWAY_ROLE = "RoleName=keeper-gateway&";

/** What taints a thing that has `create_before_destroy`. */
const TAINTING: readonly Omit<FaultCase, "remedy">[] = [
  {
    title: "no right to pass the role on into the profile",
    action: "iam:AddRoleToInstanceProfile",
    fault: DENIED,
    tainted: "profile",
  },
  {
    title: "a profile that IAM does not show yet to AddRoleToInstanceProfile",
    action: "iam:AddRoleToInstanceProfile",
    fault: NOT_THERE_YET,
    tainted: "profile",
  },
  {
    title: "no right to read the gateway's role",
    action: "iam:GetRole",
    about: GATEWAY_ROLE,
    fault: DENIED,
    tainted: "role",
  },
  {
    title: "no right to read the user",
    action: "iam:GetUser",
    about: "gateway-user",
    fault: DENIED,
    tainted: "user",
  },
];

/** What goes wrong in the first apply of everything that a stack can make. */
export const OF_AN_APPLY: readonly FaultCase[] = [
  // What was made a moment ago and is not known everywhere.
  ...(
    [
      ["iam:PutRolePolicy", "a role that IAM does not show yet to PutRolePolicy"],
      ["iam:AttachRolePolicy", "a role that IAM does not show yet to AttachRolePolicy"],
      ["iam:AttachUserPolicy", "a user whom IAM does not show yet to AttachUserPolicy"],
      ["iam:CreateAccessKey", "a user whom IAM does not show yet to CreateAccessKey"],
    ] as const
  ).map(([action, title]) => ({ title, action, fault: NOT_THERE_YET, remedy: Remedy.AGAIN })),
  {
    title: "a function that is still Pending",
    action: "lambda:Invoke",
    fault: PENDING,
    remedy: Remedy.AGAIN,
  },
  {
    title: "a function's role that cannot be assumed yet",
    action: "lambda:Invoke",
    fault: NOT_ASSUMABLE,
    remedy: Remedy.AGAIN,
  },
  {
    title: "a key whose policy Secrets Manager does not know yet",
    action: "secretsmanager:CreateSecret",
    fault: NO_KEY_YET,
    remedy: Remedy.AGAIN,
  },
  {
    title: "a role that the secret's policy cannot name yet",
    action: "secretsmanager:PutResourcePolicy",
    fault: UNKNOWN_PRINCIPAL,
    remedy: Remedy.NONE,
  },
  {
    title: "a role that the key's policy cannot name yet",
    action: "kms:CreateKey",
    fault: UNKNOWN_PRINCIPAL,
    remedy: Remedy.NONE,
  },
  // A right that whoever deploys does not have, asked for when the thing is there already.
  ...TAINTING.flatMap((one) =>
    [Remedy.UNTAINT, Remedy.ANOTHER_NAME].map((remedy): FaultCase => ({ ...one, remedy })),
  ),
  // An answer that got lost, or Terraform killed before it could write the state.
  ...(
    [
      ["iam:CreateRole", GATEWAY_ROLE],
      ["iam:CreateRole", "RoleName=keeper-gateway-instance-attachment&"],
      ["iam:CreateUser", ""],
      ["iam:CreatePolicy", ""],
      ["iam:CreateInstanceProfile", ""],
      ["logs:CreateLogGroup", ""],
      ["secretsmanager:CreateSecret", ""],
      ["kms:CreateAlias", ""],
      // Five minutes each time: the AWS provider takes the conflict for one that passes.
      ["lambda:CreateFunction", ""],
    ] as const
  ).map(([action, about]): FaultCase => ({
    title: `a lost answer of ${action}${about === "" ? "" : ` (${about.replace(/RoleName=|&/g, "")})`}`,
    action,
    about,
    fault: "lost answer",
    remedy: Remedy.IMPORT,
  })),
  {
    title: "a lost answer of iam:CreateAccessKey",
    action: "iam:CreateAccessKey",
    fault: "lost answer",
    remedy: Remedy.NONE,
  },
];

/** What goes wrong in the destroy. */
export const OF_A_DESTROY: readonly FaultCase[] = (
  ["iam:DeleteRole", "iam:DeletePolicy", "iam:DeleteUser", "iam:DeleteInstanceProfile"] as const
).map((action) => ({
  title: `${action} of what something still belongs to`,
  action,
  fault: STILL_IN_USE,
  // The AWS provider repeats the deletion of a role.
  remedy: action === "iam:DeleteRole" ? Remedy.NONE : Remedy.AGAIN,
}));
