import {
  ACCOUNT_ID,
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  GATEWAY_NAME,
  IAM_PATH,
  INSTANCE_ID,
  INSTANCE_PROFILE_NAME,
  INSTANCES_AT_MOST,
  KEY_ARN,
  LOG_RETENTION_DAYS,
  POLICY_ARN,
  PRINCIPAL_ARN,
  REGION,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SECRET_ARN,
  SECRET_NAME,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
  SESSION_DURATION,
  DELETION_WINDOW,
  TAG_KEY,
  TAG_VALUE,
  USER_ARN,
  USER_NAME,
  type NameRule,
} from "../../modules/permissions";
import { keeps } from "./rule-expression";
import { given, not, validation, type Loop, type Validation } from "./validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "./words";

/** The type of a variable or of an attribute. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | { readonly list: Type }
  | { readonly map: Type }
  | { readonly object: readonly Attribute[] };

export interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
  /** Required where neither is given. */
  readonly optional?: boolean;
  /** As an expression. */
  readonly default?: string;
}

export interface Variable extends Attribute {
  /** Whether `null` is a value of its own: absent. */
  readonly nullable: boolean;
  readonly validations: readonly Validation[];
}

/** The texts and numbers that are used where nothing is given, as the constructs have them. */
export interface Defaults {
  readonly roleDescription: string;
  readonly logRetentionDays: number;
  readonly path: string;
}

/** A mistake in the file under `targets` or `gateway`, and what is said to it. */
const GATEWAY = "gateway";

/** Every variable of the module: what `keeper-pam.yaml` can say, but for what belongs to whoever calls the module. */
export function moduleVariables(defaults: Defaults): Variable[] {
  return [
    {
      name: "name",
      type: "string",
      description:
        "What the role and the instance profile are called; the names of the policies begin with it.",
      nullable: false,
      validations: [named("name", GATEWAY_NAME, { name: GIVEN }, "name")],
    },
    {
      name: "account_id",
      type: "string",
      description: "12 digits. With credentials of any other account nothing is planned.",
      default: "null",
      nullable: true,
      validations: [
        validation(
          { loops: [given("var.account_id")], called: "account_id" },
          keeps(ACCOUNT_ID, "account_id"),
          refusalOf({ aws: { accountId: GIVEN } }, "aws.accountId", "account_id"),
        ),
      ],
    },
    {
      name: "tags",
      type: { map: "string" },
      description: "Tags of everything that is made, beside the provider's default tags.",
      default: "{}",
      nullable: false,
      validations: tagValidations("tags", "var.tags"),
    },
    ...targetVariables(),
    ...identityVariables(defaults),
    ...attachmentVariables(defaults),
    accessKeyUser(defaults),
    configurationSecret(),
  ];
}

// ── What the gateway may do ────────────────────────────────────────────────────────────────────────────────────────

const TAG: Attribute = {
  name: "tag",
  type: {
    object: [
      { name: "key", type: "string", description: meaningOf("targets.managedDatabases[].tag.key") },
      { name: "value", type: "string", description: meaningOf("targets.managedDatabases[].tag.value") },
    ],
  },
  description: meaningOf("targets.managedDatabases[].tag"),
  optional: true,
};

