import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partitionOf, REGION_PREFIXES } from "../../modules/permissions";
import { moduleVariables, type Attribute, type Type } from "../../scripts/module-variables";
import { describeWith, ENGINES } from "../support/engines";
import { MODULE_FOLDER } from "./module-copy";
import { outputsOf } from "./terraform-outputs";

const code = (name: string) => readFileSync(join(MODULE_FOLDER, name), "utf8");

/** The least that can be said with each variable that holds objects. */
const LEAST: Readonly<Record<string, object>> = {
  managed_databases: [{ instance: "orders" }],
  directories: [{ id: "d-1234567890" }],
  iam_users: [{ name: "auditor" }],
  iam_access_keys: [{ name: "bot" }],
  discovery: {},
  role: {},
  instance_profile: {},
  attachment_function: {},
  access_key_user: { pgp_key: "keybase:ada" },
  configuration_secret: { name: "keeper" },
};

/** The attributes of the objects that a variable holds; none where it holds no objects. */
function attributesOf(type: Type): readonly Attribute[] {
  if (typeof type === "string" || "map" in type) return [];
  return "list" in type ? attributesOf(type.list) : type.object;
}

describeWith([ENGINES.terraform], "an attribute that is left out", () => {
  it("is null, or what the description says", async () => {
    const variables = (await moduleVariables(MODULE_FOLDER)).filter(
      ({ type }) => attributesOf(type).length > 0,
    );
    expect(variables.map(({ name }) => name).sort()).toEqual(Object.keys(LEAST).sort());
    const outputs = variables.map(({ name }) => `output "${name}" {\n  value = local.${name}\n}\n`);
    const found = outputsOf({
      "variables.tf": code("variables.tf"),
      "inputs.tf": code("inputs.tf"),
      "outputs.tf": outputs.join("\n"),
      "terraform.tfvars.json": JSON.stringify({ name: "keeper-gateway", ...LEAST }),
    });
    const wanted = variables.map(({ name, type }) => {
      const [given = {}] = [LEAST[name]].flat() as Record<string, unknown>[];
      const filled = Object.fromEntries(
        attributesOf(type).map(({ name: attribute, default: value }) => [
          attribute,
          given[attribute] ?? (value === undefined ? null : (JSON.parse(value) as unknown)),
        ]),
      );
      return [name, Array.isArray(LEAST[name]) ? [filled] : filled];
    });
    expect(found).toEqual(Object.fromEntries(wanted));
  });
});

describeWith([ENGINES.terraform], "the partition of a region", () => {
  it("is in the module what it is in the constructs, for every partition that they know", () => {
    const [, expression] = /^ {2}partition_of_region = (.*?)^\}/ms.exec(code("targets.tf")) ?? [];
    const regions = [
      "us-east-1",
      "eu-central-1",
      "us-west-2",
      ...Object.values(REGION_PREFIXES).map((prefix) => `${prefix}west-1`),
    ];
    const { partitions } = outputsOf({
      "main.tf": `locals {
        named_regions       = toset(${JSON.stringify(regions)})
        partition_of_region = ${expression}
      }
      output "partitions" {
        value = local.partition_of_region
      }
      `,
    });
    expect(partitions).toEqual(Object.fromEntries(regions.map((region) => [region, partitionOf(region)])));
  });
});
