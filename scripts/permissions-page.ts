import { CATALOG, GRADES, publishedActions, SOURCES, type Grant } from "../modules/permissions";

/** docs/permissions.md: the catalogue for people who read no TypeScript. */
export function permissionsPage(): string {
  const grants: Grant[] = Object.values(CATALOG);
  return [
    "# Permissions",
    "",
    "<!-- Generated from modules/permissions/catalog by `npm run generate`. -->",
    "",
    "Every AWS permission that a generated policy can hold. Each section is one statement and is found in the policy under",
    "its name (the Sid); a statement for a tag has `Tagged` behind it. Nothing is granted that is not asked for.",
    "",
    "| Grade | Meaning |",
    "|---|---|",
    ...Object.entries(GRADES).map(([grade, meaning]) => `| ${grade} | ${meaning} |`),
    "",
    "| Rotation target | Statements |",
    "|---|---|",
    ...purposes(grants).map(
      ([purpose, sids]) =>
        `| ${purpose} | ${sids.length > 0 ? sids.map(link).join(", ") : "none: needs no AWS right"} |`,
    ),
    "",
    ...grants.flatMap(section),
    "## KeeperPublishedPolicy",
    "",
    "With `permissions: documented`: the actions that Keeper publishes, on every resource. In place of all of the above but",
    `${link(CATALOG.denyProtectedUsers.sid)} and ${link(CATALOG.rotateAccessKeys.sid)}, which the published policy does not know.`,
    "",
    ...publishedActions().map((action) => `- \`${action}\``),
    "",
    "## Sources",
    "",
    ...Object.entries(SOURCES).map(([id, { title, url }]) => `- **${id}**: [${title}](${url})`),
    "",
  ].join("\n");
}

function purposes(grants: readonly Grant[]): [purpose: string, sids: string[]][] {
  const table = new Map<string, string[]>([["EC2 user", []]]);
  for (const { sid, serves } of grants) {
    for (const purpose of serves) table.set(purpose, [...(table.get(purpose) ?? []), sid]);
  }
  return [...table];
}

function section({ sid, effect, job, resourceTypes, narrowedTo, actions, note, doubt }: Grant): string[] {
  return [
    `## ${sid}`,
    "",
    `${effect === "Deny" ? "**Deny.** " : ""}${job}.`,
    "",
    `On ${resourceTypes.length === 0 ? "`*`" : `resource type ${resourceTypes.map((type) => `\`${type}\``).join(" or ")}`}: ${narrowedTo}.`,
    "",
    "| Action | Why | Grade | Source |",
    "|---|---|---|---|",
    ...actions.map(({ action, why, grade, source }) => `| \`${action}\` | ${why} | ${grade} | ${source} |`),
    "",
    ...(note === undefined ? [] : [`**Note.** ${note}`, ""]),
    ...(doubt === undefined ? [] : [`**Not known.** ${doubt}`, ""]),
  ];
}

function link(sid: string): string {
  return `[${sid}](#${sid.toLowerCase()})`;
}
