import type { ActionFact, Grant } from "./grant";

/** What Secrets Manager does with the key for whoever writes a value. */
const ENCRYPTION = [
  {
    action: "kms:Decrypt",
    why: "Secrets Manager compares a value with the one that is there",
    grade: "A",
    source: "aws-secret-encryption",
  },
  {
    action: "kms:GenerateDataKey",
    why: "encrypts the new value",
    grade: "A",
    source: "aws-secret-encryption",
  },
] as const satisfies readonly ActionFact[];

/** Who may do what with the key and the secret of the gateway's configuration, in the policies of these two. */
export const CONFIGURATION_CATALOG = {
  administerKey: {
    sid: "AccountAdministersKey",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Administer the key",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "the account's principals whose own policies allow it; using the key, and grants to use it, are not among it",
    actions: [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ].map((action) => ({
      action,
      why: "administration, without which nobody could ever change or delete the key",
      grade: "A" as const,
      source: "aws-key-administrators" as const,
    })),
    note: "Whoever may change the key's policy can give the rest to himself; that leaves a trace in CloudTrail.",
  },

  checkKeyAccess: {
    sid: "AccountConnectsKeyAndSecret",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Create a secret under the key",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "the account's principals whose own policies allow it, only through Secrets Manager and only for its check of access, which neither encrypts nor decrypts a secret",
    actions: [
      {
        action: "kms:Decrypt",
        why: "Secrets Manager tries it with the rights of whoever creates the secret: Terraform",
        grade: "A",
        source: "aws-secret-encryption",
      },
      {
        action: "kms:GenerateDataKey",
        why: "Secrets Manager tries it with the rights of whoever creates the secret: Terraform",
        grade: "A",
        source: "aws-secret-encryption",
      },
    ],
    note: "The check carries `RequestToValidateKeyAccess` in place of a version of a secret, and no version can be called so.",
  },

  gatewayDecrypts: {
    sid: "GatewayReadsConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Let Secrets Manager decrypt the configuration for the gateway",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "the gateway's role and access-key user, only through Secrets Manager and only for the one secret",
    actions: [
      {
        action: "kms:Decrypt",
        why: "reads the secret",
        grade: "A",
        source: "aws-secret-encryption",
      },
    ],
  },

  operatorsEncrypt: {
    sid: "OperatorsWriteConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Let Secrets Manager encrypt the configuration for those who write it",
    resourceTypes: ["kms:key"],
    narrowedTo: "the named operators, only through Secrets Manager and only for the one secret",
    actions: ENCRYPTION,
    note: "The operators are named by a condition, not as principals, and need no other policy: KMS would turn the principal of a deleted role into its ID, and the next apply would fail.",
  },

  accountEncrypts: {
    sid: "AccountWritesConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Let Secrets Manager encrypt and decrypt the configuration where no operator is named",
    resourceTypes: ["kms:key"],
    narrowedTo:
      "the account's principals whose own policies allow it, only through Secrets Manager and only for the one secret; there is no such statement where operators are named",
    actions: ENCRYPTION,
  },

  operatorsPutValue: {
    sid: "OperatorsPutConfiguration",
    effect: "Allow",
    serves: ["gateway configuration"],
    job: "Put the configuration into the secret",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo:
      "the named operators, in the policy of the secret; there is no such policy where none is named",
    actions: [
      {
        action: "secretsmanager:DescribeSecret",
        why: "shows whether the secret has a value, never the value",
        grade: "A",
        source: "aws-secret-encryption",
      },
      {
        action: "secretsmanager:PutSecretValue",
        why: "writes a new value",
        grade: "A",
        source: "aws-secret-encryption",
      },
    ],
    note: "The operators are named by a condition, not as principals: a role that is made anew under its name is the same operator.",
  },

  othersWriteNothing: {
    sid: "OthersWriteNothing",
    effect: "Deny",
    serves: ["gateway configuration"],
    job: "Keep everybody but the operators from writing the configuration",
    resourceTypes: ["secretsmanager:Secret"],
    narrowedTo:
      "the one secret, for whoever is none of the named operators, in the policy of the secret; there is no such policy where none is named",
    actions: [
      {
        action: "secretsmanager:CancelRotateSecret",
        why: "leaves the labels of versions as they are in the middle of a rotation",
        grade: "A",
        source: "aws-secrets-manager",
      },
      {
        action: "secretsmanager:PutSecretValue",
        why: "writes a value",
        grade: "A",
        source: "aws-secrets-manager",
      },
      {
        action: "secretsmanager:ReplicateSecretToRegions",
        why: "writes the value into another region, under a key of the caller's choice",
        grade: "A",
        source: "aws-secrets-manager",
      },
      {
        action: "secretsmanager:RotateSecret",
        why: "has a function of the caller's choice write values",
        grade: "A",
        source: "aws-secrets-manager",
      },
      {
        action: "secretsmanager:UpdateSecret",
        why: "writes a value, under another key if the caller wants",
        grade: "A",
        source: "aws-secrets-manager",
      },
      {
        action: "secretsmanager:UpdateSecretVersionStage",
        why: "brings an earlier value back",
        grade: "A",
        source: "aws-secrets-manager",
      },
    ],
    note: "Not denied: the secret's policy, so that nobody is locked out (whoever may change it can let himself in, and leaves a trace in CloudTrail); tags; deletion, after which a new secret of this name has another ARN, which the gateway may not read; restoring it, with the value that it had; its copies in other regions, which the gateway does not read.",
  },
} as const satisfies Record<string, Grant>;
