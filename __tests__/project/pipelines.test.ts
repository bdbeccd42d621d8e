import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { newConfiguration, PipelineSystem, projectFiles, type Answers } from "../../modules/project";
import { PROJECT } from "../support/engines";
import { SOUND_ANSWERS } from "./answers";

const EXAMPLES = join(PROJECT, "examples", "pipelines");
const EXAMPLE_NAMES = ["keeper-gateway", "us-east-1", "111122223333"];

const TRUST = ["pipeline/plan-trust.json", "pipeline/apply-trust.json"];
const TRUST_EXAMPLES = ["plan-trust.json", "apply-trust.json"];

/** For each system, where its files go for a stack called gw, and the examples that they are. */
const PLACES: Readonly<Record<PipelineSystem, readonly (readonly string[])[]>> = {
  "github-actions": [
    [".github/workflows/gw.yml", ...TRUST],
    ["synthesized.yml", ...TRUST_EXAMPLES],
  ],
  "gitlab-ci": [
    [".gitlab-ci.yml", ...TRUST],
    ["synthesized.yml", ...TRUST_EXAMPLES],
  ],
  atlantis: [
    ["atlantis.yaml", "pipeline/repos.yaml"],
    ["atlantis.yaml", "repos.yaml"],
  ],
  "hcp-terraform": [
    [".github/workflows/gw.yml", ...TRUST],
    ["github-actions.yml", ...TRUST_EXAMPLES],
  ],
  spacelift: [[".spacelift/config.yml"], ["config.yml"]],
};
const SYSTEMS = Object.values(PipelineSystem);
const OWN_FILES = ["keeper-pam.yaml", "package.json", "cdktf.json", ".gitignore", "README.md"];

/** The pipeline's files of a project, by their paths. */
function pipelineOf(answers: Answers): Readonly<Record<string, string>> {
  const made = newConfiguration(answers);
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  const files = Object.entries(projectFiles(made, answers.pipeline));
  return Object.fromEntries(files.filter(([path]) => !OWN_FILES.includes(path)));
}

const exampleOf = (system: PipelineSystem, name: string) =>
  readFileSync(join(EXAMPLES, system, name), "utf8");

describe.each(SYSTEMS)("the pipeline for %s", (pipeline) => {
  const [places = [], examples = []] = PLACES[pipeline];

  it("has its files where the system looks for them", () => {
    const files = pipelineOf({ name: "gw", region: "eu-west-1", pipeline });
    expect(Object.keys(files).sort()).toEqual([...places].sort());
  });

  it("is the example, byte for byte, where the names are the example's, but for the place of the page", () => {
    const files = Object.values(pipelineOf({ name: "keeper-gateway", region: "us-east-1", pipeline }));
    expect(files.map((text) => text.replaceAll("node_modules/cdktf-keeperpam-aws/", ""))).toEqual(
      examples.map((example) => exampleOf(pipeline, example)),
    );
  });

  it("has the configuration's names in place of the example's", () => {
    const files = pipelineOf({ name: "gw", region: "eu-west-1", account: "999988887777", pipeline });
    const text = Object.values(files).join("\n");
    expect(EXAMPLE_NAMES.filter((name) => text.includes(name))).toEqual([]);
    expect(text).toContain("gw");
  });

  it("says the same with any name, in texts that stay texts", () => {
    fc.assert(
      fc.property(
        SOUND_ANSWERS.map(({ name, region, account }) => ({ name, region, account, pipeline })),
        fc.constantFrom("", "true", "1.0", "us-east-1-keeper-gateway", "null"),
        (answers, word) => {
          const named = { ...answers, name: word || answers.name };
          const names = [named.name, named.region, named.account ?? "111122223333"];
          const rename = (text: string) =>
            text
              .split(/(keeper-gateway|us-east-1|111122223333|arn:aws:|docs\/pipelines\.md)/)
              .map((part) => {
                const i = EXAMPLE_NAMES.indexOf(part);
                if (i >= 0) return names[i];
                return part === "arn:aws:" ? partitionOf(named.region) : part;
              })
              .join("");
          const renamed = (value: unknown): unknown => {
            if (typeof value === "string") return rename(value);
            if (Array.isArray(value)) return value.map(renamed);
            if (typeof value !== "object" || value === null) return value;
            return Object.fromEntries(Object.entries(value).map(([k, v]) => [rename(k), renamed(v)]));
          };
          expect(Object.values(pipelineOf(named)).map((text) => parse(text) as unknown)).toEqual(
            examples.map((example) => renamed(parse(exampleOf(pipeline, example)))),
          );
        },
      ),
      { seed: 1306, numRuns: 60 },
    );
  });
});

function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "arn:aws-us-gov:";
  return region.startsWith("cn-") ? "arn:aws-cn:" : "arn:aws:";
}

it("the roles of HCP Terraform trust the organization that has the state", () => {
  const files = pipelineOf({
    name: "gw",
    region: "eu-west-1",
    pipeline: PipelineSystem.HCP_TERRAFORM,
    organization: "corp",
  });
  for (const path of TRUST) {
    expect(files[path]).toContain('"organization:corp:project:PROJECT:workspace:gw:run_phase:');
  }
});

it("each npm script that an example pipeline or docs/pipelines.md calls is one of a project", () => {
  const made = newConfiguration({ name: "gw", region: "eu-west-1" });
  if ("problems" in made) throw new Error("sound answers");
  const { scripts } = JSON.parse(projectFiles(made)["package.json"] ?? "") as { scripts: object };
  const texts = [
    readFileSync(join(PROJECT, "docs", "pipelines.md"), "utf8"),
    ...SYSTEMS.flatMap((system) =>
      Object.values(pipelineOf({ name: "gw", region: "eu-west-1", pipeline: system })),
    ),
  ];
  const called = texts.flatMap((text) =>
    [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script as string),
  );
  const OURS = ["pipelines:prove"];
  expect([...new Set(called)].filter((script) => !OURS.includes(script) && !(script in scripts))).toEqual([]);
  expect(called).toContain("synth");
});
