import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";

const TSX = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");
const EXAMPLE = join(PROJECT, "examples", "every-target", "keeper-pam.yaml");

/** Runs the app the way the CDK's CLI does. */
function run(cwd: string, environment: Record<string, string>, script = "main.ts"): string {
  return execFileSync(process.execPath, [TSX, script], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
}

/** The project in another place of the machine. */
function copyOfProject(): string {
  const folder = join(temporaryFolder(), "elsewhere");
  mkdirSync(folder);
  for (const part of ["main.ts", "modules", "package.json", "tsconfig.json", "keeper-pam.yaml", "examples"]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("the app", () => {
  it("never loads the root of the provider's bindings", () => {
    const out = run(
      PROJECT,
      { KEEPER_PAM_CONFIG: EXAMPLE, CDKTF_OUTDIR: temporaryFolder() },
      "__tests__/stacks/loaded-modules.ts",
    );
    const loaded = JSON.parse(out) as string[];
    expect(loaded).toContain(
      join(PROJECT, "node_modules", "@cdktf", "provider-aws", "lib", "iam-role", "index.js"),
    );
    expect(loaded).not.toContain(require.resolve("@cdktf/provider-aws"));
  });

  it("writes the same bytes wherever it stands, and no path of the machine", () => {
    const written = [copyOfProject(), copyOfProject()].map((folder) => {
      run(folder, { KEEPER_PAM_CONFIG: "examples/every-target/keeper-pam.yaml" });
      const out = join(folder, "cdktf.out");
      const files = filesBelow(out).map((file) => [file.slice(out.length), readFileSync(file, "utf8")]);
      expect(JSON.stringify(files)).not.toContain(folder);
      return files;
    });
    expect(written[0]?.length).toBeGreaterThan(1);
    expect(written[0]).toEqual(written[1]);
  });

  it("leaves one language in a stack's folder, whichever was written before", () => {
    const folder = copyOfProject();
    const stack = join(folder, "cdktf.out", "stacks", "keeper-gateway");
    const languages = () => readdirSync(stack).filter((name) => name.startsWith("cdk.tf"));
    run(folder, { SYNTH_HCL_OUTPUT: "true" });
    expect(languages()).toEqual(["cdk.tf"]);
    run(folder, {});
    expect(languages()).toEqual(["cdk.tf.json"]);
    run(folder, { SYNTH_HCL_OUTPUT: "true" });
    expect(languages()).toEqual(["cdk.tf"]);
  });

  it("reads keeper-pam.yaml beside main.ts when nothing else is named", () => {
    const folder = copyOfProject();
    run(folder, {});
    expect(existsSync(join(folder, "cdktf.out", "stacks", "keeper-gateway", "cdk.tf.json"))).toBe(true);
  });

  it("makes a stack of each file of a folder", () => {
    const out = temporaryFolder();
    run(PROJECT, { KEEPER_PAM_CONFIG: "examples/three-accounts", CDKTF_OUTDIR: out });
    expect(readdirSync(join(out, "stacks")).sort()).toEqual([
      "keeper-gateway-production",
      "keeper-gateway-sandbox",
      "keeper-gateway-staging",
    ]);
  });
});
