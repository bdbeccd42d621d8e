import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";
import { folderWith } from "../support/refusals";

const GOOD = "name: good\naws: { region: us-east-1 }\n";
const BAD = "name: bad\naws: { region: us-east-1, regoin: x }\ntargets:\n  iamUsers: [{ name: a b }]\n";

const check = (args: readonly string[], cwd: string) => keeperpamAws(["check", ...args], { cwd });

describe("keeperpam-aws check", () => {
  it("says that nothing is wrong, and ends with 0", async () => {
    const folder = folderWith({ "keeper-pam.yaml": GOOD });
    expect(await check([], folder)).toEqual({
      status: 0,
      stderr: "",
      stdout: "nothing wrong in keeper-pam.yaml\n",
    });
  });

  it("says every problem of every file that is named, with its place, and ends with 1", async () => {
    const folder = folderWith({ "a.yaml": BAD, "b.yaml": GOOD, "c.yaml": GOOD });
    const { status, stdout } = await check(["a.yaml", "b.yaml", "c.yaml", "none.yaml"], folder);
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^none\.yaml: no such file or folder/),
      "a.yaml:2:27 aws.regoin: no such key; did you mean region?",
      expect.stringMatching(/^a\.yaml:4:16 targets\.iamUsers\[0\]\.name: "a b" is not an IAM user name/),
      'c.yaml:1:1 name: b.yaml makes the stack "good" too: give name another name',
      expect.stringMatching(/^c\.yaml:1:1 name: b\.yaml makes policies called after/),
      expect.stringMatching(/^c\.yaml:1:1 name: b\.yaml makes the role/),
      expect.stringMatching(/^c\.yaml:1:1 name: b\.yaml makes the instance profile/),
      "7 problems",
      "",
    ]);
    expect(status).toBe(1);
  });

  it("reads a file once that is named twice", async () => {
    const folder = folderWith({ "a.yaml": GOOD });
    expect((await check(["a.yaml", "./a.yaml", "."], folder)).status).toBe(0);
  });

  it.each(["--json", "--format=json"])("says the same as JSON with %s", async (option) => {
    const folder = folderWith({ "a.yaml": BAD });
    const { status, stdout } = await check(["a.yaml", "none.yaml", option], folder);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      files: ["a.yaml"],
      problems: [
        { file: "none.yaml", line: null, column: null, path: "", message: expect.any(String) as unknown },
        expect.objectContaining({ file: "a.yaml", line: 2, column: 27, path: "aws.regoin" }),
        expect.objectContaining({ line: 4, column: 16, path: "targets.iamUsers[0].name" }),
      ],
    });
    expect(status).toBe(1);
  });

  it("says the same as SARIF, with the files' paths as URIs", async () => {
    const folder = folderWith({ "100% mine.yaml": BAD });
    const { stdout } = await check(["100% mine.yaml", "none.yaml", "--format", "sarif"], folder);
    const { version, runs } = JSON.parse(stdout) as {
      version: string;
      runs: { results: { locations: { physicalLocation: object }[] }[] }[];
    };
    expect(version).toBe("2.1.0");
    expect(runs[0]?.results.map(({ locations }) => locations[0]?.physicalLocation).slice(0, 2)).toEqual([
      { artifactLocation: { uri: "none.yaml" } },
      { artifactLocation: { uri: "100%25%20mine.yaml" }, region: { startLine: 2, startColumn: 27 } },
    ]);
  });

  it("says the same as annotations of GitHub, in which a file's name ends nothing", async () => {
    const folder = folderWith({ "a,b:c.yaml": BAD });
    const { stdout } = await check(["a,b:c.yaml", "--format", "github"], folder);
    expect(stdout.split("\n")[0]).toBe(
      "::error file=a%2Cb%3Ac.yaml,line=2,col=27::aws.regoin: no such key; did you mean region?",
    );
    expect((await check([folderWith({ "a.yaml": GOOD }), "--format", "github"], folder)).stdout).toBe("");
  });

  it.each([
    [["--format", "xml"], "Allowed choices are text, json, sarif, github."],
    [["--json", "--format", "sarif"], "option '--json' cannot be used with option '--format <format>'"],
    [["--strict"], "unknown option '--strict'"],
  ])("ends with 2 for %j, and says what is allowed", async (args, message) => {
    const { status, stdout, stderr } = await check(args, folderWith({ "keeper-pam.yaml": GOOD }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("loads neither the CDK nor an SDK", async () => {
    const folder = folderWith({ "keeper-pam.yaml": GOOD });
    const { stdout } = await keeperpamAws(["check"], {
      cwd: folder,
      env: { NODE_OPTIONS: `--require ${join(PROJECT, "__tests__", "cli", "loaded-packages.cjs")}` },
    });
    const packages = stdout.split("\n").filter((line) => line.startsWith("loaded "));
    expect(packages).toContain("loaded zod");
    expect(packages.filter((line) => /cdktf|constructs|aws-sdk/.test(line))).toEqual([]);
  });
});
