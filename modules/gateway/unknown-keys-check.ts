import { DataAwsIamAccessKeys } from "@cdktf/provider-aws/lib/data-aws-iam-access-keys";
import type { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Construct } from "constructs";
import { address } from "./address";
import { TerraformCheck } from "./terraform-check";

/** What is said of a user (USER) with keys (KEYS, a list) beside those that the state knows. */
const UNKNOWN_KEYS =
  "user USER has an access key that is not in the configuration: KEYS. Unless this plan deletes it, nobody may know of it: an answer of AWS that got lost leaves such a key, and so does one made by hand. Where no gateway uses it: aws iam delete-access-key --user-name USER --access-key-id ID";

/**
 * Compares the user's access keys with those of the configuration whenever Terraform plans: a key that is made and whose
 * answer gets lost is alive, and in nobody's hands. More keys than the configuration has are a warning.
 *
 * The keys are counted, since a former one is still there when Terraform looks, before the apply that deletes it.
 */
export class UnknownKeysCheck extends Construct {
  /** @param keys every key of the configuration */
  constructor(scope: Construct, id: string, user: IamUser, keys: readonly IamAccessKey[]) {
    super(scope, id);
    // By its ID, which is unknown until the user is there: by its name Terraform would look for a user that is not yet.
    const found = new DataAwsIamAccessKeys(this, "account", { user: user.id });
    const [name, all, own] = [
      `${address(user)}.name`,
      `${address(found)}.access_keys[*].access_key_id`,
      `[${keys.map((key) => `${address(key)}.id`).join(", ")}]`,
    ];
    new TerraformCheck(this, "check", [
      {
        condition: `length(${all}) <= ${keys.length}`,
        errorMessage: UNKNOWN_KEYS.replaceAll("USER", `\${${name}}`).replace(
          "KEYS",
          `\${jsonencode(setsubtract(${all}, ${own}))}`,
        ),
      },
    ]);
  }
}
