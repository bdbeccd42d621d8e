import { MISSING_USER, MISTAKEN_USER } from "../../modules/gateway";
import { block } from "./hcl";
import { not, validation, validationBlock } from "./validation";

const ACCOUNT = "data.aws_iam_users.account[*].arns";

/** protected-users.tf: the protected users as the account has them. */
export function protectedUsersFile(): string {
  const mistaken = validation(
    {
      loops: [
        { one: "user", of: "var.protected_users" },
        { one: "arn", of: "self.arns" },
      ],
      called: "protected_users",
    },
    "lower(basename(arn)) != lower(basename(user)) || contains([arn, basename(arn)], user)",
    MISTAKEN_USER.replace("USER", "${user}").replace("FOUND", "${arn}"),
  );
  const present = `contains([for arn in flatten(${ACCOUNT}) : lower(basename(arn))], lower(basename(user)))`;
  return [
    "# IAM takes users' names regardless of upper and lower case, and policies match them by it.",
    block(
      'data "aws_iam_users" "account"',
      ["count = length(var.protected_users) > 0 ? 1 : 0"],
      [block("lifecycle", [validationBlock(mistaken, "postcondition")])],
    ),
    "",
    block('check "protected_users"', [
      block("assert", [
        `condition = alltrue([for user in var.protected_users : ${present}])`,
        `error_message = join("\\n", [for user in var.protected_users : "protected_users: ${MISSING_USER.replace("USER", "${user}")}" if ${not(present)}])`,
      ]),
    ]),
  ].join("\n");
}
