import { z } from "zod";
import { name as packageName, version } from "../../package.json";
import { ACCOUNT_ID, GATEWAY_NAME, PARTITIONS, REGION, ROLE_ARN, USER_ARN, USER_NAME } from "../permissions";
import { name, tags, text } from "./fields";
import { PermissionStyle } from "../targets";
import { backend } from "./backend-schema";
import { gateway } from "./gateway-schema";
import { targets } from "./targets-schema";

export { BACKEND_NAMES } from "./backend-schema";
export { ROLE_KEYS } from "./gateway-schema";

/**
 * The shape of `keeper-pam.yaml`: keys, types, and for editors the rules of the names. Whether a name keeps its rule is
 * judged by the layer that owns the rule, with the same words for the file and for the constructs.
 */

const aws = z
  .strictObject({
    region: name(REGION, "Region of the AWS provider, and of targets that name none."),
    accountId: name(ACCOUNT_ID, "12 digits in quotes. The apply fails in any other account.").optional(),
    partition: z.enum(PARTITIONS).meta({ description: "Default: asked from the provider." }).optional(),
    tags: tags("Default tags of everything that is made.").optional(),
    assumeRoleArn: name(ROLE_ARN, "ARN of the role that Terraform takes.").optional(),
  })
  .meta({ description: "The account that the gateway is in." });

export const configurationSchema = z
  .strictObject({
    $schema: text("Where editors find the schema of this file.").optional(),
    name: name(
      GATEWAY_NAME,
      "What stack, role and instance profile are called; the policies' names begin with it.",
    ),
    stack: name(GATEWAY_NAME, "Name of the Terraform stack. Default: name.").optional(),
    aws,
    backend: backend.optional(),
    gateway: gateway.optional(),
    targets: targets.optional(),
    discovery: z
      .union([
        z.boolean(),
        z.strictObject({
          regions: z
            .array(name(REGION, "A region that discovery lists."))
            .meta({
              description: "The Region Names of the PAM Configuration. Default: aws.region.",
              minItems: 1,
            })
            .optional(),
        }),
      ])
      .meta({
        description:
          "List machines, databases, directories and users: false (default), true (in aws.region), or where.",
      })
      .optional(),
    protectedUsers: z
      .array(
        z
          .string()
          .meta({ anyOf: [{ pattern: USER_NAME.pattern.source }, { pattern: USER_ARN.pattern.source }] }),
      )
      .meta({
        description:
          "IAM users whose passwords, keys, MFA devices and names are denied to the gateway, whatever else it is allowed: names (at any path) or ARNs.",
      })
      .optional(),
    permissions: z
      .enum(PermissionStyle)
      .meta({
        description:
          "scoped (default): each target's actions on what is named. documented: Keeper's published actions on every resource, the console passwords of administrators included, but for protectedUsers.",
      })
      .optional(),
  })
  .meta({
    title: "KeeperPAM gateway on AWS",
    description: "One Keeper Gateway in one AWS account: one Terraform stack.",
  });

/** One configuration file. */
export type Configuration = z.infer<typeof configurationSchema>;

/** A backend with its settings. */
export type BackendSettings = Exclude<NonNullable<Configuration["backend"]>, string>;

/**
 * The schema in the notation that editors read (JSON Schema 2020-12). Its `$id` is a name and no address, since nothing is
 * published at one: it tells the schemas of two versions apart.
 */
export function jsonSchema(): Record<string, unknown> {
  return {
    $id: `urn:${packageName}:configuration:${version}`,
    ...z.toJSONSchema(configurationSchema, { io: "input" }),
  };
}