function targetVariables(): Variable[] {
  return [
    {
      name: "managed_databases",
      type: {
        list: {
          object: [
            {
              name: "instance",
              type: "string",
              description: meaningOf("targets.managedDatabases[].instance"),
              optional: true,
            },
            {
              name: "region",
              type: "string",
              description: meaningOf("targets.managedDatabases[].region"),
              optional: true,
            },
            TAG,
          ],
        },
      },
      description: `${meaningOf("targets.managedDatabases")} Each by \`instance\`, or every one of a region by \`tag\`.`,
      default: "[]",
      nullable: false,
      validations: targetValidations("managedDatabases", "database", "instance", DB_INSTANCE_IDENTIFIER),
    },
    {
      name: "directories",
      type: {
        list: {
          object: [
            {
              name: "id",
              type: "string",
              description: meaningOf("targets.directories[].id"),
              optional: true,
            },
            {
              name: "region",
              type: "string",
              description: meaningOf("targets.directories[].region"),
              optional: true,
            },
            TAG,
          ],
        },
      },
      description: `${meaningOf("targets.directories")} Each by \`id\`, or every one of a region by \`tag\`.`,
      default: "[]",
      nullable: false,
      validations: targetValidations("directories", "directory", "id", DIRECTORY_ID),
    },
    userTargets("iamUsers"),
    userTargets("iamAccessKeys"),
    {
      name: "ec2_users",
      type: "bool",
      description: meaningOf("targets.ec2Users"),
      default: "false",
      nullable: false,
      validations: [],
    },
    {
      name: "discovery",
      type: {
        object: [
          {
            name: "regions",
            type: { list: "string" },
            description: meaningOf("discovery.regions"),
            optional: true,
          },
        ],
      },
      description:
        "List machines, databases, directories and users: null for no (the default), {} for yes in the provider's region, or where.",
      default: "null",
      nullable: true,
      validations: [
        validation(
          {
            loops: [
              given("var.discovery"),
              { one: "regions", of: "[for regions in [discovery.regions] : regions if regions != null]" },
            ],
            called: "discovery.regions",
          },
          "length(regions) > 0",
          refusalOf({ discovery: { regions: [] } }, "discovery.regions"),
        ),
        validation(
          {
            loops: [
              {
                one: "region",
                of: "flatten([for discovery in var.discovery[*] : coalesce(discovery.regions, [])])",
                numbered: true,
              },
            ],
            called: "discovery.regions[${index}]",
          },
          keeps(REGION, "region"),
          refusalOf({ discovery: { regions: [GIVEN] } }, "discovery.regions[0]", "region"),
        ),
      ],
    },
    {
      name: "protected_users",
      type: { list: "string" },
      description: meaningOf("protectedUsers"),
      default: "[]",
      nullable: false,
      validations: [
        validation(
          {
            loops: [{ one: "user", of: "var.protected_users", numbered: true }],
            called: "protected_users[${index}]",
          },
          `startswith(user, "arn:") || ${keeps(USER_NAME, "user")}`,
          refusalOf({ protectedUsers: [GIVEN] }, "protectedUsers[0]", "user"),
        ),
        validation(
          {
            loops: [{ one: "user", of: "var.protected_users", numbered: true }],
            called: "protected_users[${index}]",
          },
          `!startswith(user, "arn:") || ${keeps(USER_ARN, "user")}`,
          refusalOf({ protectedUsers: [`arn:${GIVEN}`] }, "protectedUsers[0]", "user").replace('"arn:', '"'),
        ),
      ],
    },
    {
      name: "permissions",
      type: "string",
      description: meaningOf("permissions"),
      default: '"scoped"',
      nullable: false,
      validations: [oneOf("permissions", ["scoped", "documented"])],
    },
    {
      name: "guard",
      type: "bool",
      description: meaningOf("gateway.guard"),
      default: "null",
      nullable: true,
      validations: [],
    },
  ];
}

function userTargets(list: "iamUsers" | "iamAccessKeys"): Variable {
  const variable = inModuleWords(list);
  const each: Loop = { one: "user", of: `var.${variable}`, numbered: true };
  const called = `${variable}[\${index}]`;
  const mistake = (user: object) => ({ targets: { [list]: [user] } });
  const at = `targets.${list}[0]`;
  const tag = { key: "key", value: "value" };
  const refusedTogether = (holds: string, user: object) =>
    validation({ loops: [each], called }, holds, refusalOf(mistake(user), at));
  return {
    name: variable,
    type: {
      list: {
        object: [
          { name: "name", type: "string", description: meaningOf("targets.iamUsers[].name"), optional: true },
          { name: "path", type: "string", description: meaningOf("targets.iamUsers[].path"), optional: true },
          TAG,
        ],
      },
    },
    description: `${meaningOf(`targets.${list}`)} Each by \`name\` (and \`path\`), all below a \`path\`, or all with a \`tag\`.`,
    default: "[]",
    nullable: false,
    validations: [
      refusedTogether("user.name != null || user.path != null || user.tag != null", {}),
      refusedTogether("user.name == null || user.tag == null", { name: "name", tag }),
      refusedTogether("user.name != null || user.path == null || user.tag == null", { path: "/path/", tag }),
      validation(
        { loops: [each, given("user.name")], called: `${called}.name` },
        keeps(USER_NAME, "name"),
        refusalOf(mistake({ name: GIVEN }), `${at}.name`, "name"),
      ),
      validation(
        { loops: [each, given("user.path")], called: `${called}.path` },
        keeps(IAM_PATH, "path"),
        refusalOf(mistake({ path: GIVEN }), `${at}.path`, "path"),
      ),
      ...selectingTagValidations("user", each, called),
    ],
  };
}

