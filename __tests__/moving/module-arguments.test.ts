import { loadConfigurations } from "../../modules/config";
import { moduleArguments } from "../../modules/moving";
import { configurationFile } from "../support/configuration";

/** The module's arguments for a configuration with these settings. */
function argumentsFor(settings: string): Readonly<Record<string, unknown>> {
  const file = configurationFile(`name: keeper-gateway\naws: { region: us-east-1 }\n${settings}\n`);
  const [read] = loadConfigurations(file);
  return read ? moduleArguments(read.configuration) : {};
}

describe("the module's arguments for a configuration", () => {
  it.each([
    [
      "role: false",
      "gateway: { role: false, accessKeyUser: { createAccessKey: false } }",
      { role: { create: false }, access_key_user: { create_access_key: false } },
    ],
    ["role: true", "gateway: { role: true }", {}],
    [
      "an existing role",
      "gateway: { role: { existing: legacy } }",
      { role: { existing: { name: "legacy" } } },
    ],
    ["instanceProfile: true", "gateway: { instanceProfile: true }", { instance_profile: { create: true } }],
    [
      "instanceProfile: false",
      "gateway: { instanceProfile: false }",
      { instance_profile: { create: false } },
    ],
    ["discovery: true", "discovery: true", { discovery: {} }],
    ["discovery: false", "discovery: false", {}],
    ["accessKeyUser: false", "gateway: { accessKeyUser: false }", {}],
    ["configurationSecret: false", "gateway: { configurationSecret: false }", {}],
    [
      "tags, whose keys stay as they are",
      "gateway: { role: { tags: { costCentre: a } } }",
      { role: { tags: { costCentre: "a" } } },
    ],
  ])("have for %s what the module calls it", (_what, settings, expected) => {
    expect(argumentsFor(settings)).toEqual({ name: "keeper-gateway", ...expected });
  });
});
