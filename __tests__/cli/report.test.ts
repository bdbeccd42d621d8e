import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reports } from "../../modules/report";
import { PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";
import { folderWith } from "../support/refusals";
import { temporaryFolder } from "../support/temporary-folder";
import { NEEDED } from "../report/reported";

const run = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  keeperpamAws(["report", ...args], { cwd, env });

describe("keeperpam-aws report", () => {
  it("reads keeper-pam.yaml, writes Markdown and JSON below reports, prints where, and leaves nothing else", async () => {
    const folder = folderWith({ "keeper-pam.yaml": NEEDED });
    expect(await run([], folder)).toMatchObject({
      status: 0,
      stderr: "",
      stdout: "reports/keeper-gateway.md\nreports/keeper-gateway.json\n",
    });
    expect(readdirSync(folder).sort()).toEqual(["keeper-pam.yaml", "reports"]);
    const [report] = reports(join(folder, "keeper-pam.yaml"));
    expect(readFileSync(join(folder, "reports", "keeper-gateway.md"), "utf8")).toBe(report?.markdown);
    expect(readFileSync(join(folder, "reports", "keeper-gateway.json"), "utf8")).toBe(report?.json);
  });

  it("takes the file of KEEPER_PAM_CONFIG, and rather the one that is named to it", async () => {
    const folder = folderWith({
      "a.yaml": "name: a\naws: { region: us-east-1 }\n",
      "b.yaml": "name: b\naws: { region: us-east-1 }\n",
    });
    expect((await run([], folder, { KEEPER_PAM_CONFIG: "a.yaml" })).stdout).toBe(
      "reports/a.md\nreports/a.json\n",
    );
    expect((await run(["b.yaml", "--out", "out"], folder, { KEEPER_PAM_CONFIG: "a.yaml" })).stdout).toBe(
      "out/b.md\nout/b.json\n",
    );
  });

  it("writes a report of each file of a folder", async () => {
    const out = join(temporaryFolder(), "deep", "out");
    expect((await run(["examples/three-accounts", "--out", out], PROJECT)).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ["production", "sandbox", "staging"].flatMap((name) => [
        `keeper-gateway-${name}.json`,
        `keeper-gateway-${name}.md`,
      ]),
    );
  });

  it.each([
    [["--ouf", "x"], 2, "error: unknown option '--ouf'\n(Did you mean --out?)"],
    [["a.yaml", "b.yaml"], 2, "error: too many arguments for 'report'. Expected 1 argument but got 2"],
    [["nowhere.yaml"], 1, "nowhere.yaml: no such file or folder"],
    [["bad.yaml"], 1, "bad.yaml:2:8 aws.regoin: no such key; did you mean region?"],
    [[".", "--out", "./"], 1, "is the folder of the configurations"],
    [["good.yaml", "--out", "bad.yaml"], 1, "bad.yaml: cannot be written"],
  ])("refuses %j with status %i and one message, and writes nothing", async (args, expected, message) => {
    const folder = folderWith({
      "good.yaml": NEEDED,
      "bad.yaml": "name: bad\naws: { regoin: us-east-1 }\n",
    });
    if (args[0] === ".") writeFileSync(join(folder, "bad.yaml"), NEEDED.replace("keeper-gateway", "other"));
    const { status, stdout, stderr } = await run(args, folder);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "good.yaml"]);
  });
});

it("no example lacks its report", () => {
  const examples = readdirSync(join(PROJECT, "examples")).filter((name) => name !== "constructs");
  for (const example of examples) {
    const folder = join(PROJECT, "examples", example);
    const configurations = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    expect(existsSync(join(folder, "reports"))).toBe(true);
    expect(readdirSync(join(folder, "reports"))).toHaveLength(2 * configurations.length);
  }
});
