import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Job, Occasion, Step } from "./job";

type BuiltIn = "init" | "plan" | "apply";
type AtlantisStep =
  | BuiltIn
  | { readonly env: { readonly name: string; readonly value: string } }
  | Readonly<Partial<Record<BuiltIn, { readonly extra_args: readonly string[] }>>>;

export interface AtlantisProject {
  readonly dir: string;
  readonly terraform_version: string;
  readonly autoplan: { readonly when_modified: readonly string[] };
}

export interface AtlantisServer {
  readonly repos: readonly {
    readonly apply_requirements: readonly string[];
    readonly allowed_overrides: readonly string[];
    readonly allow_custom_workflows: boolean;
    readonly workflow: string;
  }[];
  readonly workflows: Readonly<
    Record<string, Readonly<Record<"plan" | "apply", { readonly steps: readonly AtlantisStep[] }>>>
  >;
}

export function atlantisOf(folder: string) {
  const read = (file: string): unknown => parse(readFileSync(join(folder, file), "utf8"));
  const { projects } = read("atlantis.yaml") as { readonly projects: readonly AtlantisProject[] };
  return { projects, server: read("repos.yaml") as AtlantisServer };
}

/**
 * What an Atlantis server runs for its built-in steps.
 *
 * @see https://github.com/runatlantis/atlantis/tree/main/server/core/runtime
 */
const COMMANDS: Readonly<Record<BuiltIn, (extra: string, comment: string) => string>> = {
  init: (extra) => `terraform init -input=false ${extra}`,
  plan: (extra, comment) => `terraform plan -input=false -refresh -out "$PLANFILE" ${extra} ${comment}`,
  apply: (extra) => `terraform apply -input=false ${extra} "$PLANFILE"`,
};

/** A pull request's plan and, on the second occasion, its apply: both in the folder that the server keeps for it. */
export function atlantisJobs(folder: string, { on, planOptions = "" }: Occasion): Job[] {
  const { projects, server } = atlantisOf(folder);
  const [project] = projects;
  const workflow = server.workflows[server.repos[0]?.workflow ?? ""];
  if (project === undefined || workflow === undefined) throw new Error("no project, or no workflow for it");
  return (["plan", "apply"] as const)
    .filter((stage) => stage === "plan" || on === "main branch")
    .map((stage) => ({
      name: stage,
      node: false,
      variables: { PLANFILE: "keeper-gateway-default.tfplan" },
      workspace: "pull request",
      steps: [
        ...(stage === "plan" ? [{ kind: "checkout" } as const] : []),
        ...workflow[stage].steps.map((step) => stepOf(step, project.dir, planOptions)),
      ],
    }));
}

function stepOf(step: AtlantisStep, folder: string, comment: string): Step {
  if (typeof step === "object" && "env" in step) {
    const { name, value } = step.env;
    return { kind: "variables", values: { [name]: value } };
  }
  const [name, options] = typeof step === "string" ? [step, undefined] : (Object.entries(step)[0] ?? []);
  const extra = (options as { extra_args?: readonly string[] } | undefined)?.extra_args ?? [];
  return { kind: "commands", text: COMMANDS[name as BuiltIn](extra.join(" "), comment), folder };
}
