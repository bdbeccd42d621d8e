import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { reports } from "../../modules/report";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";
import { synthesizeConfiguration, type TerraformJson } from "../support/synthesis";

/** A report in JSON, as far as the tests look at it. */
export interface ReportJson {
  readonly schemaVersion: number;
  readonly account: {
    readonly placeholders: Readonly<Record<string, string>>;
    readonly farReaches: readonly { title: string; text: string }[];
  };
  readonly principals: readonly PrincipalJson[];
  readonly comparison: ComparisonJson;
  readonly openDoubts: {
    readonly statements: readonly { sid: string; note: string | null; doubt: string | null }[];
    readonly general: readonly { title: string; text: string }[];
  };
  readonly acceptedFindings?: readonly { address: string; check: string; reason: string }[];
  readonly reviewed: Readonly<Record<string, string>>;
}
export interface PrincipalJson {
  readonly id: string;
  readonly name: string;
  readonly permissionsBoundary: string | null;
  readonly trust: readonly StatementReport[];
  readonly allow: readonly StatementReport[];
  readonly deny: readonly StatementReport[];
  readonly noWayTo: readonly { what: string; actions: readonly string[] }[];
}
export interface StatementReport {
  readonly sid: string;
  readonly job: string;
  readonly principals: readonly string[];
  readonly actions: readonly Record<
    "action" | "why" | "grade" | "gradeMeaning" | "source" | "sourceUrl",
    string
  >[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
export interface ComparisonJson {
  readonly account: readonly string[];
  readonly actions: readonly {
    readonly action: string;
    readonly changes: boolean;
    readonly pairs: number;
    readonly published: number;
    readonly configured: Readonly<Record<string, number>>;
  }[];
  readonly published: { readonly pairs: number; readonly changing: number };
  readonly configured: readonly { id: string; pairs: number; changing: number; ratio: number }[];
}

/** A configuration's report and the stack that the app makes of it. */
export interface Reported {
  readonly markdown: string;
  readonly text: string;
  readonly json: ReportJson;
  readonly stack: TerraformJson;
}

/** What is reported of a file or a folder, by the stack's name. */
export function reportedAt(path: string): Record<string, Reported> {
  const stacks = synthesizeConfiguration(path);
  return Object.fromEntries(
    reports(path, "1.2.3").map(({ stackName, markdown, json }) => [
      stackName,
      {
        markdown,
        text: json,
        json: JSON.parse(json) as ReportJson,
        stack: stacks[stackName] as TerraformJson,
      },
    ]),
  );
}

export const NEEDED = "name: keeper-gateway\naws: { region: us-east-1 }\n";

/** What is reported of a configuration's text below the two lines that it needs. */
export function reported(text = ""): Reported {
  return reportedAt(configurationFile(NEEDED + text))["keeper-gateway"] as Reported;
}

/** Configurations of every kind, as text, by what they are called: the examples, and what no example has. */
export const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(join(PROJECT, "examples"))
      .flatMap((example) =>
        readdirSync(join(PROJECT, "examples", example))
          .filter((file) => file.endsWith(".yaml"))
          .map((file) => join("examples", example, file)),
      )
      .map((file) => [
        file,
        readFileSync(join(PROJECT, file), "utf8").replace("pgpKey: ops.asc", "pgpKey: keybase:ops"),
      ]),
  ),
  "nothing at all": NEEDED,
  "nothing, on a role that exists": `${NEEDED}gateway: { role: { existing: legacy } }`,
  "Keeper's published policy": `${NEEDED}permissions: documented
protectedUsers: [ada]
targets: { iamAccessKeys: [{ name: bot }] }
`,
  "a role that exists": `${NEEDED}gateway: { role: { existing: legacy } }
targets: { iamUsers: [{ name: ada }] }
`,
  "a role and a user, a secret with a key, names that Terraform completes": `${NEEDED}
gateway:
  role: { namePrefix: pam- }
  accessKeyUser: { createAccessKey: false, path: /gateways/ }
  configurationSecret: { name: pam }
discovery: { regions: [eu-west-1, us-west-2] }
protectedUsers: ["arn:aws:iam::444455556666:user/admins/root-owner"]
targets:
  iamUsers: [{ path: / }, { tag: { key: Team, value: a } }, { tag: { key: Team, value: b } }]
  directories: [{ tag: { key: Team, value: a } }, { id: d-1234567890, region: eu-west-1 }]
`,
  "more users than one policy holds": `${NEEDED}
targets: { iamUsers: [${[...Array(300).keys()].map((n) => `{ name: user-${n} }`).join(", ")}] }
`,
};

/** What is reported of them. */
export const REPORTED: readonly [string, Reported][] = Object.entries(CONFIGURATIONS).map(([name, text]) => [
  name,
  Object.values(reportedAt(configurationFile(text)))[0] as Reported,
]);

/** Every statement of a report. */
export function statementsOf({ principals }: ReportJson): StatementReport[] {
  return principals.flatMap(({ trust, allow, deny }) => [...trust, ...allow, ...deny]);
}
