import { IAM_PATH, POLICY_ARN, USER_NAME, type NameRule } from "../../../modules/permissions";
import { attributeOf, eachObject, isGivenAs, numberOf, textOf } from "../attributes";
import { keeps } from "../rule-expression";
import { validation } from "../validation";
import { GIVEN, inModuleWords, meaningOf, refusalOf } from "../words";
import { tagValidationsIn } from "./rules";
import type { Defaults, Variable } from "./variable";

export function accessKeyUser({ path }: Defaults): Variable {
  const each = eachObject("user", "var.access_key_user");
  const key = "gateway.accessKeyUser";
  const user = (rule: NameRule, property: string) => {
    const attribute = inModuleWords(property);
    return validation(
      { loops: [each, textOf("user", attribute)], called: `access_key_user.${attribute}` },
      keeps(rule, attribute),
      refusalOf(userMistake({ createAccessKey: false, [property]: GIVEN }), `${key}.${property}`, attribute),
    );
  };
  const withoutKey = isGivenAs(false, "user", "create_access_key");
  const noPgpKey = `${attributeOf("user", "pgp_key")} == null`;
  const inState = isGivenAs(true, "user", "accept_secret_in_state");
  const keepsPrevious = isGivenAs(true, "user", "keep_previous");
  const generation = `coalesce(try(tonumber(${attributeOf("user", "generation")}), null), 1)`;
  const ways = `(${withoutKey} ? 1 : 0) + (${noPgpKey} ? 0 : 1) + (${inState} ? 1 : 0)`;
  const together = [
    `${withoutKey} ? "create_access_key = false" : ""`,
    `${noPgpKey} ? "" : "pgp_key"`,
    `${inState} ? "accept_secret_in_state = true" : ""`,
  ];
  return {
    name: "access_key_user",
    type: {
      object: [
        { name: "name", type: "string", description: meaningOf(`${key}.name`), optional: true },
        {
          name: "path",
          type: "string",
          description: meaningOf(`${key}.path`),
          default: JSON.stringify(path),
        },
        {
          name: "permissions_boundary_arn",
          type: "string",
          description: meaningOf(`${key}.permissionsBoundaryArn`),
          optional: true,
        },
        { name: "tags", type: { map: "string" }, description: meaningOf(`${key}.tags`), default: "{}" },
        {
          name: "create_access_key",
          type: "bool",
          description: meaningOf(`${key}.createAccessKey`),
          default: "true",
        },
        {
          name: "pgp_key",
          type: "string",
          description:
            "The secret is in the state encrypted for this PGP public key only: keybase:NAME, or the key in base64 as `gpg --export KEY | base64` prints it. Another key goes with another generation.",
          optional: true,
        },
        {
          name: "accept_secret_in_state",
          type: "bool",
          description: meaningOf(`${key}.acceptSecretInState`),
          default: "false",
        },
        { name: "generation", type: "number", description: meaningOf(`${key}.generation`), default: "1" },
        {
          name: "keep_previous",
          type: "bool",
          description: meaningOf(`${key}.keepPrevious`),
          default: "false",
        },
      ],
    },
    description:
      "An IAM user with an access key: null for none (the default), or how it is made. Exactly one of create_access_key = false, pgp_key and accept_secret_in_state = true must be given.",
    default: "null",
    one: "user",
    nullable: true,
    validations: [
      user(USER_NAME, "name"),
      user(IAM_PATH, "path"),
      user(POLICY_ARN, "permissionsBoundaryArn"),
      ...tagValidationsIn([each], "access_key_user"),
      validation(
        { loops: [each], called: "access_key_user" },
        `${ways} > 0`,
        refusalOf(userMistake({}), key),
      ),
      validation(
        // A loop of one: checkov cannot read a template with braces in it.
        {
          loops: [each, { one: "together", of: `[join(" and ", compact([${together.join(", ")}]))]` }],
          called: "access_key_user",
        },
        `${ways} < 2`,
        refusalOf(userMistake({ createAccessKey: false, acceptSecretInState: true }), key).replace(
          /^.*?(?= are given together)/,
          "${together}",
        ),
      ),
      validation(
        { loops: [each, textOf("user", "pgp_key")], called: "access_key_user.pgp_key" },
        `can(regex(${JSON.stringify(PUBLIC_KEY)}, replace(pgp_key, "/\\\\s/", "")))`,
        refusalOf(userMistake({ pgpKey: "none" }), `${key}.pgpKey`),
      ),
      validation(
        { loops: [each, numberOf("user", "generation")], called: "access_key_user.generation" },
        "generation >= 1 && floor(generation) == generation",
        refusalOf(
          userMistake({ acceptSecretInState: true, generation: -12345678 }),
          `${key}.generation`,
          "",
          {
            "-12345678": "generation",
          },
        ),
      ),
      validation(
        { loops: [each], called: "access_key_user.generation" },
        `!(${withoutKey}) || ${generation} == 1`,
        refusalOf(userMistake({ createAccessKey: false, generation: 2 }), `${key}.generation`),
      ),
      validation(
        { loops: [each], called: "access_key_user.keep_previous" },
        `!(${withoutKey}) || !(${keepsPrevious})`,
        refusalOf(userMistake({ createAccessKey: false, keepPrevious: true }), `${key}.keepPrevious`),
      ),
      validation(
        { loops: [each], called: "access_key_user.keep_previous" },
        `${withoutKey} || !(${keepsPrevious}) || ${generation} > 1`,
        refusalOf(userMistake({ acceptSecretInState: true, keepPrevious: true }), `${key}.keepPrevious`),
      ),
    ],
  };
}

/**
 * A Keybase name, or base64 that begins with a public key's packet; a private key's begins otherwise.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-packet-headers
 */
const PUBLIC_KEY = "^(?:keybase:\\w+|(?:m|x[g-v])[A-Za-z0-9+/]{158,}={0,2})$";

function userMistake(user: object): object {
  return { gateway: { accessKeyUser: user } };
}
