import { GRADES, SOURCES, type Grade, type Source } from "../permissions";
import { callersOf } from "./callers";
import { conditionBlock, conditionInWords } from "./condition-words";
import { code, list, table, toHeading } from "./markdown";
import { noWayTo } from "./no-way";
import { reviewedPrincipals, type ReviewedPrincipal } from "./reviewed-principals";
import type { SectionMaker } from "./section";
import type { SynthesizedStatement } from "./synthesized-policies";

/** Who may do what on what, why, and who says so; and which powers no policy of the stack gives him. */
export const principalsSection: SectionMaker = (subject) => {
  const principals = reviewedPrincipals(subject);
  return {
    key: "principals",
    title: "Who may do what",
    data: principals.map(data),
    markdown: [
      ...table(["Grade", "How sure a reason is"], Object.entries(GRADES)),
      "",
      ...(subject.placeholders.length === 0
        ? []
        : [
            ...table(
              ["Word", "Stands for"],
              subject.placeholders.map(({ word, meaning }) => [code(word), meaning]),
            ),
            "",
          ]),
      ...(principals.length === 0 ? ["No policy is made: the stack gives nobody a right.", ""] : []),
      ...principals.flatMap(markdown),
      ...sourcesOf(principals).map((source) => `[${source}]: ${SOURCES[source].url}`),
      "",
    ],
  };
};

function data(principal: ReviewedPrincipal) {
  const { carrier, name, permissionsBoundary, trust, statements, acts } = principal;
  const of = (effect: "Allow" | "Deny") =>
    statements.filter((statement) => statement.effect === effect).map(statementData);
  return {
    id: carrier,
    name,
    permissionsBoundary: permissionsBoundary ?? null,
    trust: trust.map(statementData),
    allow: of("Allow"),
    deny: of("Deny"),
    noWayTo: acts ? noWayTo(statements).map(({ what, actions }) => ({ what, actions })) : [],
  };
}

function statementData(statement: SynthesizedStatement) {
  const { sid, actions, resources, conditions, principals, origin, grant } = statement;
  return {
    sid,
    job: grant.job,
    serves: grant.serves,
    origin,
    principals,
    actions: actions.map((action) => {
      const { why, grade, source } = factOf(statement, action);
      return { action, why, grade, gradeMeaning: GRADES[grade], source, sourceUrl: SOURCES[source].url };
    }),
    resources,
    narrowedTo: grant.narrowedTo,
    conditions: conditionBlock(conditions),
  };
}

/** What the catalogue says of an action of a statement. */
function factOf({ sid, grant }: SynthesizedStatement, action: string) {
  const fact = grant.actions.find((known) => known.action === action);
  if (!fact) throw new Error(`${sid}: the catalogue says nothing of ${action}`);
  return fact;
}

function markdown(principal: ReviewedPrincipal): string[] {
  const { title, name, description, acts, permissionsBoundary, trust, statements } = principal;
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const denied = statements.filter(({ effect }) => effect === "Deny");
  return [
    `### ${title}`,
    "",
    `${code(name)}. ${description}`,
    "",
    ...(permissionsBoundary === undefined
      ? []
      : [
          `Bounded by ${code(permissionsBoundary)}: of what its policies allow, it may do what that policy allows too.`,
          "",
        ]),
    ...trust.flatMap((statement) => statementMarkdown("Trust", statement)),
    ...(acts && allowed.length === 0
      ? ["**May do nothing** by the policies of this stack: none allows it anything.", ""]
      : []),
    ...allowed.flatMap((statement) => statementMarkdown("Allowed", statement)),
    ...denied.flatMap((statement) => statementMarkdown("Denied", statement)),
    ...(acts ? noWayMarkdown(principal) : []),
  ];
}

function statementMarkdown(verb: string, statement: SynthesizedStatement): string[] {
  const { sid, actions, resources, conditions, principals, origin, grant } = statement;
  const { serves, job, narrowedTo, note, doubt } = grant;
  return [
    `#### ${verb}: ${sid}`,
    "",
    `${job}. ${[
      ...(serves.length > 0 ? [`For: ${list(serves)}.`] : []),
      `Asked for by ${code(origin)}.`,
      ...(note !== undefined || doubt !== undefined
        ? [`See ${toHeading("what is open about it", grant.sid)}.`]
        : []),
    ].join(" ")}`,
    "",
    ...table(
      ["Action", "Why", "Grade", "Source"],
      actions.map((action) => {
        const { why, grade, source } = factOf(statement, action);
        return [code(action), why, `${grade}: ${gradeMeaning(grade)}`, sourceLink(source)];
      }),
    ),
    "",
    ...(principals.length === 0 ? [] : [`Who: ${list(callersOf(statement).map(whoInWords))}.`, ""]),
    ...(resources.length === 0
      ? []
      : [
          `Resources: ${narrowedTo}.`,
          "",
          ...resources.map((resource) => `- ${resourceInWords(statement, resource)}`),
          "",
        ]),
    ...(conditions.length === 0
      ? []
      : [
          `Only ${list(conditions.map(conditionInWords))}:`,
          "",
          "```json",
          JSON.stringify({ Condition: conditionBlock(conditions) }, null, 2),
          "```",
          "",
        ]),
  ];
}

function noWayMarkdown({ statements }: ReviewedPrincipal): string[] {
  const none = noWayTo(statements);
  if (none.length === 0) return [];
  return [
    "#### Not allowed",
    "",
    "The policies of this stack allow it none of these actions. IAM refuses them unless another policy allows them: one that somebody attaches to it, or that of a resource which names it, such as another role's trust.",
    "",
    ...none.map(({ what, actions }) => `- ${what} (${actions.map(code).join(", ")})`),
    "",
  ];
}

/** The sources that the statements name, in the order of the catalogue. */
function sourcesOf(principals: readonly ReviewedPrincipal[]): Source[] {
  const statements = principals.flatMap(({ trust, statements: own }) => [...trust, ...own]);
  const named = new Set(
    statements.flatMap((statement) => statement.actions.map((action) => factOf(statement, action).source)),
  );
  return (Object.keys(SOURCES) as Source[]).filter((source) => named.has(source));
}

function gradeMeaning(grade: Grade): string {
  return GRADES[grade];
}

function sourceLink(source: Source): string {
  return `[${SOURCES[source].title}][${source}]`;
}

function whoInWords(caller: string): string {
  return caller.endsWith(":root`")
    ? `everybody of the account whose own policies allow it too (${caller})`
    : caller;
}

/** In the policy of a key or a secret `*` is the key or the secret itself. */
function resourceInWords({ principals }: SynthesizedStatement, resource: string): string {
  if (resource !== "*") return code(resource);
  return principals.length > 0 ? `${code("*")}, here what carries the policy` : `${code("*")}, everything`;
}
