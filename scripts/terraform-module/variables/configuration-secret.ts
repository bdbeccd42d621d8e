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
import { keeps } from "../rule-expression";
import { given, itemsOf, validation } from "../validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "../words";
import { tagValidations } from "./rules";
import type { Variable } from "./variable";

export function configurationSecret(): Variable {
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
  const permissionSet = (property: "name" | "path", rule: NameRule) => {
    const [set, attribute] = ["set", `set.${property}`];
    const sets = {
      one: set,
      of: itemsOf("var.configuration_secret", "operator_permission_sets"),
      numbered: true,
    };
    return validation(
      {
        loops: property === "path" ? [sets, given(attribute)] : [sets],
        called: `configuration_secret.operator_permission_sets[\${index}].${property}`,
      },
      keeps(rule, property === "path" ? property : attribute),
      refusalOf(
        mistake({ name: "name", operatorPermissionSets: [{ name: "name", [property]: GIVEN }] }),
        `${key}.operatorPermissionSets[0].${property}`,
        property === "path" ? property : attribute,
      ),
    );
  };
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
        "secret.secret == null || (secret.name == null && secret.operators == null && secret.operator_permission_sets == null && secret.recovery_window_days == null && secret.key_deletion_window_days == null && length(secret.tags) == 0)",
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
        "secret.key == null || secret.key_deletion_window_days == null",
        refusalOf(
          mistake({ name: "name", keyArn: EXISTING_KEY, keyDeletionWindowDays: 7 }),
          `${key}.keyDeletionWindowDays`,
        ),
      ),
      validation(
        {
          loops: [{ one: "operator", of: itemsOf("var.configuration_secret", "operators"), numbered: true }],
          called: "configuration_secret.operators[${index}]",
        },
        keeps(PRINCIPAL_ARN, "operator"),
        refusalOf(mistake({ name: "name", operators: [GIVEN] }), `${key}.operators[0]`, "operator"),
      ),
      ...["operators", "operatorPermissionSets"].map((property) => {
        const attribute = inModuleWords(property);
        return validation(
          { loops: [each], called: `configuration_secret.${attribute}` },
          `try(length(secret.${attribute}), 1) > 0`,
          refusalOf(mistake({ name: "name", [property]: [] }), `${key}.${property}`),
        );
      }),
      permissionSet("name", PERMISSION_SET_NAME),
      permissionSet("path", PERMISSION_SET_PATH),
      days("recoveryWindowDays", true),
      days("keyDeletionWindowDays", false),
      ...tagValidations("configuration_secret.tags", "merge(var.configuration_secret[*].tags...)"),
    ],
  };
}

const OPERATOR = "arn:aws:iam::111122223333:role/name";
const EXISTING_SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:name-AbCdEf";
const EXISTING_KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
