import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REQUIRED_PROVIDER } from "../../../modules/gateway/versions";
import { ENGINES, isFound, mirrorConfiguration, PROVIDER_CACHE, terraformEnvironment } from "../engines";

/** The variable that says where the AWS provider's program is; not set where there is none. */
export const PROVIDER_FILE = "KEEPER_PAM_TESTS_PROVIDER";

/**
 * Fetches the AWS provider once, before any test, and says where it is. Terraform's cache may be read by several runs at a
 * time but not filled.
 */
export default function findProvider(): void {
  if (!isFound(ENGINES.terraform)) return;
  if (mirrorConfiguration() === undefined) mkdirSync(PROVIDER_CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "keeperpam-"));
  writeFileSync(
    join(folder, "providers.tf.json"),
    JSON.stringify({ terraform: { required_providers: { aws: REQUIRED_PROVIDER } } }),
  );
  try {
    execFileSync("terraform", ["init", "-input=false"], {
      cwd: folder,
      env: terraformEnvironment(),
      stdio: "pipe",
    });
    process.env[PROVIDER_FILE] = programIn(join(folder, ".terraform", "providers"));
  } catch (error) {
    process.stderr.write(
      `the AWS provider cannot be fetched, suites that need it will fail: ${(error as Error).message}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Terraform links to a mirror or cache: the program itself is there for longer than the folder. */
function programIn(providers: string): string {
  let place = join(providers, "registry.terraform.io", "hashicorp", "aws");
  const only = (name: RegExp) => join(place, readdirSync(place).find((entry) => name.test(entry)) ?? "");
  place = only(/^\d/); // version
  place = only(/_/); // platform
  return realpathSync(only(/^terraform-provider-aws/));
}
