import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as permissions from "../../modules/permissions";
import {
  ACCOUNT_ID,
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  GATEWAY_NAME,
  IAM_PATH,
  INSTANCE_ID,
  INSTANCE_PROFILE_NAME,
  KEY_ARN,
  PERMISSION_SET_NAME,
  PERMISSION_SET_PATH,
  POLICY_ARN,
  PRINCIPAL_ARN,
  REGION,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SECRET_ARN,
  SECRET_NAME,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
  TAG_KEY,
  TAG_VALUE,
  USER_ARN,
  USER_NAME,
  type NameRule,
} from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { MODULE_FOLDER } from "./module-copy";
import { saidToValues } from "./variable-rules";

const SEED = 6;
const OF_A_KIND = 6;

/** What the module has in place of the expressions that only a configuration file can have. */
const PLAIN_DESCRIPTION = { ...ROLE_DESCRIPTION, pattern: /^[ -[\]-~\u00a1-\u00ff]{0,1000}$/ };

/** Every place of the module's variables that takes a name, the rule of the constructs for it, and how it is given. */
const PLACES: Readonly<Record<string, readonly [rule: NameRule, given: (name: string) => object]>> = {
  name: [GATEWAY_NAME, (name) => ({ name })],
  account_id: [ACCOUNT_ID, (account_id) => ({ account_id })],
  ...targets("managed_databases", "instance", DB_INSTANCE_IDENTIFIER),
  "managed_databases[0].region": [
    REGION,
    (region) => ({ managed_databases: [{ instance: "orders", region }] }),
  ],
  ...targets("directories", "id", DIRECTORY_ID),
  "directories[0].region": [REGION, (region) => ({ directories: [{ id: "d-1234567890", region }] })],
  ...targets("iam_users", "name", USER_NAME),
  "iam_users[0].path": [IAM_PATH, (path) => ({ iam_users: [{ path }] })],
  ...targets("iam_access_keys", "name", USER_NAME),
  "iam_access_keys[0].path": [IAM_PATH, (path) => ({ iam_access_keys: [{ path }] })],
  "discovery.regions[0]": [REGION, (region) => ({ discovery: { regions: [region] } })],
  "role.name": [ROLE_NAME, (name) => ({ role: { name } })],
  "role.name_prefix": [ROLE_NAME_PREFIX, (name_prefix) => ({ role: { name_prefix } })],
  "role.path": [IAM_PATH, (path) => ({ role: { path } })],
  "role.permissions_boundary_arn": [
    POLICY_ARN,
    (permissions_boundary_arn) => ({ role: { permissions_boundary_arn } }),
  ],
  "role.description": [PLAIN_DESCRIPTION, (description) => ({ role: { description } })],
  "role.existing.name": [ROLE_NAME, (name) => ({ role: { existing: { name } } })],
  "instance_profile.name": [INSTANCE_PROFILE_NAME, (name) => ({ instance_profile: { name } })],
  "instances[0]": [INSTANCE_ID, (instance) => ({ instances: [instance] })],
  "attachment_function.permissions_boundary_arn": [
    POLICY_ARN,
    (permissions_boundary_arn) => ({ attachment_function: { permissions_boundary_arn } }),
  ],
  "access_key_user.name": [USER_NAME, (name) => user({ name })],
  "access_key_user.path": [IAM_PATH, (path) => user({ path })],
  "access_key_user.permissions_boundary_arn": [
    POLICY_ARN,
    (permissions_boundary_arn) => user({ permissions_boundary_arn }),
  ],
  // With a key of its own no alias is called like it.
  "configuration_secret.name": [SECRET_NAME, (name) => secret({ name, key: { arn: KEY } })],
  "configuration_secret.secret.arn": [SECRET_ARN, (arn) => secret({ secret: { arn } })],
  "configuration_secret.key.arn": [KEY_ARN, (arn) => secret({ name: "keeper", key: { arn } })],
  "configuration_secret.operators[0]": [
    PRINCIPAL_ARN,
    (operator) => secret({ name: "keeper", operators: [operator] }),
  ],
  "configuration_secret.operator_permission_sets[0].name": [
    PERMISSION_SET_NAME,
    (name) => secret({ name: "keeper", operator_permission_sets: [{ name }] }),
  ],
  "configuration_secret.operator_permission_sets[0].path": [
    PERMISSION_SET_PATH,
    (path) => secret({ name: "keeper", operator_permission_sets: [{ name: "Operators", path }] }),
  ],
  ...tags("tags", (tags) => ({ tags })),
  ...tags("role.tags", (tags) => ({ role: { tags } })),
  ...tags("access_key_user.tags", (tags) => user({ tags })),
  ...tags("configuration_secret.tags", (tags) => secret({ name: "keeper", tags })),
};

