import {
  FUNCTION_NAME,
  FUNCTION_SUFFIX,
  POLICY_QUOTA,
  QUOTA_ADVICE,
  quotaRefusal,
  REGION_PREFIXES,
} from "../../modules/permissions";
import { object, template } from "./hcl";
import { keeps } from "./rule-expression";
import { given, itemsOf, validation, type Validation } from "./validation";
import { inModuleWords, refusalOf } from "./words";

/** What only shows when several variables are seen together. */
export function contradictions(): Validation[] {
  return [
    {
      condition:
        "local.has_role || local.makes_access_key_user || !(local.has_permissions || coalesce(var.guard, false))",
      message: text("role", refusalOf({ gateway: { role: false } }, "gateway.role")),
    },
    {
      condition: "local.has_role || coalesce(local.instance_profile.create, false) == false",
      message: text(
        "instance_profile",
        refusalOf(
          { gateway: { role: false, instanceProfile: true, accessKeyUser: { createAccessKey: false } } },
          "gateway.instanceProfile",
        ),
      ),
    },
    {
      condition: "length(var.instances) == 0 || local.makes_instance_profile",
      message: text(
        "instances",
        refusalOf(
          { gateway: { instanceProfile: false, instances: ["i-0123456789abcdef0"] } },
          "gateway.instances",
        ),
      ),
    },
    {
      condition: `length(var.instances) == 0 || ${keeps(FUNCTION_NAME, `"\${var.name}${FUNCTION_SUFFIX}"`)}`,
      message: text(
        "name",
        refusalOf({ name: "long".repeat(16), gateway: { instances: ["i-0123456789abcdef0"] } }, "name", "", {
          ["long".repeat(16)]: "var.name",
        }),
      ),
    },
    functionRole("name", "local.role.name"),
    functionRole("existing", "one(local.role.existing[*].name)"),
    ownTarget("iamUsers"),
    ownTarget("iamAccessKeys"),
    protectedTarget("iamUsers"),
    protectedTarget("iamAccessKeys"),
    ...foreignArns(),
    validation(
      { loops: [{ one: "region", of: REGIONS }], called: "region" },
      "local.partition_of_region[region] == local.partition",
      refusalOf(
        { aws: { region: "us-east-1" }, discovery: { regions: ["us-gov-west-1"] } },
        "discovery.regions[0]",
        "",
        {
          "us-gov-west-1": "region",
          "aws-us-gov": "local.partition_of_region[region]",
        },
      ).replace("the gateway in aws:", "the gateway in ${local.partition}:"),
    ),
    {
      condition: `max(values(local.policy_count)...) <= ${POLICY_QUOTA.policies}`,
      message: QUOTA,
    },
  ];
}

function text(called: string, refusal: string): string {
  return `"${called}: ${refusal}"`;
}

/** No role of the gateway is called like the role of its attachment function. */
function functionRole(key: "name" | "existing", name: string): Validation {
  const functionRoleName = `gateway${FUNCTION_SUFFIX}`;
  return validation(
    {
      loops: [{ one: "role", of: `length(var.instances) > 0 ? compact([${name}]) : []` }],
      called: key === "existing" ? "role.existing.name" : "role.name",
    },
    `lower(role) != lower("\${var.name}${FUNCTION_SUFFIX}")`,
    refusalOf(
      { name: "gateway", gateway: { role: { [key]: functionRoleName }, instances: ["i-0123456789abcdef0"] } },
      `gateway.role.${key}`,
      "",
      { [functionRoleName]: "role" },
    ),
  );
}

type UserList = "iamUsers" | "iamAccessKeys";

/** The gateway may not touch its own access-key user. */
function ownTarget(list: UserList): Validation {
  const variable = inModuleWords(list);
  return validation(
    {
      loops: [
        { one: "user", of: `local.${variable}`, numbered: true },
        given("user.name"),
        given("local.access_key_user_name", "own"),
      ],
      called: `${variable}[\${index}].name`,
    },
    "lower(name) != lower(own)",
    refusalOf(
      {
        gateway: { accessKeyUser: { name: "own-user", createAccessKey: false } },
        targets: { [list]: [{ name: "own-user" }] },
      },
      `targets.${list}[0].name`,
      "",
      { "own-user": "name" },
    ),
  );
}

