import { roleArn } from "../../modules/permissions";
import type { ConstructBlocks } from "./blocks";
import { regionLocals } from "./contradictions";
import { block, comment, expression } from "./hcl";
import { given, validation, validationBlock } from "./validation";
import { SCOPE } from "./scope";

/** main.tf: the account, the role, the instance profile and the policies. */
export function mainFile(blocks: ConstructBlocks): string {
  const role = roleArn(SCOPE, "${coalesce(local.role.name, var.name)}", "${local.role.path}");
  return [
    block('data "aws_caller_identity" "current"', [
      block("lifecycle", [
        validationBlock(
          validation(
            { loops: [given("var.account_id")], called: "account_id" },
            "account_id == self.account_id",
            "the credentials are of account ${self.account_id}, and nothing is done in another one than ${account_id}",
          ),
          "postcondition",
        ),
      ]),
    ]),
    'data "aws_partition" "current" {}',
    'data "aws_region" "current" {}',
    `data "aws_iam_role" "existing" {
      count = local.role.existing == null ? 0 : 1

      name = local.role.existing.name
    }`,
    `locals {
      account_id = data.aws_caller_identity.current.account_id
      partition  = data.aws_partition.current.partition
      # It is the region's code in every version of the provider.
      region     = data.aws_region.current.id

      makes_role             = local.role.create && local.role.existing == null
      has_role               = local.makes_role || local.role.existing != null
      makes_instance_profile = local.has_role && coalesce(local.instance_profile.create, local.makes_role)

      role_name = one(concat(aws_iam_role.gateway[*].name, data.aws_iam_role.existing[*].name))
      role_id   = one(concat(aws_iam_role.gateway[*].unique_id, data.aws_iam_role.existing[*].unique_id))
      ${comment("Written out where the name is known, so that the first plan shows the whole policies.")}
      role_arn = (
        local.makes_role && local.role.name_prefix == null
        ? ${expression(role.text)}
        : one(concat(aws_iam_role.gateway[*].arn, data.aws_iam_role.existing[*].arn))
      )

      instance_profile_name = coalesce(local.instance_profile.name, local.makes_role ? local.role.name : null, var.name)
      instance_profile_arn  = ${expression(blocks.profileArn)}
      instance_profile_id   = one(aws_iam_instance_profile.gateway[*].unique_id)

      ${comment("The regions that are named, each with the partition that it belongs to.")}
      ${regionLocals()}
    }`,
    blocks.block("data.aws_iam_policy_document.gateway_role_trust"),
    blocks.block("aws_iam_role.gateway_role", {
      instead: {
        name: "local.role.name_prefix == null ? coalesce(local.role.name, var.name) : null",
        tags: blocks
          .value("aws_iam_role.gateway_role", "tags")
          .replace("var.tags", "var.tags, local.role.tags")
          .replace("local.role.name_prefix", "coalesce(local.role.name_prefix, local.role.name, var.name)"),
      },
    }),
    blocks.block("aws_iam_instance_profile.gateway_instance_profile"),
    policies(blocks, {
      principal: "role",
      name: "gateway",
      exists: "local.has_role",
      suffix: "",
    }),
    blocks.attachment("aws_iam_role_policy_attachment", "gateway", "role", "local.role_name"),
  ].join("\n\n");
}

/** The policies of one principal. */
export function policies(
  blocks: ConstructBlocks,
  { principal, name, exists, suffix }: { principal: string; name: string; exists: string; suffix: string },
): string {
  const count = `count = ${exists} ? local.policy_count.${principal} : 0`;
  return [
    block(
      `data "aws_iam_policy_document" "${name}"`,
      [count],
      [
        block(
          'dynamic "statement"',
          [`for_each = local.policies.${principal}[count.index]`],
          [
            block(
              "content",
              [
                "sid = statement.value.sid",
                "effect = statement.value.effect",
                "actions = statement.value.actions",
                "resources = statement.value.resources",
              ],
              [
                block(
                  'dynamic "condition"',
                  ["for_each = statement.value.conditions"],
                  [
                    block("content", [
                      "test = condition.value.test",
                      "variable = condition.value.variable",
                      "values = condition.value.values",
                    ]),
                  ],
                ),
              ],
            ),
          ],
        ),
      ],
    ),
    blocks.policy(name, count, suffix),
  ].join("\n\n");
}
