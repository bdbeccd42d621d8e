import { callersOf } from "./callers";
import { farReaches } from "./far-reaches";
import { code, table, toHeading } from "./markdown";
import { reviewedPrincipals, type ReviewedPrincipal } from "./reviewed-principals";
import type { SectionMaker } from "./section";

/** Who is given or refused something, each in one line, and what of it reaches far. */
export const summarySection: SectionMaker = (subject) => {
  const { aws } = subject.configuration;
  const reaches = farReaches(subject.configuration);
  const rows = reviewedPrincipals(subject).flatMap(summaryRows);
  return {
    key: "account",
    title: "Summary",
    data: {
      accountId: aws.accountId ?? null,
      partition: aws.partition ?? null,
      region: aws.region,
      farReaches: reaches,
      placeholders: Object.fromEntries(subject.placeholders.map(({ word, meaning }) => [word, meaning])),
    },
    markdown: [
      `Account ${aws.accountId === undefined ? "of the credentials that Terraform is run with" : code(aws.accountId)}, region ${code(aws.region)}.`,
      "",
      ...(rows.length === 0 ? [] : [...table(["Who", "Is allowed to", "Is denied, to"], rows), ""]),
      ...(reaches.length === 0
        ? []
        : ["### What reaches far", "", ...reaches.map(({ title, text }) => `- **${title}.** ${text}`), ""]),
    ],
  };
};

/** A role and a user by what their policies say; those whom a key or a secret lets, by name. */
function summaryRows({ title, acts, statements }: ReviewedPrincipal): string[][] {
  const jobs = (effect: "Allow" | "Deny", of = statements) => {
    const found = of
      .filter((statement) => statement.effect === effect)
      .map(({ grant }) => lowerCase(grant.job));
    return [...new Set(found)].join("; ") || "nothing";
  };
  if (acts) return [[toHeading(title, title), jobs("Allow"), jobs("Deny")]];
  const who = [...new Set(statements.flatMap(callersOf))];
  return who.map((caller) => {
    const of = statements.filter((statement) => callersOf(statement).includes(caller));
    return [`${caller} with ${toHeading(lowerCase(title), title)}`, jobs("Allow", of), jobs("Deny", of)];
  });
}

function lowerCase(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