function targetValidations(
  list: "managedDatabases" | "directories",
  one: string,
  way: string,
  rule: NameRule,
): Validation[] {
  const variable = inModuleWords(list);
  const each: Loop = { one, of: `var.${variable}`, numbered: true };
  const called = `${variable}[\${index}]`;
  const mistake = (target: object) => ({ targets: { [list]: [target] } });
  const at = `targets.${list}[0]`;
  return [
    validation(
      { loops: [each], called },
      `${one}.${way} != null || ${one}.tag != null`,
      refusalOf(mistake({}), at),
    ),
    validation(
      { loops: [each], called },
      `${one}.${way} == null || ${one}.tag == null`,
      refusalOf(
        mistake({ [way]: way === "id" ? "d-1234567890" : "name", tag: { key: "key", value: "value" } }),
        at,
      ),
    ),
    validation(
      { loops: [each, given(`${one}.${way}`)], called: `${called}.${way}` },
      keeps(rule, way),
      refusalOf(mistake({ [way]: GIVEN }), `${at}.${way}`, way),
    ),
    validation(
      { loops: [each, given(`${one}.region`)], called: `${called}.region` },
      keeps(REGION, "region"),
      refusalOf(
        mistake({ [way]: way === "id" ? "d-1234567890" : "name", region: GIVEN }),
        `${at}.region`,
        "region",
      ),
    ),
    ...selectingTagValidations(one, each, called),
  ];
}

function selectingTagValidations(one: string, each: Loop, called: string): Validation[] {
  const mistake = (tag: object) => ({ targets: { managedDatabases: [{ tag }] } });
  const at = "targets.managedDatabases[0].tag";
  const loops = [each, given(`${one}.tag`)];
  return [
    validation(
      { loops, called: `${called}.tag.key` },
      keeps(SELECTING_TAG_KEY, "tag.key"),
      refusalOf(mistake({ key: GIVEN, value: "value" }), `${at}.key`, "tag.key"),
    ),
    validation(
      { loops, called: `${called}.tag.value` },
      keeps(SELECTING_TAG_VALUE, "tag.value"),
      refusalOf(mistake({ key: "key", value: GIVEN }), `${at}.value`, "tag.value"),
    ),
  ];
}

// ── Who the gateway is ─────────────────────────────────────────────────────────────────────────────────────────────

