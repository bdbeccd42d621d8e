import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Job, Occasion, Step } from "./job";

type Texts = Readonly<Record<string, string>>;

export interface GitLabJob {
  readonly extends?: string;
  readonly stage: string;
  readonly image: string | { readonly name: string };
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly environment?: string;
  readonly resource_group?: string;
  readonly variables?: Texts;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly artifacts?: {
    readonly paths: readonly string[];
    readonly access?: string;
    /** What the merge request calls it. */
    readonly expose_as?: string;
    readonly reports?: { readonly terraform: string };
  };
}

const KEYWORDS = ["stages", "workflow", "variables"];

/** The variables and the jobs of a .gitlab-ci.yml, each job with what it extends. */
export function gitlabPipelineOf(file: string): {
  readonly variables: Texts;
  readonly jobs: Readonly<Record<string, GitLabJob>>;
} {
  const { variables, ...rest } = parse(readFileSync(file, "utf8")) as Record<string, GitLabJob> & {
    readonly variables: Texts;
  };
  const jobs = Object.entries(rest)
    .filter(([name]) => !KEYWORDS.includes(name) && !name.startsWith("."))
    .map(([name, job]) => [name, { ...(job.extends === undefined ? {} : rest[job.extends]), ...job }]);
  return { variables, jobs: Object.fromEntries(jobs) as Record<string, GitLabJob> };
}

/** The jobs of a GitLab pipeline that run on an occasion, in their order. */
export function gitlabJobs(file: string, occasion: Occasion): Job[] {
  const { variables, jobs } = gitlabPipelineOf(file);
  return Object.entries(jobs)
    .filter(([, { rules }]) => rules === undefined || rules.some((rule) => holds(rule.if, occasion)))
    .map(([name, job]) => ({
      name,
      node: imageOf(job).startsWith("node:"),
      variables: {
        ...withReferences({ ...variables, ...job.variables }, occasion),
        ...(occasion.planOptions !== undefined && { TF_CLI_ARGS_plan: occasion.planOptions }),
      },
      ...(job.id_tokens && { identity: identityOf(job, occasion) }),
      steps: stepsOf(name, job),
    }));
}

/** @see https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
function identityOf({ id_tokens }: GitLabJob, { on }: Occasion) {
  const branch = on === "main branch" ? "main" : "another-database";
  return {
    iss: "https://gitlab.com",
    aud: id_tokens?.AWS_ID_TOKEN?.aud ?? "",
    sub: `project_path:GROUP/PROJECT:ref_type:branch:ref:${branch}`,
  };
}

function stepsOf(name: string, job: GitLabJob): Step[] {
  const { needs = [], before_script = [], script, artifacts } = job;
  return [
    { kind: "checkout" },
    ...needs.map((artifact): Step => ({ kind: "fetch", artifact, into: "." })),
    { kind: "commands", text: [...before_script, ...script].join("\n") },
    ...(artifacts?.paths ?? []).map((path) => keep(name, path)),
    ...(artifacts?.reports === undefined ? [] : [keep(`report of ${name}`, artifacts.reports.terraform)]),
  ];
}

function keep(artifact: string, path: string): Step {
  return { kind: "keep", artifact, path, below: "path", hiddenFiles: true };
}

function imageOf({ image }: GitLabJob): string {
  return typeof image === "string" ? image : image.name;
}

function holds(condition: string, { on }: Occasion): boolean {
  if (condition === '$CI_PIPELINE_SOURCE == "merge_request_event"') return on === "merge request";
  if (condition !== "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH") {
    throw new Error(`${condition}: what this says is not known here`);
  }
  return on === "main branch";
}

/** Variables that stand for others, the project's own among them. */
function withReferences(variables: Texts, { roles }: Occasion): Texts {
  const known: Texts = { ...variables, AWS_PLAN_ROLE: roles.plan, AWS_APPLY_ROLE: roles.apply };
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value.replace(/^\$(\w+)$/, (_, other: string) => known[other] ?? ""),
    ]),
  );
}
