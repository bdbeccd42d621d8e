/**
 * Every AWS permission that this project ever grants to the gateway or denies it, once.
 *
 * Each entry becomes one statement of a policy and is found there under its Sid. Nothing else names them: stacks,
 * documentation and outputs are derived from here. The trust of the role, sts:AssumeRole for EC2, is the role's own.
 */

/** How sure a fact is. */
export const GRADES = {
  D: "documented by Keeper",
  C: "read in Keeper's public source",
  A: "AWS reference data",
  I: "inference, not stated anywhere seen",
} as const;
export type Grade = keyof typeof GRADES;

/** Where a fact is written. */
export const SOURCES = {
  "keeper-setup": {
    title: "Keeper: AWS Environment Setup",
    url: "https://docs.keeper.io/en/keeperpam/privileged-access-manager/getting-started/pam-configuration/aws-environment-setup",
  },
  "keeper-access-key-script": {
    title: "Keeper: IAM User Access Key",
    url: "https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws/iam-user-access-key",
  },
  "keeper-access-key-plugin": {
    title: "Keeper: source of the AWS Secret Key plugin",
    url: "https://github.com/Keeper-Security/discovery-and-rotation-saas-dev/blob/856dbf98db836a7bf4141cbf2e8c2d3d5aaf30d7/integrations/aws_secret_key/README.md",
  },
  "aws-iam": {
    title: "AWS Service Authorization Reference: IAM",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  },
} as const;
export type Source = keyof typeof SOURCES;

/** What a permission is for. The first five are Keeper's rotation target types. */
export type Purpose =
  | "EC2 user"
  | "managed database"
  | "directory user"
  | "IAM user console password"
  | "IAM user access key"
  | "discovery"
  | "protected user";

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
  /** The resource type that AWS lets these actions be narrowed to; `*` where it offers none. */
  readonly resourceType: "iam:role" | "iam:user" | "rds:db" | "ds:directory" | "*";
  /** Which resources of that type the statement names. */
  readonly narrowedTo: string;
  readonly actions: readonly ActionFact[];
  /** What else a reviewer should know. */
  readonly note?: string;
  /** What nobody outside Keeper knows about it. */
  readonly doubt?: string;
}

