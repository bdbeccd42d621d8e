import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { synthesize } from "../modules/stacks";

/** What the releases were: configurations, and by version the stacks that they became. */
const RELEASES = join(__dirname, "..", "__tests__", "releases");

/**
 * Keeps the stacks of a release, for the tests of every later one: `__tests__/releases/VERSION/STACK` is what Terraform ran
 * in, beside `STACK.yaml`.
 *
 * @throws Error where the release is kept already: what people have deployed does not change
 */
function keepRelease(): void {
  const folder = join(RELEASES, version);
  if (existsSync(folder)) throw new Error(`${version} is kept already: raise the version in package.json`);
  const configurations = join(RELEASES, "configurations");
  for (const { name, file, folder: stack } of synthesize(configurations)) {
    cpSync(stack, join(folder, name), { recursive: true });
    cpSync(file, join(folder, `${name}.yaml`));
  }
}

keepRelease();
