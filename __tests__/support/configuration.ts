import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesizeConfiguration, type TerraformJson } from "./synthesis";
import { temporaryFolder } from "./temporary-folder";

/** Writes a configuration file into a folder of its own. */
export function configurationFile(text: string, name = "keeper-pam.yaml"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** The one stack that a configuration's text becomes. */
export function stackOf(text: string): TerraformJson {
  const [stack] = Object.values(synthesizeConfiguration(configurationFile(text)));
  return stack as TerraformJson;
}