function identityVariables({ roleDescription, path }: Defaults): Variable[] {
  const role = (rule: NameRule, key: string, attribute: string) =>
    namedIn("var.role", rule, attribute, { gateway: { role: { [key]: GIVEN } } }, `gateway.role.${key}`);
  return [
    {
      name: "role",
      type: {
        object: [
          {
            name: "create",
            type: "bool",
            description: "false for a gateway with an access key alone.",
            default: "true",
          },
          { name: "name", type: "string", description: meaningOf("gateway.role.name"), optional: true },
          {
            name: "name_prefix",
            type: "string",
            description: meaningOf("gateway.role.namePrefix"),
            optional: true,
          },
          {
            name: "path",
            type: "string",
            description: meaningOf("gateway.role.path"),
            default: JSON.stringify(path),
          },
          {
            name: "permissions_boundary_arn",
            type: "string",
            description: meaningOf("gateway.role.permissionsBoundaryArn"),
            optional: true,
          },
          {
            name: "max_session_duration",
            type: "number",
            description: meaningOf("gateway.role.maxSessionDuration"),
            optional: true,
          },
          {
            name: "description",
            type: "string",
            description: meaningOf("gateway.role.description"),
            default: JSON.stringify(roleDescription),
          },
          {
            name: "tags",
            type: { map: "string" },
            description: meaningOf("gateway.role.tags"),
            default: "{}",
          },
          {
            name: "existing",
            type: { object: [{ name: "name", type: "string", description: "Its name." }] },
            description: "A role that exists already and gets the policies. Goes with nothing else.",
            optional: true,
          },
        ],
      },
      description: "How the gateway's role is made.",
      default: "{}",
      nullable: false,
      validations: [
        role(ROLE_NAME, "name", "name"),
        role(ROLE_NAME_PREFIX, "namePrefix", "name_prefix"),
        validation(
          { loops: [], called: "role" },
          "var.role.name == null || var.role.name_prefix == null",
          refusalOf({ gateway: { role: { name: "name", namePrefix: "prefix" } } }, "gateway.role"),
        ),
        role(IAM_PATH, "path", "path"),
        role(POLICY_ARN, "permissionsBoundaryArn", "permissions_boundary_arn"),
        validation(
          {
            loops: [given("var.role.max_session_duration", "seconds")],
            called: "role.max_session_duration",
          },
          `seconds >= ${SESSION_DURATION.min} && seconds <= ${SESSION_DURATION.max} && floor(seconds) == seconds`,
          refusalOf(
            { gateway: { role: { maxSessionDuration: 12345678 } } },
            "gateway.role.maxSessionDuration",
            "",
            {
              "12345678": "seconds",
            },
          ),
        ),
        description(role(TEXT_OF_ROLE, "description", "description")),
        ...tagValidations("role.tags", "var.role.tags"),
        namedIn(
          "var.role.existing",
          ROLE_NAME,
          "name",
          { gateway: { role: { existing: GIVEN } } },
          "gateway.role.existing",
        ),
        validation(
          { loops: [], called: "role.existing" },
          `var.role.existing == null || alltrue([for other in [${EXCLUDED_BY_EXISTING.join(", ")}] : other == null])`,
          refusalOf(
            {
              gateway: {
                role: {
                  existing: "role",
                  ...Object.fromEntries(EXISTING_EXCLUDES.map((key) => [key, undefined])),
                },
              },
            },
            "gateway.role.existing",
          ),
        ),
      ],
    },
    {
      name: "instance_profile",
      type: {
        object: [
          {
            name: "create",
            type: "bool",
            description: "Whether it is made. Default: true, and false with an existing role.",
            optional: true,
          },
          {
            name: "name",
            type: "string",
            description: meaningOf("gateway.instanceProfile.name"),
            optional: true,
          },
        ],
      },
      description: "The instance profile that hands the role to the gateway's machines.",
      default: "{}",
      nullable: false,
      validations: [
        namedIn(
          "var.instance_profile",
          INSTANCE_PROFILE_NAME,
          "name",
          { gateway: { instanceProfile: { name: GIVEN } } },
          "gateway.instanceProfile.name",
        ),
      ],
    },
  ];
}

