import { PermissionStyle } from "../../modules/targets";
import { mayCall } from "../targets/sample-gateway";
import { REPORTED, reported } from "./reported";

const titles = (text: string) => reported(text).json.account.farReaches.map(({ title }) => title);
const textOf = (text: string, title: string) =>
  reported(text).json.account.farReaches.find((reach) => reach.title === title)?.text ?? "";
const TARGETS = "What the targets may do";

describe("what reaches far", () => {
  it.each(REPORTED)(
    "stands in the summary of %s, in the words of the JSON, and nowhere else",
    (_, { json, markdown }) => {
      const [, summary = ""] = /## Summary\n(.*?)\n## /s.exec(markdown) ?? [];
      for (const { title, text } of json.account.farReaches)
        expect(summary).toContain(`- **${title}.** ${text}`);
      expect(summary.includes("### What reaches far")).toBe(json.account.farReaches.length > 0);
      expect(markdown.split("### What reaches far").length).toBe(json.account.farReaches.length > 0 ? 2 : 1);
    },
  );

  it("is nothing where nothing is asked for", () => {
    expect(titles("")).toEqual([]);
    expect(titles("discovery: true")).toEqual([]);
    expect(titles("targets: { ec2Users: true }")).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["permissions: documented", ["Keeper's published policy", TARGETS]],
    ["targets: { iamUsers: [{ path: / }] }", ["Every user", "Targets by path", TARGETS]],
    ["targets: { iamAccessKeys: [{ path: / }] }", ["Every user", "Targets by path", TARGETS]],
    ["targets: { iamAccessKeys: [{ path: /service/ }] }", ["Targets by path", TARGETS]],
    ["targets: { iamUsers: [{ name: ada, path: / }] }", [TARGETS]],
    ["targets: { iamUsers: [{ tag: { key: a, value: b } }] }", ["Targets by tag", TARGETS]],
    ["targets: { directories: [{ id: d-1234567890 }] }", ["Directories", TARGETS]],
    ["targets: { managedDatabases: [{ instance: orders }] }", ["Databases", TARGETS]],
    [
      "targets: { managedDatabases: [{ tag: { key: a, value: b } }] }",
      ["Targets by tag", "Databases", TARGETS],
    ],
    ["gateway: { guard: false }", ["The guard"]],
    ["gateway: { accessKeyUser: { acceptSecretInState: true } }", ["The access key in the state"]],
  ])("is told where it applies, and only there: %s", (text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  it("says of everything that reaches administrators that it does, and whom protectedUsers leave out", () => {
    for (const [text, title] of [
      ["permissions: documented", "Keeper's published policy"],
      ["targets: { iamUsers: [{ path: / }] }", "Every user"],
    ] as const) {
      expect(textOf(text, title)).toMatch(/every IAM user .*administrators .*no user is protected/);
      expect(textOf(`${text}\nprotectedUsers: [break-glass]`, title)).toContain(
        "protected users: `break-glass`",
      );
    }
  });
});

describe("what is told of Keeper's published policy is so", () => {
  const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
  const request = { permissions: PermissionStyle.DOCUMENTED, protectedUsers: ["break-glass"] };

  it("an administrator's console password is reached, that of a protected user is not", async () => {
    const action = "iam:UpdateLoginProfile";
    expect(await mayCall(request, { action, resource: user("admins/root-owner") })).toBe(true);
    expect(await mayCall(request, { action, resource: user("break-glass") })).toBe(false);
  });

  it("every database and directory is reached", async () => {
    const database = "arn:aws:rds:eu-west-1:111122223333:db:any";
    const directory = "arn:aws:ds:eu-west-1:111122223333:directory/d-1234567890";
    expect(await mayCall(request, { action: "rds:ModifyDBInstance", resource: database })).toBe(true);
    expect(await mayCall(request, { action: "ds:ResetUserPassword", resource: directory })).toBe(true);
  });
});
