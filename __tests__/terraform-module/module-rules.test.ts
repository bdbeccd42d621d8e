import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith, ENGINES } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { moduleCode, RULES, RULES_OF_A_MODULE } from "./rules";
import { copyOfModule, MODULE_FOLDER } from "./module-copy";

const EXAMPLES = join(MODULE_FOLDER, "examples");
const examples = existsSync(EXAMPLES) ? readdirSync(EXAMPLES).map((name) => join(EXAMPLES, name)) : [];
const callers = [...examples, join(MODULE_FOLDER, "tests", "unknown-values")];

describe("The drop-in module", () => {
  it.each([...RULES, ...RULES_OF_A_MODULE])("$title", async ({ breaches }) => {
    expect(breaches(await moduleCode(MODULE_FOLDER))).toEqual([]);
  });

  it("reads the variables that hold objects in inputs.tf alone", async () => {
    const { files, texts } = await moduleCode(MODULE_FOLDER);
    const variables = Object.entries((files["variables.tf"]?.variable ?? {}) as Record<string, object[]>);
    const untyped = variables.flatMap(([name, [variable]]) =>
      JSON.stringify(variable).includes('"type":"${any}"') ? [name] : [],
    );
    expect(untyped.length).toBeGreaterThan(5);
    const read = new RegExp(`\\bvar\\.(?:${untyped.join("|")})\\b`);
    const readers = Object.keys(texts).filter((file) => read.test(texts[file] ?? ""));
    expect(readers.sort()).toEqual(["inputs.tf", "variables.tf"]);
  });
});

describe.each(callers.map((folder) => [folder.slice(MODULE_FOLDER.length + 1), folder]))(
  "%s",
  (_name, folder) => {
    it.each(RULES)("$title", async ({ breaches }) => {
      expect(breaches(await moduleCode(folder))).toEqual([]);
    });
  },
);

/** A change of one file of the module, and the rule that it breaks. */
const BREACHES: readonly (readonly [title: string, file: string, change: (text: string) => string])[] = [
  [
    "has its variables in variables.tf alone",
    "main.tf",
    (text) => `${text}\nvariable "late" {\n  description = "Late."\n  type = string\n}\n`,
  ],
  [
    "has its outputs in outputs.tf alone",
    "main.tf",
    (text) => `${text}\noutput "late" {\n  description = "Late."\n  value = 1\n}\n`,
  ],
  ["says what each variable is for", "variables.tf", (text) => text.replace(/ {2}description = .*\n/, "")],
  ["says what each output is", "outputs.tf", (text) => text.replace(/ {2}description = .*\n/, "")],
  ["has a type for each variable", "variables.tf", (text) => text.replace(/ {2}type .*\n/, "")],
  [
    "says which Terraform and which providers it takes",
    "versions.tf",
    (text) => text.replace(/.*required_version.*\n/, ""),
  ],
  [
    "says which Terraform and which providers it takes",
    "versions.tf",
    (text) => text.replace(/ +version = .*\n/, ""),
  ],
  [
    "requires the providers that it uses, and no other",
    "main.tf",
    (text) => `${text}\nresource "random_id" "one" {\n  byte_length = 2\n}\n`,
  ],
  ["has names in snake_case", "main.tf", (text) => text.replaceAll("makes_role", "makesRole")],
  ["has nothing that is not used", "main.tf", (text) => `${text}\nlocals {\n  idle = 1\n}\n`],
  ["has nothing that is not used", "main.tf", (text) => `${text}\ndata "aws_partition" "idle" {}\n`],
  [
    "has nothing that is not used",
    "variables.tf",
    (text) => `${text}\nvariable "idle" {\n  description = "Idle."\n  type = string\n}\n`,
  ],
  [
    "has no interpolation around one expression alone",
    "main.tf",
    (text) => text.replace("= local.role.path", '= "${local.role.path}"'),
  ],
  ["has comments that begin with #", "main.tf", (text) => text.replace("# It is", "// It is")],
  [
    "does not compare with an empty list",
    "grants.tf",
    (text) => text.replace("length(var.protected_users) > 0", "var.protected_users != []"),
  ],
  [
    "does not look up in a map without a default, nor index with a dot",
    "main.tf",
    (text) => text.replace("local.role.tags, ", 'local.role.tags, { a = lookup(var.tags, "a") }, '),
  ],
  [
    "does not look up in a map without a default, nor index with a dot",
    "main.tf",
    (text) => text.replace("gateway_trust[0].json", "gateway_trust.0.json"),
  ],
  ["leaves the providers and the backend to its caller", "main.tf", (text) => `${text}\nprovider "aws" {}\n`],
  [
    "leaves the providers and the backend to its caller",
    "versions.tf",
    (text) => text.replace("terraform {", 'terraform {\n  backend "local" {}\n'),
  ],
  ["has no trace of the CDK", "main.tf", (text) => `locals { cdktf = 1 }\n${text}`],
  [
    "has lines of at most 120 characters, but for what must stand on one",
    "main.tf",
    (text) => text.replace("= local.role.path", `= local.role.path # ${"as it is given, ".repeat(7)}`),
  ],
];

describe("A module that breaks a rule", () => {
  it.each(BREACHES)("is told that it no longer %s (%s)", async (title, file, change) => {
    const copy = copyOfModule();
    const before = readFileSync(join(copy, file), "utf8");
    writeFileSync(join(copy, file), change(before));
    expect(change(before)).not.toBe(before);
    const rule = [...RULES, ...RULES_OF_A_MODULE].find((known) => known.title === title);
    expect(rule?.breaches(await moduleCode(copy))).not.toEqual([]);
  });
});

describeWith([ENGINES.terraform], "`terraform fmt`", () => {
  const unformatted = (folder: string) =>
    spawnSync("terraform", ["fmt", "-check", "-recursive"], { cwd: folder, encoding: "utf8" }).stdout;

  it("has nothing to change in the module, its tests and its examples", () => {
    expect(unformatted(MODULE_FOLDER)).toBe("");
  });

  it("would see a file that is not formatted", () => {
    const copy = join(temporaryFolder(), "module");
    cpSync(MODULE_FOLDER, copy, { recursive: true });
    writeFileSync(
      join(copy, "outputs.tf"),
      readFileSync(join(copy, "outputs.tf"), "utf8").replace("  value ", " value "),
    );
    expect(unformatted(copy)).toBe("outputs.tf\n");
  });
});
