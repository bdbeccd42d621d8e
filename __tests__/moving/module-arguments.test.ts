import { loadConfigurations } from "../../modules/config";
import { moduleArguments } from "../../scripts/moving/root-module";
import { moduleVariables } from "../../scripts/terraform-module/variables";
import { attributesOf } from "../../scripts/terraform-module/variables-file";
import { configurationFile } from "../support/configuration";

/** The module's arguments for a configuration with these settings. */
function argumentsFor(settings: string): Readonly<Record<string, unknown>> {
  const file = configurationFile(`name: keeper-gateway\naws: { region: us-east-1 }\n${settings}\n`);
  const [read] = loadConfigurations(file);
  return read ? moduleArguments(read.configuration) : {};
}

/** Every argument and each of its inner names; what stands below tags is the user's own. */
function namesIn(value: unknown, within = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, within));
  if (typeof value !== "object" || value === null || /(^|\.)tags\.$/.test(within)) return [];
  return Object.entries(value).flatMap(([key, item]) => [within + key, ...namesIn(item, `${within}${key}.`)]);
}

const KNOWN = moduleVariables({ roleDescription: "", logRetentionDays: 30, path: "/" }).flatMap(
  ({ name, type }) => [name, ...attributesOf(type).map((attribute) => `${name}.${attribute.name}`)],
);

describe("the module's arguments for a configuration", () => {
  it("are names that the module knows, for every key of the file", () => {
    const everything = [
      `
gateway:
  role: { name: a, path: /b/, description: c, permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/d", maxSessionDuration: 7200, tags: { anyKey: e } }
  instanceProfile: { name: f }
  instances: [i-12345678]
  onConflict: replace
  installation: native
  attachmentFunction: { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/d", logRetentionDays: 90 }
  accessKeyUser: { name: g, path: /h/, permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/d", tags: { anyKey: e }, acceptSecretInState: true, generation: 2, keepPrevious: true }
  configurationSecret: { name: i, operators: ["arn:aws:iam::111122223333:user/j"], recoveryWindowDays: 7, keyDeletionWindowDays: 7, tags: { anyKey: e } }
  guard: false
targets:
  ec2Users: true
  managedDatabases: [{ instance: k, region: us-east-1 }, { tag: { key: l, value: m } }]
  directories: [{ id: d-1234567890, region: us-east-1 }, { tag: { key: l, value: m } }]
  iamUsers: [{ name: n, path: /o/ }, { tag: { key: l, value: m } }]
  iamAccessKeys: [{ name: n, path: /o/ }, { tag: { key: l, value: m } }]
discovery: { regions: [us-east-1] }
protectedUsers: [p]
permissions: documented
`,
      "gateway: { role: { namePrefix: a }, accessKeyUser: { pgpKey: keybase:b } }",
      "gateway: { role: { existing: a }, accessKeyUser: { createAccessKey: false } }",
      `gateway: { configurationSecret: { secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf", keyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555" } }`,
    ].map(argumentsFor);
    const names = new Set(everything.flatMap((given) => namesIn(given)));
    expect([...names].filter((name) => !KNOWN.includes(name))).toEqual([]);
    // All that the module knows, but for what stands elsewhere in the file or has another form there.
    expect(KNOWN.filter((name) => !names.has(name))).toEqual([
      "account_id",
      "tags",
      "role.create",
      "instance_profile.create",
    ]);
  });

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
