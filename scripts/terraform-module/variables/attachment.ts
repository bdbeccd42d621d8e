import {
  GatewayInstallation,
  OnConflict,
  INSTANCE_ID,
  INSTANCES_AT_MOST,
  LOG_RETENTION_DAYS,
  POLICY_ARN,
} from "../../../modules/permissions";
import { eachObject, eachTextIn, isText, numberOf } from "../attributes";
import { keeps } from "../rule-expression";
import { validation } from "../validation";
import { GIVEN, meaningOf, refusalOf } from "../words";
import { namedIn, oneOf } from "./rules";
import type { Defaults, Variable } from "./variable";

const FUNCTION = eachObject("function", "var.attachment_function");

const INSTANCE = "i-0123456789abcdef0";

export function attachmentVariables({ logRetentionDays }: Defaults): Variable[] {
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
          { loops: [eachTextIn("id", "var.instances")], called: "instances[${index}]" },
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
          condition: "length(distinct(compact(var.instances))) == length(compact(var.instances))",
          message: `join("\\n", [for index, id in var.instances : "instances[\${index}]: ${twice}" if ${isText("id")} ? index(var.instances, id) < index : false])`,
        },
      ],
    },
    {
      name: "on_conflict",
      type: "string",
      description: meaningOf("gateway.onConflict"),
      default: '"fail"',
      nullable: false,
      validations: [oneOf("on_conflict", Object.values(OnConflict))],
    },
    {
      name: "installation",
      type: "string",
      description: meaningOf("gateway.installation"),
      default: '"docker"',
      nullable: false,
      validations: [oneOf("installation", Object.values(GatewayInstallation))],
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
      one: "function",
      default: "{}",
      nullable: false,
      validations: [
        namedIn(
          [FUNCTION],
          "attachment_function",
          POLICY_ARN,
          "permissions_boundary_arn",
          { gateway: { attachmentFunction: { permissionsBoundaryArn: GIVEN } } },
          "gateway.attachmentFunction.permissionsBoundaryArn",
        ),
        validation(
          {
            loops: [FUNCTION, numberOf("function", "log_retention_days", "days")],
            called: "attachment_function.log_retention_days",
          },
          `contains([${LOG_RETENTION_DAYS.join(", ")}], days)`,
          refusalOf(
            { gateway: { attachmentFunction: { logRetentionDays: 12345678 } } },
            "gateway.attachmentFunction.logRetentionDays",
            "",
            { "12345678": "days" },
          ),
        ),
      ],
    },
  ];
}
