import { Construct } from "constructs";
import { block, literalText, template } from "../hcl";
import { isReference } from "../permissions";
import { HandWrittenBlock } from "./hand-written-block";
import { resolved } from "./resolved";
import { TerraformCheck } from "./terraform-check";

/** What is said of a protected user (USER) whom the account has under another text (FOUND). */
const MISTAKEN_USER =
  "USER protects nobody. The account has FOUND, and policies tell upper from lower case and one path from another: write it as the account has it, name or ARN";

/** What is said of a protected user of whose name the account has nobody. */
const MISSING_USER =
  "the account has no user USER: unless this apply makes that user, the entry protects nobody";

/**
 * Compares the protected users with those of the account whenever Terraform plans: a name that differs in upper and lower
 * case alone, or an ARN with another path, would protect nobody, since IAM takes users' names regardless of case and
 * policies match ARNs by it. Such a name is an error; a name that no user has is a warning. A reference is a name as IAM
 * has it, and is not compared.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class ProtectedUsersCheck extends Construct {
  /** @param users names and ARNs */
  constructor(scope: Construct, id: string, users: readonly string[]) {
    super(scope, id);
    const named = [...new Set(users.filter((user) => !isReference(user)))];
    const account = new AccountUsers(this, "account", named.map(asTheAccountHasIt));
    const names = `[for arn in ${account.address}.arns : lower(basename(arn))]`;
    new TerraformCheck(
      this,
      "check",
      named.map((user) => ({
        condition: `contains(${names}, ${literalText(nameOf(user).toLowerCase())})`,
        errorMessage: `protectedUsers: ${MISSING_USER.replace("USER", () => user)}`,
      })),
    );
  }
}

/** One condition on what a data source has read: a Terraform expression, and a text that may hold more of them. */
interface Postcondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** All IAM users of the account, read when Terraform plans. */
class AccountUsers extends HandWrittenBlock {
  constructor(
    scope: Construct,
    id: string,
    private readonly postconditions: readonly Postcondition[],
  ) {
    super(scope, id);
  }

  get address(): string {
    return `data.aws_iam_users.${this.friendlyUniqueId}`;
  }

  override toTerraform(): object {
    const postcondition = this.postconditions.map(({ condition, errorMessage }) => ({
      condition: `\${${condition}}`,
      error_message: errorMessage,
    }));
    return { data: { aws_iam_users: { [this.friendlyUniqueId]: { lifecycle: { postcondition } } } } };
  }

  override get hcl(): string {
    const postconditions = resolved(this.postconditions, this.cdktfStack).map(
      ({ condition, errorMessage }) => [
        block("postcondition", [`condition = ${condition}`, `error_message = ${template(errorMessage)}`]),
      ],
    );
    return block(`data "aws_iam_users" ${literalText(this.friendlyUniqueId)}`, [
      block("lifecycle", ...postconditions),
    ]);
  }
}

/** The condition that a protected user is written as IAM has him, if it has one of that name. */
function asTheAccountHasIt(user: string): Postcondition {
  const name = literalText(nameOf(user).toLowerCase());
  const namesakes = `[for arn in self.arns : arn if lower(basename(arn)) == ${name}]`;
  const asWritten = user.startsWith("arn:") ? "arn" : "basename(arn)";
  return {
    condition: `alltrue([for arn in ${namesakes} : ${asWritten} == ${literalText(user)}])`,
    errorMessage: `protectedUsers: ${MISTAKEN_USER.replace(/USER|FOUND/g, (part) => (part === "USER" ? user : `\${join(", ", ${namesakes})}`))}`,
  };
}

function nameOf(user: string): string {
  return user.slice(user.lastIndexOf("/") + 1);
}
