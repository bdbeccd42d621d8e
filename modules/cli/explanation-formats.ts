import type { Answer, Asker, ExplainedStatement, Explanation, PrincipalAnswer } from "../explanation";

/** The version of the JSON's form: another number where a program that reads it has to change. */
const SCHEMA_VERSION = 1;

/** More entries or resources of one statement than this are counted, not listed. */
const LISTED = 12;

const NOT_LOOKED_AT =
  "policies that others attach, policies of resources, permissions boundaries, and policies of the organization";

const ANSWERS: Readonly<Record<Answer, string>> = {
  allowed: "allowed",
  conditional: "allowed under a condition",
  denied: "denied",
  notAllowed: "not allowed",
  listed: "",
};

/** For programs. */
export function explanationAsJson({ principals, resource, ...explanation }: Explanation): string {
  const json = {
    schemaVersion: SCHEMA_VERSION,
    ...explanation,
    resource: resource ?? null,
    principals: principals.map(({ allows, denies, ...principal }) => ({
      ...principal,
      allows: allows.map(statementAsJson),
      denies: denies.map(statementAsJson),
    })),
    notLookedAt: NOT_LOOKED_AT,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function statementAsJson({ askedBy, ...statement }: ExplainedStatement) {
  return {
    ...statement,
    askedBy: askedBy.map(({ path, place }) => ({
      path,
      line: place?.line ?? null,
      column: place?.column ?? null,
    })),
  };
}

/** For people. */
export function explanationInWords(explanation: Explanation): string {
  const { action, resource, notes, principals } = explanation;
  const keys = [...new Set(principals.flatMap(undecidedKeysOf))];
  return [
    resource === undefined ? action : `${action} on ${resource}`,
    ...notes.map((note) => `  note: ${note}`),
    ...principals.flatMap((principal) => ["", ...principalInWords(principal, explanation)]),
    "",
    ...(keys.length > 0 ? [`To decide it: ${keys.map(decidedBy).join("; ")}`] : []),
    `Not looked at: ${NOT_LOOKED_AT}.`,
    "",
  ].join("\n");
}

function undecidedKeysOf({ answer, allows, denies }: PrincipalAnswer): readonly string[] {
  return answer === "conditional" ? [...allows, ...denies].flatMap(({ undecidedKeys }) => undecidedKeys) : [];
}

function decidedBy(key: string): string {
  const option = /[\s'"$`\\]/.test(key) ? `'${key.replaceAll("'", `'\\''`)}` : key;
  const end = option === key ? "" : "'";
  return `--context ${option}=VALUE${end} or --absent ${option}${end}`;
}

function principalInWords(principal: PrincipalAnswer, explanation: Explanation): string[] {
  const { title, name, answer, allows, denies, missing } = principal;
  const isListed = answer === "listed";
  const said = isListed ? (allows.length > 0 ? "allowed on" : "not allowed on anything") : ANSWERS[answer];
  return [
    `${title}, ${name}: ${said}`,
    ...allows.flatMap((statement) => statementInWords("allowed by", statement, explanation)),
    ...denies.flatMap((statement) =>
      statementInWords(
        statement.onlyIf.length > 0 ? "may be denied by" : "denied by",
        statement,
        explanation,
      ),
    ),
    ...(answer === "denied" && allows.length === 0 ? ["  nothing allows it either"] : []),
    ...missing.map((way) => `  ${way}`),
  ];
}

function statementInWords(
  verb: string,
  { sid, job, onlyIf, resources, askedBy }: ExplainedStatement,
  { file, resource }: Explanation,
): string[] {
  return [
    `  ${verb} ${sid}: ${job}`,
    ...(onlyIf.length > 0 ? [`    only ${onlyIf.join(", and ")}`] : []),
    ...(resource === undefined ? shortened(resources.map((named) => `    on ${named}`)) : []),
    ...shortened(askedBy.map((asker) => `    ${askerInWords(asker, file)}`)),
  ];
}

function askerInWords({ path, place }: Asker, file: string): string {
  return place ? `${file}:${place.line}:${place.column} ${path}` : `there by default (${path})`;
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= LISTED) return [...lines];
  return [...lines.slice(0, LISTED), `    and ${lines.length - LISTED} more, which --json lists`];
}
