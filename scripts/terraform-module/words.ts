import { jsonSchema } from "../../modules/config";
// The check of a configuration's values is not part of what the folder shows to the rest.
import { valueProblems } from "../../modules/config/check";
import { snakeCase } from "../../modules/moving";
import { formatPath } from "../../modules/permissions";
import { literalText } from "./hcl";

/** What the module calls differently than the file, beside capitals and underscores. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  secretArn: "secret",
  keyArn: "key",
  "aws.region": "the provider's region",
  "aws.tags": "tags",
  "aws.accountId": "account_id",
  "instanceProfile to true": "instance_profile.create to true",
  "permissions: documented": 'permissions = "documented"',
};

/** A text about the configuration file in the words of the module: `iamUsers: true` becomes `iam_users = true`. */
export function inModuleWords(text: string): string {
  const others = Object.entries(OTHER_WORDS).reduce(
    (before, [word, other]) => before.replace(new RegExp(`\\b${word.replace(".", "\\.")}\\b`, "g"), other),
    text,
  );
  return others
    .replace(/\b(?:gateway|targets)\.(?=[a-z])/g, "")
    .replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, snakeCase)
    .replace(/\b([a-z_]+): (true|false)\b/g, "$1 = $2");
}

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/**
 * What a key of the configuration file means, in the words of the module.
 *
 * @param path e.g. `targets.managedDatabases[].instance`
 * @throws Error when the file has no such key
 */
export function meaningOf(path: string): string {
  const node = path.split(".").reduce<SchemaNode | undefined>((parent, part) => {
    const mapping = parent?.properties ? parent : parent?.anyOf?.find(({ properties }) => properties);
    const child = mapping?.properties?.[part.replace("[]", "")];
    if (!part.endsWith("[]")) return child;
    return (child?.items ? child : child?.anyOf?.find(({ items }) => items))?.items;
  }, jsonSchema() as SchemaNode);
  if (node?.description === undefined)
    throw new Error(`the configuration file has no key ${path} with a meaning`);
  return inModuleWords(node.description);
}

/** Stands in a provoked mistake for what the user gave. It breaks every rule that AWS has for names. */
export const GIVEN = "\u0100<given>";

/**
 * What the check of a configuration file says about a mistake, in the words of the module, as the text of an error message.
 *
 * @param mistake a configuration with the mistake in it
 * @param path where the check finds it, e.g. `targets.iamUsers[0].name`
 * @param given the expression of what the user gave, in place of {@link GIVEN}
 * @throws Error when the check finds nothing there
 */
export function refusalOf(
  mistake: object,
  path: string,
  given = "",
  replaced: Readonly<Record<string, string>> = {},
): string {
  const problems = valueProblems({ name: "gateway", ...mistake });
  const found = problems.filter((problem) => formatPath(problem.path) === path);
  if (found.length !== 1 || !found[0]) {
    const all = problems.map((problem) => `${formatPath(problem.path)}: ${problem.message}`).join("; ");
    throw new Error(`${found.length} problems at ${path}, allowed is one; found: ${all}`);
  }
  const text = literalText(inModuleWords(found[0].message)).slice(1, -1);
  return Object.entries({ [GIVEN]: given, ...replaced }).reduce(
    (before, [stand, expression]) =>
      before.replaceAll(stand, expression === "" ? stand : `\${${expression}}`),
    text,
  );
}
