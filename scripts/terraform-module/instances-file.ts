import { withinInlineQuota } from "../../modules/gateway/instance-attachment";
import type { ConstructBlocks } from "./blocks";
import { GatewayInstallation, OnConflict, passedToEc2 } from "../../modules/permissions";
import { block, comment, list, literalText } from "./hcl";
import { not, validationBlock } from "./validation";

const FORMER = "terraform_data.gateway_instances_former_INSTANCE";

/** instances.tf: the instance profile on running instances. */
export function instancesFile(blocks: ConstructBlocks): string {
  const [everywhere, inChina] = ["us-east-1", "cn-north-1"].map((region) =>
    passedToEc2(region).values.map(({ text }) => literalText(text)),
  );
  return [
    `locals {
      has_instances     = length(var.instances) > 0
      replaces_profiles = local.has_instances && var.on_conflict == "${OnConflict.REPLACE}"

      former_profile_names = ${blocks.local("gateway_instances_former_profile_names")}

      ${comment("Whom a role may be handed to.")}
      ec2_service_names = local.partition == "aws-cn" ? ${list(inChina ?? [])} : ${list(everywhere ?? [])}
    }`,
    blocks.block("aws_cloudwatch_log_group.gateway_instances_function_log"),
    blocks.block("data.aws_iam_policy_document.gateway_instances_function_trust"),
    blocks.block("aws_iam_role.gateway_instances_function_role"),
    blocks.block("data.aws_iam_policy_document.gateway_instances_function_policy_document"),
    blocks.block("aws_iam_role_policy.gateway_instances_function_policy", { lifecycle: [inlineQuota()] }),
    blocks.block("aws_lambda_function.gateway_instances_function", {
      instead: { filename: '"${path.module}/instance-attachment/function.zip"' },
    }),
    blocks.block("data.aws_instances.gateway_instances_former_existing", {
      why: "What the instances have before the gateway's profile replaces it: looked up when an instance is first planned, shown in that plan, and kept in the state from then on. An instance that is gone has no profile and is no error.",
    }),
    blocks.block("data.aws_instance.gateway_instances_former_instance"),
    blocks.block("data.aws_iam_instance_profile.gateway_instances_former_profile"),
    blocks.block(FORMER),
    blocks.block("data.aws_iam_policy_document.gateway_instances_INSTANCE_policy_document", {
      onlyIf: { PassFormerRole: "local.replaces_profiles" },
    }),
    blocks.block("aws_iam_role_policy.gateway_instances_INSTANCE_policy"),
    blocks.block("aws_lambda_invocation.gateway_instances_INSTANCE", {
      why: "The function is called when an instance is put on the list, when anything changes, and when it is taken off.",
      instead: { input: invocationInput(blocks) },
    }),
    ...["existing", "attached", "without_imdsv2", "with_hop_limit_1"].map((state, i) =>
      blocks.block(
        `data.aws_instances.gateway_instances_observed_${state}`,
        i === 0
          ? {
              why: "What EC2 says about the listed instances. An instance that is gone is in none of the answers, and no error.",
            }
          : {},
      ),
    ),
    checks(blocks),
  ].join("\n\n");
}

/** The condition that the policies of all instances are within IAM's quota. */
function inlineQuota(): string {
  const document = "data.aws_iam_policy_document";
  const { condition, errorMessage } = withinInlineQuota(
    `concat(${document}.attachment_function[*].minified_json, values(${document}.instance)[*].minified_json)`,
  );
  return validationBlock({ condition, message: `"${errorMessage}"` }, "precondition");
}

/** What the function is told: with `replace` also what was there before. */
function invocationInput(blocks: ConstructBlocks): string {
  const input = blocks.argumentsOf("aws_lambda_invocation.gateway_instances_INSTANCE", "input");
  const only = (value: string) => `local.replaces_profiles ? ${value} : ""`;
  const own: Readonly<Record<string, (value: string) => string>> = {
    on_conflict: () => "var.on_conflict",
    former_profile_arn: () => only("terraform_data.former_profile[each.key].input.profile_arn"),
    recorded_in: () => only('"module.NAME.terraform_data.former_profile[\\"${each.key}\\"]"'),
    record_id: () => only("terraform_data.former_profile[each.key].id"),
  };
  const lines = Object.entries(input).map(([key, value]) => `${key} = ${own[key]?.(value) ?? value}`);
  return `jsonencode({\n${lines.join("\n")}\n})`;
}

/** Whoever calls the module gives it a name, which the module does not know. */
const ADDRESS = /terraform_data\.former_profile\[each\.key\]$/;
const TO_REPLACE =
  'module.NAME.${local.replaces_profiles ? "terraform_data.former_profile" : "aws_lambda_invocation.instance"}[\\"${id}\\"]';

/** The same warnings for every instance. */
function checks(blocks: ConstructBlocks): string {
  const [hopLimit, ...others] = [...blocks.checks()].reverse();
  const all = [
    ...others.reverse(),
    ...(hopLimit
      ? [
          {
            ...hopLimit,
            condition: `var.installation != "${GatewayInstallation.DOCKER}" || ${hopLimit.condition}`,
          },
        ]
      : []),
  ];
  return block(
    'check "instances"',
    ...all.map(({ condition, message }) => [
      block("assert", [
        `condition = alltrue([for id in var.instances : ${condition}])`,
        `error_message = join("\\n", [for id in var.instances : "${message.replace(ADDRESS, TO_REPLACE)}" if ${not(condition)}])`,
      ]),
    ]),
  );
}
