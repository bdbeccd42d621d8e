import { format } from "@cdktf/hcl-tools";
import { comment, list, literalText, object, template } from "../modules/hcl";
import {
  ANY_RESOURCE,
  ATTACHMENT_CATALOG,
  CONFIGURATION_CATALOG,
  FUNCTION_SUFFIX,
  isReference,
  policyLength,
  publishedPolicy,
  statement,
  TRUST_CATALOG,
  type Grant,
  type PolicyText,
  type Statement,
} from "../modules/permissions";
import { PermissionStyle, permissionStatements } from "../modules/targets";

/**
 * permissions.tf of the drop-in module: every action that the catalogue has for it, with its reason. When a statement is
 * granted, and how statements become policies, stands in files that are written by hand.
 */
export async function modulePermissions(): Promise<string> {
  return format(`# Generated from the permissions catalogue by \`npm run module\`.

locals {
  ${comment(ACTIONS)}
  actions = {
    ${ownPolicyGrants().map(actionsOfGrant).join("\n\n")}
  }
}

locals {
  ${comment(STATEMENTS)}
  statements = { for principal, self in { role = local.role_arn, access_key_user = local.access_key_user_arn } : principal => [
    for statement in concat(
      ${inTuples(moduleStatements()).join("\n")}
    ) : statement if statement.granted
  ] }
}
`);
}

const ACTIONS =
  "What the statements of all other policies may do: of the attachment function, of the secret and its key, and who takes a role.";

const STATEMENTS =
  "What the role may do, and what the access-key user may do: the same, but for what each may do with itself. `characters` is what a statement counts with when the policies are packed, and `per_resource` each of its resources, at the most: a name may be known only after the apply, and how many policies there are is settled before. A statement with `per_resource = 0` stays whole.";

/** What the module's hand-written policies take their actions from. */
export function ownPolicyGrants(): Grant[] {
  return [TRUST_CATALOG, ATTACHMENT_CATALOG, CONFIGURATION_CATALOG].flatMap((catalogue) =>
    Object.values<Grant>(catalogue),
  );
}

function actionsOfGrant({ sid, job, actions }: Grant): string {
  const facts = actions.map(({ action, why }) => `${literalText(action)}, # ${why}`);
  return `${comment(`${job}.`)}\n${sid} = [\n${facts.join("\n")}\n]`;
}

/** What is counted with at the most of a text that only Terraform knows. AWS would allow some of them far more. */
const COUNTED_AT_MOST = 140;

/** The list of the module that a statement's resources come from. */
interface Source {
  /** What one entry is called in the statement's texts. */
  readonly one: string;
  readonly of: string;
  /** Whether each entry has a statement of its own, since a condition names it. */
  readonly apart?: boolean;
}

const DATABASES = { one: "database", of: "managed_databases" };
const DIRECTORIES = { one: "directory", of: "directories" };
const USERS = { one: "user", of: "iam_users" };
const KEYS = { one: "user", of: "iam_access_keys" };
const named = ({ one, of }: Source): Source => ({ one, of: `local.named_${of}` });
const tagged = ({ one, of }: Source): Source => ({ one, of: `local.tagged_${of}`, apart: true });
const DISCOVERED = { one: "region", of: "local.discovery_regions" };

/** By Sid; every other statement has the same resources whatever is asked for. */
const SOURCES: Readonly<Record<string, Source>> = {
  DenyProtectedUsers: { one: "user", of: "var.protected_users" },
  DiscoverMachinesAndDirectories: DISCOVERED,
  DiscoverDatabases: DISCOVERED,
  RotateManagedDatabases: named(DATABASES),
  RotateManagedDatabasesTagged: tagged(DATABASES),
  RotateDirectoryUsers: named(DIRECTORIES),
  RotateDirectoryUsersTagged: tagged(DIRECTORIES),
  RotateConsolePasswords: named(USERS),
  RotateConsolePasswordsTagged: tagged(USERS),
  RotateAccessKeys: named(KEYS),
  RotateAccessKeysTagged: tagged(KEYS),
};

/** Every statement that the module can write, in the order of the constructs, each made by the target that needs it. */
export function moduleStatements(): Statement[] {
  const where = {
    partition: "${local.partition}",
    accountId: "${local.account_id}",
    region: "${local.region}",
  };
  const tag = (one: string) => ({ key: `\${${one}.tag.key}`, value: `\${${one}.tag.value}` });
  const region = (one: string) => `\${coalesce(${one}.region, local.region)}`;
  // A user without a name stands for every user below his path.
  const users = [
    { name: '${coalesce(user.name, "*")}', path: '${coalesce(user.path, "/")}' },
    { tag: tag("user") },
  ];
  const scoped = permissionStatements(
    {
      targets: {
        managedDatabases: [
          { instance: "${database.instance}", region: region("database") },
          { tag: tag("database"), region: region("database") },
        ],
        directories: [
          { id: "${directory.id}", region: region("directory") },
          { tag: tag("directory"), region: region("directory") },
        ],
        iamUsers: users,
        iamAccessKeys: users,
      },
      discovery: { regions: ["${region}"] },
      protectedUsers: ["${user}"],
      permissions: PermissionStyle.SCOPED,
      guard: true,
    },
    where,
    { self: () => known("self"), accessKeyUser: known("local.access_key_user_arn"), isAccessKeyUser: true },
    {
      secretArn: "${local.configuration_secret_arn}",
      keyArn: "${local.configuration_key_arn}",
      region: where.region,
    },
    { attachmentFunctionName: `\${var.name}${FUNCTION_SUFFIX}` },
  );
  const selfCheck = scoped.findIndex(({ sid }) => sid === "SimulateOwnPermissions");
  return scoped.toSpliced(selfCheck + 1, 0, statement(publishedPolicy(), [ANY_RESOURCE], "permissions"));
}

