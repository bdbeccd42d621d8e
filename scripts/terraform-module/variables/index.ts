import { ACCOUNT_ID, GATEWAY_NAME } from "../../../modules/permissions";
import { keeps } from "../rule-expression";
import { given, validation } from "../validation";
import { GIVEN, refusalOf } from "../words";
import { accessKeyUser } from "./access-key-user";
import { attachmentVariables } from "./attachment";
import { configurationSecret } from "./configuration-secret";
import { identityVariables } from "./identity";
import { named, tagValidations } from "./rules";
import { targetVariables } from "./targets";
import type { Defaults, Variable } from "./variable";

export type { Attribute, Type, Variable } from "./variable";

/** Every variable of the module: what `keeper-pam.yaml` can say, but for what belongs to whoever calls the module. */
export function moduleVariables(defaults: Defaults): Variable[] {
  return [
    {
      name: "name",
      type: "string",
      description:
        "What the role and the instance profile are called; the names of the policies begin with it.",
      nullable: false,
      validations: [named("name", GATEWAY_NAME, { name: GIVEN }, "name")],
    },
    {
      name: "account_id",
      type: "string",
      description: "12 digits. With credentials of any other account nothing is planned.",
      default: "null",
      nullable: true,
      validations: [
        validation(
          { loops: [given("var.account_id")], called: "account_id" },
          keeps(ACCOUNT_ID, "account_id"),
          refusalOf({ aws: { accountId: GIVEN } }, "aws.accountId", "account_id"),
        ),
      ],
    },
    {
      name: "tags",
      type: { map: "string" },
      description: "Tags of everything that is made, beside the provider's default tags.",
      default: "{}",
      nullable: false,
      validations: tagValidations([], "tags", "var.tags"),
    },
    ...targetVariables(),
    ...identityVariables(defaults),
    ...attachmentVariables(defaults),
    accessKeyUser(defaults),
    configurationSecret(),
  ];
}
