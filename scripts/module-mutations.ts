/** One way of breaking the Terraform module, and which of the tests looks at what is broken. */
export interface ModuleMutation {
  readonly title: string;
  /** Below `terraform/keeper-gateway/`. */
  readonly file: string;
  /** Every place where the file has it is changed; there must be one. */
  readonly passage: string;
  readonly replacement: string;
  /** Of `__tests__/terraform-module/`. */
  readonly test: string;
  /** How the titles of its tests begin that look at it; all of them where none is named: each plan takes its time. */
  readonly titles?: string;
}

type Broken = readonly [title: string, file: string, passage: string, replacement: string];

/** What the tests of one suite look at. */
const looksAt = (test: string, ways: readonly Broken[], titles?: string): ModuleMutation[] =>
  ways.map(([title, file, passage, replacement]) => ({
    title: `module: ${title}`,
    file,
    passage,
    replacement,
    test,
    ...(titles !== undefined && { titles }),
  }));

const STATEMENTS = "for the same configuration the app and the module make the same statements";
const RESOURCES = "before anything is applied, the app and the module plan the same attributes";

/** What the quick suites look at comes first. */
export const MODULE_MUTATIONS: readonly ModuleMutation[] = [
  ...looksAt("permissions", [
    [
      "an action that no catalogue has",
      "instances.tf",
      "actions   = local.actions.AttachInstanceProfile",
      'actions   = ["ec2:*"]',
    ],
  ]),
  ...looksAt("same-texts", [["the key's secret is shown", "outputs.tf", "  sensitive = true\n", ""]]),
  ...looksAt("same-blocks", [
    [
      "a role goes before the next one is there",
      "main.tf",
      "create_before_destroy = true",
      "create_before_destroy = false",
    ],
    [
      "an instance gets the role before its policies",
      "instances.tf",
      "    aws_iam_role_policy_attachment.gateway,\n",
      "",
    ],
    [
      "the instances are looked at before the profile is on them",
      "instances.tf",
      "\n  depends_on = [aws_lambda_invocation.instance]\n",
      "",
    ],
    [
      "the machines that require IMDSv2 are warned of",
      "instances.tf",
      'values = ["optional"]',
      'values = ["required"]',
    ],
    [
      "the secret's policy stays when Terraform updates the secret",
      "configuration-secret.tf",
      "    replace_triggered_by = [terraform_data.configuration_secret_updated]\n",
      "",
    ],
  ]),
  ...looksAt("inputs-file", [
    [
      "the secret is in the state unasked",
      "inputs.tf",
      '"accept_secret_in_state", null)), false)',
      '"accept_secret_in_state", null)), true)',
    ],
    ["a region of China is one of aws", "targets.tf", '= "cn-"', '= "china-"'],
  ]),
  ...looksAt("edges", [
    ["sessions of a day", "variables.tf", "seconds <= 43200", "seconds <= 86400"],
    ["a seventh instance", "variables.tf", "length(var.instances) <= 6", "length(var.instances) <= 7"],
  ]),
  ...looksAt("names", [
    ["a user's name with a wildcard", "variables.tf", '"^[\\\\w+=,.@-]{1,64}$"', '"^[\\\\w+=,.@*-]{1,64}$"'],
    ["a tag's key with a wildcard", "variables.tf", '+\\\\-@]*$", key)', '+\\\\-@*]*$", key)'],
    ["a path with a wildcard", "variables.tf", '"^/(?:[!#', '"^/(?:[*!#'],
    [
      "a role of AWS's own",
      "variables.tf",
      '"^AWS(?:ReservedSSO_|ServiceRoleFor)"',
      '"^AWS(?:ReservedSSO_)"',
    ],
  ]),
  ...looksAt("protected-users", [
    [
      "another spelling that protects nobody",
      "protected-users.tf",
      "|| contains([arn, basename(arn)], user)",
      "|| length(user) > 0",
    ],
  ]),
  ...looksAt("inline-quota", [
    [
      "inline policies of any length",
      "instances.tf",
      "local.inline_policy_characters <= local.inline_characters_at_most",
      "local.inline_policy_characters > 0",
    ],
    ["more inline policies than IAM takes", "packing.tf", "= 10240\n", "= 102400\n"],
  ]),
  ...looksAt("warnings", [
    [
      "a machine without IMDSv2",
      "instances.tf",
      "!contains(local.instances_without_imdsv2, id)",
      "length(local.instances_without_imdsv2) >= 0",
    ],
    [
      "an access key that nobody knows",
      "access-key-user.tf",
      "length(local.access_keys_in_account) <= length(local.access_key_generations)",
      "length(local.access_keys_in_account) >= 0",
    ],
  ]),
  ...looksAt("module-quotas", [
    ["policies longer than IAM takes", "packing.tf", "= 6144\n", "= 61440\n"],
    [
      "a part of the statements is not packed",
      "packing.tf",
      "for number in range(count) :",
      "for number in range(min(count, 1)) :",
    ],
  ]),
  ...looksAt("module-messages", [
    [
      "credentials of another account",
      "main.tf",
      "var.account_id == null || var.account_id == self.account_id",
      "length(self.account_id) > 0",
    ],
    ["policies of any length", "main.tf", "minified_json) <= local.policy_characters", "minified_json) > 0"],
    [
      "a misspelt boundary is dropped",
      "variables.tf",
      "for attribute in try(keys(var.role), []) : contains(",
      "for attribute in [] : contains(",
    ],
    [
      "operators that are nobody",
      "variables.tf",
      "try(length(var.configuration_secret.operators), 1) > 0",
      "try(length(var.configuration_secret.operators), 1) >= 0",
    ],
    [
      "a function's name that Lambda does not take",
      "outputs.tf",
      'can(regex("^[\\\\w-]{1,64}$", local',
      'can(regex("^[\\\\w.-]{1,64}$", local',
    ],
    [
      "the gateway's own user is a target",
      "outputs.tf",
      "try(lower(user.name) != lower(local.access_key_user_name), true)",
      "true",
    ],
    [
      "a boundary of another account",
      "outputs.tf",
      'contains([local.account_id, "aws"], split(":", arn)[4])',
      'length(split(":", arn)[4]) > 0',
    ],
    [
      "a protected user is a target",
      "outputs.tf",
      "contains(target, user)",
      "length(target) + length(user) < 0",
    ],
  ]),
  ...looksAt("unknown-attributes", [
    [
      "a tag is none while its value is not known",
      "variables.tf",
      "lookup(merge({}, database), attribute, null)",
      "try(database[attribute], null)",
    ],
  ]),
  ...looksAt(
    "equivalence",
    [
      ["another service takes the role", "main.tf", '["ec2.amazonaws.com"]', '["lambda.amazonaws.com"]'],
      ["the role's ARN forgets its path", "main.tf", ":role${local.role.path}$", ":role/$"],
      ["the guard is off", "grants.tf", "DenyIdentityChanges  = local.guard", "DenyIdentityChanges  = false"],
      ["protected users are protected from nobody", "grants.tf", "length(var.protected_users) > 0", "false"],
      [
        "Keeper's published policy beside the scoped one",
        "grants.tf",
        "KeeperPublishedPolicy  = !local.scoped",
        "KeeperPublishedPolicy  = true",
      ],
      [
        "discovery unasked",
        "grants.tf",
        "DiscoverUsers                  = local.scoped && local.discovery != null",
        "DiscoverUsers                  = local.scoped",
      ],
      [
        "a tag's users by any name too",
        "targets.tf",
        "for user in local.iam_users : user if user.tag == null",
        "for user in local.iam_users : user",
      ],
      [
        "a database's region is forgotten",
        "inputs.tf",
        'tostring(lookup(database, "region", null))',
        "tostring(null)",
      ],
      [
        "the function attaches the profile in place of any",
        "instances.tf",
        '"ec2:NewInstanceProfile"',
        '"ec2:InstanceProfile"',
      ],
      [
        "the function hands the role to any service",
        "instances.tf",
        '"iam:PassedToService"',
        '"iam:AssociatedResourceArn"',
      ],
      [
        "everybody of the account reads with the key",
        "configuration-secret.tf",
        "values   = local.reader_arns",
        'values   = ["*"]',
      ],
      [
        "the gateway decrypts all with the key",
        "configuration-secret.tf",
        '"kms:EncryptionContext:SecretARN"',
        '"kms:EncryptionContext:SecretVersionId"',
      ],
      [
        "whoever is no operator writes the secret",
        "configuration-secret.tf",
        'effect    = "Deny"',
        'effect    = "Allow"',
      ],
      ["a permission set whose name goes on", "configuration-secret.tf", "_????????????????", "_*"],
    ],
    STATEMENTS,
  ),
  ...looksAt(
    "equivalence",
    [
      [
        "the role loses its boundary",
        "main.tf",
        "  permissions_boundary = local.role.permissions_boundary_arn\n",
        "",
      ],
      [
        "the key's secret is in the state, whatever PGP key is given",
        "access-key-user.tf",
        "  pgp_key = local.pgp_key\n",
        "",
      ],
      [
        "the key before goes with the next",
        "access-key-user.tf",
        "    local.access_key_user.keep_previous\n",
        "    false\n",
      ],
      [
        "the key does not rotate",
        "configuration-secret.tf",
        "enable_key_rotation     = true",
        "enable_key_rotation     = false",
      ],
      [
        "the function's log stays for ever",
        "instances.tf",
        "  retention_in_days = local.attachment_function.log_retention_days\n",
        "",
      ],
    ],
    RESOURCES,
  ),
];
