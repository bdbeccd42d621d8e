import { GATEWAY_TAG, TAG_KEY, TAG_VALUE, type NameRule } from "../../../modules/permissions";
import { attributeOf, isObject, isText, textOf } from "../attributes";
import { keeps } from "../rule-expression";
import { validation, type Loop, type Validation } from "../validation";
import { GIVEN, refusalOf } from "../words";

export function named(variable: string, rule: NameRule, mistake: object, path: string): Validation {
  const value = `var.${variable}`;
  return validation({ loops: [], called: variable }, keeps(rule, value), refusalOf(mistake, path, value));
}

/** A rule for an attribute that may be absent, of an object that the loops lead to. */
export function namedIn(
  loops: readonly Loop[],
  called: string,
  rule: NameRule,
  attribute: string,
  mistake: object,
  path: string,
): Validation {
  const one = loops.at(-1)?.one ?? "";
  return validation(
    { loops: [...loops, textOf(one, attribute, "given")], called: `${called}.${attribute}` },
    keeps(rule, "given"),
    refusalOf(mistake, path, "given"),
  );
}

export function oneOf(variable: string, allowed: readonly string[]): Validation {
  return validation(
    { loops: [], called: variable },
    `contains(${JSON.stringify(allowed).replaceAll(",", ", ")}, var.${variable})`,
    `\\"\${var.${variable}}\\" is not allowed: allowed is ${allowed.join(", ")}`,
  );
}

/** What IAM says of the tags that an attribute of an object holds. */
export function tagValidationsIn(loops: readonly Loop[], called: string): Validation[] {
  const one = loops.at(-1)?.one ?? "";
  const tags: Loop = { one: "tags", of: `[${attributeOf(one, "tags")}]`, only: isObject("tags") };
  return tagValidations([...loops, tags], `${called}.tags`, "tags");
}

/** What IAM says of the tags of a resource. */
export function tagValidations(loops: readonly Loop[], called: string, tags: string): Validation[] {
  const mistake = (tags: object) => ({ gateway: { role: { tags } } });
  const at = "gateway.role.tags";
  const eachTag = (holds: string, refusal: string, only?: string): Validation =>
    validation(
      {
        loops: [...loops, { one: "key, value", of: tags, ...(only !== undefined && { only }) }],
        called: `${called}.\${key}`,
      },
      holds,
      refusal,
    );
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`key${i}`, ""]));
  return [
    validation(
      { loops, called },
      `length(${tags}) <= 49`,
      refusalOf(mistake(many), at).replace("51", `\${length(${tags})}`),
    ),
    eachTag(keeps(TAG_KEY, "key"), refusalOf(mistake({ [GIVEN]: "" }), `${at}.${GIVEN}`, "key")),
    eachTag(
      '!startswith(lower(key), "aws:")',
      refusalOf(mistake({ "aws:key": "" }), `${at}.aws:key`, "", { "aws:key": "key" }),
    ),
    eachTag(
      `lower(key) != "${GATEWAY_TAG}"`,
      refusalOf(mistake({ [GATEWAY_TAG]: "" }), `${at}.${GATEWAY_TAG}`, "", { [GATEWAY_TAG]: "key" }),
    ),
    eachTag(
      keeps(TAG_VALUE, "value"),
      refusalOf(mistake({ key: GIVEN }), `${at}.key`, "value"),
      isText("value"),
    ),
    eachTag(
      `length([for other in keys(${tags}) : other if lower(other) == lower(key)]) == 1`,
      refusalOf(mistake({ "<TWIN>": "", "<twin>": "" }), `${at}.<twin>`, "", {
        "<TWIN>": otherSpelling(tags),
        "<twin>": "key",
      }),
    ),
  ];
}

const otherSpelling = (tags: string) =>
  `join(", ", [for other in keys(${tags}) : other if lower(other) == lower(key) && other != key])`;
