import { GATEWAY_TAG } from "../gateway-tag";
import type { ActionFact, Grant } from "./grant";

/** An action that Terraform needs, and when. */
export interface DeployerActionFact extends ActionFact {
  /**
   * The action is needed only for what has tags beside the stack's own, or only for what has a permissions boundary.
   *
   * @default - always
   */
  readonly onlyFor?: "tagged" | "bounded";
  /** Where the emulator that the proof runs on asks for less than AWS: how, and why the action stays. */
  readonly notEnforced?: string;
}

/** One statement of the deployer's policies. */
export interface DeployerGrant extends Grant {
  readonly actions: readonly DeployerActionFact[];
}

/** What remains open where IAM takes a tag of what exists for one of what is being made. */
const TAG_OF_WHAT_EXISTS = `AWS asks for the same right when something is made with tags and when something is given tags that is there, and cannot tell the two apart by a condition: who deliberately sets the tag ${GATEWAY_TAG} on something that existed before under exactly this name can change it afterwards. The command says which names must not exist before the first apply.`;

/** Why iam:PassRole goes by the name alone. */
const PASSED_BY_NAME =
  "AWS advises against a condition on the tags of a role that is passed: its results are not reliable. A role that existed before under this name can be passed too.";

type Reason = readonly [action: string, why: string, when?: DeployerActionFact["onlyFor"]];

/** Actions that AWS documents on one page. */
function documented(source: ActionFact["source"], ...reasons: readonly Reason[]): DeployerActionFact[] {
  return reasons.map(([action, why, onlyFor]) => ({
    action,
    why,
    grade: "A",
    source,
    ...(onlyFor && { onlyFor }),
  }));
}

const common = { effect: "Allow", serves: ["deployment"] } as const;
const ANYTHING_OF_THE_REGION = "AWS offers no resource type for it; a condition keeps it to the region";

/** How far the stack's own tag narrows a right: what is being made must get it, what is there must have it. */
const GETS_THE_TAG = `only with the tag ${GATEWAY_TAG}`;
const HAS_THE_TAG = `only while tagged ${GATEWAY_TAG}`;

/**
 * What whoever runs this Terraform may do: apply, change, plan and destroy one stack, and nothing beside it.
 *
 * A statement is in the policy only where the stack makes what it is for.
 */
