import { spawnSync } from "node:child_process";
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
const GIT: Engine = { command: "git", versionFlag: "--version" };
export const ENGINES = { terraform: TERRAFORM, python: PYTHON, git: GIT };

/**
 * A suite that needs engines. Where one is missing it says so in one line and is skipped; with `CI=true` it fails.
 */
export function describeWith(engines: readonly Engine[], title: string, suite: () => void): void {
  const missing = engines.filter((engine) => !isFound(engine));
  if (missing.length === 0) {
    describe(title, suite);
    return;
  }
  const line = `${title}${SKIPPED}${missing.map(({ command }) => command).join(" and ")} not found`;
  if (process.env.CI === "true") {
    describe(title, () => {
      it("finds its engines", () => {
        throw new Error(line);
      });
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(line, suite);
}

/** Between a suite's title and the engines that it was skipped for want of. */
export const SKIPPED = ": skipped, ";

/**
 * The environment that Terraform and the CDK's CLI run in: no calls home, and providers from a local mirror where there is
 * one, else from a cache that {@link file://./provider/provider-file.ts} has filled.
 */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const cliConfiguration = mirrorConfiguration();
  return {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_CLI_CONFIG_FILE: cliConfiguration,
    ...(cliConfiguration === undefined && {
      TF_PLUGIN_CACHE_DIR: PROVIDER_CACHE,
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    }),
  };
}

/** The same without whatever the environment says about AWS: no call goes anywhere. */
export function environmentWithoutAws(): NodeJS.ProcessEnv {
  const others = Object.entries(terraformEnvironment()).filter(([name]) => !name.startsWith("AWS_"));
  return { ...Object.fromEntries(others), AWS_EC2_METADATA_DISABLED: "true" };
}

/** Where providers are kept between test runs on a machine without a mirror. */
export const PROVIDER_CACHE = join(PROJECT, "node_modules", ".cache", "terraform-providers");

/** A CLI configuration that takes providers from a mirror: the one that is set, or the one that the machine offers. */
export function mirrorConfiguration(): string | undefined {
  const set = process.env.TF_CLI_CONFIG_FILE;
  if (set !== undefined && existsSync(set)) return set;
  const script = join(PROJECT, "..", "shared", "bin", "terraform-cli-config");
  const { status, stdout } = spawnSync(script, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether an engine can be started. */
export function isFound({ command, versionFlag }: Engine): boolean {
  return spawnSync(command, [versionFlag]).status === 0;
}
