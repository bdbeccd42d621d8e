import type { ActionFact, Grant } from "./grant";
import { SOURCES } from "./sources";

/** What a user proves to be itself with; the patterns cover all such actions of AWS and no other. */
const PASSWORDS_AND_KEYS = [
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
  { action: "iam:DeactivateMFADevice", why: "second factors", grade: "A", source: "aws-iam" },
  { action: "iam:EnableMFADevice", why: "second factors", grade: "A", source: "aws-iam" },
  { action: "iam:ResyncMFADevice", why: "second factors", grade: "A", source: "aws-iam" },
  {
    action: "iam:ChangePassword",
    why: "a user's own console password",
    grade: "A",
    source: "aws-iam",
  },
] as const satisfies readonly ActionFact[];

/** What would leave a Deny behind, which knows its users by their names. */
const NAMES = [
  {
    action: "iam:UpdateUser",
    why: "another name or path, under which this statement would not hold",
    grade: "A",
    source: "aws-update-user",
  },
  { action: "iam:DeleteUser", why: "the user itself", grade: "A", source: "aws-iam" },
] as const satisfies readonly ActionFact[];

/** What the gateway may do, as its role or as its access-key user. */
export const CATALOG = {
  // ── The gateway's check of itself ────────────────────────────────────────────────────────────────────────────────

  selfCheck: {
    sid: "SimulateOwnPermissions",
    effect: "Allow",
    serves: ["managed database", "directory user", "IAM user console password"],
    job: "Ask IAM what the gateway itself may do",
    resourceTypes: ["iam:role", "iam:user"],
    narrowedTo: "the principal that carries the policy: the gateway's own role, or its own access-key user",
    actions: [
      {
        action: "iam:SimulatePrincipalPolicy",
        why: "Keeper wants it for every target that is rotated through an AWS API",
        grade: "D",
        source: "keeper-setup",
      },
    ],
    doubt:
      "No page says what it is asked for. Presumably the gateway checks its own rights before it acts. A check that names no resource is made against `*`, and is then answered with an implicit deny although the call itself would be allowed; `permissions: documented` is the way back, at the price of every IAM user's console password, every database and every directory.",
  },

  // ── Managed databases (RDS) ──────────────────────────────────────────────────────────────────────────────────────

  rotateManagedDatabases: {
    sid: "RotateManagedDatabases",
    effect: "Allow",
    serves: ["managed database"],
    job: "Read the named database instances and set their master password",
    resourceTypes: ["rds:db"],
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
    note: `ModifyDBInstance is far more than the password, and IAM has no condition that limits it to that. [It can also](${SOURCES["aws-modify-db-instance"].url}) give it other VPC security groups, make it public, move it to another port, drop its deletion protection, switch its automated backups off, rename it, let IAM users log in to it, change its engine version, class, storage, licence, Multi-AZ setting, certificate authority, log exports, and maintenance and backup windows, and take it down for that at once. What it cannot, [for want of a right on og, pg, secgrp and subgrp](${SOURCES["aws-rds"].url}): give it another option group, parameter group, DB security group (of EC2-Classic) or subnet group. A condition keeps the call from being used to hand its master password over to Secrets Manager, where Keeper could set it no more.`,
  },

  readUsersForManagedDatabases: {
    sid: "ReadUsersForManagedDatabases",
    effect: "Allow",
    serves: ["managed database"],
    job: "Read a user's name, path and dates",
    resourceTypes: ["iam:user"],
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
    resourceTypes: [],
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
    resourceTypes: ["ds:directory"],
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
    note: `AWS grants ResetUserPassword per directory, never per user. [It reaches](${SOURCES["aws-reset-user-password"].url}) in AWS Managed Microsoft AD every user in the directory's own OU, its Admin included; in Simple AD every user but the members of Domain Admins and Enterprise Admins, of whom it reaches Administrator; and it enables a disabled user again.`,
  },

  // ── IAM users ────────────────────────────────────────────────────────────────────────────────────────────────────

  rotateConsolePasswords: {
    sid: "RotateConsolePasswords",
    effect: "Allow",
    serves: ["IAM user console password"],
    job: "Set the console password of the named users",
    resourceTypes: ["iam:user"],
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
    resourceTypes: ["iam:user"],
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
    resourceTypes: [],
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
    resourceTypes: ["rds:db"],
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
    resourceTypes: [],
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
    resourceTypes: ["iam:user"],
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
    job: "Keep every password, key and second factor of the protected users, and their names, out of reach, whatever any other policy allows",
    resourceTypes: ["iam:user"],
    narrowedTo: "the protected users",
    actions: [...PASSWORDS_AND_KEYS, ...NAMES],
    note: "IAM takes users' names regardless of upper and lower case, and policies match them by it: the plan compares the protected names with the account's users, and refuses one that differs in that alone.",
  },

  // ── The access-key user ──────────────────────────────────────────────────────────────────────────────────────────

  readOwnUser: {
    sid: "ReadOwnUser",
    effect: "Allow",
    serves: ["access-key user"],
    job: "Find out who the access key belongs to",
    resourceTypes: ["iam:user"],
    narrowedTo: "the access-key user itself",
    actions: [
      {
        action: "iam:GetUser",
        why: "a call that names no user is answered with the caller: the way from a key pair to the user's ARN",
        grade: "I",
        source: "aws-get-user",
      },
    ],
    doubt: "That the gateway looks its own user up is not stated anywhere.",
  },

  denyOwnUser: {
    sid: "DenyOwnUser",
    effect: "Deny",
    serves: ["access-key user"],
    job: "Keep the gateway from its own user's keys, password, second factor, policies and name, whatever any other policy allows",
    resourceTypes: ["iam:user"],
    narrowedTo: "the access-key user; the statement stands in the role's policies too",
    actions: [
      ...PASSWORDS_AND_KEYS,
      {
        action: "iam:*UserPolicy",
        why: "the user's policies: its own rights",
        grade: "A",
        source: "aws-iam",
      },
      {
        action: "iam:*UserPermissionsBoundary",
        why: "the bound of the user's rights",
        grade: "A",
        source: "aws-iam",
      },
      ...NAMES,
      { action: "iam:TagUser", why: "tags that policies decide by", grade: "A", source: "aws-iam" },
      { action: "iam:UntagUser", why: "tags that policies decide by", grade: "A", source: "aws-iam" },
    ],
  },

  denyGatewayUsers: {
    sid: "DenyGatewayUsers",
    effect: "Deny",
    serves: ["access-key user"],
    job: "Keep the gateway from the access-key users of every gateway of the account, whatever a path, a tag or another policy takes in",
    resourceTypes: ["iam:user"],
    narrowedTo: "the users that carry the tag of an access-key user, with whatever value",
    actions: [
      { action: "iam:CreateAccessKey", why: "to act as another gateway", grade: "A", source: "aws-iam" },
      { action: "iam:DeleteAccessKey", why: "to stop another gateway", grade: "A", source: "aws-iam" },
      { action: "iam:UpdateLoginProfile", why: "to act as another gateway", grade: "A", source: "aws-iam" },
    ],
    note: "It knows them by their tag. A user that an earlier version made has it from its next apply on.",
  },

  // ── The protected gateway configuration ──────────────────────────────────────────────────────────────────────────

  readConfiguration: {
    sid: "ReadGatewayConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Read the gateway's own configuration when it starts",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo: "the one secret that holds it",
    actions: [
      {
        action: "secretsmanager:GetSecretValue",
        why: "the secret's value is the gateway's configuration",
        grade: "D",
        source: "keeper-kms",
      },
    ],
  },

  decryptConfiguration: {
    sid: "DecryptGatewayConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Let Secrets Manager decrypt the gateway's configuration for it",
    resourceTypes: ["kms:key"],
    narrowedTo: "the one key, only through Secrets Manager and only for the one secret",
    actions: [
      {
        action: "kms:Decrypt",
        why: "Secrets Manager uses the key with the rights of whoever reads the secret",
        grade: "A",
        source: "aws-secret-encryption",
      },
    ],
    note: "Keeper's page leaves it out: without it a secret under a customer-managed key cannot be read.",
  },
} as const satisfies Record<string, Grant>;
