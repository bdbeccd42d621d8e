import { LOG_RETENTION_DAYS } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { problemsIn } from "../support/refusals";
import { saidToValues } from "./variable-rules";
import { inModuleWords } from "./words";

/** The same value in a call of the module and in a configuration file. */
interface Edge {
  readonly title: string;
  readonly variable: string;
  readonly value: unknown;
  readonly configuration: object;
}

const ROLE =
  (value: object, role: object) =>
  (title: string): Edge => ({
    title,
    variable: "role",
    value,
    configuration: { gateway: { role } },
  });

const numbered = (count: number, name: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => name(i));
const tagsOf = (count: number) =>
  Object.fromEntries(numbered(count, (i) => `key${i}`).map((key) => [key, ""]));
const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

function secret(title: string, value: object, configurationSecret: object): Edge {
  return {
    title,
    variable: "configuration_secret",
    value,
    configuration: { gateway: { configurationSecret } },
  };
}

/** Values on both sides of each number that a rule has. */
const EDGES: readonly Edge[] = [
  ...[3599, 3600, 3600.5, 43_200, 43_201].map((seconds) =>
    ROLE(
      { max_session_duration: seconds },
      { maxSessionDuration: seconds },
    )(`sessions of ${seconds} seconds`),
  ),
  ...[0, 1, 2, 3.5, 31, 3653, 3654, ...LOG_RETENTION_DAYS].map((days) => ({
    title: `a log kept for ${days} days`,
    variable: "attachment_function",
    value: { log_retention_days: days },
    configuration: { gateway: { attachmentFunction: { logRetentionDays: days } } },
  })),
  ...[-1, 0, 1, 1.5, 2].map((generation) => ({
    title: `generation ${generation}`,
    variable: "access_key_user",
    value: { accept_secret_in_state: true, generation },
    configuration: { gateway: { accessKeyUser: { acceptSecretInState: true, generation } } },
  })),
  ...[1, 2].map((generation) => ({
    title: `generation ${generation} and the one before`,
    variable: "access_key_user",
    value: { accept_secret_in_state: true, generation, keep_previous: true },
    configuration: {
      gateway: { accessKeyUser: { acceptSecretInState: true, generation, keepPrevious: true } },
    },
  })),
  ...[-1, 0, 1, 6, 7, 7.5, 30, 31].flatMap((days) => [
    secret(
      `a secret that can be restored for ${days} days`,
      { name: "keeper", recovery_window_days: days },
      { name: "keeper", recoveryWindowDays: days },
    ),
    secret(
      `a key that is deleted after ${days} days`,
      { name: "keeper", key_deletion_window_days: days },
      { name: "keeper", keyDeletionWindowDays: days },
    ),
  ]),
  ...["a".repeat(250), "a".repeat(251), "aws/a"].flatMap((name) => [
    secret(`${name.length} characters of a secret's name with a key of its own`, { name }, { name }),
    secret(
      `${name.length} characters of a secret's name with a key that exists`,
      { name, key: { arn: KEY } },
      { name, keyArn: KEY },
    ),
  ]),
  ...[6, 7].map((count) => {
    const instances = numbered(count, (i) => `i-0123456789abcdef${i}`);
    return {
      title: `${count} instances`,
      variable: "instances",
      value: instances,
      configuration: { gateway: { instances } },
    };
  }),
  ...[49, 50].flatMap((count) => {
    const tags = tagsOf(count);
    return [
      ROLE({ tags }, { tags })(`${count} tags of the role`),
      {
        title: `${count} tags of the user`,
        variable: "access_key_user",
        value: { create_access_key: false, tags },
        configuration: { gateway: { accessKeyUser: { createAccessKey: false, tags } } },
      },
      secret(`${count} tags of the secret`, { name: "keeper", tags }, { name: "keeper", tags }),
      {
        title: `${count} tags of everything`,
        variable: "tags",
        value: tags,
        configuration: { aws: { region: "us-east-1", tags } },
      },
    ];
  }),
  ...["scoped", "documented", "full"].map((permissions) => ({
    title: `permissions ${permissions}`,
    variable: "permissions",
    value: permissions,
    configuration: { permissions },
  })),
  ...["fail", "replace", "ignore"].map((onConflict) => ({
    title: `on_conflict ${onConflict}`,
    variable: "on_conflict",
    value: onConflict,
    configuration: { gateway: { onConflict } },
  })),
  ...["docker", "native", "podman"].map((installation) => ({
    title: `installation ${installation}`,
    variable: "installation",
    value: installation,
    configuration: { gateway: { installation } },
  })),
];

/** The app shows the beginning of a long text alone. */
const shortened = (line: string) => line.replace(/a{60,}…?/, "a…");

/** Where something is wrong, of a line about it. */
const placeIn = (line: string) => line.replace(/: .*/, "");

/** What the check of a configuration file says, in the words of the module. */
function saidByTheApp(configuration: object): string[] {
  const aws = { region: "us-east-1" };
  return problemsIn(JSON.stringify({ name: "keeper-gateway", aws, ...configuration })).map((line) =>
    inModuleWords(line.replace(/^\S+ /, "")),
  );
}

describeWith(
  [ENGINES.terraform],
  "at the edge of a rule the module says what the check of the file says",
  () => {
    let said: Record<string, string[][]>;
    beforeAll(() => {
      const values: Record<string, unknown[]> = {};
      for (const { variable, value } of EDGES) (values[variable] ??= []).push(value);
      said = saidToValues(values);
    }, 300_000);

    it.each(EDGES)("to $title", ({ variable, value, configuration }) => {
      const position = EDGES.filter((edge) => edge.variable === variable).findIndex(
        (edge) => edge.value === value,
      );
      const [ofModule, ofApp] = [said[variable]?.[position] ?? [], saidByTheApp(configuration)];
      expect(ofModule.map(placeIn)).toEqual(ofApp.map(placeIn));
      // To the file a fraction is of another type, and to Terraform a number.
      if (ofApp.join().includes("is not a whole number")) return;
      expect(ofModule.map(shortened)).toEqual(ofApp.map(shortened));
    });

    it("nothing, or something, of each variable", () => {
      for (const [variable, answers] of Object.entries(said)) {
        const refused = answers.filter((lines) => lines.length > 0).length;
        expect({ variable, refused: refused > 0, accepted: refused < answers.length }).toEqual({
          variable,
          refused: true,
          accepted: true,
        });
      }
    });
  },
);