/** What would be an expression in the configuration file is a plain text for a module. */
const TEXT_OF_ROLE = {
  ...ROLE_DESCRIPTION,
  pattern: new RegExp(ROLE_DESCRIPTION.pattern.source.replace(/\(\?!.*?\{\)/, "")),
};
function description({ condition, message }: Validation): Validation {
  return { condition, message: message.replace(", $${ and %%{", "") };
}

const EXISTING_EXCLUDES = ["name", "namePrefix", "permissionsBoundaryArn", "maxSessionDuration"] as const;
const EXCLUDED_BY_EXISTING = EXISTING_EXCLUDES.map((key) => `var.role.${inModuleWords(key)}`);

const INSTANCE = "i-0123456789abcdef0";

function attachmentVariables({ logRetentionDays }: Defaults): Variable[] {
  const instances = Array.from({ length: INSTANCES_AT_MOST + 1 }, (_, i) => `i-0123456789abcdef${i}`);
  const twice = refusalOf({ gateway: { instances: [INSTANCE, INSTANCE] } }, "gateway.instances[1]", "", {
    [INSTANCE]: "id",
  });
  return [
    {
      name: "instances",
      type: { list: "string" },
      description: `${meaningOf("gateway.instances")} Their IDs must be known when Terraform plans; an aws_instance of your own takes the output instance_profile_name instead.`,
      default: "[]",
      nullable: false,
      validations: [
        validation(
          { loops: [{ one: "id", of: "var.instances", numbered: true }], called: "instances[${index}]" },
          keeps(INSTANCE_ID, "id"),
          refusalOf({ gateway: { instances: [GIVEN] } }, "gateway.instances[0]", "id"),
        ),
        validation(
          { loops: [], called: "instances" },
          `length(var.instances) <= ${INSTANCES_AT_MOST}`,
          refusalOf({ gateway: { instances } }, "gateway.instances").replace(
            String(instances.length),
            "${length(var.instances)}",
          ),
        ),
        {
          condition: "length(distinct(var.instances)) == length(var.instances)",
          message: `join("\\n", [for index, id in var.instances : "instances[\${index}]: ${twice}" if index(var.instances, id) < index])`,
        },
      ],
    },
    {
      name: "on_conflict",
      type: "string",
      description: meaningOf("gateway.onConflict"),
      default: '"fail"',
      nullable: false,
      validations: [oneOf("on_conflict", ["fail", "replace"])],
    },
    {
      name: "installation",
      type: "string",
      description: meaningOf("gateway.installation"),
      default: '"docker"',
      nullable: false,
      validations: [oneOf("installation", ["docker", "native"])],
    },
    {
      name: "attachment_function",
      type: {
        object: [
          {
            name: "permissions_boundary_arn",
            type: "string",
            description: meaningOf("gateway.attachmentFunction.permissionsBoundaryArn"),
            optional: true,
          },
          {
            name: "log_retention_days",
            type: "number",
            description: meaningOf("gateway.attachmentFunction.logRetentionDays"),
            default: String(logRetentionDays),
          },
        ],
      },
      description: meaningOf("gateway.attachmentFunction"),
      default: "{}",
      nullable: false,
      validations: [
        namedIn(
          "var.attachment_function",
          POLICY_ARN,
          "permissions_boundary_arn",
          { gateway: { attachmentFunction: { permissionsBoundaryArn: GIVEN } } },
          "gateway.attachmentFunction.permissionsBoundaryArn",
        ),
        validation(
          { loops: [], called: "attachment_function.log_retention_days" },
          `contains([${LOG_RETENTION_DAYS.join(", ")}], var.attachment_function.log_retention_days)`,
          refusalOf(
            { gateway: { attachmentFunction: { logRetentionDays: 12345678 } } },
            "gateway.attachmentFunction.logRetentionDays",
            "",
            { "12345678": "var.attachment_function.log_retention_days" },
          ),
        ),
      ],
    },
  ];
}

// ── The access-key user ────────────────────────────────────────────────────────────────────────────────────────────

function accessKeyUser({ path }: Defaults): Variable {
  const each = given("var.access_key_user", "user");
  const key = "gateway.accessKeyUser";
  const user = (rule: NameRule, property: string) => {
    const attribute = inModuleWords(property);
    return validation(
      { loops: [each, given(`user.${attribute}`)], called: `access_key_user.${attribute}` },
      keeps(rule, attribute),
      refusalOf(userMistake({ createAccessKey: false, [property]: GIVEN }), `${key}.${property}`, attribute),
    );
  };
  const ways =
    "(user.create_access_key ? 0 : 1) + (user.pgp_key == null ? 0 : 1) + (user.accept_secret_in_state ? 1 : 0)";
  const together = [
    'user.create_access_key ? "" : "create_access_key = false"',
    'user.pgp_key == null ? "" : "pgp_key"',
    'user.accept_secret_in_state ? "accept_secret_in_state = true" : ""',
  ];
  return {
    name: "access_key_user",
    type: {
      object: [
        { name: "name", type: "string", description: meaningOf(`${key}.name`), optional: true },
        {
          name: "path",
          type: "string",
          description: meaningOf(`${key}.path`),
          default: JSON.stringify(path),
        },
        {
          name: "permissions_boundary_arn",
          type: "string",
          description: meaningOf(`${key}.permissionsBoundaryArn`),
          optional: true,
        },
        { name: "tags", type: { map: "string" }, description: meaningOf(`${key}.tags`), default: "{}" },
        {
          name: "create_access_key",
          type: "bool",
          description: meaningOf(`${key}.createAccessKey`),
          default: "true",
        },
        {
          name: "pgp_key",
          type: "string",
          description:
            "The secret is in the state encrypted for this PGP public key only: keybase:NAME, or the key in base64 as `gpg --export KEY | base64` prints it. Another key goes with another generation.",
          optional: true,
        },
        {
          name: "accept_secret_in_state",
          type: "bool",
          description: meaningOf(`${key}.acceptSecretInState`),
          default: "false",
        },
        { name: "generation", type: "number", description: meaningOf(`${key}.generation`), default: "1" },
        {
          name: "keep_previous",
          type: "bool",
          description: meaningOf(`${key}.keepPrevious`),
          default: "false",
        },
      ],
    },
    description:
      "An IAM user with an access key: null for none (the default), or how it is made. Exactly one of create_access_key = false, pgp_key and accept_secret_in_state = true must be given.",
    default: "null",
    nullable: true,
    validations: [
      user(USER_NAME, "name"),
      user(IAM_PATH, "path"),
      user(POLICY_ARN, "permissionsBoundaryArn"),
      ...tagValidations("access_key_user.tags", "merge(var.access_key_user[*].tags...)"),
      validation(
        { loops: [each], called: "access_key_user" },
        `${ways} > 0`,
        refusalOf(userMistake({}), key),
      ),
      validation(
        { loops: [each], called: "access_key_user" },
        `${ways} < 2`,
        refusalOf(userMistake({ createAccessKey: false, acceptSecretInState: true }), key).replace(
          /^.*?(?= are given together)/,
          `\${join(" and ", compact([${together.join(", ")}]))}`,
        ),
      ),
      validation(
        { loops: [each, given("user.pgp_key")], called: "access_key_user.pgp_key" },
        `can(regex(${JSON.stringify(PUBLIC_KEY)}, replace(pgp_key, "/\\\\s/", "")))`,
        refusalOf(userMistake({ pgpKey: "none" }), `${key}.pgpKey`),
      ),
      validation(
        { loops: [each], called: "access_key_user.generation" },
        "user.generation >= 1 && floor(user.generation) == user.generation",
        refusalOf(
          userMistake({ acceptSecretInState: true, generation: -12345678 }),
          `${key}.generation`,
          "",
          {
            "-12345678": "user.generation",
          },
        ),
      ),
      validation(
        { loops: [each], called: "access_key_user.generation" },
        "user.create_access_key || user.generation == 1",
        refusalOf(userMistake({ createAccessKey: false, generation: 2 }), `${key}.generation`),
      ),
      validation(
        { loops: [each], called: "access_key_user.keep_previous" },
        "user.create_access_key || !user.keep_previous",
        refusalOf(userMistake({ createAccessKey: false, keepPrevious: true }), `${key}.keepPrevious`),
      ),
      validation(
        { loops: [each], called: "access_key_user.keep_previous" },
        "!user.create_access_key || !user.keep_previous || user.generation > 1",
        refusalOf(userMistake({ acceptSecretInState: true, keepPrevious: true }), `${key}.keepPrevious`),
      ),
    ],
  };
}

/**
 * A Keybase name, or base64 that begins with a public key's packet; a private key's begins otherwise.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-packet-headers
 */
const PUBLIC_KEY = "^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$";

function userMistake(user: object): object {
  return { [GATEWAY]: { accessKeyUser: user } };
}

// ── The protected configuration ────────────────────────────────────────────────────────────────────────────────────

function configurationSecret(): Variable {
  const each = given("var.configuration_secret", "secret");
  const key = "gateway.configurationSecret";
  const mistake = (secret: object) => ({ gateway: { configurationSecret: secret } });
  const { min, max } = DELETION_WINDOW;
  const days = (property: string, orNone: boolean) => {
    const attribute = inModuleWords(property);
    const range = `(days >= ${min} && days <= ${max} && floor(days) == days)`;
    return validation(
      { loops: [each, given(`secret.${attribute}`, "days")], called: `configuration_secret.${attribute}` },
      orNone ? `days == 0 || ${range}` : range.slice(1, -1),
      refusalOf(mistake({ name: "name", [property]: 12345678 }), `${key}.${property}`, "", {
        "12345678": "days",
      }),
    );
  };
  const arn = (rule: NameRule, attribute: string, property: string) =>
    validation(
      {
        loops: [each, given(`secret.${attribute}`, "existing")],
        called: `configuration_secret.${attribute}.arn`,
      },
      keeps(rule, "existing.arn"),
      refusalOf(
        mistake({ ...(property === "keyArn" && { name: "name" }), [property]: GIVEN }),
        `${key}.${property}`,
        "existing.arn",
      ),
    );
  return {
    name: "configuration_secret",
    type: {
      object: [
        { name: "name", type: "string", description: meaningOf(`${key}.name`), optional: true },
        {
          name: "secret",
          type: {
            object: [
              { name: "arn", type: "string", description: "Its ARN, with the six characters of its end." },
            ],
          },
          description: "A secret that exists. Goes with key at most.",
          optional: true,
        },
        {
          name: "key",
          type: { object: [{ name: "arn", type: "string", description: "Its ARN." }] },
          description: meaningOf(`${key}.keyArn`).replace("ARN of a customer", "A customer"),
          optional: true,
        },
        {
          name: "operators",
          type: { list: "string" },
          description: `ARNs. ${meaningOf(`${key}.operators`)}`,
          default: "[]",
        },
        {
          name: "recovery_window_days",
          type: "number",
          description: meaningOf(`${key}.recoveryWindowDays`),
          optional: true,
        },
        {
          name: "key_deletion_window_days",
          type: "number",
          description: meaningOf(`${key}.keyDeletionWindowDays`),
          optional: true,
        },
        { name: "tags", type: { map: "string" }, description: meaningOf(`${key}.tags`), default: "{}" },
      ],
    },
    description:
      'The secret that keeps the gateway\'s own configuration, which Keeper calls "AWS KMS": null for none (the default), or how it is made.',
    default: "null",
    nullable: true,
    validations: [
      validation(
        { loops: [each], called: "configuration_secret" },
        "secret.name != null || secret.secret != null",
        refusalOf(mistake({}), `${key}.name`),
      ),
      validation(
        { loops: [each, given("secret.name")], called: "configuration_secret.name" },
        keeps(SECRET_NAME, "name"),
        refusalOf(mistake({ name: GIVEN }), `${key}.name`, "name"),
      ),
      validation(
        { loops: [each, given("secret.name")], called: "configuration_secret.name" },
        'secret.key != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name)))',
        refusalOf(mistake({ name: "aws/name" }), `${key}.name`, "", { "aws/name": "name" }),
      ),
      arn(SECRET_ARN, "secret", "secretArn"),
      arn(KEY_ARN, "key", "keyArn"),
      validation(
        { loops: [each], called: "configuration_secret.secret" },
        "secret.secret == null || (secret.name == null && length(secret.operators) == 0 && secret.recovery_window_days == null && secret.key_deletion_window_days == null && length(secret.tags) == 0)",
        refusalOf(
          mistake({
            secretArn: EXISTING_SECRET,
            name: "name",
            operators: [],
            recoveryWindowDays: 7,
            keyDeletionWindowDays: 7,
            tags: {},
          }),
          `${key}.secretArn`,
        ),
      ),
      validation(
        { loops: [each], called: "configuration_secret.key_deletion_window_days" },
        "secret.key == null || secret.key_deletion_window_days == null",
        refusalOf(
          mistake({ name: "name", keyArn: EXISTING_KEY, keyDeletionWindowDays: 7 }),
          `${key}.keyDeletionWindowDays`,
        ),
      ),
      validation(
        {
          loops: [{ one: "operator", of: "flatten(var.configuration_secret[*].operators)", numbered: true }],
          called: "configuration_secret.operators[${index}]",
        },
        keeps(PRINCIPAL_ARN, "operator"),
        refusalOf(mistake({ name: "name", operators: [GIVEN] }), `${key}.operators[0]`, "operator"),
      ),
      days("recoveryWindowDays", true),
      days("keyDeletionWindowDays", false),
      ...tagValidations("configuration_secret.tags", "merge(var.configuration_secret[*].tags...)"),
    ],
  };
}

const EXISTING_SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:name-AbCdEf";
const EXISTING_KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

// ── What several have in common ────────────────────────────────────────────────────────────────────────────────────

function named(variable: string, rule: NameRule, mistake: object, path: string): Validation {
  const value = `var.${variable}`;
  return validation({ loops: [], called: variable }, keeps(rule, value), refusalOf(mistake, path, value));
}

/** A rule for an attribute that may be absent, of an object that may be absent too. */
function namedIn(
  object: string,
  rule: NameRule,
  attribute: string,
  mistake: object,
  path: string,
): Validation {
  return validation(
    {
      loops: [
        {
          one: "given",
          of: object === "var.role.existing" ? `${object}[*].${attribute}` : `${object}.${attribute}[*]`,
        },
      ],
      called: `${object.replace("var.", "")}.${attribute}`,
    },
    keeps(rule, "given"),
    refusalOf(mistake, path, "given"),
  );
}

function oneOf(variable: string, allowed: readonly string[]): Validation {
  return validation(
    { loops: [], called: variable },
    `contains(${JSON.stringify(allowed).replaceAll(",", ", ")}, var.${variable})`,
    `\\"\${var.${variable}}\\" is not allowed: allowed is ${allowed.join(", ")}`,
  );
}

/** What IAM says of the tags of a resource. */
function tagValidations(called: string, tags: string): Validation[] {
  const mistake = (tags: object) => ({ gateway: { role: { tags } } });
  const at = "gateway.role.tags";
  const eachTag = (holds: string, refusal: string): Validation => ({
    condition: `alltrue([for key, value in ${tags} : ${holds}])`,
    message: `join("\\n", [for key, value in ${tags} : "${called}.\${key}: ${refusal}" if ${not(holds)}])`,
  });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`key${i}`, ""]));
  return [
    {
      condition: `length(${tags}) <= 50`,
      message: `"${called}: ${refusalOf(mistake(many), at).replace("51", `\${length(${tags})}`)}"`,
    },
    eachTag(keeps(TAG_KEY, "key"), refusalOf(mistake({ [GIVEN]: "" }), `${at}.${GIVEN}`, "key")),
    eachTag(
      '!startswith(lower(key), "aws:")',
      refusalOf(mistake({ "aws:key": "" }), `${at}.aws:key`, "", { "aws:key": "key" }),
    ),
    eachTag(keeps(TAG_VALUE, "value"), refusalOf(mistake({ key: GIVEN }), `${at}.key`, "value")),
    eachTag(
      `length([for other in keys(${tags}) : other if lower(other) == lower(key)]) == 1`,
      refusalOf(mistake({ "<TWIN>": "", "<twin>": "" }), `${at}.<twin>`, "", {
        "<TWIN>": otherSpelling(tags),
        "<twin>": "key",
      }),
    ),
  ];
}

const otherSpelling = (tags: string) =>
  `join(", ", [for other in keys(${tags}) : other if lower(other) == lower(key) && other != key])`;
