import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { isScalar, parseDocument, visit, type Node } from "yaml";
import { accountOf, type Configuration } from "../config";
import { partitionOf } from "../permissions";
import { INSTALLED } from "./configuration-text";
import type { PipelineSystem } from "./pipeline-system";

const TRUST = {
  "plan-trust.json": "pipeline/plan-trust.json",
  "apply-trust.json": "pipeline/apply-trust.json",
};

/**
 * Where the files of each system go. Where there are two ways of it, the Terraform code is synthesised in the pipeline.
 *
 * @see docs/pipelines.md
 */
const PLACES: Readonly<Record<PipelineSystem, (stack: string) => Readonly<Record<string, string>>>> = {
  "github-actions": (stack) => ({ "synthesized.yml": `.github/workflows/${stack}.yml`, ...TRUST }),
  "gitlab-ci": () => ({ "synthesized.yml": ".gitlab-ci.yml", ...TRUST }),
  atlantis: () => ({ "atlantis.yaml": "atlantis.yaml", "repos.yaml": "pipeline/repos.yaml" }),
  "hcp-terraform": (stack) => ({ "github-actions.yml": `.github/workflows/${stack}.yml`, ...TRUST }),
  spacelift: () => ({ "config.yml": ".spacelift/config.yml" }),
};

/** The files that set a system up for a configuration: the package's examples with the configuration's names in them. */
export function pipelineFiles(system: PipelineSystem, configuration: Configuration): Record<string, string> {
  const examples = join(packageFolder(), "examples", "pipelines", system);
  const places = PLACES[system](configuration.stack ?? configuration.name);
  const rename = renaming(configuration);
  return Object.fromEntries(
    Object.entries(places).map(([example, place]) => {
      const text = readFileSync(join(examples, example), "utf8");
      return [place, extname(example) === ".json" ? renamedJson(text, rename) : renamedYaml(text, rename)];
    }),
  );
}

/** What stands in a text in place of the examples' own names, all at once: a name may look like another's example. */
function renaming(configuration: Configuration): (text: string) => string {
  const { name, stack = name, aws, backend } = configuration;
  const organization = typeof backend === "object" ? backend.cloud?.organization : undefined;
  const names: Readonly<Record<string, string>> = {
    "keeper-gateway": stack,
    "us-east-1": aws.region,
    "111122223333": accountOf(configuration) ?? "111122223333",
    "arn:aws:": `arn:${aws.partition ?? partitionOf(aws.region)}:`,
    "organization:ORGANIZATION:": `organization:${organization ?? "ORGANIZATION"}:`,
    "docs/pipelines.md": `${INSTALLED}/docs/pipelines.md`,
  };
  const pattern = new RegExp(Object.keys(names).join("|"), "g");
  return (text) => text.replace(pattern, (found) => names[found] as string);
}

function renamedJson(text: string, rename: (text: string) => string): string {
  const renamed: unknown = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? rename(value) : value,
  );
  return `${JSON.stringify(renamed, null, 2)}\n`;
}

/** Renames in every text and comment, and quotes a text that would be something else without. */
function renamedYaml(text: string, rename: (text: string) => string): string {
  const document = parseDocument(text);
  const renameComments = (node: Pick<Node, "comment" | "commentBefore">) => {
    if (node.comment) node.comment = rename(node.comment);
    if (node.commentBefore) node.commentBefore = rename(node.commentBefore);
  };
  renameComments(document);
  visit(document, {
    Node: (_, node) => {
      if (!("items" in node) && !isScalar(node)) return;
      renameComments(node);
      if (isScalar(node) && typeof node.value === "string") node.value = rename(node.value);
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The folder of the package, above `modules` or, where it is compiled, above `dist/modules`. */
function packageFolder(): string {
  const above = join(__dirname, "..", "..");
  return existsSync(join(above, "examples")) ? above : join(above, "..");
}
