import {
  ANY_RESOURCE,
  FUNCTION_SUFFIX,
  isReference,
  policyLength,
  publishedPolicy,
  statement,
  type Grant,
  type PolicyText,
  type Statement,
} from "../../modules/permissions";
import { PermissionStyle, permissionStatements } from "../../modules/targets";
import { comment, expression, list, literalText, object, template } from "./hcl";
import { SCOPE } from "./scope";

/**
 * What a text that only Terraform knows is counted with at the most. AWS would allow some of them far more; what is longer
 * than this is found by the precondition that measures each policy.
 */
const COUNTED_AT_MOST = 140;

/** When a statement of the catalogue is granted, and which list of the module its resources come from. */
interface Use {
  /** A condition that is known when Terraform plans. */
  readonly granted: string;
  /** The list, and the name of one of its entries in the statement's texts. */
  readonly each?: { readonly one: string; readonly of: string };
  /** Whether each entry of the list has a statement of its own. */
  readonly apart?: boolean;
}

const TARGETS = "local.scoped && ";
const USES: Readonly<Record<string, Use>> = {
  DenyIdentityChanges: { granted: "local.guard" },
  DenyInstanceProfiles: { granted: "local.guard" },
  DenyOwnFunction: { granted: "local.guard && length(var.instances) > 0" },
  DenyDatabaseTags: { granted: "local.guard && length(local.tagged_managed_databases) > 0" },
  DenyDirectoryTags: { granted: "local.guard && length(local.tagged_directories) > 0" },
  DenyOwnKey: { granted: "local.guard && local.has_configuration_key" },
  DenyOwnSecret: { granted: "local.guard && local.has_configuration_secret" },
  DenyProtectedUsers: {
    granted: "length(var.protected_users) > 0",
    each: { one: "user", of: "var.protected_users" },
  },
  DenyOwnUser: { granted: "local.makes_access_key_user" },
  DenyGatewayUsers: {
    granted: "local.guard || !local.scoped || length(local.iam_users) + length(local.iam_access_keys) > 0",
  },
  SimulateOwnPermissions: { granted: "local.has_checked_targets" },
  KeeperPublishedPolicy: { granted: "!local.scoped" },
  ReadOwnUser: { granted: 'principal == "access_key_user"' },
  ReadGatewayConfiguration: { granted: "local.has_configuration_secret" },
  DecryptGatewayConfiguration: { granted: "local.has_configuration_key" },
  DiscoverMachinesAndDirectories: {
    granted: `${TARGETS}local.discovery != null`,
    each: { one: "region", of: "local.discovery_regions" },
  },
  DiscoverDatabases: {
    granted: `${TARGETS}local.discovery != null`,
    each: { one: "region", of: "local.discovery_regions" },
  },
  DiscoverUsers: { granted: `${TARGETS}local.discovery != null` },
  DiscoverAccessKeys: { granted: `${TARGETS}local.discovery != null` },
  ReadUsersForManagedDatabases: { granted: `${TARGETS}length(local.managed_databases) > 0` },
  RotateManagedDatabases: named("managed_databases", "database", TARGETS),
  RotateManagedDatabasesTagged: tagged("managed_databases", "database", TARGETS),
  ListDirectories: { granted: `${TARGETS}length(local.directories) > 0` },
  RotateDirectoryUsers: named("directories", "directory", TARGETS),
  RotateDirectoryUsersTagged: tagged("directories", "directory", TARGETS),
  RotateConsolePasswords: named("iam_users", "user", TARGETS),
  RotateConsolePasswordsTagged: tagged("iam_users", "user", TARGETS),
  RotateAccessKeys: named("iam_access_keys", "user", ""),
  RotateAccessKeysTagged: tagged("iam_access_keys", "user", ""),
};

function named(variable: string, one: string, condition: string): Use {
  const of = `local.named_${variable}`;
  return { granted: `${condition}length(${of}) > 0`, each: { one, of } };
}

function tagged(variable: string, one: string, condition: string): Use {
  const of = `local.tagged_${variable}`;
  return { granted: condition === "" ? "true" : "local.scoped", each: { one, of }, apart: true };
}

/** Every statement that the module can write, in the order of the constructs, each made by the target that needs it. */
export function moduleStatements(): Statement[] {
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
    SCOPE,
    {
      self: () => known("self"),
      accessKeyUser: known("local.access_key_user_arn"),
      isAccessKeyUser: true,
    },
    {
      secretArn: "${local.configuration_secret_arn}",
      keyArn: "${local.configuration_key_arn}",
      region: SCOPE.region,
    },
    { attachmentFunctionName: `\${var.name}${FUNCTION_SUFFIX}` },
  );
  const selfCheck = scoped.findIndex(({ sid }) => sid === "SimulateOwnPermissions");
  return scoped.toSpliced(selfCheck + 1, 0, statement(publishedPolicy(), [ANY_RESOURCE], "permissions"));
}

function known(name: string): PolicyText {
  return { text: `\${${name}}`, length: COUNTED_AT_MOST };
}