/** A protected user is no target: a name at any path, an ARN at its own. */
function protectedTarget(list: UserList): Validation {
  const variable = inModuleWords(list);
  return validation(
    {
      loops: [
        { one: "user", of: "var.protected_users", numbered: true },
        { one: "target", of: `local.${variable}` },
        given("target.name"),
      ],
      called: "protected_users[${index}]",
    },
    'lower(replace(user, "/^arn:.*:user/", "")) != lower(startswith(user, "arn:") ? "${coalesce(target.path, "/")}${name}" : name)',
    refusalOf(
      { protectedUsers: ["twice-named"], targets: { [list]: [{ name: "twice-named" }] } },
      "protectedUsers[0]",
      "",
      { "twice-named": "user" },
    ).replace("[0]", ""),
  );
}

const HERE = "111122223333";
const ELSEWHERE = "444455556666";

/** ARNs that lie in another region or account than the gateway. */
function foreignArns(): Validation[] {
  const secret = `arn:aws:secretsmanager:eu-west-1:${HERE}:secret:name-AbCdEf`;
  const key = `arn:aws:kms:eu-west-1:${HERE}:key/01234567-89ab-cdef-0123-456789abcdef`;
  const secrets = "gateway.configurationSecret";
  const inRegion = (attribute: string, arn: string, mistake: object, property: string) =>
    validation(
      {
        loops: [{ one: "arn", of: `flatten(local.configuration_secret[*].${attribute}[*].arn)` }],
        called: `configuration_secret.${attribute}.arn`,
      },
      'split(":", arn)[3] == local.region',
      refusalOf(
        { aws: { region: "us-east-1", accountId: HERE }, gateway: { configurationSecret: mistake } },
        `${secrets}.${property}`,
        "",
        { [arn]: "arn", "eu-west-1": 'split(":", arn)[3]', "us-east-1": "local.region" },
      ),
    );
  const inAccount = (of: string, called: string, arn: string, mistake: object, path: string, orAws = false) =>
    validation(
      { loops: [{ one: "arn", of, numbered: called.includes("${index}") }], called },
      orAws
        ? 'contains([local.account_id, "aws"], split(":", arn)[4])'
        : 'split(":", arn)[4] == local.account_id',
      refusalOf({ aws: { region: "eu-west-1", accountId: HERE }, ...mistake }, path, "", {
        [arn]: "arn",
        [ELSEWHERE]: 'split(":", arn)[4]',
        [HERE]: "local.account_id",
      }),
    );
  const foreignSecret = secret.replace(HERE, ELSEWHERE);
  const operator = `arn:aws:iam::${ELSEWHERE}:role/operator`;
  const boundary = `arn:aws:iam::${ELSEWHERE}:policy/boundary`;
  return [
    inRegion("secret", secret, { secretArn: secret }, "secretArn"),
    inRegion("key", key, { name: "name", keyArn: key }, "keyArn"),
    inAccount(
      "flatten(local.configuration_secret[*].secret[*].arn)",
      "configuration_secret.secret.arn",
      foreignSecret,
      { gateway: { configurationSecret: { secretArn: foreignSecret } } },
      `${secrets}.secretArn`,
    ),
    inAccount(
      itemsOf("local.configuration_secret", "operators"),
      "configuration_secret.operators[${index}]",
      operator,
      { gateway: { configurationSecret: { name: "name", operators: [operator] } } },
      `${secrets}.operators[0]`,
    ),
    inAccount(
      "compact(concat(local.boundary_arns, [local.attachment_function.permissions_boundary_arn]))",
      "permissions_boundary_arn",
      boundary,
      { gateway: { role: { permissionsBoundaryArn: boundary } } },
      "gateway.role.permissionsBoundaryArn",
      true,
    ),
  ];
}

/** The regions that targets and discovery name. */
const REGIONS = "local.named_regions";

/** What the conditions on regions are made of. */
export function regionLocals(): string {
  const prefixes = object(
    Object.entries(REGION_PREFIXES).map(([partition, prefix]) => [partition, template(prefix)]),
  );
  return `named_regions = toset(compact(concat(local.managed_databases[*].region, local.directories[*].region, local.discovery_regions)))
    partition_of_region = { for region in local.named_regions : region => coalesce(one([
      for partition, prefix in ${prefixes} : partition if startswith(region, prefix)
    ]), "aws") }`;
}

/** Each list with its length: what to look at first. */
const LISTS = [
  "local.managed_databases",
  "local.directories",
  "local.iam_users",
  "local.iam_access_keys",
  "var.protected_users",
];
const QUOTA = [
  '"',
  quotaRefusal("${max(values(local.characters)...)}", "${max(values(local.policy_count)...)}"),
  " (each name counted at its longest). The lists: ",
  LISTS.map((list) => `${list.replace(/^.*\./, "")} \${length(${list})}`).join(", "),
  `. What to do: ${QUOTA_ADVICE}"`,
].join("");
