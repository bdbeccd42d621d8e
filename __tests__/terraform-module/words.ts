import { snakeCase } from "../../modules/moving";

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
