import {
  IAM_PATH,
  INSTANCE_PROFILE_NAME,
  POLICY_ARN,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SESSION_DURATION,
  type NameRule,
} from "../../../modules/permissions";
import { attributeOf, eachObject, numberOf } from "../attributes";
import { validation, type Validation } from "../validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "../words";
import { namedIn, tagValidationsIn } from "./rules";
import type { Defaults, Variable } from "./variable";

export function identityVariables({ roleDescription, path }: Defaults): Variable[] {
  const role = (rule: NameRule, key: string, attribute: string) =>
    namedIn(ROLE, "role", rule, attribute, { gateway: { role: { [key]: GIVEN } } }, `gateway.role.${key}`);
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
          { loops: ROLE, called: "role" },
          `${attributeOf("role", "name")} == null || ${attributeOf("role", "name_prefix")} == null`,
          refusalOf({ gateway: { role: { name: "name", namePrefix: "prefix" } } }, "gateway.role"),
        ),
        role(IAM_PATH, "path", "path"),
        role(POLICY_ARN, "permissionsBoundaryArn", "permissions_boundary_arn"),
        validation(
          {
            loops: [...ROLE, numberOf("role", "max_session_duration", "seconds")],
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
        ...tagValidationsIn(ROLE, "role"),
        namedIn(
          [...ROLE, eachObject("existing", attributeOf("role", "existing"))],
          "role.existing",
          ROLE_NAME,
          "name",
          { gateway: { role: { existing: GIVEN } } },
          "gateway.role.existing",
        ),
        validation(
          { loops: ROLE, called: "role.existing" },
          `${attributeOf("role", "existing")} == null || alltrue([for other in [${EXCLUDED_BY_EXISTING.join(", ")}] : other == null])`,
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
      one: "profile",
      default: "{}",
      nullable: false,
      validations: [
        namedIn(
          [eachObject("profile", "var.instance_profile")],
          "instance_profile",
          INSTANCE_PROFILE_NAME,
          "name",
          { gateway: { instanceProfile: { name: GIVEN } } },
          "gateway.instanceProfile.name",
        ),
      ],
    },
  ];
}

const ROLE = [eachObject("role", "var.role")];

/** What would be an expression in the configuration file is a plain text for a module. */
const TEXT_OF_ROLE = {
  ...ROLE_DESCRIPTION,
  pattern: new RegExp(ROLE_DESCRIPTION.pattern.source.replace(/\(\?!.*?\{\)/, "")),
};
function description({ condition, message }: Validation): Validation {
  return { condition, message: message.replace(", $${ and %%{", "") };
}

const EXISTING_EXCLUDES = ["name", "namePrefix", "permissionsBoundaryArn", "maxSessionDuration"] as const;
const EXCLUDED_BY_EXISTING = EXISTING_EXCLUDES.map((key) => attributeOf("role", inModuleWords(key)));
