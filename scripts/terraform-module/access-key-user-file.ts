import { userArn } from "../../modules/permissions";
import type { ConstructBlocks } from "./blocks";
import { block, comment, expression } from "./hcl";
import { UNKNOWN_KEYS } from "../../modules/gateway";
import { policies } from "./main-file";
import { SCOPE } from "./scope";
import { validationBlock } from "./validation";

/** access-key-user.tf: the user of a gateway that reaches the account with an access key. */
export function accessKeyUserFile(blocks: ConstructBlocks): string {
  const user = userArn(SCOPE, "${local.access_key_user_name}", "${local.access_key_user.path}");
  return [
    `locals {
      makes_access_key_user = local.access_key_user != null
      makes_access_key      = local.access_key_user == null ? false : local.access_key_user.create_access_key

      access_key_user_name = local.access_key_user == null ? null : coalesce(local.access_key_user.name, var.name)
      access_key_user_arn  = local.access_key_user == null ? null : ${expression(user.text)}

      ${comment("Without the line breaks that base64 puts in.")}
      pgp_key = one([for key in local.access_key_user[*].pgp_key : replace(key, "/\\\\s/", "") if key != null])

      ${comment("The number of the current key, and of the one before it as long as it stays.")}
      access_key_generation  = local.access_key_user == null ? null : tostring(local.access_key_user.generation)
      access_key_generations = !local.makes_access_key ? [] : (
        local.access_key_user.keep_previous
        ? [tostring(local.access_key_user.generation), tostring(local.access_key_user.generation - 1)]
        : [tostring(local.access_key_user.generation)]
      )
    }`,
    blocks.block("terraform_data.user_name", {
      why: "Renamed, a user would take its keys along, and Terraform would look for them under the former name, in vain: with another name the user is another one. Without a key here it is renamed in place; there is a record all the same, since Terraform refuses replace_triggered_by where there is nothing to look at.",
      instead: { input: '{ name = each.key == "with_key" ? local.access_key_user_name : null }' },
    }),
    blocks.block("aws_iam_user.user"),
    blocks.block("aws_iam_access_key.user_access_key_1", {
      lifecycle: [
        comment("The key before stays as it was made, whatever PGP key the new one is encrypted for."),
        "ignore_changes = [pgp_key]",
        "",
        `postcondition {
          condition     = each.key != local.access_key_generation || self.pgp_key == local.pgp_key || (self.secret == null && self.encrypted_secret == null)
          error_message = "access_key_user: the secret of access key \${each.key} went another way, by another pgp_key or accept_secret_in_state: it changes with the next generation only, set generation = \${local.access_key_user.generation + 1}"
        }`,
      ],
    }),
    blocks.block("terraform_data.user_current_access_key", {
      why: "Terraform deletes a former key only after what names the current one: a new key is made before an old one goes.",
    }),
    blocks.block("data.aws_iam_access_keys.user_unknown_keys_account", {
      why: "By the user's ID, which is unknown until the user is there. The keys are counted, since a former one is still there when Terraform looks, before the apply that deletes it.",
    }),
    unknownKeysCheck(),
    policies(blocks, {
      principal: "access_key_user",
      name: "access_key_user",
      exists: "local.makes_access_key_user",
      suffix: "-user",
    }),
    blocks.attachment(
      "aws_iam_user_policy_attachment",
      "access_key_user",
      "user",
      "aws_iam_user.gateway[0].name",
    ),
  ].join("\n\n");
}

/** A warning where the user has more keys than the module makes. */
function unknownKeysCheck(): string {
  const all = "flatten(data.aws_iam_access_keys.access_key_user[*].access_keys)[*].access_key_id";
  const message = UNKNOWN_KEYS.replaceAll("USER", '${join("", aws_iam_user.gateway[*].name)}').replace(
    "KEYS",
    `\${jsonencode(setsubtract(${all}, values(aws_iam_access_key.gateway)[*].id))}`,
  );
  return block('check "access_key_user"', [
    validationBlock(
      { condition: `length(${all}) <= length(local.access_key_generations)`, message: `"${message}"` },
      "assert",
    ),
  ]);
}
