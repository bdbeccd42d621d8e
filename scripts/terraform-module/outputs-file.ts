import { keeperRecords, pamConfiguration } from "../../modules/gateway/keeper-records";
import { DECRYPT, STEPS } from "../../modules/stacks/next-steps";
import { OUTPUTS } from "../../modules/stacks/outputs";
import { pamConfigurationFields, recordFields } from "../../modules/stacks/record-fields";
import type { AccessKeyUser } from "../../modules/gateway";
import type { ConstructBlocks } from "./blocks";
import { contradictions } from "./contradictions";
import { block, expression, literalText, object } from "./hcl";
import { validationBlock } from "./validation";
import { inModuleWords } from "./words";
import { SCOPE } from "./scope";

/** outputs.tf: the outputs of the stack, and on the first of them what only shows when several variables are seen together. */
export function outputsFile(blocks: ConstructBlocks): string {
  const currentKey = (attribute: string) =>
    `one([for generation, key in aws_iam_access_key.gateway : key.${attribute} if generation == local.access_key_generation])`;
  const values: Readonly<Record<keyof typeof OUTPUTS, string>> = {
    role_arn: "one(concat(aws_iam_role.gateway[*].arn, data.aws_iam_role.existing[*].arn))",
    role_name: "local.role_name",
    instance_profile_name: "one(aws_iam_instance_profile.gateway[*].name)",
    policy_arns: "aws_iam_policy.gateway[*].arn",
    access_key_user_arn: "one(aws_iam_user.gateway[*].arn)",
    access_key_user_name: "one(aws_iam_user.gateway[*].name)",
    access_key_user_policy_arns: "aws_iam_policy.access_key_user[*].arn",
    access_key_id: currentKey("id"),
    access_key_encrypted_secret: currentKey("encrypted_secret"),
    access_key_secret: currentKey("secret"),
    configuration_secret: `local.has_configuration_secret ? ${blocks.output("configuration_secret")} : null`,
    keeper_pam_configuration: pamConfigurationValue(),
    keeper_records: recordsValue(),
    next_steps: nextStepsValue(),
  };
  return Object.entries(values)
    .map(([name, value]) =>
      block(
        `output "${name}"`,
        [
          `description = ${literalText(OUTPUTS[name as keyof typeof OUTPUTS])}`,
          `value = ${value}`,
          ...(name === "access_key_secret" ? ["sensitive = true"] : []),
        ],
        ...(name === "role_arn"
          ? contradictions().map((contradiction) => [validationBlock(contradiction, "precondition")])
          : []),
      ),
    )
    .join("\n\n");
}

function pamConfigurationValue(): string {
  const of = (user?: Partial<AccessKeyUser>) =>
    pamConfigurationFields(pamConfiguration("${var.name}", {}, SCOPE, user as AccessKeyUser | undefined));
  const [withRole, withKey] = [of(), of({})] as Record<string, unknown>[];
  const regions =
    "distinct(local.discovery != null ? local.discovery_regions : concat([local.region], compact(concat(local.managed_databases[*].region, local.directories[*].region))))";
  const fields = Object.entries(withRole ?? {}).map(([field, value]): [string, string] => {
    if (Array.isArray(value)) return [field, regions];
    const otherwise = expression(withKey?.[field]);
    if (otherwise === expression(value)) return [field, otherwise];
    const ofKey =
      field === "Access Key ID"
        ? `coalesce(one(terraform_data.current_access_key[*].output.id), ${otherwise})`
        : otherwise;
    return [field, `local.has_role ? ${expression(value)} : ${ofKey}`];
  });
  return object(fields);
}

function recordsValue(): string {
  const region = (one: string) => `\${coalesce(${one}.region, local.region)}`;
  const records = recordFields(
    keeperRecords(
      {
        targets: {
          managedDatabases: [{ instance: "${database.instance}", region: region("database") }],
          directories: [{ id: "${directory.id}", region: region("directory") }],
          iamUsers: [{ name: "${user.name}", path: '${coalesce(user.path, "/")}' }],
        },
      },
      SCOPE,
    ),
  );
  const each: Readonly<Record<keyof typeof records, (record: string) => string>> = {
    pam_databases: (record) => `[for database in local.named_managed_databases : ${record}]`,
    pam_directories: (record) => `[for directory in local.named_directories : ${record}]`,
    pam_users: (record) =>
      `distinct([for user in concat(local.named_iam_users, local.named_iam_access_keys) : ${record} if user.name != null])`,
  };
  return object(
    Object.entries(records).map(([kind, [record]]) => [
      kind,
      each[kind as keyof typeof records](expression(record)),
    ]),
  );
}

/** Each step with the condition under which it is left to do, if there is one, in the order of the stack. */
function nextStepsValue(): string {
  const user = "local.makes_access_key_user";
  const selected = (tagged: string) => `length(local.tagged_${tagged}) > 0`;
  const below = (named: string) => `anytrue([for user in local.named_${named} : user.name == null])`;
  const bySelection = [
    ...["managed_databases", "directories", "iam_users", "iam_access_keys"].map(selected),
    ...["iam_users", "iam_access_keys"].map(below),
  ].join(" || ");
  const grants =
    "local.has_checked_targets || local.discovery != null || !local.scoped || length(local.iam_access_keys) > 0";
  const steps: readonly (readonly [condition: string, step: string])[] = [
    ["local.has_role && local.has_instances", STEPS.profileIsAttached('${join(", ", var.instances)}')],
    ["local.makes_instance_profile && !local.has_instances", STEPS.giveProfile],
    ["local.has_role && !local.makes_instance_profile", STEPS.useRole],
    [`${user} && !local.makes_access_key`, STEPS.makeAccessKey("${local.access_key_user_name}")],
    ["local.makes_access_key && one(local.access_key_user[*].pgp_key) == null", STEPS.readSecret],
    [
      "local.makes_access_key && one(local.access_key_user[*].pgp_key) != null",
      STEPS.decryptSecret(
        `\${startswith(coalesce(one(local.access_key_user[*].pgp_key), "-"), "keybase:") ? "${DECRYPT.keybase}" : "${DECRYPT.gpg}"}`,
      ),
    ],
    ["length(local.access_key_generations) > 1", STEPS.retirePreviousKey],
    [`${user} && local.has_role`, STEPS.roleWins],
    ["local.has_configuration_secret", STEPS.putConfiguration],
    ["local.has_configuration_secret", STEPS.startWithSecret],
    ["local.has_role", STEPS.fillConfigurationForRole],
    [`!local.has_role && ${user}`, STEPS.fillConfigurationForKey],
    ["", STEPS.fillRecords],
    [bySelection, STEPS.selectedTargets],
    ["length(local.managed_databases) > 0", STEPS.databasePasswords],
    ["length(local.iam_users) > 0", STEPS.consolePasswords],
    ["var.ec2_users", STEPS.ec2Users],
    [`local.scoped && (${grants})`, STEPS.selfCheck],
    [`!(${grants})`, STEPS.nothingAsked],
  ];
  const lines = steps.map(([condition, step]) => {
    const text = expression(inModuleWords(step));
    return condition === "" ? `${text},` : `${condition} ? ${text} : "",`;
  });
  return `[for index, step in compact([\n${lines.join("\n")}\n]) : "\${index + 1}. \${step}"]`;
}
