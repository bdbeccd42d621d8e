import { join } from "node:path";
import fc from "fast-check";
import { jsonSchema, loadConfigurations, type Configuration } from "../../modules/config";
import { inBothLanguages } from "../hcl/both-languages";
import { hostileText } from "../hcl/hostile-texts";
import { PROJECT } from "../support/engines";
import { configurationIn, folderWith, refusalOf } from "../support/refusals";

const SEED = 1202;

interface SchemaNode {
  readonly type?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
}

const SCHEMA = jsonSchema() as SchemaNode;
const BACKENDS = SCHEMA.properties?.backend?.anyOf?.find(({ properties }) => properties)?.properties ?? {};

/** What keeps the rules that texts of a backend have. */
const RULED = ["us-east-1", "arn:aws:iam::111122223333:role/state"];

/** A value of a schema in which every text that has no rule is hostile. */
function hostileValue(node: SchemaNode): fc.Arbitrary<unknown> {
  const { type, pattern, properties = {}, required = [] } = node;
  if (type === "boolean") return fc.boolean();
  if (type === "object") {
    const values = Object.fromEntries(
      Object.entries(properties).map(([key, inner]) => [key, hostileValue(inner)]),
    );
    return fc.record(values, { requiredKeys: [...required] });
  }
  if (pattern === undefined) return hostileText();
  const ruled = RULED.find((text) => new RegExp(pattern).test(text));
  if (ruled === undefined) throw new Error(`no text here keeps the rule ${pattern}`);
  return fc.constant(ruled);
}

/** What the loader makes of a file, or undefined where it refuses it. */
function accepted(file: object): Configuration | undefined {
  const text = JSON.stringify(file);
  const path = join(folderWith({ "keeper-pam.yaml": text }), "keeper-pam.yaml");
  return refusalOf(path) === undefined ? configurationIn(text) : undefined;
}

const NEEDED = { name: "keeper-gateway", aws: { region: "us-east-1" } };

async function isTheSameInBoth(file: object): Promise<void> {
  const configuration = accepted(file);
  fc.pre(configuration !== undefined);
  const { json, hcl } = await inBothLanguages(configuration as Configuration);
  expect(hcl).toEqual(json);
}

/** Texts of the characters that a rule lets through and that HCL or the CDK could take for something else. */
const textOf = (characters: string, constraints: fc.StringConstraints) =>
  fc.string({ unit: fc.constantFrom(...characters), ...constraints });

const DESCRIPTION = textOf("\"'`{}[]()$%#/*<>=,.:;!?&|~ aé", { maxLength: 30 });
const TAG_KEY = fc.oneof(
  textOf("-_.:/=+@ 1aZé", { minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    "-lead",
    "for",
    "null",
    "true",
    "if",
    "in",
    "value",
    "type",
    "isBlock",
    "dynamic",
    "//",
    "1st",
    "a b",
  ),
);
const TAG_VALUE = fc.oneof(
  textOf("-_.:/=+@ 1aZé", { maxLength: 8 }),
  fc.constantFrom("42", "true", "null", "007"),
);
const TAGS = fc.dictionary(TAG_KEY, TAG_VALUE, { maxKeys: 4 });
const PATH = textOf("!#'()+,./:;=@[]^_`|~-a1", { minLength: 1, maxLength: 12 }).map((text) => `/${text}/`);
const NAME = textOf("+=,.@-_a1", { minLength: 1, maxLength: 12 });

describe("what a file says is what Terraform reads, in JSON and in HCL", () => {
  it.each(Object.keys(BACKENDS))("in every text of the backend %s", async (type) => {
    await fc.assert(
      fc.asyncProperty(hostileValue(BACKENDS[type] ?? {}), async (settings) => {
        await isTheSameInBoth({ ...NEEDED, backend: { [type]: settings } });
      }),
      { seed: SEED, numRuns: 10 },
    );
  });

  it("in names, paths, tags and descriptions", async () => {
    const given = fc.record({
      role: fc.record({ name: NAME, path: PATH, tags: TAGS, description: DESCRIPTION }),
      user: fc.record({ name: NAME, path: PATH, tags: TAGS }),
      tags: TAGS,
      target: fc.record({ name: NAME, path: PATH }),
      selected: fc.record({ key: textOf("-_.:/=+@ 1aé", { minLength: 1, maxLength: 8 }), value: TAG_VALUE }),
      protectedUsers: fc.array(NAME, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ role, user, tags, target, selected, protectedUsers }) => {
        await isTheSameInBoth({
          ...NEEDED,
          aws: { ...NEEDED.aws, tags },
          gateway: { role, accessKeyUser: { ...user, createAccessKey: false } },
          targets: { iamUsers: [target, { tag: selected }], managedDatabases: [{ tag: selected }] },
          ...(protectedUsers.length > 0 && { protectedUsers }),
        });
      }),
      { seed: SEED, numRuns: 15 },
    );
  });

  it.each(["access-key", "every-target", "protected-configuration", "running-instances", "tags-and-paths"])(
    "in the example %s",
    async (example) => {
      const [file] = loadConfigurations(join(PROJECT, "examples", example, "keeper-pam.yaml"));
      const { json, hcl } = await inBothLanguages(file?.configuration as Configuration);
      expect(hcl).toEqual(json);
    },
  );

  it("where a text would end its quotes and begin a block", async () => {
    const key =
      'x\\"\n}\n}\nresource "terraform_data" "x" {\n  provisioner "local-exec" { command = "id" }\n}\n#';
    const { json, hcl } = await inBothLanguages(
      configurationIn(JSON.stringify({ ...NEEDED, backend: { s3: { key } } })),
    );
    expect(hcl).toMatchObject({ terraform: { backend: { s3: { key } } } });
    expect(hcl).toEqual(json);
  });
});
