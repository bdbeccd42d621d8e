import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reports } from "../../modules/report";
import { version } from "../../package.json";
import { PROJECT } from "../support/engines";
import { folderWith } from "../support/refusals";
import { temporaryFolder } from "../support/temporary-folder";
import { NEEDED } from "./reported";

const TSX = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");

/** Runs `npm run report -- ARGS` in a folder. */
function run(args: readonly string[], cwd: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [TSX, join(PROJECT, "scripts", "report.ts"), ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, KEEPER_PAM_CONFIG: "", ...environment },
  });
}

describe("npm run report", () => {
  it("reads keeper-pam.yaml, writes Markdown and JSON below reports, prints where, and leaves nothing else", () => {
    const folder = folderWith({ "keeper-pam.yaml": NEEDED });
    expect(run([], folder)).toMatchObject({
      status: 0,
      stderr: "",
      stdout: "reports/keeper-gateway.md\nreports/keeper-gateway.json\n",
    });
    expect(readdirSync(folder).sort()).toEqual(["keeper-pam.yaml", "reports"]);
    const [report] = reports(join(folder, "keeper-pam.yaml"), version);
    expect(readFileSync(join(folder, "reports", "keeper-gateway.md"), "utf8")).toBe(report?.markdown);
    expect(readFileSync(join(folder, "reports", "keeper-gateway.json"), "utf8")).toBe(report?.json);
  });

  it("takes the file of KEEPER_PAM_CONFIG, and rather the one that is named to it", () => {
    const folder = folderWith({
      "a.yaml": "name: a\naws: { region: us-east-1 }\n",
      "b.yaml": "name: b\naws: { region: us-east-1 }\n",
    });
    expect(run([], folder, { KEEPER_PAM_CONFIG: "a.yaml" }).stdout).toBe("reports/a.md\nreports/a.json\n");
    expect(run(["b.yaml", "--out", "out"], folder, { KEEPER_PAM_CONFIG: "a.yaml" }).stdout).toBe(
      "out/b.md\nout/b.json\n",
    );
  });

  it("writes a report of each file of a folder", () => {
    const out = join(temporaryFolder(), "deep", "out");
    expect(run(["examples/three-accounts", "--out", out], PROJECT).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ["production", "sandbox", "staging"].flatMap((name) => [
        `keeper-gateway-${name}.json`,
        `keeper-gateway-${name}.md`,
      ]),
    );
  });

  it.each([
    [["--ouf", "x"], "Unknown option '--ouf': allowed is npm run report -- [configuration file or folder]"],
    [["a.yaml", "b.yaml"], "a.yaml b.yaml: 2 paths are given: allowed is one: npm run report --"],
    [["nowhere.yaml"], "nowhere.yaml: no such file or folder"],
    [["bad.yaml"], "bad.yaml:2:8 aws.regoin: no such key; did you mean region?"],
    [[".", "--out", "./"], "is the folder of the configurations"],
    [["good.yaml", "--out", "bad.yaml"], "bad.yaml: cannot be written"],
  ])("refuses %j with status 1 and one message, and writes nothing", (args, message) => {
    const folder = folderWith({
      "good.yaml": NEEDED,
      "bad.yaml": "name: bad\naws: { regoin: us-east-1 }\n",
    });
    if (args[0] === ".") writeFileSync(join(folder, "bad.yaml"), NEEDED.replace("keeper-gateway", "other"));
    const { status, stdout, stderr } = run(args, folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "good.yaml"]);
  });
});

describe("the sign-off", () => {
  const TEXT = `${NEEDED}targets: { iamUsers: [{ name: ada }] }\n`;
  const file = join(folderWith({ "pam.yaml": TEXT }), "pam.yaml");
  const reviewed = (path = file) => {
    const [report] = reports(path, "1.2.3");
    return { ...report, ...(JSON.parse(report?.json ?? "") as { reviewed: Record<string, string> }) };
  };

  it("names the file and its sum, the stack, and the version of the module", () => {
    expect(reviewed().reviewed).toMatchObject({
      stack: "keeper-gateway",
      configurationFile: "pam.yaml",
      configurationSha256: createHash("sha256").update(TEXT).digest("hex"),
      moduleVersion: "1.2.3",
    });
    for (const value of Object.values(reviewed().reviewed))
      expect(reviewed().markdown).toContain(`\`${value}\``);
  });

  it("has the sum of the policies that the app writes, as the command beside it prints it", () => {
    const out = temporaryFolder();
    execFileSync(process.execPath, [TSX, "main.ts"], {
      cwd: PROJECT,
      env: { ...process.env, KEEPER_PAM_CONFIG: file, CDKTF_OUTDIR: out, SYNTH_HCL_OUTPUT: "false" },
    });
    const stack = JSON.parse(readFileSync(join(out, "stacks", "keeper-gateway", "cdk.tf.json"), "utf8")) as {
      data: { aws_iam_policy_document: unknown };
    };
    const sum = createHash("sha256").update(sorted(stack.data.aws_iam_policy_document)).digest("hex");
    expect(reviewed().reviewed.policiesSha256).toBe(sum);
    expect(reviewed().markdown).toContain(
      "jq -cjS .data.aws_iam_policy_document cdktf.out/stacks/keeper-gateway/cdk.tf.json | sha256sum",
    );
  });

  it("has another sum for other policies, and the same whatever else is in the file", () => {
    const of = (text: string) =>
      reviewed(join(folderWith({ "pam.yaml": text }), "pam.yaml")).reviewed.policiesSha256;
    const sum = reviewed().reviewed.policiesSha256;
    expect(of(`${TEXT}protectedUsers: [bob]\n`)).not.toBe(sum);
    expect(of(`# a comment\n${TEXT}backend: none\n`)).toBe(sum);
  });
});

/** What `jq -cjS` prints. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${sorted(part)}`).join(",")}}`;
}

it("no example lacks its report", () => {
  const examples = readdirSync(join(PROJECT, "examples")).filter((name) => name !== "constructs");
  for (const example of examples) {
    const folder = join(PROJECT, "examples", example);
    const configurations = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    expect(existsSync(join(folder, "reports"))).toBe(true);
    expect(readdirSync(join(folder, "reports"))).toHaveLength(2 * configurations.length);
  }
});
