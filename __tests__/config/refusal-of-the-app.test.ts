import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { folderWith } from "../support/refusals";

const TSX = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");

/** Runs the app the way the CDK's CLI does, with an output folder that does not exist yet. */
function run(configuration: string, out: string) {
  return spawnSync(process.execPath, [TSX, "main.ts"], {
    cwd: PROJECT,
    encoding: "utf8",
    env: { ...process.env, KEEPER_PAM_CONFIG: configuration, CDKTF_OUTDIR: out },
  });
}

describe("the app", () => {
  it("refuses a folder with one bad file: status 1, the problems and nothing else, nothing written", () => {
    const folder = folderWith({
      "good.yaml": "name: good\naws: { region: us-east-1 }\n",
      "bad.yaml": "name: bad\naws: { regoin: us-east-1 }\n",
    });
    const out = join(folder, "out");
    const { status, stdout, stderr } = run(folder, out);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.replaceAll(`${folder}/`, "").split("\n")).toEqual([
      "bad.yaml:2:1 aws.region: is missing: Region of the AWS provider, and of targets that name none.",
      "bad.yaml:2:8 aws.regoin: no such key; did you mean region?",
      "2 problems; nothing was written",
      "",
    ]);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "good.yaml"]);
  });

  it("reads keeper-pam.yaml when the variable is empty, as a pipeline leaves it", () => {
    const out = join(folderWith({}), "out");
    expect(run("", out)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(out, "stacks"))).toEqual(["keeper-gateway"]);
  });

  it("says in one line that its output folder cannot be made", () => {
    const folder = folderWith({ "a.yaml": "name: a\naws: { region: us-east-1 }\n", taken: "a file" });
    const { status, stdout, stderr } = run(join(folder, "a.yaml"), join(folder, "taken", "out"));
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.replaceAll(`${folder}/`, "")).toMatch(
      /^the stacks cannot be written: ENOTDIR: .*taken.*\. --out or CDKTF_OUTDIR names the folder for them; without it cdktf\.out is made\.\n$/,
    );
  });
});