export const CATALOG = {
  // ── The gateway's check of itself ────────────────────────────────────────────────────────────────────────────────

  selfCheck: {
    sid: "SimulateOwnPermissions",
    effect: "Allow",
    serves: ["managed database", "directory user", "IAM user console password"],
    job: "Ask IAM what the gateway itself may do",
    resourceType: "iam:role",
    narrowedTo: "the gateway's own role",
    actions: [
      {
        action: "iam:SimulatePrincipalPolicy",
        why: "Keeper wants it for every target that is rotated through an AWS API",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    doubt:
      "No page says what it is asked for. Presumably the gateway checks its own rights before it acts. A check that names no resource is made against `*`, and is then answered with an implicit deny although the call itself would be allowed; `permissions: documented` is the way back.",
  },

  // ── Managed databases (RDS) ──────────────────────────────────────────────────────────────────────────────────────

  rotateManagedDatabases: {
    sid: "RotateManagedDatabases",
    effect: "Allow",
    serves: ["managed database"],
    job: "Read the named database instances and set their master password",
    resourceType: "rds:db",
    narrowedTo: "the named instances in their regions, or the instances of a region that carry the named tag",
    actions: [
      {
        action: "rds:DescribeDBInstances",
        why: "finds the instance of the record's Database ID and its state",
        grade: "D",
        source: "keeper-setup",
      },
      {
        action: "rds:ModifyDBInstance",
        why: "sets the new master password",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    note: "IAM has no condition that limits ModifyDBInstance to the password. Without a grant on og, pg, secgrp and subgrp it cannot swap option, parameter, security or subnet groups.",
  },

  readUsersForManagedDatabases: {
    sid: "ReadUsersForManagedDatabases",
    effect: "Allow",
    serves: ["managed database"],
    job: "Read a user's name, path and dates",
    resourceType: "iam:user",
    narrowedTo: "the users of the account, read-only",
    actions: [
      {
        action: "iam:GetUser",
        why: "Keeper lists it for managed databases",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    doubt:
      "Keeper does not say which user is read when a database is rotated, so no user can be named here. It changes nothing and shows no credential.",
  },

  // ── Directories (AWS Managed Microsoft AD, Simple AD) ────────────────────────────────────────────────────────────

  listDirectories: {
    sid: "ListDirectories",
    effect: "Allow",
    serves: ["directory user"],
    job: "Find the directory of the record's Directory ID",
    resourceType: "*",
    narrowedTo: "AWS cannot narrow it: it lists the directories of a region",
    actions: [
      {
        action: "ds:DescribeDirectories",
        why: "finds the directory and its state",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    note: "A condition on the region would narrow it further, but a self-check that passes no region would then be answered with a deny.",
  },

  rotateDirectoryUsers: {
    sid: "RotateDirectoryUsers",
    effect: "Allow",
    serves: ["directory user"],
    job: "Set the password of a user in the named directories",
    resourceType: "ds:directory",
    narrowedTo:
      "the named directories in their regions, or the directories of a region that carry the named tag",
    actions: [
      {
        action: "ds:DescribeDomainControllers",
        why: "finds the domain controllers to talk to",
        grade: "D",
        source: "keeper-setup",
      },
      {
        action: "ds:DescribeLDAPSSettings",
        why: "learns whether the directory speaks LDAPS",
        grade: "D",
        source: "keeper-setup",
      },
      {
        action: "ds:ResetUserPassword",
        why: "sets the new password",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    note: "AWS grants ResetUserPassword per directory, never per user: it reaches every user in the directory's own OU, administrators included, and enables a disabled user again.",
  },

  // ── IAM users ────────────────────────────────────────────────────────────────────────────────────────────────────

  rotateConsolePasswords: {
    sid: "RotateConsolePasswords",
    effect: "Allow",
    serves: ["IAM user console password"],
    job: "Set the console password of the named users",
    resourceType: "iam:user",
    narrowedTo: "the named users, the users below the named path, or the users that carry the named tag",
    actions: [
      {
        action: "iam:GetUser",
        why: "finds the user of the record",
        grade: "D",
        source: "keeper-setup",
      },
      {
        action: "iam:UpdateLoginProfile",
        why: "sets the new password; the user must have one already, since CreateLoginProfile is not granted",
        grade: "D",
        source: "keeper-setup",
      },
    ],
  },

  rotateAccessKeys: {
    sid: "RotateAccessKeys",
    effect: "Allow",
    serves: ["IAM user access key"],
    job: "Replace the access key of the named users",
    resourceType: "iam:user",
    narrowedTo: "the named users, the users below the named path, or the users that carry the named tag",
    actions: [
      {
        action: "iam:CreateAccessKey",
        why: "makes the new key",
        grade: "D",
        source: "keeper-access-key-script",
      },
      {
        action: "iam:DeleteAccessKey",
        why: "removes the old key",
        grade: "D",
        source: "keeper-access-key-script",
      },
      {
        action: "iam:ListAccessKeys",
        why: "finds the old key; IAM lets a user have two",
        grade: "D",
        source: "keeper-access-key-script",
      },
      {
        action: "iam:GetUser",
        why: "the plugin reads the user first and gives up when it may not; the script does without",
        grade: "C",
        source: "keeper-access-key-plugin",
      },
    ],
  },

  // ── Discovery ────────────────────────────────────────────────────────────────────────────────────────────────────

  discoverMachinesAndDirectories: {
    sid: "DiscoverMachinesAndDirectories",
    effect: "Allow",
    serves: ["discovery"],
    job: "List machines and directories",
    resourceType: "*",
    narrowedTo: "AWS offers no resource type for them; a condition keeps them to the discovery regions",
    actions: [
      {
        action: "ds:DescribeDirectories",
        why: "lists directories",
        grade: "I",
        source: "keeper-setup",
      },
      {
        action: "ec2:DescribeInstances",
        why: "lists machines",
        grade: "I",
        source: "keeper-setup",
      },
    ],
    doubt:
      "Keeper prints the actions in its policy without saying that discovery needs them; ec2:DescribeInstances serves no rotation target.",
  },

  discoverDatabases: {
    sid: "DiscoverDatabases",
    effect: "Allow",
    serves: ["discovery"],
    job: "List database instances",
    resourceType: "rds:db",
    narrowedTo: "the instances of the discovery regions",
    actions: [
      {
        action: "rds:DescribeDBInstances",
        why: "lists database instances",
        grade: "I",
        source: "keeper-setup",
      },
    ],
  },

  discoverUsers: {
    sid: "DiscoverUsers",
    effect: "Allow",
    serves: ["discovery"],
    job: "List IAM users",
    resourceType: "*",
    narrowedTo: "AWS cannot narrow it: it lists the users of the account",
    actions: [
      {
        action: "iam:ListUsers",
        why: "lists users",
        grade: "I",
        source: "keeper-setup",
      },
    ],
    doubt:
      "Keeper prints iam:ListUsers in its policy without saying what for; no target of that page needs it.",
  },

  discoverAccessKeys: {
    sid: "DiscoverAccessKeys",
    effect: "Allow",
    serves: ["discovery"],
    job: "List the IDs of the users' access keys",
    resourceType: "iam:user",
    narrowedTo: "the users of the account, read-only; protected users are left out",
    actions: [
      {
        action: "iam:ListAccessKeys",
        why: "lists the keys of the users that were found",
        grade: "I",
        source: "keeper-setup",
      },
    ],
    doubt:
      "Keeper prints iam:ListAccessKeys in its policy without saying what for; no target of that page needs it.",
  },

  // ── Protected users ──────────────────────────────────────────────────────────────────────────────────────────────

  denyProtectedUsers: {
    sid: "DenyProtectedUsers",
    effect: "Deny",
    serves: ["protected user"],
    job: "Keep every password and key of the protected users out of reach, whatever any other policy allows",
    resourceType: "iam:user",
    narrowedTo: "the protected users",
    actions: [
      {
        action: "iam:*AccessKey*",
        why: "access keys",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:*LoginProfile",
        why: "console passwords",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:*SSHPublicKey*",
        why: "SSH keys for CodeCommit",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:*ServiceSpecificCredential*",
        why: "passwords and keys of single services",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:*SigningCertificate*",
        why: "X.509 keys",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:ChangePassword",
        why: "a user's own console password",
        grade: "A",
        source: "aws-iam",
      },
    ],
  },
} as const satisfies Record<string, Grant>;

/**
 * The actions of the policy that Keeper publishes: what the setup page lists, each once, in alphabetical order.
 *
 * @see SOURCES["keeper-setup"]
 */
export function publishedActions(): string[] {
  const facts: ActionFact[] = Object.values(CATALOG).flatMap((grant: Grant) => grant.actions);
  return [
    ...new Set(facts.filter(({ source }) => source === "keeper-setup").map(({ action }) => action)),
  ].sort();
}
