import { GRANTS, publishedPolicy, type Grant } from "../../modules/permissions";
import { configurationFile } from "../support/configuration";
import { REPORTED, reported, reportedAt, statementsOf } from "./reported";

const ENTRIES: readonly Grant[] = [...GRANTS, publishedPolicy()];

const titles = (text: string) => reported(text).json.openDoubts.general.map(({ title }) => title);
const ALWAYS = ["The calls of the gateway", "The proof"];
const WITH_ROLE = "The fields of the PAM Configuration";
const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:pam-a1b2c3";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000";
const WITHOUT_ROLE = "gateway: { role: false, accessKeyUser: { createAccessKey: false } }";

describe.each(REPORTED)("the open points of %s", (_, { json, markdown }) => {
  it("are those of the statements in use, each in the catalogue's words, and no others", () => {
    const sids = new Set(statementsOf(json).map(({ sid }) => sid.replace(/Tagged\d*$/, "")));
    const expected = ENTRIES.filter(
      ({ sid, note, doubt }) => sids.has(sid) && (note !== undefined || doubt !== undefined),
    ).map(({ sid, note = null, doubt = null }) => ({ sid, note, doubt }));
    const bySid = (a: { sid: string }, b: { sid: string }) => (a.sid < b.sid ? -1 : 1);
    expect([...json.openDoubts.statements].sort(bySid)).toEqual(expected.sort(bySid));
    for (const { note, doubt } of ENTRIES.flatMap((grant) => (sids.has(grant.sid) ? [] : [grant]))) {
      for (const text of [note, doubt]) if (text !== undefined) expect(markdown).not.toContain(text);
    }
  });

  it("are told to people too", () => {
    for (const { note, doubt } of json.openDoubts.statements) {
      if (note !== null) expect(markdown).toContain(`**To know.** ${note}`);
      if (doubt !== null) expect(markdown).toContain(`**Not known.** ${doubt}`);
    }
    for (const { title, text } of json.openDoubts.general) {
      expect(markdown).toContain(`- **${title}.** ${text}`);
    }
  });
});

describe("an open point of a whole configuration is there where it applies, and only there", () => {
  it("without anything special only what is always open", () => {
    expect(titles("")).toEqual([...ALWAYS, WITH_ROLE]);
    expect(titles(WITHOUT_ROLE)).toEqual(ALWAYS);
    expect(titles("targets: { iamUsers: [{ name: ada, path: /a/ }] }")).toEqual([...ALWAYS, WITH_ROLE]);
    expect(titles("discovery: true")).toEqual([...ALWAYS, WITH_ROLE]);
    expect(titles("protectedUsers: [ada]")).toEqual([...ALWAYS, WITH_ROLE]);
    expect(titles("gateway: { configurationSecret: { name: pam } }")).toEqual([...ALWAYS, WITH_ROLE]);
  });

  it.each([
    ["Directory Service", "targets: { directories: [{ id: d-1234567890 }] }"],
    ["Discovery and protected users", "discovery: true\nprotectedUsers: [ada]"],
    ["The path of the role", "gateway: { role: { path: /pam/ } }"],
    ["The existing role", "gateway: { role: { existing: legacy } }"],
    [
      "The permissions boundaries",
      'gateway: { role: { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b" } }',
    ],
    ["An instance that is gone", "gateway: { instances: [i-0123456789abcdef0] }"],
    ["The existing secret and key", `gateway: { configurationSecret: { secretArn: "${SECRET}" } }`],
    ["The existing secret and key", `gateway: { configurationSecret: { name: pam, keyArn: "${KEY}" } }`],
    [
      "The protected configuration without a role",
      "gateway: { accessKeyUser: { createAccessKey: false }, configurationSecret: { name: pam } }",
    ],
  ])("%s", (title, text) => {
    expect(titles(text).sort()).toEqual([...ALWAYS, WITH_ROLE, title].sort());
  });

  it("China", () => {
    const file = configurationFile("name: pam\naws: { region: cn-north-1 }\n");
    const general = reportedAt(file).pam?.json.openDoubts.general ?? [];
    expect(general.map(({ title }) => title)).toEqual([...ALWAYS, WITH_ROLE, "China"]);
  });
});

describe("what a report says of itself", () => {
  const { markdown } = reported("targets: { iamUsers: [{ name: ada }] }");

  it("is no more than was done: this configuration was not tried", () => {
    expect(markdown).toContain(
      "This configuration itself is not, and nothing has been tried in an AWS account.",
    );
  });

  it("leaves room for policies that are not the stack's", () => {
    expect(markdown).toContain(
      "none of those that stand elsewhere: in boundaries, in policies that others attach",
    );
    expect(markdown).toContain("IAM refuses them unless another policy allows them");
    expect(markdown).not.toMatch(/nothing left out|No way to|and nothing else\.|decides alone/);
  });
});