/** The statements as the tuples that `concat` joins: one for all that stand alone, one for each list of tags. */
export function statementsExpression(): string {
  const parts: string[][] = [];
  let alone: string[] | undefined;
  for (const one of moduleStatements()) {
    const use = USES[one.sid];
    if (!use) throw new Error(`the module does not say when ${one.sid} is granted`);
    if (use.apart) {
      parts.push([eachTag(one, use)]);
      alone = undefined;
    } else {
      if (!alone) parts.push((alone = []));
      alone.push(`${statementObject(one, use)},`);
    }
  }
  return parts
    .map((lines) =>
      lines.length === 1 && lines[0]?.startsWith("[for") ? `${lines[0]},` : `[\n${lines.join("\n")}\n],`,
    )
    .join("\n");
}

function eachTag(one: Statement, use: Use): string {
  const { of, one: entry } = use.each ?? { of: "", one: "" };
  return `[for index, ${entry} in ${of} : ${statementObject(one, use)}]`;
}

function statementObject(one: Statement, use: Use): string {
  const { grant } = one;
  const characters = charactersOf(one, use);
  return [
    "{",
    comment(jobOf(grant, use)),
    ...attributes([
      ["sid", use.apart ? template(`${one.sid}\${index == 0 ? "" : index + 1}`) : literalText(one.sid)],
      ["granted", use.granted],
      ["effect", literalText(one.effect)],
      ["actions", actionsOf(one)],
      ["resources", resourcesOf(one, use)],
      ["conditions", conditionsOf(one, use)],
      ["characters", characters.own],
      ["per_resource", characters.perResource],
    ]),
    "}",
  ].join("\n");
}

function jobOf(grant: Grant | undefined, { apart }: Use): string {
  return `${grant?.job ?? ""}${apart ? ", by a tag" : ""}.`;
}

/** Each action with what it is for. */
function actionsOf({ actions, grant }: Statement): string {
  const reasons = new Map(grant?.actions.map(({ action, why }) => [action, why]));
  return `[\n${actions.map((action) => `${literalText(action)}, # ${reasons.get(action)}`).join("\n")}\n]`;
}

function resourcesOf(one: Statement, { each, apart }: Use): string {
  const texts = one.resources.map(({ text }) => text);
  if (one.sid === "DenyProtectedUsers") {
    // Two for each user, whatever is given: how many there are is known although the users may not be.
    const lists = texts.map(
      (text) => `[for user in var.protected_users : startswith(user, "arn:") ? user : ${expression(text)}],`,
    );
    return `concat(\n${lists.join("\n")}\n)`;
  }
  const items = texts.map(expression);
  if (
    !each ||
    apart ||
    !texts.some((text) => text.includes(`\${${each.one}`) || text.includes(`(${each.one}.`))
  ) {
    return list(items);
  }
  return `[for ${each.one} in ${each.of} : ${items[0]}]`;
}

function conditionsOf({ conditions = [] }: Statement, { each }: Use): string {
  if (conditions.length === 0) return "[]";
  const written = conditions.map(({ test, key, values }) =>
    object([
      ["test", literalText(test)],
      ["variable", expression(key.text)],
      [
        "values",
        each && values.some(({ text }) => text === `\${${each.one}}`)
          ? each.of
          : list(values.map(({ text }) => expression(text))),
      ],
    ]),
  );
  return `[${written.join(", ")}]`;
}

/** What a statement counts with when policies are packed: itself, and each resource of a list that can be split. */
function charactersOf(
  one: Statement,
  { each, apart }: Use,
): { readonly own: string; readonly perResource: string } {
  const counted = (text: PolicyText): PolicyText => ({
    text: text.text,
    length: isReference(text.text) ? Math.min(text.length, COUNTED_AT_MOST) : text.length,
  });
  const conditions = one.conditions?.map((condition) => ({
    ...condition,
    key: counted(condition.key),
    values: condition.values.map(counted),
  }));
  const resources = one.resources.map(counted);
  const splits = each !== undefined && !apart && resourcesOf(one, { granted: "", each }).includes("for ");
  const head = { ...one, ...(conditions && { conditions }), resources: splits ? [] : resources };
  const own = policyLength([head]) - policyLength([]) + COMMA + (apart ? LONGEST_NUMBER : 0);
  const listed =
    each && conditions?.flatMap(({ values }) => values).find(({ text }) => text === `\${${each.one}}`);
  return {
    own: listed ? `${own} + ${listed.length + QUOTES + COMMA} * length(${each.of})` : String(own),
    perResource: splits ? String(Math.max(...resources.map(({ length }) => length)) + QUOTES + COMMA) : "0",
  };
}

const COMMA = 1;
const QUOTES = 2;
/** Behind the Sid of a statement for a tag. */
const LONGEST_NUMBER = 4;

function attributes(entries: readonly (readonly [string, string])[]): string[] {
  return entries.map(([key, value]) => `${key} = ${value}`);
}
