import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REQUIRED_PROVIDER } from "../../modules/gateway/versions";
import { ENGINES, isFound, mirrorConfiguration, PROVIDER_CACHE, terraformEnvironment } from "./engines";

/**
 * Fetches the AWS provider once, before any test. Terraform's cache may be read by several runs at a time but not filled.
 * Nothing to do on a machine with a mirror, or without Terraform.
 */
export default function fillProviderCache(): void {
  if (mirrorConfiguration() !== undefined || !isFound(ENGINES.terraform)) return;
  mkdirSync(PROVIDER_CACHE, { recursive: true });
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
  } catch (error) {
    process.stderr.write(
      `the AWS provider cannot be fetched, suites that need it will fail: ${(error as Error).message}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
