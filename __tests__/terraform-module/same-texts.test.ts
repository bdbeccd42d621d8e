import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../../modules/config";
import { REQUIRED_PROVIDER } from "../../modules/gateway";
import { snakeCase } from "../../modules/moving";
import { OUTPUTS } from "../../modules/stacks/outputs";
import { moduleVariables, type Attribute, type Type } from "../../scripts/module-variables";
import { describeWith, ENGINES } from "../support/engines";
import { folderWith, refusalOf } from "../support/refusals";
import { blocksOf, MODULE_FOLDER } from "./module-copy";
import { outputsOf } from "./terraform-outputs";
import { inModuleWords } from "./words";

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** What each key of the configuration file means, in the words of the module, by the place that the module has for it. */
function meanings(node: SchemaNode, path: string): [place: string, meaning: string][] {
  const ways = [node, ...(node.anyOf ?? [])];
  return [
    ...(node.description === undefined ? [] : [[placeOf(path), inModuleWords(node.description)] as const]),
    ...ways.flatMap(({ properties = {}, items }) => [
      ...Object.entries(properties).flatMap(([key, inner]) =>
        meanings(inner, path === "" ? key : `${path}.${key}`),
      ),
      ...(items ? meanings({ ...items, description: undefined }, path) : []),
    ]),
  ].map(([place, meaning]) => [place, meaning]);
}

/** `targets.ec2Users` is `ec2_users`. */
function placeOf(path: string): string {
  return inModuleWords(path)
    .split(".")
    .map((part) => snakeCase(part))
    .join(".");
}

/** What the module says of each attribute, by its place; where a default stands in parentheses, with it and without. */
function described(path: string, type: Type): [place: string, said: string[]][] {
  if (typeof type === "string" || "map" in type) return [];
  if ("list" in type) return described(path, type.list);
  return type.object.flatMap((attribute) => {
    const at = `${path}.${attribute.name}`;
    return [[at, saidOf(attribute)] as [string, string[]], ...described(at, attribute.type)];
  });
}

function saidOf({ description, default: otherwise }: Attribute): string[] {
  if (otherwise === undefined) return [description];
  return [description, `${description} Default: ${otherwise.replace(/^"(.*)"$/, "$1")}.`];
}

/** Where the module has another shape than the file, or says more. */
const OTHERWISE = [
  "account_id",
  "name",
  "tags",
  // Each by its ways, all of which the file says in its attributes.
  "managed_databases",
  "directories",
  "iam_users",
  "iam_access_keys",
  "instances",
  // What is null or an object is true, false or an object there.
  "discovery",
  "role",
  "role.existing",
  "instance_profile",
  "access_key_user",
  "access_key_user.pgp_key",
  "configuration_secret",
  // ARNs stand in objects.
  "configuration_secret.secret",
  "configuration_secret.key",
  "configuration_secret.operators",
];

const code = (name: string) => readFileSync(join(MODULE_FOLDER, name), "utf8");
const defaultIn = (text: string) => / Default: .*/.exec(text)?.[0];
const plain = (text: string) => text.trim().replaceAll("\n", " ");

describe("the module says in the words of the configuration file and of the stack", () => {
  it("what each variable and each attribute is for", async () => {
    const variables = await moduleVariables(MODULE_FOLDER);
    const ofModule = Object.fromEntries(
      variables.flatMap(({ name, type, description }) => [
        [name, [description]] as const,
        ...described(name, type),
      ]),
    );
    const ofFile = Object.fromEntries(meanings(jsonSchema() as SchemaNode, ""));
    const both = Object.keys(ofModule).filter((place) => place in ofFile);
    expect(both.length).toBeGreaterThan(45);
    const different = both.filter((place) => !ofModule[place]?.includes(ofFile[place] ?? ""));
    expect(different.sort()).toEqual([...OTHERWISE].filter((place) => both.includes(place)).sort());
    const otherDefault = different.filter(
      (place) => !ofModule[place]?.map(defaultIn).includes(defaultIn(ofFile[place] ?? "")),
    );
    expect(otherDefault).toEqual([]);
    const alone = Object.keys(ofModule).filter((place) => !(place in ofFile));
    expect(alone.sort()).toEqual([
      "configuration_secret.key.arn",
      "configuration_secret.secret.arn",
      "instance_profile.create",
      "role.create",
      "role.existing.name",
    ]);
  });

  it("what each output is, and which of them is a secret", async () => {
    const { "outputs.tf": file } = await blocksOf(MODULE_FOLDER);
    const outputs = Object.entries(
      file?.output as Record<string, { readonly description: string; readonly sensitive?: boolean }[]>,
    );
    expect(
      Object.fromEntries(outputs.map(([name, [output]]) => [name, plain(output?.description ?? "")])),
    ).toEqual(OUTPUTS);
    expect(outputs.filter(([, [output]]) => output?.sensitive).map(([name]) => name)).toEqual([
      "access_key_secret",
    ]);
  });

  it("which provider it takes, and which Terraform as its README does", async () => {
    const { "versions.tf": file } = await blocksOf(MODULE_FOLDER);
    const [terraform] = file?.terraform as { required_version: string; required_providers: unknown }[];
    expect(terraform?.required_providers).toEqual([{ aws: REQUIRED_PROVIDER }]);
    expect(code("README.md")).toContain(
      `Terraform ${terraform?.required_version.replace(">= ", "")} or newer`,
    );
  });
});

describeWith([ENGINES.terraform], "the module says in the words of the configuration file", () => {
  it("what to do where the permissions outgrow IAM's quotas", async () => {
    const { "packing.tf": code } = await blocksOf(MODULE_FOLDER);
    const locals = Object.assign({}, ...(code?.locals as object[])) as { readonly quota_advice: string };
    const output = { advice: { value: locals.quota_advice } };
    const { advice } = outputsOf({ "main.tf.json": JSON.stringify({ output }) });
    const managedDatabases = Array.from({ length: 2000 }, (_, i) => ({
      instance: `${"orders-".repeat(8)}${i}`,
    }));
    const file = { name: "keeper-gateway", aws: { region: "us-east-1" }, targets: { managedDatabases } };
    const folder = folderWith({ "keeper-pam.yaml": JSON.stringify(file) });
    expect(refusalOf(join(folder, "keeper-pam.yaml"))).toContain(`\n  what to do: ${String(advice)}\n`);
  });
});
