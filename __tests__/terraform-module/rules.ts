import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, type Blocks } from "./module-copy";

/** One rule for a module: a sentence, and what breaks it. */
interface Rule {
  readonly title: string;
  readonly breaches: (module: ModuleCode) => string[];
}

/** The code of a module, parsed and as it is written. */
export interface ModuleCode {
  readonly files: Readonly<Record<string, Blocks>>;
  readonly texts: Readonly<Record<string, string>>;
}

export async function moduleCode(folder: string): Promise<ModuleCode> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".tf"));
  return {
    files: await blocksOf(folder),
    texts: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
  };
}

type Named = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const labelled = (file: Blocks, kind: string) => Object.entries((file[kind] ?? {}) as Named);
const all = ({ files }: ModuleCode, kind: string) =>
  Object.values(files).flatMap((file) => labelled(file, kind));
const lacking = (kind: string, attribute: string) => (module: ModuleCode) =>
  all(module, kind).flatMap(([name, [block]]) =>
    block?.[attribute] === undefined || block[attribute] === "" ? [`${kind} ${name}`] : [],
  );
const elsewhere =
  (kind: string, place: string) =>
  ({ files }: ModuleCode) =>
    Object.entries(files).flatMap(([file, blocks]) =>
      file === place ? [] : labelled(blocks, kind).map(([name]) => `${file}: ${kind} ${name}`),
    );
/** Lines of the code that a pattern finds, comments left out. */
const lines =
  (pattern: RegExp) =>
  ({ texts }: ModuleCode) =>
    Object.entries(texts).flatMap(([file, text]) =>
      text
        .split("\n")
        .flatMap((line, i) =>
          !/^\s*#/.test(line) && pattern.test(line.replace(/\s# .*$/, "")) ? [`${file}:${i + 1}`] : [],
        ),
    );

/** Every block that has a name, with how an expression refers to it. */
function declarations(module: ModuleCode): { readonly name: string; readonly reference: string }[] {
  const typed = (kind: "data" | "resource", before: string) =>
    Object.values(module.files).flatMap((file) =>
      Object.entries((file[kind] ?? {}) as Record<string, object>).flatMap(([type, named]) =>
        Object.keys(named).map((name) => ({ name, reference: `${before}${type}.${name}` })),
      ),
    );
  const locals = Object.values(module.files).flatMap((file) =>
    ((file.locals ?? []) as object[]).flatMap((block) => Object.keys(block)),
  );
  return [
    ...all(module, "variable").map(([name]) => ({ name, reference: `var.${name}` })),
    ...all(module, "output").map(([name]) => ({ name, reference: "" })),
    ...all(module, "module").map(([name]) => ({ name, reference: "" })),
    ...locals.map((name) => ({ name, reference: `local.${name}` })),
    ...typed("data", "data."),
    ...typed("resource", "").map(({ name }) => ({ name, reference: "" })),
  ];
}

