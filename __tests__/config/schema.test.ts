import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { parse } from "yaml";
import { version } from "../../package.json";
import { jsonSchema } from "../../modules/config";
import { PROJECT } from "../support/engines";

const validate = new Ajv({ strict: true, allErrors: true }).compile(jsonSchema());

/** The values of a YAML file; a key without a value counts as not given. */
function valuesOf(file: string): unknown {
  return parse(readFileSync(join(PROJECT, file), "utf8"), (_, value: unknown) =>
    value === null ? undefined : value,
  );
}

describe("the JSON Schema that editors read", () => {
  it("is the one that the loader works with", () => {
    expect(readFileSync(join(PROJECT, "keeper-pam.schema.json"), "utf8")).toBe(
      `${JSON.stringify(jsonSchema(), null, 2)}\n`,
    );
  });

  it("is called after the package's version", () => {
    expect(jsonSchema().$id).toBe(`urn:cdktf-keeperpam-aws:configuration:${version}`);
  });

  const examples = readdirSync(join(PROJECT, "examples"), { recursive: true, encoding: "utf8" });
  const files = [
    "keeper-pam.yaml",
    // A configuration stands in the folder of its example; what lies deeper is somebody else's.
    ...examples.filter((name) => /^[^/]+\/[^/]+\.yaml$/.test(name)).map((name) => join("examples", name)),
  ];

  it("is tried on every example", () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  it.each(files)("accepts %s", (file) => {
    validate(valuesOf(file));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(files)("is named in the first line of %s, by a path that leads to it", (file) => {
    const [, path] =
      /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(PROJECT, file), "utf8")) ?? [];
    expect(join(file, "..", path ?? "")).toBe("keeper-pam.schema.json");
  });

  it.each([
    ["a key that it does not know", { name: "a", aws: { region: "us-east-1" }, ticket: 1 }],
    ["a missing region", { name: "a", aws: {} }],
    ["an account ID of eleven digits", { name: "a", aws: { region: "us-east-1", accountId: "12345678901" } }],
    ["a region of no known form", { name: "a", aws: { region: "Ireland" } }],
    ["a choice that it does not know", { name: "a", aws: { region: "us-east-1" }, permissions: "admin" }],
    [
      "a user that is neither name nor ARN",
      { name: "a", aws: { region: "us-east-1" }, protectedUsers: ["a b"] },
    ],
    [
      "a key in a role that it does not know",
      { name: "a", aws: { region: "us-east-1" }, gateway: { role: { pth: "/" } } },
    ],
  ])("refuses %s, while the editor is open", (_, value) => {
    expect(validate(value)).toBe(false);
  });

  it("describes every key", () => {
    const undescribed = (node: unknown, path: string): string[] => {
      if (typeof node !== "object" || node === null) return [];
      const { properties, items, anyOf } = node as {
        properties?: object;
        items?: unknown;
        anyOf?: unknown[];
      };
      return [
        ...Object.entries(properties ?? {}).flatMap(([key, child]) => [
          ...((child as { description?: string }).description === undefined ? [`${path}${key}`] : []),
          ...undescribed(child, `${path}${key}.`),
        ]),
        ...[items, ...(anyOf ?? [])].flatMap((child) => undescribed(child, path)),
      ];
    };
    expect(undescribed(jsonSchema(), "")).toEqual([]);
  });
});
