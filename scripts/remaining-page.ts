import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REMAINING_WAYS, remainingWaysTable, type RemainingWay } from "../modules/report/remaining-ways";

/** docs/least-privilege.md is hand-written, but for the tables between these. */
const BEGIN =
  "<!-- What remains: begin, generated from modules/report/remaining-ways.ts by `npm run generate`. -->";
const END = "<!-- What remains: end. -->";

const PARTS: readonly (readonly [heading: string, who: RemainingWay["who"]])[] = [
  ["The gateway, when somebody attaches a right more", "gateway"],
  ["Whoever deploys", "deployer"],
  ["Whoever is no operator, and the gateway's configuration", "bystander"],
];

/** docs/least-privilege.md with the tables of what remains as they are now. */
export function pageWithRemaining(): string {
  const page = readFileSync(join(__dirname, "..", "docs", "least-privilege.md"), "utf8");
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error("docs/least-privilege.md has no place for what remains");
  }
  // The columns are not padded: a word more would change every row.
  const tables = [
    "<!-- prettier-ignore-start -->",
    "",
    ...PARTS.flatMap(part),
    "<!-- prettier-ignore-end -->",
  ];
  return [before + BEGIN, "", ...tables, "", END + after].join("\n");
}

function part([heading, who]: (typeof PARTS)[number]): string[] {
  const ways = REMAINING_WAYS.filter((way) => way.who === who);
  return [`### ${heading}`, "", ...remainingWaysTable(ways), ""];
}
