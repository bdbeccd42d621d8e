import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Identity, Job, Occasion, Step } from "./job";

type Texts = Readonly<Record<string, string>>;

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export interface WorkflowJob {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Texts;
  readonly env?: Texts;
  readonly steps: readonly WorkflowStep[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Texts;
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly env?: Texts;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export function workflowOf(file: string): Workflow {
  return parse(readFileSync(file, "utf8")) as Workflow;
}

/** The repository as GitHub's tokens name it. */
const REPOSITORY = "repo:ORGANIZATION@ORGANIZATION_ID/REPOSITORY@REPOSITORY_ID";

/** The jobs of a GitHub Actions workflow that run on an occasion, in their order. */
export function githubJobs(file: string, occasion: Occasion): Job[] {
  const { env, jobs } = workflowOf(file);
  return Object.entries(jobs)
    .filter(([, job]) => holds(job.if, occasion))
    .map(([name, job]) => ({
      name,
      node: job.steps.some(({ uses }) => uses?.startsWith("actions/setup-node@")),
      variables: filledIn({ ...env, ...job.env }, occasion),
      ...(job.permissions?.["id-token"] === "write" && { identity: identityOf(job, occasion) }),
      steps: job.steps.filter((step) => holds(step.if, occasion)).flatMap((step) => stepsOf(step, occasion)),
    }));
}

/** @see https://docs.github.com/en/actions/reference/security/oidc */
function identityOf({ environment }: WorkflowJob, { on }: Occasion): Identity {
  const context = on === "merge request" ? "pull_request" : "ref:refs/heads/main";
  return {
    iss: "https://token.actions.githubusercontent.com",
    aud: "sts.amazonaws.com",
    sub: `${REPOSITORY}:${environment === undefined ? context : `environment:${environment}`}`,
  };
}

function stepsOf({ uses, run, with: input = {} }: WorkflowStep, occasion: Occasion): Step[] {
  if (run !== undefined) return [{ kind: "commands", text: withoutExpression(run) }];
  const [action] = uses?.split("@") ?? [];
  const text = (name: string) => fillIn(String(input[name]), occasion);
  switch (action) {
    case "actions/checkout":
      return [{ kind: "checkout" }];
    case "actions/setup-node":
    case "hashicorp/setup-terraform":
      return [];
    case "aws-actions/configure-aws-credentials":
      return [{ kind: "role", arn: text("role-to-assume") }];
    case "actions/upload-artifact":
      return [
        {
          kind: "keep",
          artifact: text("name"),
          path: text("path"),
          below: "root",
          hiddenFiles: input["include-hidden-files"] === true,
        },
      ];
    case "actions/download-artifact":
      return [{ kind: "fetch", artifact: text("name"), into: text("path") }];
    default:
      throw new Error(`${uses}: what this action does is not known here`);
  }
}

/** A script gets values through variables: an expression in it would be code that somebody else may write. */
function withoutExpression(script: string): string {
  if (script.includes("${{")) throw new Error(`an expression in a script: ${script}`);
  return script;
}

function holds(condition: string | undefined, { on }: Occasion): boolean {
  if (condition === undefined) return true;
  if (condition === "github.event_name == 'pull_request'") return on === "merge request";
  const [, comparison] = /^github\.ref (==|!=) 'refs\/heads\/main'$/.exec(condition) ?? [];
  if (comparison === undefined) throw new Error(`${condition}: what this says is not known here`);
  return (on === "main branch") === (comparison === "==");
}

function filledIn(variables: Texts, occasion: Occasion): Texts {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, fillIn(value, occasion)]),
  );
}

function fillIn(value: string, { roles, planOptions = "" }: Occasion): string {
  const values: Texts = {
    "vars.AWS_PLAN_ROLE": roles.plan,
    "vars.AWS_APPLY_ROLE": roles.apply,
    "secrets.HCP_PLAN_TOKEN": "",
    "secrets.HCP_APPLY_TOKEN": "",
    "inputs.destroy && '-destroy' || ''": planOptions,
  };
  return value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const known = values[expression];
    if (known === undefined) throw new Error(`${expression}: what this stands for is not known here`);
    return known;
  });
}
