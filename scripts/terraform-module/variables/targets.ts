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
import {
  attributeOf,
  eachObject,
  eachObjectIn,
  eachTextIn,
  itemsIn,
  itemsOfVariable,
  textOf,
} from "../attributes";
import { keeps } from "../rule-expression";
import { validation, type Loop, type Validation } from "../validation";
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
      one: "database",
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
      one: "directory",
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
            one: "region",
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
            loops: [eachObject("discovery", "var.discovery")],
            called: "discovery.regions",
          },
          `try(length(${attributeOf("discovery", "regions")}), 1) > 0`,
          refusalOf({ discovery: { regions: [] } }, "discovery.regions"),
        ),
        validation(
          {
            loops: [
              eachObject("discovery", "var.discovery"),
              eachTextIn("region", itemsIn("discovery", "regions")),
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
            loops: [eachTextIn("user", "var.protected_users")],
            called: "protected_users[${index}]",
          },
          `startswith(user, "arn:") || ${keeps(USER_NAME, "user")}`,
          refusalOf({ protectedUsers: [GIVEN] }, "protectedUsers[0]", "user"),
        ),
        validation(
          {
            loops: [eachTextIn("user", "var.protected_users")],
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
  const each = eachObjectIn("user", itemsOfVariable(variable));
  const called = `${variable}[\${index}]`;
  const mistake = (user: object) => ({ targets: { [list]: [user] } });
  const at = `targets.${list}[0]`;
  const tag = { key: "key", value: "value" };
  const [name, path, tagged] = ["name", "path", "tag"].map((attribute) => attributeOf("user", attribute));
  const refusedTogether = (holds: string, user: object) =>
    validation({ loops: [each], called }, holds, refusalOf(mistake(user), at));
  return {
    name: variable,
    one: "user",
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
      refusedTogether(`${name} != null || ${path} != null || ${tagged} != null`, {}),
      refusedTogether(`${name} == null || ${tagged} == null`, { name: "name", tag }),
      refusedTogether(`${name} != null || ${path} == null || ${tagged} == null`, { path: "/path/", tag }),
      validation(
        { loops: [each, textOf("user", "name")], called: `${called}.name` },
        keeps(USER_NAME, "name"),
        refusalOf(mistake({ name: GIVEN }), `${at}.name`, "name"),
      ),
      validation(
        { loops: [each, textOf("user", "path")], called: `${called}.path` },
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
  const each = eachObjectIn(one, itemsOfVariable(variable));
  const called = `${variable}[\${index}]`;
  const mistake = (target: object) => ({ targets: { [list]: [target] } });
  const at = `targets.${list}[0]`;
  const [named, tagged] = [way, "tag"].map((attribute) => attributeOf(one, attribute));
  return [
    validation(
      { loops: [each], called },
      `${named} != null || ${tagged} != null`,
      refusalOf(mistake({}), at),
    ),
    validation(
      { loops: [each], called },
      `${named} == null || ${tagged} == null`,
      refusalOf(
        mistake({ [way]: way === "id" ? "d-1234567890" : "name", tag: { key: "key", value: "value" } }),
        at,
      ),
    ),
    validation(
      { loops: [each, textOf(one, way)], called: `${called}.${way}` },
      keeps(rule, way),
      refusalOf(mistake({ [way]: GIVEN }), `${at}.${way}`, way),
    ),
    validation(
      { loops: [each, textOf(one, "region")], called: `${called}.region` },
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
  const tag = eachObject("tag", attributeOf(one, "tag"));
  return [
    validation(
      { loops: [each, tag, textOf("tag", "key")], called: `${called}.tag.key` },
      keeps(SELECTING_TAG_KEY, "key"),
      refusalOf(mistake({ key: GIVEN, value: "value" }), `${at}.key`, "key"),
    ),
    validation(
      { loops: [each, tag, textOf("tag", "value")], called: `${called}.tag.value` },
      keeps(SELECTING_TAG_VALUE, "value"),
      refusalOf(mistake({ key: "key", value: GIVEN }), `${at}.value`, "value"),
    ),
  ];
}
