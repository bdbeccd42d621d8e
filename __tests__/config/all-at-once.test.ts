import {
  folderWith,
  type Files,
  problemsBelow,
  problemsIn,
  problemsInFolder,
  refusalOf,
} from "../support/refusals";
import { ACCESS_KEY_ID } from "../support/sample-secrets";
import { join } from "node:path";

describe("all problems are named at once", () => {
  it("of a file: shape, names, contradictions and secrets, in the order of its lines", () => {
    const text = [
      "name: our gateway",
      "aws:",
      "  region: us-east-1",
      "  accountId: 111122223333",
      `  tags: { Owner: ${ACCESS_KEY_ID} }`,
      "gateway:",
      "  role: { path: service, maxSessionDuration: 60 }",
      "targets:",
      "  iamUsers: [{ name: auditor }, {}]",
      "  databases: []",
      "discovery: sometimes",
      "protectedUsers: [auditor]",
      "",
    ].join("\n");
    expect(problemsIn(text)).toEqual([
      `keeper-pam.yaml:1:1 name: "our gateway" is not a name for the gateway: allowed is 1 to 64 letters, digits and _ + = , . @ -, beginning with a letter, a digit or _, and not with AWSReservedSSO_ or AWSServiceRoleFor as AWS's own roles do`,
      "keeper-pam.yaml:4:3 aws.accountId: 111122223333 is not a text: put it in quotes",
      "keeper-pam.yaml:5:11 aws.tags.Owner: this looks like an AWS access key ID: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared",
      'keeper-pam.yaml:7:11 gateway.role.path: "service" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } " and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS',
      "keeper-pam.yaml:7:26 gateway.role.maxSessionDuration: 60 is not a session length: allowed is 3600 to 43200 seconds",
      "keeper-pam.yaml:9:33 targets.iamUsers[1]: nothing is named: allowed is exactly one of name, path, tag",
      expect.stringMatching(/^keeper-pam\.yaml:10:3 targets\.databases: no such key/),
      'keeper-pam.yaml:11:1 discovery: "sometimes" is not allowed: allowed is true, false, a mapping of keys',
      'keeper-pam.yaml:12:18 protectedUsers[0]: "auditor" is a target too (targets.iamUsers[0]): a protected user can never be rotated, remove one of the two',
    ]);
  });

  it("of every file of a folder, in the order of their names", () => {
    const good = "name: gateway\naws: { region: us-east-1 }\n";
    expect(
      problemsInFolder({
        "c.yaml": `${good}ticket: 1\n`,
        "a.yaml": "name: [\n",
        "b.yaml": good,
        "d.yaml": `${good}stack: other\n`,
      }).map((line) => line.split(" ")[0]),
    ).toEqual(["a.yaml:2:1", "c.yaml:3:1", "d.yaml:1:1", "d.yaml:1:1", "d.yaml:1:1"]);
  });

  it("and counted in the last line, which says that nothing was written", () => {
    const count = (text: string) =>
      refusalOf(join(folderWith({ "a.yaml": text }), "a.yaml"))
        ?.split("\n")
        .at(-1);
    expect(count("name: a\naws: { region: x }\n")).toBe("1 problem; nothing was written");
    expect(count("name: a b\naws: { region: x }\n")).toBe("2 problems; nothing was written");
  });

  describe("of a file with more than a hundred", () => {
    const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}: 1\n`).join("");
    const good = "name: gateway\naws: { region: us-east-1 }\n";
    const said = (files: Files) => {
      const folder = folderWith(files);
      return refusalOf(folder, folder)?.split("\n") ?? [];
    };
    afterEach(() => {
      delete process.env.KEEPER_PAM_ALL_PROBLEMS;
    });

    it("up to a hundred, with the number of the others and the way to see all; another file's are named too", () => {
      const lines = said({ "a.yaml": good + keys(103), "b.yaml": `${good}ticket: 1\n` });
      expect(lines).toHaveLength(103);
      expect(lines[99]).toMatch(/^a\.yaml:102:1 k99: no such key/);
      expect(lines.slice(100)).toEqual([
        "a.yaml: 3 more problems; KEEPER_PAM_ALL_PROBLEMS=1 shows all",
        expect.stringMatching(/^b\.yaml:3:1 ticket: no such key/),
        "104 problems; nothing was written",
      ]);
      expect(said({ "a.yaml": good + keys(101) }).at(-2)).toBe(
        "a.yaml: 1 more problem; KEEPER_PAM_ALL_PROBLEMS=1 shows all",
      );
    });

    it("all of a hundred", () => {
      expect(said({ "a.yaml": good + keys(100) }).at(-2)).toMatch(/^a\.yaml:102:1 k99: /);
    });

    it("all of them where that is asked for", () => {
      process.env.KEEPER_PAM_ALL_PROBLEMS = "1";
      const lines = said({ "a.yaml": good + keys(300) });
      expect(lines).toHaveLength(301);
      expect(lines.at(-1)).toBe("300 problems; nothing was written");
    });
  });

  it("with the path of the file as the user wrote it", () => {
    const folder = folderWith({ "a.yaml": "name: a\naws: { region: x }\n" });
    expect(refusalOf(join(folder, "a.yaml"), "/nowhere")).toContain(
      `${folder}/a.yaml:2:8 aws.region: "x" is not`,
    );
  });

  it("and a sound file has none", () => {
    expect(problemsBelow()).toEqual([]);
  });
});