function unused(module: ModuleCode): string[] {
  const code = Object.values(module.texts)
    .join("\n")
    .replace(/^\s*#.*$/gm, "");
  return declarations(module).flatMap(({ reference }) =>
    reference === "" || new RegExp(`(?<![\\w.])${reference.replaceAll(".", "\\.")}(?![\\w-])`).test(code)
      ? []
      : [reference],
  );
}

function unpinned({ files }: ModuleCode): string[] {
  const terraform = Object.values(files).flatMap(
    (file) => (file.terraform ?? []) as Record<string, unknown>[],
  );
  const providers = terraform.flatMap(
    ({ required_providers: all = [] }) => all as Record<string, Record<string, unknown>>[],
  );
  return [
    ...(terraform.some(({ required_version: version }) => typeof version === "string")
      ? []
      : ["required_version"]),
    ...providers.flatMap((named) =>
      Object.entries(named).flatMap(([name, { source, version }]) =>
        typeof source === "string" && typeof version === "string" ? [] : [name],
      ),
    ),
  ];
}

/** Providers that a block needs and nobody requires, or the other way round. */
function providers({ files }: ModuleCode): string[] {
  const blocks = Object.values(files);
  const types = blocks.flatMap((file) => [
    ...Object.keys(file.resource ?? {}),
    ...Object.keys(file.data ?? {}),
  ]);
  const configured = blocks.flatMap((file) => Object.keys(file.provider ?? {}));
  const handedOn = blocks.flatMap((file) =>
    labelled(file, "module").flatMap(([, [call]]) => Object.keys((call?.providers ?? {}) as object)),
  );
  // terraform_data comes with Terraform itself.
  const used = new Set(
    [...types.map((type) => type.split("_")[0]), ...configured, ...handedOn].filter(
      (name) => name !== "terraform",
    ),
  );
  const required = blocks.flatMap((file) =>
    ((file.terraform ?? []) as Record<string, unknown>[]).flatMap(({ required_providers: all = [] }) =>
      (all as object[]).flatMap((named) => Object.keys(named)),
    ),
  );
  return [
    ...[...used]
      .filter((name) => !required.includes(String(name)))
      .map((name) => `${String(name)} is not required`),
    ...required.filter((name) => !used.has(name)).map((name) => `${name} is not used`),
  ];
}

/**
 * What tflint's ruleset for Terraform says of a module, with all of its rules on.
 *
 * @see https://github.com/terraform-linters/tflint-ruleset-terraform/blob/main/docs/rules/README.md
 */
export const RULES: readonly Rule[] = [
  {
    title: "has main.tf, variables.tf and outputs.tf",
    breaches: ({ files }) => ["main.tf", "variables.tf", "outputs.tf"].filter((name) => !(name in files)),
  },
  { title: "has its variables in variables.tf alone", breaches: elsewhere("variable", "variables.tf") },
  { title: "has its outputs in outputs.tf alone", breaches: elsewhere("output", "outputs.tf") },
  { title: "says what each variable is for", breaches: lacking("variable", "description") },
  { title: "says what each output is", breaches: lacking("output", "description") },
  { title: "has a type for each variable", breaches: lacking("variable", "type") },
  { title: "says which Terraform and which providers it takes", breaches: unpinned },
  { title: "requires the providers that it uses, and no other", breaches: providers },
  {
    title: "has names in snake_case",
    breaches: (module) =>
      declarations(module).flatMap(({ name }) => (/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) ? [] : [name])),
  },
  { title: "has nothing that is not used", breaches: unused },
  {
    title: "has no interpolation around one expression alone",
    breaches: lines(/(?<!["\\])"\$\{(?:[^{}"]|"[^"]*")*\}"(?!["\\])/),
  },
  { title: "has comments that begin with #", breaches: lines(/^\s*(?:\/\/|\/\*)/) },
  { title: "does not compare with an empty list", breaches: lines(/[!=]= *\[\]|\[\] *[!=]=/) },
  {
    title: "does not look up in a map without a default, nor index with a dot",
    breaches: lines(/\blookup\([^,()]+,[^,()]+\)|[A-Za-z_\])]\.\d+\b/),
  },
  {
    title: "takes no module from a branch that moves",
    breaches: lines(/^\s*source\s*=\s*"(?:git|hg)::(?![^"]*\?ref=)/),
  },
  { title: "does not tell the workspace", breaches: lines(/\bterraform\.workspace\b/) },
  { title: "has no trace of the CDK", breaches: lines(/cdktf|\bcdk\b|^\s*"?\/\//i) },
];

/** Why a scanner's finding stays. */
const ON_ONE_LINE = /^ +# checkov:skip=/;

/** What holds for a module that others call, and not for a configuration that calls it. */
export const RULES_OF_A_MODULE: readonly Rule[] = [
  {
    title: "has lines of at most 120 characters, but for what must stand on one",
    breaches: ({ texts }) =>
      Object.entries(texts)
        // The reason of an action stands behind it, however long.
        .filter(([file]) => file !== "permissions.tf")
        .flatMap(([file, text]) =>
          text
            .split("\n")
            .flatMap((line, i) => (line.length > 120 && !ON_ONE_LINE.test(line) ? [`${file}:${i + 1}`] : [])),
        ),
  },
  {
    title: "leaves the providers and the backend to its caller",
    breaches: (module) => [
      ...all(module, "provider").map(([name]) => `provider ${name}`),
      ...Object.values(module.files).flatMap((file) =>
        ((file.terraform ?? []) as object[]).flatMap((block) =>
          ["backend", "cloud"].filter((kind) => kind in block),
        ),
      ),
    ],
  },
];
