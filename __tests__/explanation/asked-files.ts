import { join } from "node:path";
import { loadConfigurations, type ConfigurationFile } from "../../modules/config";
import { explanations, type Explanation } from "../../modules/explanation";
import { matchesPattern } from "../../modules/permissions";
import { callsAround, type GatewayCall } from "../least-privilege/calls";
import { arnOf } from "../least-privilege/subjects";
import { gatewayOf, type GatewayPrincipal, type SynthesizedGateway } from "../least-privilege/gateways";
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

/**
 * Calls on everything around a gateway: those on what a statement allows by its name, those of the same actions on all that is
 * near, and those of the many actions that are denied.
 */
export async function kindsOfCalls(
  gateway: SynthesizedGateway,
  principal: GatewayPrincipal,
): Promise<GatewayCall[][]> {
  const allowing = principal.documents.flatMap(({ Statement }) =>
    Statement.filter(({ Effect }) => Effect === "Allow"),
  );
  const [near, denied] = (await Promise.all(
    (["Allow", "Deny"] as const).map((effect) => callsAround(gateway, principal, effect)),
  )) as [GatewayCall[], GatewayCall[]];
  const named = near.filter(({ action, subject }) =>
    allowing.some(
      ({ Action, Resource }) =>
        Action.includes(action) && Resource.some((pattern) => matchesPattern(pattern, arnOf(subject))),
    ),
  );
  return [named, near, denied];
}
