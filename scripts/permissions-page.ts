import {
  ATTACHMENT_CATALOG,
  CATALOG,
  CONFIGURATION_CATALOG,
  GRADES,
  GUARD_CATALOG,
  publishedActions,
  publishedPolicy,
  type Grant,
} from "../modules/permissions";
import { resourcesOf, sources } from "./statement-page";

/** The catalogue in parts, by whose policy they are in. */
const PARTS: readonly [heading: string, explanation: string, grants: readonly Grant[]][] = [
  ["The gateway", "In the policies of its role and of its access-key user.", Object.values(CATALOG)],
  [
    "The guard",
    "In the same policies, unless `gateway.guard` is false: whatever other policy the role or user carries, the gateway cannot write itself more rights in IAM.",
    Object.values(GUARD_CATALOG),
  ],
  [
    "The attachment function",
    "In the policies of the Lambda function's role, which is made only with `gateway.instances`.",
    Object.values(ATTACHMENT_CATALOG),
  ],
  [
    "The key and the secret",
    "In the policies of the KMS key and of the secret that `gateway.configurationSecret` makes, where `*` is the key or the secret itself.",
    Object.values(CONFIGURATION_CATALOG),
  ],
];

const LISTED = PARTS.flatMap(([, , grants]) => grants);

/** docs/permissions.md: the catalogue for people who read no TypeScript. */
export function permissionsPage(): string {
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
    "| Serves | Statements |",
    "|---|---|",
    ...purposes(LISTED).map(
      ([purpose, sids]) =>
        `| ${purpose} | ${sids.length > 0 ? sids.map(link).join(", ") : "none: needs no AWS right"} |`,
    ),
    "",
    ...PARTS.flatMap(([heading, explanation, grants]) => [
      `## ${heading}`,
      "",
      explanation,
      "",
      ...grants.flatMap(section),
    ]),
    "## KeeperPublishedPolicy",
    "",
    "With `permissions: documented`: the actions that Keeper publishes, on every resource. In place of the statements for",
    "discovery and for the targets but " +
      `${link(CATALOG.rotateAccessKeys.sid)}, which the published policy does not know.`,
    "",
    ...publishedActions().map((action) => `- \`${action}\``),
    "",
    `**Note.** ${publishedPolicy().note}`,
    "",
    ...sources(LISTED),
  ].join("\n");
}

function purposes(grants: readonly Grant[]): [purpose: string, sids: string[]][] {
  const table = new Map<string, string[]>([["EC2 user", []]]);
  for (const { sid, serves } of grants) {
    for (const purpose of serves) table.set(purpose, [...(table.get(purpose) ?? []), sid]);
  }
  return [...table];
}

function section(grant: Grant): string[] {
  const { sid, effect, job, actions, note, doubt } = grant;
  return [
    `### ${sid}`,
    "",
    `${effect === "Deny" ? "**Deny.** " : ""}${job}.`,
    "",
    resourcesOf(grant),
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
