import {
  KEY_ARN,
  PERMISSION_SET_NAME,
  PERMISSION_SET_PATH,
  PRINCIPAL_ARN,
  SECRET_ARN,
  SECRET_NAME,
  DELETION_WINDOW,
  type NameRule,
} from "../../../modules/permissions";
import { attributeOf, eachObject, eachObjectIn, eachTextIn, itemsIn, numberOf, textOf } from "../attributes";
import { keeps } from "../rule-expression";
import { validation } from "../validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "../words";
import { tagValidationsIn } from "./rules";
import type { Variable } from "./variable";

export function configurationSecret(): Variable {
  const each = eachObject("secret", "var.configuration_secret");
  const key = "gateway.configurationSecret";
  const mistake = (secret: object) => ({ gateway: { configurationSecret: secret } });
  const { min, max } = DELETION_WINDOW;
  const days = (property: string, orNone: boolean) => {
    const attribute = inModuleWords(property);
    const range = `(days >= ${min} && days <= ${max} && floor(days) == days)`;
    return validation(
      { loops: [each, numberOf("secret", attribute, "days")], called: `configuration_secret.${attribute}` },
      orNone ? `days == 0 || ${range}` : range.slice(1, -1),
      refusalOf(mistake({ name: "name", [property]: 12345678 }), `${key}.${property}`, "", {
        "12345678": "days",
      }),
    );
  };
  const arn = (rule: NameRule, attribute: string, property: string) =>
    validation(
      {
        loops: [each, eachObject("existing", attributeOf("secret", attribute)), textOf("existing", "arn")],
        called: `configuration_secret.${attribute}.arn`,
      },
      keeps(rule, "arn"),
      refusalOf(
        mistake({ ...(property === "keyArn" && { name: "name" }), [property]: GIVEN }),
        `${key}.${property}`,
        "arn",
      ),
    );
  const permissionSet = (property: "name" | "path", rule: NameRule) =>
    validation(
      {
        loops: [
          each,
          eachObjectIn("set", itemsIn("secret", "operator_permission_sets")),
          textOf("set", property),
        ],
        called: `configuration_secret.operator_permission_sets[\${index}].${property}`,
      },
      keeps(rule, property),
      refusalOf(
        mistake({ name: "name", operatorPermissionSets: [{ name: "name", [property]: GIVEN }] }),
        `${key}.operatorPermissionSets[0].${property}`,
        property,
      ),
    );
  const noneOf = (attributes: readonly string[]) =>
    attributes.map((attribute) => `${attributeOf("secret", attribute)} == null`).join(" && ");
  return {
    name: "configuration_secret",
    type: {
      object: [
        { name: "name", type: "string", description: meaningOf(`${key}.name`), optional: true },
        {
          name: "secret",
          one: "existing",
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
          one: "operator",
          description: meaningOf(`${key}.operators`).replace("roles and users", "ARNs of roles and users"),
          optional: true,
        },
        {
          name: "operator_permission_sets",
          type: {
            list: {
              object: [
                {
                  name: "name",
                  type: "string",
                  description: meaningOf(`${key}.operatorPermissionSets[].name`),
                },
                {
                  name: "path",
                  type: "string",
                  description: meaningOf(`${key}.operatorPermissionSets[].path`),
                  optional: true,
                },
              ],
            },
          },
          description: meaningOf(`${key}.operatorPermissionSets`),
          one: "set",
          optional: true,
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
    one: "secret",
    nullable: true,
    validations: [
      validation(
        { loops: [each], called: "configuration_secret" },
        `${attributeOf("secret", "name")} != null || ${attributeOf("secret", "secret")} != null`,
        refusalOf(mistake({}), `${key}.name`),
      ),
      validation(
        { loops: [each, textOf("secret", "name")], called: "configuration_secret.name" },
        keeps(SECRET_NAME, "name"),
        refusalOf(mistake({ name: GIVEN }), `${key}.name`, "name"),
      ),
      validation(
        { loops: [each, textOf("secret", "name")], called: "configuration_secret.name" },
        `${attributeOf("secret", "key")} != null || (can(regex("^.{1,250}$", name)) && !can(regex("^aws/", name)))`,
        refusalOf(mistake({ name: "aws/name" }), `${key}.name`, "", { "aws/name": "name" }),
      ),
      arn(SECRET_ARN, "secret", "secretArn"),
      arn(KEY_ARN, "key", "keyArn"),
      validation(
        { loops: [each], called: "configuration_secret.secret" },
        `${attributeOf("secret", "secret")} == null || (${noneOf(OF_A_NEW_SECRET)} && try(length(${attributeOf("secret", "tags")}), 0) == 0)`,
        refusalOf(
          mistake({
            secretArn: EXISTING_SECRET,
            name: "name",
            operators: [OPERATOR],
            operatorPermissionSets: [{ name: "name" }],
            recoveryWindowDays: 7,
            keyDeletionWindowDays: 7,
            tags: {},
          }),
          `${key}.secretArn`,
        ),
      ),
      validation(
        { loops: [each], called: "configuration_secret.key_deletion_window_days" },
        `${attributeOf("secret", "key")} == null || ${attributeOf("secret", "key_deletion_window_days")} == null`,
        refusalOf(
          mistake({ name: "name", keyArn: EXISTING_KEY, keyDeletionWindowDays: 7 }),
          `${key}.keyDeletionWindowDays`,
        ),
      ),
      validation(
        {
          loops: [each, eachTextIn("operator", itemsIn("secret", "operators"))],
          called: "configuration_secret.operators[${index}]",
        },
        keeps(PRINCIPAL_ARN, "operator"),
        refusalOf(mistake({ name: "name", operators: [GIVEN] }), `${key}.operators[0]`, "operator"),
      ),
      ...["operators", "operatorPermissionSets"].map((property) => {
        const attribute = inModuleWords(property);
        return validation(
          { loops: [each], called: `configuration_secret.${attribute}` },
          `try(length(${attributeOf("secret", attribute)}), 1) > 0`,
          refusalOf(mistake({ name: "name", [property]: [] }), `${key}.${property}`),
        );
      }),
      permissionSet("name", PERMISSION_SET_NAME),
      permissionSet("path", PERMISSION_SET_PATH),
      days("recoveryWindowDays", true),
      days("keyDeletionWindowDays", false),
      ...tagValidationsIn([each], "configuration_secret"),
    ],
  };
}

const OF_A_NEW_SECRET = [
  "name",
  "operators",
  "operator_permission_sets",
  "recovery_window_days",
  "key_deletion_window_days",
];

const OPERATOR = "arn:aws:iam::111122223333:role/name";
const EXISTING_SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:name-AbCdEf";
const EXISTING_KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
