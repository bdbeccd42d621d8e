import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Job, Occasion } from "./job";

export interface SpaceliftStack {
  readonly project_root: string;
  readonly terraform_version: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly before_init: readonly string[];
}

export function spaceliftStackOf(file: string): SpaceliftStack {
  const { stacks } = parse(readFileSync(file, "utf8")) as {
    readonly stacks: Readonly<Record<string, SpaceliftStack>>;
  };
  return stacks["keeper-gateway"] as SpaceliftStack;
}

/**
 * A proposed run of a merge request, with the integration for reading, or a tracked run of the main branch, with the one
 * for writing: the stack's hooks, and between them the commands of Spacelift's own, in one workspace.
 *
 * @see https://docs.spacelift.io/concepts/run
 */
export function spaceliftJobs(file: string, { on, roles, planOptions = "" }: Occasion): Job[] {
  const { project_root: folder, environment, before_init } = spaceliftStackOf(file);
  const tracked = on === "main branch";
  const commands = [
    ...before_init,
    "terraform init -input=false",
    `terraform plan -input=false ${planOptions} -out=spacelift.plan`,
    ...(tracked ? ["terraform apply -input=false spacelift.plan"] : []),
  ];
  return [
    {
      name: tracked ? "tracked run" : "proposed run",
      node: false,
      variables: environment,
      steps: [
        { kind: "checkout" },
        { kind: "role", arn: tracked ? roles.apply : roles.plan },
        { kind: "commands", text: commands.join("\n"), folder },
      ],
    },
  ];
}
