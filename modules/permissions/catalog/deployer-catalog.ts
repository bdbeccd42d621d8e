import type { ActionFact, Grant } from "./grant";

/** An action that Terraform needs, and when. */
export interface DeployerActionFact extends ActionFact {
  /**
   * The action is needed only for what has tags, or only for what has a permissions boundary.
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
    narrowedTo:
      "the roles of the stack by their names, and where a permissions boundary is configured only under that boundary",
    actions: documented(
      "aws-iam",
      ["iam:CreateRole", "creates the role"],
      ["iam:PutRolePermissionsBoundary", "sets the boundary when it is changed", "bounded"],
    ),
    note: "There is no iam:DeleteRolePermissionsBoundary and no iam:UpdateAssumeRolePolicy: a boundary once set stays, and a trust policy that somebody changed is mended by replacing the role.",
  },

  manageRoles: {
    ...common,
    sid: "ManageRoles",
    job: "Read, change and delete the stack's roles",
    resourceTypes: ["iam:role"],
    narrowedTo: "the roles of the stack by their names",
    actions: documented(
      "aws-iam",
      ["iam:DeleteRole", "deletes the role"],
      ["iam:GetRole", "reads the role"],
      ["iam:ListAttachedRolePolicies", "reads which policies the role carries"],
      ["iam:ListInstanceProfilesForRole", "finds the profiles that a role must leave before it is deleted"],
      ["iam:ListRolePolicies", "reads which inline policies the role has"],
      ["iam:TagRole", "sets tags", "tagged"],
      ["iam:UntagRole", "removes tags", "tagged"],
    ),
  },

  changeRole: {
    ...common,
    sid: "ChangeRole",
    job: "Change what the configuration says of the gateway's role",
    resourceTypes: ["iam:role"],
    narrowedTo: "the gateway's role by its name",
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
    narrowedTo:
      "the gateway's role and the policies of the stack, both by their names; where a permissions boundary is configured only while the role has it",
    actions: documented("aws-iam", ["iam:AttachRolePolicy", "attaches a policy"]),
  },

  detachPoliciesFromRole: {
    ...common,
    sid: "DetachPoliciesFromRole",
    job: "Detach the stack's policies from the gateway's role",
    resourceTypes: ["iam:role"],
    narrowedTo: "the gateway's role and the policies of the stack, both by their names",
    actions: documented("aws-iam", ["iam:DetachRolePolicy", "detaches a policy"]),
  },

  putInlinePolicies: {
    ...common,
    sid: "PutInlinePolicies",
    job: "Write the inline policies of the attachment function's role",
    resourceTypes: ["iam:role"],
    narrowedTo:
      "the function's role by its name; where a permissions boundary is configured only while the role has it",
    actions: documented("aws-iam", ["iam:PutRolePolicy", "writes an inline policy"]),
  },

  manageInlinePolicies: {
    ...common,
    sid: "ManageInlinePolicies",
    job: "Read and delete the inline policies of the attachment function's role",
    resourceTypes: ["iam:role"],
    narrowedTo: "the function's role by its name",
    actions: documented(
      "aws-iam",
      ["iam:DeleteRolePolicy", "deletes an inline policy"],
      ["iam:GetRolePolicy", "reads an inline policy"],
    ),
  },

  // ── Managed policies ─────────────────────────────────────────────────────────────────────────────────────────────

  managePolicies: {
    ...common,
    sid: "ManagePolicies",
    job: "Create, change and delete the gateway's policies",
    resourceTypes: ["iam:policy"],
    narrowedTo: "the policies of the stack by their names",
    actions: documented(
      "aws-iam",
      ["iam:CreatePolicy", "creates the policy"],
      ["iam:CreatePolicyVersion", "changes what the policy says"],
      ["iam:DeletePolicy", "deletes the policy"],
      ["iam:DeletePolicyVersion", "deletes versions, which a policy must not have when it is deleted"],
      ["iam:GetPolicy", "reads the policy"],
      ["iam:GetPolicyVersion", "reads what the policy says"],
      ["iam:ListPolicyVersions", "finds the versions to delete"],
      ["iam:TagPolicy", "sets tags", "tagged"],
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
  },

  // ── Access-key user ──────────────────────────────────────────────────────────────────────────────────────────────

  createUser: {
    ...common,
    sid: "CreateUser",
    job: "Create the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo:
      "the user by its name, and where a permissions boundary is configured only under that boundary",
    actions: documented(
      "aws-iam",
      ["iam:CreateUser", "creates the user"],
      ["iam:PutUserPermissionsBoundary", "sets the boundary when it is changed", "bounded"],
    ),
  },

  manageUser: {
    ...common,
    sid: "ManageUser",
    job: "Read and delete the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: "the user by its name",
    actions: documented(
      "aws-iam",
      ["iam:DeleteUser", "deletes the user"],
      ["iam:GetUser", "reads the user"],
      ["iam:ListGroupsForUser", "finds the groups that a user must leave before it is deleted"],
      ["iam:TagUser", "sets tags", "tagged"],
      ["iam:UntagUser", "removes tags", "tagged"],
    ),
  },

  attachPoliciesToUser: {
    ...common,
    sid: "AttachPoliciesToUser",
    job: "Attach the stack's policies to the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo:
      "the user and the policies of the stack, both by their names; where a permissions boundary is configured only while the user has it",
    actions: documented("aws-iam", ["iam:AttachUserPolicy", "attaches a policy"]),
  },

  detachPoliciesFromUser: {
    ...common,
    sid: "DetachPoliciesFromUser",
    job: "Detach the stack's policies from the access-key user",
    resourceTypes: ["iam:user"],
    narrowedTo: "the user and the policies of the stack, both by their names",
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

  manageAccessKey: {
    ...common,
    sid: "ManageAccessKey",
    job: "Make and delete the user's access key",
    resourceTypes: ["iam:user"],
    narrowedTo: "the access-key user by its name",
    actions: documented(
      "aws-iam",
      ["iam:CreateAccessKey", "makes a key"],
      ["iam:DeleteAccessKey", "deletes a key"],
      ["iam:ListAccessKeys", "reads whether the key is still there"],
    ),
  },

  deleteHandmadeCredentials: {
    ...common,
    sid: "DeleteHandmadeCredentials",
    job: "Take from a user without an access key of Terraform's what was made by hand, which would keep it from being deleted",
    resourceTypes: ["iam:user"],
    narrowedTo: "the access-key user by its name",
    actions: documented(
      "aws-delete-user",
      ["iam:DeleteAccessKey", "deletes the keys that were made by hand"],
      ["iam:DeleteLoginProfile", "deletes a console password; Terraform tries without looking"],
      ["iam:ListAccessKeys", "finds the keys that were made by hand"],
      ["iam:ListMFADevices", "looks for MFA devices"],
      ["iam:ListServiceSpecificCredentials", "looks for passwords of single services"],
      ["iam:ListSigningCertificates", "looks for X.509 keys"],
      ["iam:ListSSHPublicKeys", "looks for SSH keys"],
      ["iam:ListUserPolicies", "looks for inline policies"],
    ),
    note: "What the gateway never needs is looked for and not deleted: a user to whom somebody gave MFA devices, certificates, SSH keys or inline policies has to lose them before the destroy.",
  },

  findVirtualMfaDevices: {
    ...common,
    sid: "FindVirtualMfaDevices",
    job: "Look for the virtual MFA devices of a user without an access key of Terraform's",
    resourceTypes: [],
    narrowedTo: "AWS cannot narrow it: it lists the devices of the account",
    actions: documented("aws-delete-user", ["iam:ListVirtualMFADevices", "looks for virtual MFA devices"]),
  },

  // ── Attachment function ──────────────────────────────────────────────────────────────────────────────────────────

  manageFunction: {
    ...common,
    sid: "ManageFunction",
    job: "Create, change and delete the attachment function",
    resourceTypes: ["lambda:function"],
    narrowedTo: "the function by its name",
    actions: [
      ...documented(
        "aws-lambda",
        ["lambda:CreateFunction", "creates the function"],
        ["lambda:DeleteFunction", "deletes the function"],
        ["lambda:GetFunction", "reads the function, and waits until it is ready"],
        ["lambda:GetFunctionCodeSigningConfig", "Terraform's provider reads it of every function"],
        ["lambda:ListVersionsByFunction", "Terraform's provider reads the latest version"],
        ["lambda:TagResource", "sets tags", "tagged"],
        ["lambda:UntagResource", "removes tags", "tagged"],
        ["lambda:UpdateFunctionCode", "changes the code, when a release of this project does"],
        ["lambda:UpdateFunctionConfiguration", "changes the settings, when a release of this project does"],
      ),
      ...documented("aws-get-function", [
        "lambda:ListTags",
        "without it Lambda leaves the tags out, and every plan would set them again",
        "tagged",
      ]),
    ],
  },

  invokeFunction: {
    ...common,
    sid: "InvokeFunction",
    job: "Have the function attach and detach the instance profile",
    resourceTypes: ["lambda:function"],
    narrowedTo: "the function by its name, with and without the qualifier $LATEST that Terraform calls it by",
    actions: documented("aws-lambda", ["lambda:InvokeFunction", "calls the function for each instance"]),
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

  manageSecret: {
    ...common,
    sid: "ManageSecret",
    job: "Create, change and delete the secret, never read or write its value",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: "the secret by its name, whatever six characters AWS puts behind it",
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:CreateSecret", "creates the secret"],
      ["secretsmanager:DeleteSecret", "deletes the secret"],
      ["secretsmanager:DescribeSecret", "reads the secret without its value"],
      ["secretsmanager:GetResourcePolicy", "reads the secret's policy"],
      ["secretsmanager:TagResource", "sets tags", "tagged"],
      ["secretsmanager:UntagResource", "removes tags", "tagged"],
    ),
  },

  manageSecretPolicy: {
    ...common,
    sid: "ManageSecretPolicy",
    job: "Name the operators in the secret's policy",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: "the secret by its name, whatever six characters AWS puts behind it",
    actions: documented(
      "aws-secrets-manager",
      ["secretsmanager:DeleteResourcePolicy", "deletes the policy"],
      ["secretsmanager:PutResourcePolicy", "writes the policy"],
    ),
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
    ),
    note: "A key without an alias whose own policy leaves it to IAM is within reach of whoever deploys. Give such keys an alias, or have the key made by somebody else and name it in `configurationSecret.keyArn`: then none of this is in the policy.",
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