const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

function user(attributes: object): object {
  return { access_key_user: { create_access_key: false, ...attributes } };
}

function secret(attributes: object): object {
  return { configuration_secret: attributes };
}

/** A target by its name or by a tag. */
function targets(variable: string, way: string, rule: NameRule): typeof PLACES {
  const tag = (tag: object) => ({ [variable]: [{ tag }] });
  return {
    [`${variable}[0].${way}`]: [rule, (name) => ({ [variable]: [{ [way]: name }] })],
    [`${variable}[0].tag.key`]: [SELECTING_TAG_KEY, (key) => tag({ key, value: "value" })],
    [`${variable}[0].tag.value`]: [SELECTING_TAG_VALUE, (value) => tag({ key: "key", value })],
  };
}

function tags(called: string, given: (tags: object) => object): typeof PLACES {
  return {
    [`${called}.`]: [TAG_KEY, (key) => given({ [key]: "value" })],
    [`${called}.key`]: [TAG_VALUE, (value) => given({ key: value })],
  };
}

/** An ARN and a name stand in one list, each with its rule. */
const PROTECTED_USER = "protected_users[0]";

/** What AWS keeps for itself, what is mistaken for a name, and what Terraform or a pattern may read otherwise. */
const TRIED_EVERYWHERE = [
  ...["AROA", "AIDA", "AIPA"].flatMap((id) => [`${id}ABCDEFGHIJKLMNOPQ`, `${id}ABCDEFGHIJKLMNOP`]),
  ...[
    "AWSReservedSSO_Ops",
    "AWSServiceRoleForRDS",
    "/aws-reserved/",
    "/aws-service-role/rds/",
    "ps-0123456789abcdef",
  ],
  ...["", "/", "//", "a\n", "\na", "a/", "/a", "$" + "{a}", "\u00e9", "\u0100", " ", "-a", "a-", "a--b"],
  ...[
    "arn:aws:iam::111122223333:role/AWSReservedSSO_x",
    "arn:aws:iam::111122223333:role/aws-service-role/x/y",
  ],
];