function known(reference: string): PolicyText {
  return { text: `\${${reference}}`, length: COUNTED_AT_MOST };
}

/** The statements as the tuples that `concat` joins: one for all between two tags, one for each list of tags. */
function inTuples(statements: readonly Statement[]): string[] {
  return statements.map((one, i) => {
    const source = SOURCES[one.sid];
    const written = statementObject(one, source);
    if (source?.apart) return `[for index, ${source.one} in ${source.of} : ${written}],`;
    const stands = (at: number) => at in statements && !SOURCES[statements[at]?.sid ?? ""]?.apart;
    return `${stands(i - 1) ? "" : "[\n"}${written},${stands(i + 1) ? "" : "\n],"}`;
  });
}

function statementObject(one: Statement, source?: Source): string {
  const { grant, sid, effect } = one;
  const why = new Map(grant?.actions.map((fact) => [fact.action, fact.why]));
  const size = sizeOf(one, source);
  return `{
    ${comment(`${grant?.job}${source?.apart ? ", by a tag" : ""}.`)}
    sid = ${source?.apart ? template(`${sid}\${index == 0 ? "" : index + 1}`) : literalText(sid)}
    granted = local.granted[principal].${sid}
    effect = ${literalText(effect)}
    actions = [\n${one.actions.map((action) => `${literalText(action)}, # ${why.get(action)}`).join("\n")}\n]
    resources = ${resourcesOf(one, source)}
    conditions = ${conditionsOf(one, source)}
    characters = ${size.characters}
    per_resource = ${size.perResource}
  }`;
}

/** A resource for each entry of the list, where the resources name the entry. */
function resourcesOf({ sid, resources }: Statement, source?: Source): string {
  const texts = resources.map(({ text }) => expression(text));
  if (!source || !namesEntry(resources, source)) return list(texts);
  if (sid !== "DenyProtectedUsers") return `[for ${source.one} in ${source.of} : ${texts[0]}]`;
  // Two for each user, whatever is given: how many there are is known although the users may not be.
  const each = texts.map(
    (text) => `[for user in var.protected_users : startswith(user, "arn:") ? user : ${text}],`,
  );
  return `concat(\n${each.join("\n")}\n)`;
}

function namesEntry(texts: readonly PolicyText[], { one, apart }: Source): boolean {
  return !apart && texts.some(({ text }) => new RegExp(`\\$\\{[^}]*\\b${one}\\b`).test(text));
}

function conditionsOf({ conditions = [] }: Statement, source?: Source): string {
  if (conditions.length === 0) return "[]";
  const written = conditions.map(({ test, key, values }) =>
    object([
      ["test", literalText(test)],
      ["variable", expression(key.text)],
      [
        "values",
        source && namesEntry(values, source) ? source.of : list(values.map(({ text }) => expression(text))),
      ],
    ]),
  );
  return `[${written.join(", ")}]`;
}

/** What a statement counts with when policies are packed: itself, and each resource of a list that can be split. */
function sizeOf(one: Statement, source?: Source) {
  const conditions = one.conditions?.map((condition) => ({
    ...condition,
    key: counted(condition.key),
    values: condition.values.map(counted),
  }));
  const resources = one.resources.map(counted);
  const splits = source !== undefined && namesEntry(one.resources, source);
  const whole = { ...one, ...(conditions && { conditions }), resources: splits ? [] : resources };
  const own = policyLength([whole]) - policyLength([]) + COMMA + (source?.apart ? LONGEST_NUMBER : 0);
  const listed =
    source && conditions?.flatMap(({ values }) => values).find((value) => namesEntry([value], source));
  return {
    characters: listed ? `${own} + ${listed.length + QUOTES + COMMA} * length(${source?.of})` : own,
    perResource: splits ? Math.max(...resources.map(({ length }) => length)) + QUOTES + COMMA : 0,
  };
}

const COMMA = 1;
const QUOTES = 2;
/** Behind the Sid of a statement for a tag. */
const LONGEST_NUMBER = 4;

function counted({ text, length }: PolicyText): PolicyText {
  return { text, length: isReference(text) ? Math.min(length, COUNTED_AT_MOST) : length };
}

/** A text as an expression: `${…}` alone stands bare. */
function expression(text: string): string {
  const [, reference] = /^\$\{([^{}]+)\}$/.exec(text) ?? [];
  return reference ?? template(text);
}
