import {
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  IAM_PATH,
  REGION,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
  USER_ARN,
  USER_NAME,
  type NameRule,
} from "../../../modules/permissions";
import { PermissionStyle } from "../../../modules/targets";
import { keeps } from "../rule-expression";
import { given, validation, type Loop, type Validation } from "../validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "../words";
import { oneOf } from "./rules";
import type { Attribute, Variable } from "./variable";

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

export function targetVariables(): Variable[] {
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
      validations: [oneOf("permissions", Object.values(PermissionStyle))],
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