const SIGNS = [..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"];

/** Names as the rule's pattern makes them, whatever it looks ahead for. */
function namesNear({ pattern }: NameRule): fc.Arbitrary<string> {
  const withoutLooks = pattern.source.replaceAll(/\(\?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, "");
  return fc.stringMatching(new RegExp(withoutLooks, "u"), { size: "small" });
}

/** One of the longer names with every sign of ASCII in its middle: a wildcard must not be taken for a letter. */
function withEverySign(rule: NameRule): string[] {
  // A letter that every Unicode has and that joins no other: Terraform knows an older one than Node.js does.
  const plain = namesNear(rule).map((name) => name.replace(/[^ -~]/gu, "\u00e9"));
  const names = fc.sample(plain, { seed: SEED, numRuns: 50 }).filter((name) => rule.pattern.test(name));
  const [name = ""] = names.toSorted((a, b) => a.length - b.length).slice(Math.floor(names.length * 0.9));
  const middle = Math.floor(name.length / 2);
  return SIGNS.map((sign) => name.slice(0, middle) + sign + name.slice(middle + 1));
}

function samplesFor(rule: NameRule): string[] {
  const near = namesNear(rule);
  const some = (arbitrary: fc.Arbitrary<string>) => fc.sample(arbitrary, { seed: SEED, numRuns: OF_A_KIND });
  const tried = [
    ...some(near),
    ...some(near.map((name) => `${name}\u0100`)),
    ...some(near.map((name) => [...name].slice(1).join(""))),
    ...some(near.map((name) => name.replace(/[a-z]/, (letter) => letter.toUpperCase()))),
    ...some(fc.string({ unit: "grapheme" })),
    ...withEverySign(rule),
    ...[1, rule.maxLength, rule.maxLength + 1].flatMap((length) => [
      "a".repeat(length),
      `/${"a".repeat(length - 2 > 0 ? length - 2 : 1)}/`,
    ]),
    ...TRIED_EVERYWHERE,
  ];
  // Terraform writes every text in its composed form, and a control character in a message as it likes.
  return [...new Set(tried)].filter((text) => text === text.normalize("NFC") && !/[^\P{Cc}\n]/u.test(text));
}

const PLACES_AND_RULES = [
  ...Object.entries(PLACES),
  ...[USER_NAME, USER_ARN].map(
    (rule) =>
      [
        PROTECTED_USER,
        [rule, (name: string) => ({ protected_users: [name] })],
      ] as (typeof PLACES_AND_RULES)[0],
  ),
] as (readonly [place: string, (typeof PLACES)[string]])[];

describeWith([ENGINES.terraform], "the module takes for a name what the constructs take for it", () => {
  let said: ReadonlySet<string>;
  beforeAll(() => {
    const given: Record<string, unknown[]> = {};
    for (const [, [rule, giving]] of PLACES_AND_RULES) {
      for (const [variable, value] of samplesFor(rule).flatMap((name) => Object.entries(giving(name)))) {
        (given[variable] ??= []).push(value);
      }
    }
    said = new Set(Object.values(saidToValues(given)).flat(2));
  }, 600_000);

  it.each(PLACES_AND_RULES)("%s", (place, [rule]) => {
    const samples = samplesFor(rule).filter((name) => isOfRule(place, rule, name));
    const refused = samples.filter((name) => said.has(refusal(place, rule, name)));
    expect(refused).toEqual(samples.filter((name) => !rule.pattern.test(name)));
    expect(samples).toEqual(expect.arrayContaining(withEverySign(rule)));
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThan(samples.length);
  });
});

describe("the places that take a name", () => {
  it("are all of which the module says that something is not a name", () => {
    const code = readFileSync(join(MODULE_FOLDER, "variables.tf"), "utf8");
    const names =
      /"([^"\s]+): \\"\$\{[^}]+\}\\"(?! (?:is not allowed|is the tag|begins|differs|stands|cannot))/g;
    const said = [...code.matchAll(names)].map(([, place = ""]) =>
      place.replace("${index}", "0").replace("${key}", ""),
    );
    const tried = PLACES_AND_RULES.map(([place]) => place.replace(/(?<=\btags\.)key$/, ""));
    expect(new Set(said)).toEqual(new Set(tried));
  });

  it("have every rule for names, but for those of what the module does not take", () => {
    const rules = Object.entries(permissions).filter((entry): entry is [string, NameRule] =>
      Object.hasOwn(Object(entry[1]) as object, "pattern"),
    );
    const tried = PLACES_AND_RULES.map(([, [{ what }]]) => what);
    const others = rules.filter(([, { what }]) => !tried.includes(what)).map(([name]) => name);
    expect(others.sort()).toEqual([
      "BUCKET_NAME",
      // Its edges are those of the gateway's name, together with instances.
      "FUNCTION_NAME",
      "INSTANCE_PROFILE_ARN",
      "PARTITION",
      "POLICY_NAME_BEGINNING",
      "ROLE_ARN",
      "STATE_KEY",
    ]);
  });
});

/** Of the two rules for a protected user the one for ARNs is for what begins as one. */
function isOfRule(place: string, rule: NameRule, name: string): boolean {
  return place !== PROTECTED_USER || name.startsWith("arn:") === (rule === USER_ARN);
}

function refusal(place: string, { what, allowed }: NameRule, name: string): string {
  const at = place.endsWith(".") ? place + name : place;
  const said = `${at}: "${name}" is not ${what}: allowed is ${allowed}`;
  if (place === PROTECTED_USER) return `${said}${what.includes("ARN") ? "" : ", or the user's ARN"}`;
  return place === "role.description" ? said.replace(", ${ and %{", "") : said;
}
