import { join } from "node:path";
import { loadConfigurations, type ConfigurationFile } from "../../modules/config";
import { explanations, type Explanation } from "../../modules/explanation";
import { gatewayOf, type SynthesizedGateway } from "../least-privilege/gateways";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";

/** A configuration file that questions are asked about, and the policies that AWS would see. */
export interface AskedFile {
  readonly file: ConfigurationFile;
  readonly gateway: SynthesizedGateway;
  readonly explain: ReturnType<typeof explanations>;
}

export function askedFile(file: ConfigurationFile): AskedFile {
  return { file, gateway: gatewayOf(file.file, file.configuration), explain: explanations(file) };
}

/** Every file of the examples. */
export const EXAMPLES: readonly string[] = [
  "access-key",
  "every-target",
  "govcloud",
  "minimal",
  "pipelines",
  "protected-configuration",
  "running-instances",
  "tags-and-paths",
  "three-accounts",
].map((name) => join(PROJECT, "examples", name));

export function examplesAsked(): AskedFile[] {
  return EXAMPLES.flatMap((path) => loadConfigurations(path)).map(askedFile);
}

/** What a text of a configuration answers to. */
export function explained(
  text: string,
  action: string,
  resource?: string,
  context: Readonly<Record<string, string | null>> = {},
): Explanation {
  const [file] = loadConfigurations(configurationFile(text));
  return explanations(file as ConfigurationFile)({ action, resource, context });
}