export const DEPLOYER_CATALOG = {
  // ── Roles ────────────────────────────────────────────────────────────────────────────────────────────────────────

  createRoles: {
    ...common,
    sid: "CreateRoles",
    job: "Create the stack's roles",
    resourceTypes: ["iam:role"],
    narrowedTo: `the roles of the stack by their names, ${GETS_THE_TAG}, and where a permissions boundary is configured only under that boundary`,
    actions: documented("aws-iam", ["iam:CreateRole", "creates the role"]),
  },

  tagNewRoles: {
    ...common,
    sid: "TagNewRoles",
    job: "Give the stack's roles their tags when they are created",
    resourceTypes: ["iam:role"],
    narrowedTo: `the roles of the stack by their names, ${GETS_THE_TAG}`,
    actions: documented("aws-iam-tags", ["iam:TagRole", "IAM asks for it when a role is created with tags"]),
    note: TAG_OF_WHAT_EXISTS,
  },

  boundRoles: {
    ...common,
    sid: "BoundRoles",
    job: "Change the permissions boundary of the stack's roles",
    resourceTypes: ["iam:role"],
    narrowedTo: `the roles of the stack by their names, ${HAS_THE_TAG}, and only to the boundary that is configured`,
    actions: documented("aws-iam", [
      "iam:PutRolePermissionsBoundary",
      "sets the boundary when it is changed",
      "bounded",
    ]),
    note: "There is no iam:DeleteRolePermissionsBoundary and no iam:UpdateAssumeRolePolicy: a boundary once set stays, and a trust policy that somebody changed is mended by replacing the role.",
  },

  readRoles: {
    ...common,
    sid: "ReadRoles",
    job: "Read the stack's roles",
    resourceTypes: ["iam:role"],
    narrowedTo: "the roles of the stack by their names",
    actions: documented(
      "aws-iam",
      ["iam:GetRole", "reads the role"],
      ["iam:ListAttachedRolePolicies", "reads which policies the role carries"],
      ["iam:ListInstanceProfilesForRole", "finds the profiles that a role must leave before it is deleted"],
      ["iam:ListRolePolicies", "reads which inline policies the role has"],
    ),
  },

  manageRoles: {
    ...common,
    sid: "ManageRoles",
    job: "Delete the stack's roles, and change their tags",
    resourceTypes: ["iam:role"],
    narrowedTo: `the roles of the stack by their names, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-iam",
      ["iam:DeleteRole", "deletes the role"],
      ["iam:TagRole", "changes tags", "tagged"],
      ["iam:UntagRole", "removes tags", "tagged"],
    ),
  },

  changeRole: {
    ...common,
    sid: "ChangeRole",
    job: "Change what the configuration says of the gateway's role",
    resourceTypes: ["iam:role"],
    narrowedTo: `the gateway's role by its name, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-iam",
      ["iam:UpdateRole", "changes the longest session"],
      ["iam:UpdateRoleDescription", "changes the description"],
    ),
  },

  readExistingRole: {
    ...common,
    sid: "ReadExistingRole",
    job: "Read the role that exists already",
    resourceTypes: ["iam:role"],
    narrowedTo: "the role of that name, whatever its path",
    actions: documented(
      "aws-iam",
      ["iam:GetRole", "looks up its ARN"],
      ["iam:ListAttachedRolePolicies", "reads which policies the role carries"],
    ),
  },

  attachPoliciesToRole: {
    ...common,
    sid: "AttachPoliciesToRole",
    job: "Attach the stack's policies to the gateway's role",
    resourceTypes: ["iam:role"],
    narrowedTo: `the gateway's role and the policies of the stack, both by their names; a role that the stack makes ${HAS_THE_TAG}, and where a permissions boundary is configured only while the role has it`,
    actions: documented("aws-iam", ["iam:AttachRolePolicy", "attaches a policy"]),
    note: "A role that exists already has no tag of the stack: policies of any text can be attached to it, which the command says on standard error.",
  },

  detachPoliciesFromRole: {
    ...common,
    sid: "DetachPoliciesFromRole",
    job: "Detach the stack's policies from the gateway's role",
    resourceTypes: ["iam:role"],
    narrowedTo: `the gateway's role and the policies of the stack, both by their names; a role that the stack makes ${HAS_THE_TAG}`,
    actions: documented("aws-iam", ["iam:DetachRolePolicy", "detaches a policy"]),
  },

  putInlinePolicies: {
    ...common,
    sid: "PutInlinePolicies",
    job: "Write the inline policies of the attachment function's role",
    resourceTypes: ["iam:role"],
    narrowedTo: `the function's role by its name, ${HAS_THE_TAG}; where a permissions boundary is configured only while the role has it`,
    actions: documented("aws-iam", ["iam:PutRolePolicy", "writes an inline policy"]),
  },

  deleteInlinePolicies: {
    ...common,
    sid: "DeleteInlinePolicies",
    job: "Delete the inline policies of the attachment function's role",
    resourceTypes: ["iam:role"],
    narrowedTo: `the function's role by its name, ${HAS_THE_TAG}`,
    actions: documented("aws-iam", ["iam:DeleteRolePolicy", "deletes an inline policy"]),
  },

  readInlinePolicies: {
    ...common,
    sid: "ReadInlinePolicies",
    job: "Read the inline policies of the attachment function's role",
    resourceTypes: ["iam:role"],
    narrowedTo: "the function's role by its name",
    actions: documented("aws-iam", ["iam:GetRolePolicy", "reads an inline policy"]),
  },

  // ── Managed policies ─────────────────────────────────────────────────────────────────────────────────────────────

  createPolicies: {
    ...common,
    sid: "CreatePolicies",
    job: "Create the gateway's policies",
    resourceTypes: ["iam:policy"],
    narrowedTo: `the policies of the stack by their names, ${GETS_THE_TAG}`,
    actions: [
      ...documented("aws-iam", ["iam:CreatePolicy", "creates the policy"]),
      ...documented("aws-iam-tags", ["iam:TagPolicy", "IAM asks for it when a policy is created with tags"]),
    ],
    note: TAG_OF_WHAT_EXISTS,
  },

  readPolicies: {
    ...common,
    sid: "ReadPolicies",
    job: "Read the gateway's policies",
    resourceTypes: ["iam:policy"],
    narrowedTo: "the policies of the stack by their names",
    actions: documented(
      "aws-iam",
      ["iam:GetPolicy", "reads the policy"],
      ["iam:GetPolicyVersion", "reads what the policy says"],
      ["iam:ListPolicyVersions", "finds the versions to delete"],
    ),
  },

  managePolicies: {
    ...common,
    sid: "ManagePolicies",
    job: "Change and delete the gateway's policies",
    resourceTypes: ["iam:policy"],
    narrowedTo: `the policies of the stack by their names, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-iam",
      ["iam:CreatePolicyVersion", "changes what the policy says"],
      ["iam:DeletePolicy", "deletes the policy"],
      ["iam:DeletePolicyVersion", "deletes versions, which a policy must not have when it is deleted"],
      ["iam:TagPolicy", "changes tags", "tagged"],
      ["iam:UntagPolicy", "removes tags", "tagged"],
    ),
    note: "IAM has no condition for what a policy says. Whoever may write the gateway's policy decides what the gateway may do; a permissions boundary is what limits it.",
  },

  // ── Instance profile ─────────────────────────────────────────────────────────────────────────────────────────────

  manageInstanceProfile: {
    ...common,
    sid: "ManageInstanceProfile",
    job: "Create, change and delete the instance profile",
    resourceTypes: ["iam:instance-profile"],
    narrowedTo: "the instance profile of the stack by its name",
    actions: documented(
      "aws-iam",
      ["iam:AddRoleToInstanceProfile", "puts the gateway's role into it"],
      ["iam:CreateInstanceProfile", "creates the profile"],
      ["iam:DeleteInstanceProfile", "deletes the profile"],
      ["iam:RemoveRoleFromInstanceProfile", "takes the role out before the profile is deleted"],
      ["iam:TagInstanceProfile", "sets tags", "tagged"],
      ["iam:UntagInstanceProfile", "removes tags", "tagged"],
    ),
    note: "A profile that existed before under this name loses its role to the gateway's, and can be deleted.",
  },

  readInstanceProfiles: {
    ...common,
    sid: "ReadInstanceProfiles",
    job: "Read the instance profile, and with `onConflict: replace` the one that a listed instance had before",
    resourceTypes: ["iam:instance-profile"],
    narrowedTo:
      "the instance profile of the stack; with `onConflict: replace` the instance profiles of the account, since which one it is shows only in the plan",
    actions: documented("aws-iam", ["iam:GetInstanceProfile", "reads a profile and its role"]),
  },

  passRoleToInstances: {
    ...common,
    sid: "PassRoleToInstances",
    job: "Put the gateway's role into the instance profile",
    resourceTypes: ["iam:role"],
    narrowedTo: "the gateway's role, and only to EC2",
    actions: documented("aws-add-role-to-profile", [
      "iam:PassRole",
      "IAM demands it of whoever puts a role into a profile",
    ]),
    note: PASSED_BY_NAME,
  },

  // ── Access-key user ──────────────────────────────────────────────────────────────────────────────────────────────

  createUser: {
    ...common,
    sid: "CreateUser",
    job: "Create the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user by its name, ${GETS_THE_TAG}, and where a permissions boundary is configured only under that boundary`,
    actions: documented("aws-iam", ["iam:CreateUser", "creates the user"]),
  },

  tagNewUser: {
    ...common,
    sid: "TagNewUser",
    job: "Give the access-key user its tags when it is created",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user by its name, ${GETS_THE_TAG}`,
    actions: documented("aws-iam-tags", ["iam:TagUser", "IAM asks for it when a user is created with tags"]),
    note: TAG_OF_WHAT_EXISTS,
  },

  boundUser: {
    ...common,
    sid: "BoundUser",
    job: "Change the permissions boundary of the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user by its name, ${HAS_THE_TAG}, and only to the boundary that is configured`,
    actions: documented("aws-iam", [
      "iam:PutUserPermissionsBoundary",
      "sets the boundary when it is changed",
      "bounded",
    ]),
  },

  readUser: {
    ...common,
    sid: "ReadUser",
    job: "Read the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: "the user by its name",
    actions: documented(
      "aws-iam",
      ["iam:GetUser", "reads the user"],
      ["iam:ListGroupsForUser", "finds the groups that a user must leave before it is deleted"],
    ),
  },

  manageUser: {
    ...common,
    sid: "ManageUser",
    job: "Delete the access-key user, and change its tags",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user by its name, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-iam",
      ["iam:DeleteUser", "deletes the user"],
      ["iam:TagUser", "changes tags", "tagged"],
      ["iam:UntagUser", "removes tags", "tagged"],
    ),
  },

  moveUser: {
    ...common,
    sid: "MoveUser",
    job: "Give the access-key user another path",
    resourceTypes: ["iam:user"],
    narrowedTo: "the user by its name and path",
    actions: documented("aws-update-user", [
      "iam:UpdateUser",
      "moves the user; IAM asks for it at the former path and at the new one",
    ]),
    note: "IAM asks for it on a user of the new path too, which is nobody yet and has no tag: it goes without the condition. With the policies of one configuration nobody can be moved anywhere; with those of two, only from the one path to the other.",
  },

  attachPoliciesToUser: {
    ...common,
    sid: "AttachPoliciesToUser",
    job: "Attach the stack's policies to the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user and the policies of the stack, both by their names; the user ${HAS_THE_TAG}, and where a permissions boundary is configured only while the user has it`,
    actions: documented("aws-iam", ["iam:AttachUserPolicy", "attaches a policy"]),
  },

  detachPoliciesFromUser: {
    ...common,
    sid: "DetachPoliciesFromUser",
    job: "Detach the stack's policies from the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: `the user and the policies of the stack, both by their names; the user ${HAS_THE_TAG}`,
    actions: documented("aws-iam", ["iam:DetachUserPolicy", "detaches a policy"]),
  },

  readUserPolicies: {
    ...common,
    sid: "ReadUserPolicies",
    job: "Read which policies the access-key user carries",
    resourceTypes: ["iam:user"],
    narrowedTo: "the user by its name",
    actions: documented("aws-iam", ["iam:ListAttachedUserPolicies", "finds the attachment"]),
  },

  makeAccessKey: {
    ...common,
    sid: "MakeAccessKey",
    job: "Make the user's access key",
    resourceTypes: ["iam:user"],
    narrowedTo: `the access-key user by its name, ${HAS_THE_TAG}`,
    actions: documented("aws-iam", ["iam:CreateAccessKey", "makes a key"]),
  },

  deleteCredentials: {
    ...common,
    sid: "DeleteCredentials",
    job: "Delete the user's access key, and what the state does not know and would keep the user from being deleted",
    resourceTypes: ["iam:user"],
    narrowedTo: `the access-key user by its name, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-delete-user",
      [
        "iam:DeleteAccessKey",
        "deletes a former key, and with the user those that were made by hand or whose answer got lost",
      ],
      ["iam:DeleteLoginProfile", "deletes a console password; Terraform tries without looking"],
    ),
    note: "What the gateway never needs is looked for and not deleted: a user to whom somebody gave MFA devices, certificates, SSH keys or inline policies has to lose them before the destroy.",
  },

  findCredentials: {
    ...common,
    sid: "FindCredentials",
    job: "Look for the user's access keys, and for what would keep it from being deleted",
    resourceTypes: ["iam:user"],
    narrowedTo: "the access-key user by its name",
    actions: documented(
      "aws-delete-user",
      ["iam:ListAccessKeys", "finds the keys, those that the state does not know among them"],
      ["iam:ListMFADevices", "looks for MFA devices"],
      ["iam:ListServiceSpecificCredentials", "looks for passwords of single services"],
      ["iam:ListSigningCertificates", "looks for X.509 keys"],
      ["iam:ListSSHPublicKeys", "looks for SSH keys"],
      ["iam:ListUserPolicies", "looks for inline policies"],
    ),
  },

  findVirtualMfaDevices: {
    ...common,
    sid: "FindVirtualMfaDevices",
    job: "Look for the virtual MFA devices of the access-key user",
    resourceTypes: [],
    narrowedTo: "AWS cannot narrow it: it lists the devices of the account",
    actions: documented("aws-delete-user", ["iam:ListVirtualMFADevices", "looks for virtual MFA devices"]),
  },

  // ── Protected users ──────────────────────────────────────────────────────────────────────────────────────────────

  findUsers: {
    ...common,
    sid: "FindUsers",
    job: "Compare the protected users with the account's users",
    resourceTypes: [],
    narrowedTo: "AWS cannot narrow it: it lists the users of the account",
    actions: documented("aws-iam", [
      "iam:ListUsers",
      "compares the protected users with the account's users",
    ]),
  },

  // ── Attachment function ──────────────────────────────────────────────────────────────────────────────────────────

  createFunction: {
    ...common,
    sid: "CreateFunction",
    job: "Create the attachment function",
    resourceTypes: ["lambda:function"],
    narrowedTo: `the function by its name, ${GETS_THE_TAG}`,
    actions: [
      ...documented("aws-lambda", ["lambda:CreateFunction", "creates the function"]),
      ...documented("aws-lambda-tags", [
        "lambda:TagResource",
        "Lambda asks for it when a function is created with tags",
      ]),
    ],
    note: TAG_OF_WHAT_EXISTS,
  },

  readFunction: {
    ...common,
    sid: "ReadFunction",
    job: "Read the attachment function",
    resourceTypes: ["lambda:function"],
    narrowedTo: "the function by its name",
    actions: [
      ...documented(
        "aws-lambda",
        ["lambda:GetFunction", "reads the function, and waits until it is ready"],
        ["lambda:GetFunctionCodeSigningConfig", "Terraform's provider reads it of every function"],
        ["lambda:ListVersionsByFunction", "Terraform's provider reads the latest version"],
      ),
      ...documented("aws-get-function", [
        "lambda:ListTags",
        "without it Lambda leaves the tags out, and every plan would set them again",
      ]),
    ],
  },

  manageFunction: {
    ...common,
    sid: "ManageFunction",
    job: "Change and delete the attachment function",
    resourceTypes: ["lambda:function"],
    narrowedTo: `the function by its name, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-lambda",
      ["lambda:DeleteFunction", "deletes the function"],
      ["lambda:TagResource", "changes tags", "tagged"],
      ["lambda:UntagResource", "removes tags", "tagged"],
      ["lambda:UpdateFunctionCode", "changes the code, when a release of this project does"],
      ["lambda:UpdateFunctionConfiguration", "changes the settings, when a release of this project does"],
    ),
  },

  invokeFunction: {
    ...common,
    sid: "InvokeFunction",
    job: "Have the function attach and detach the instance profile",
    resourceTypes: ["lambda:function"],
    narrowedTo: "the function by its name, with and without the qualifier $LATEST that Terraform calls it by",
    actions: documented("aws-lambda", ["lambda:InvokeFunction", "calls the function for each instance"]),
    note: "A tag is a function's, not a version's, and Terraform calls the version $LATEST: it goes without the condition. A function that existed before under this name can be called, and not changed.",
  },

  passRoleToFunction: {
    ...common,
    sid: "PassRoleToFunction",
    job: "Give the attachment function its role",
    resourceTypes: ["iam:role"],
    narrowedTo: "the function's role, and only to Lambda",
    actions: documented("aws-pass-role", [
      "iam:PassRole",
      "Lambda demands it of whoever gives a function its role",
    ]),
    note: PASSED_BY_NAME,
  },

  manageLog: {
    ...common,
    sid: "ManageLog",
    job: "Create, change and delete the log group of the function",
    resourceTypes: ["logs:log-group"],
    narrowedTo: "the log group by its name, in the two forms that CloudWatch Logs writes its ARN",
    actions: documented(
      "aws-logs",
      ["logs:CreateLogGroup", "creates the log group"],
      ["logs:DeleteLogGroup", "deletes the log group"],
      ["logs:ListTagsForResource", "reads its tags"],
      ["logs:PutRetentionPolicy", "sets how long the log is kept"],
      ["logs:TagResource", "sets tags", "tagged"],
      ["logs:UntagResource", "removes tags", "tagged"],
    ),
    note: "A log group that existed before under this name can be deleted.",
  },

  findLog: {
    ...common,
    sid: "FindLog",
    job: "Read the log group of the function",
    resourceTypes: [],
    narrowedTo: ANYTHING_OF_THE_REGION,
    actions: documented("aws-logs", ["logs:DescribeLogGroups", "the only call that reads a log group"]),
  },

  // ── Instances ────────────────────────────────────────────────────────────────────────────────────────────────────

  observeInstances: {
    ...common,
    sid: "ObserveInstances",
    job: "See which listed instances exist and which profile they have",
    resourceTypes: [],
    narrowedTo: ANYTHING_OF_THE_REGION,
    actions: documented("aws-ec2", ["ec2:DescribeInstances", "for the warnings of a plan"]),
  },

  readInstances: {
    ...common,
    sid: "ReadInstances",
    job: "Read what a listed instance has before its profile is replaced",
    resourceTypes: [],
    narrowedTo: ANYTHING_OF_THE_REGION,
    actions: documented(
      "aws-ec2",
      ["ec2:DescribeInstanceCreditSpecifications", "Terraform's data source of an instance reads it"],
      ["ec2:DescribeInstanceTypes", "Terraform's data source of an instance reads it"],
      ["ec2:DescribeVolumes", "Terraform's data source of an instance reads it"],
    ),
    note: "It asks for the VPC too and takes a refusal for an answer: ec2:DescribeVpcs is not granted.",
  },

  readInstanceAttributes: {
    ...common,
    sid: "ReadInstanceAttributes",
    job: "Read the attributes of a listed instance",
    resourceTypes: ["ec2:instance"],
    narrowedTo: "the listed instances",
    actions: documented("aws-ec2", [
      "ec2:DescribeInstanceAttribute",
      "Terraform's data source of an instance reads three of them",
    ]),
    note: "One of the three is the user data: whoever may deploy can read it, and its hash is in the state. IAM has no condition for single attributes.",
  },

  // ── Configuration secret ─────────────────────────────────────────────────────────────────────────────────────────

  createSecret: {
    ...common,
    sid: "CreateSecret",
    job: "Create the secret",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: `the secret by its name, whatever six characters AWS puts behind it, ${GETS_THE_TAG}`,
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:CreateSecret", "creates the secret"],
      ["secretsmanager:TagResource", "Secrets Manager asks for it when a secret is created with tags"],
    ),
    note: "Whoever creates a secret can give it a value in the same call, and AWS has no condition against that. Whoever deploys can so delete the secret and make another of its name. The gateway does not read that one before Terraform has written its ARN into the gateway's policy, which names the six characters of the end.",
  },

  readSecret: {
    ...common,
    sid: "ReadSecret",
    job: "Read the secret without its value",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: "the secret by its name, whatever six characters AWS puts behind it",
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:DescribeSecret", "reads the secret without its value"],
      ["secretsmanager:GetResourcePolicy", "reads the secret's policy"],
    ),
  },

  manageSecret: {
    ...common,
    sid: "ManageSecret",
    job: "Delete the secret, and change its tags",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: `the secret by its name, whatever six characters AWS puts behind it, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:DeleteSecret", "deletes the secret"],
      ["secretsmanager:TagResource", "changes tags", "tagged"],
      ["secretsmanager:UntagResource", "removes tags", "tagged"],
    ),
    note: TAG_OF_WHAT_EXISTS,
  },

  manageSecretPolicy: {
    ...common,
    sid: "ManageSecretPolicy",
    job: "Write and delete the secret's own policy",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: `the secret by its name, whatever six characters AWS puts behind it, ${HAS_THE_TAG}`,
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:DeleteResourcePolicy", "deletes the policy"],
      ["secretsmanager:PutResourcePolicy", "writes the policy"],
    ),
    note: "Whoever may write this policy can name himself in it.",
  },

  createKey: {
    ...common,
    sid: "CreateKey",
    job: "Create the secret's key",
    resourceTypes: [],
    narrowedTo: ANYTHING_OF_THE_REGION,
    actions: documented("aws-kms", ["kms:CreateKey", "creates the key"]),
  },

  manageKey: {
    ...common,
    sid: "ManageKey",
    job: "Read, change and delete the secret's key",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "keys that have no alias but the stack's, or none: a key's ID is not known before it exists, and it loses its alias before it is deleted",
    actions: documented(
      "aws-kms",
      ["kms:CreateAlias", "gives the key its alias"],
      ["kms:DeleteAlias", "takes the alias from the key"],
      ["kms:DescribeKey", "reads the key"],
      ["kms:EnableKeyRotation", "has KMS renew the key every year"],
      ["kms:GetKeyPolicy", "reads the key's policy"],
      ["kms:GetKeyRotationStatus", "reads whether the key is renewed"],
      ["kms:ListResourceTags", "reads its tags"],
      ["kms:PutKeyPolicy", "changes who may use the key"],
      ["kms:ScheduleKeyDeletion", "deletes the key after its waiting time"],
      ["kms:TagResource", "sets tags", "tagged"],
      ["kms:UntagResource", "removes tags", "tagged"],
      ["kms:UpdateKeyDescription", "changes the description, which names the secret"],
    ),
    note: "A key without an alias whose own policy leaves it to IAM is within reach of whoever deploys, and so is one that has the stack's alias before the stack makes a key. Give such keys an alias, or have the key made by somebody else and name it in `configurationSecret.keyArn`: then none of this is in the policy.",
  },

  nameKey: {
    ...common,
    sid: "NameKey",
    job: "Make and delete the alias of the secret's key",
    resourceTypes: ["kms:alias"],
    narrowedTo: "the alias of the stack; AWS asks for the same right on the key",
    actions: documented(
      "aws-kms-alias",
      ["kms:CreateAlias", "makes the alias"],
      ["kms:DeleteAlias", "deletes the alias"],
    ),
  },

  findAlias: {
    ...common,
    sid: "FindAlias",
    job: "Read the alias of the secret's key",
    resourceTypes: [],
    narrowedTo: ANYTHING_OF_THE_REGION,
    actions: documented("aws-kms-alias", ["kms:ListAliases", "the only call that reads an alias"]),
  },

  connectKeyAndSecret: {
    ...common,
    sid: "ConnectKeyAndSecret",
    job: "Create the secret under its key",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "the key that is named or made here, only through Secrets Manager and only for its check of access, which neither encrypts nor decrypts a secret",
    actions: documented(
      "aws-secret-encryption",
      ["kms:Decrypt", "Secrets Manager tries it with the rights of whoever creates the secret"],
      ["kms:GenerateDataKey", "Secrets Manager tries it with the rights of whoever creates the secret"],
    ),
  },

  // ── State ────────────────────────────────────────────────────────────────────────────────────────────────────────

  listState: {
    ...common,
    sid: "ListState",
    job: "Find the state in its bucket",
    resourceTypes: ["s3:bucket"],
    narrowedTo: "the bucket of the state",
    actions: documented("aws-s3-get-object", [
      "s3:ListBucket",
      "without it S3 does not say that there is no state yet, but refuses",
    ]),
  },

  readAndWriteState: {
    ...common,
    sid: "ReadAndWriteState",
    job: "Read and write the state",
    resourceTypes: ["s3:object"],
    narrowedTo: "the state's object",
    actions: documented(
      "terraform-s3",
      ["s3:GetObject", "reads the state"],
      ["s3:PutObject", "writes the state"],
    ),
  },

  lockState: {
    ...common,
    sid: "LockState",
    job: "Lock the state with a file",
    resourceTypes: ["s3:object"],
    narrowedTo: "the lock file beside the state",
    actions: documented(
      "terraform-s3",
      ["s3:DeleteObject", "releases the lock"],
      ["s3:GetObject", "sees who holds the lock"],
      ["s3:PutObject", "takes the lock"],
    ),
  },

  lockStateInTable: {
    ...common,
    sid: "LockStateInTable",
    job: "Lock the state in a DynamoDB table",
    resourceTypes: ["dynamodb:table"],
    narrowedTo: "the table of the locks",
    actions: documented(
      "terraform-s3",
      ["dynamodb:DeleteItem", "releases the lock"],
      ["dynamodb:GetItem", "sees who holds the lock"],
      ["dynamodb:PutItem", "takes the lock"],
    ),
  },

  encryptState: {
    ...common,
    sid: "EncryptState",
    job: "Encrypt and decrypt the state",
    resourceTypes: ["kms:key"],
    narrowedTo: "the key of the state, only through S3",
    actions: documented(
      "aws-s3-kms",
      ["kms:Decrypt", "reads the state"],
      ["kms:GenerateDataKey", "writes the state"],
    ).map((fact) => ({
      ...fact,
      notEnforced: "the emulator's S3 encrypts with no key; AWS's asks KMS with the caller's rights",
    })),
  },

  takeRoles: {
    ...common,
    sid: "TakeRoles",
    job: "Take the roles that the configuration names",
    resourceTypes: ["sts:role"],
    narrowedTo: "the role of aws.assumeRoleArn, and the one that reads and writes the state",
    actions: documented("aws-assume-role", [
      "sts:AssumeRole",
      "Terraform takes the role; the role must trust whoever runs it",
    ]),
  },
} as const satisfies Record<string, DeployerGrant>;
