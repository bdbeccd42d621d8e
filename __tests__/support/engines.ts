import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Folder of package.json. */
export const PROJECT = join(__dirname, "..", "..");

/** A program that some suites cannot do without. */
interface Engine {
  readonly command: string;
  readonly versionFlag: string;
}

const TERRAFORM: Engine = { command: "terraform", versionFlag: "-version" };
const PYTHON: Engine = { command: "python3", versionFlag: "--version" };
export const ENGINES = { terraform: TERRAFORM, python: PYTHON };

/**
 * A suite that needs engines. Where one is missing it says so in one line and is skipped; with `CI=true` it fails.
 */
export function describeWith(engines: readonly Engine[], title: string, suite: () => void): void {
  const missing = engines.filter(
    ({ command, versionFlag }) => spawnSync(command, [versionFlag]).status !== 0,
  );
  if (missing.length === 0) {
    describe(title, suite);
    return;
  }
  const line = `${title}: skipped, ${missing.map(({ command }) => command).join(" and ")} not found`;
  if (process.env.CI === "true") {
    describe(title, () => {
      it("finds its engines", () => {
        throw new Error(line);
      });
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(title, suite);
}

/**
 * The environment that Terraform and the CDK's CLI run in: no calls home, one copy of each provider for all tests, and
 * the local provider mirror where there is one.
 */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const mirror = join(PROJECT, "..", "shared", "bin", "terraform-cli-config");
  const found = process.env.TF_CLI_CONFIG_FILE;
  const configured = found !== undefined && existsSync(found);
  return {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_CLI_CONFIG_FILE: configured
      ? found
      : existsSync(mirror)
        ? execFileSync(mirror, { encoding: "utf8" }).trim()
        : undefined,
  };
}
