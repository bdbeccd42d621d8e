import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE } from "../../scripts/module-files";
import type { SynthesizedGateway } from "../least-privilege/gateways";
import { environmentWithoutAws, PROJECT } from "../support/engines";
import { withProvider } from "../support/provider/kept-providers";
import { OFFLINE_PROVIDER } from "../support/provider/offline-provider";
import { temporaryFolder } from "../support/temporary-folder";
import { moduleInput } from "./module-input";
import { dataAnswer, resourceAnswer, type Answer, type Asked } from "./provider-answers";

/** One resource as Terraform plans it. */
export interface PlannedResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The attributes that only AWS knows. */
  readonly unknown: readonly string[];
}

export interface Planned {
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What Terraform plans for one configuration: of the app's stack, and of the module. */
export interface SideBySide {
  readonly gateway: SynthesizedGateway;
  readonly app: Planned;
  readonly module: Planned;
}

/** What is known of the resources when they are planned. */
export type Known =
  /** What the configuration says, and the AWS provider's own defaults. */
  | "before the apply"
  /** Beside what the configuration says also what AWS gives to each, so that every policy is known to its last word. */
  | "after the apply";

/** Plans the stacks and the module for each configuration, all at once: with the real AWS provider, and without AWS. */
export async function planSideBySide(
  gateways: readonly SynthesizedGateway[],
  known: Known,
): Promise<SideBySide[]> {
  const folder = temporaryFolder();
  const ofModule = copyModule(join(folder, "module"));
  const inputs = Object.fromEntries(gateways.map(({ configuration }, i) => [i, moduleInput(configuration)]));
  const ways = gateways.flatMap((gateway, i) => [
    { gateway, address: `module.app_${i}`, asked: blocksOf(gateway) },
    { gateway, address: `module.module["${i}"]`, asked: ofModule.blocks },
  ]);
  const answers = (of: (gateway: SynthesizedGateway, asked: Asked) => Answer[]) =>
    ways.flatMap(({ gateway, address, asked }) =>
      asked
        .flatMap((block) => of(gateway, block))
        .map((answer) => ({ ...answer, target: `${address}.${answer.target}` })),
    );

  writeJson(folder, "inputs.json", inputs);
  writeJson(folder, "main.tf.json", {
    provider: { aws: OFFLINE_PROVIDER },
    module: {
      ...Object.fromEntries(
        gateways.map((gateway, i) => [`app_${i}`, appModule(folder, `app_${i}`, gateway)]),
      ),
      // One call for all: Terraform takes minutes for as many calls of a module of this size.
      module: {
        source: "./module",
        for_each: '${jsondecode(file("${path.module}/inputs.json"))}',
        ...Object.fromEntries(ofModule.variables.map((name) => [name, `\${try(each.value.${name}, null)}`])),
      },
    },
    output: {
      app: {
        value: gateways.map((_, i) => `\${module.app_${i}}`),
        sensitive: true,
      },
      module: { value: "${module.module}", sensitive: true },
    },
  });
  writeJson(folder, "plan.tftest.json", {
    run: {
      plan: {
        command: "plan",
        override_data: answers(dataAnswer),
        override_resource:
          known === "before the apply"
            ? []
            : answers(resourceAnswer).map((answer) => ({ ...answer, override_during: "plan" })),
      },
    },
  });

  const plan = await planIn(folder);
  const outputs = (way: "app" | "module", i: number) => plan.output_changes[way]?.after[i] ?? {};
  return gateways.map((gateway, i) => ({
    gateway,
    app: { resources: resourcesIn(plan, `module.app_${i}`), outputs: outputs("app", i) },
    module: { resources: resourcesIn(plan, `module.module["${i}"]`), outputs: outputs("module", i) },
  }));
}

function writeJson(folder: string, name: string, content: object): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

/**
 * Copies the module. A check that is not known yet is a warning in a plan, but fails a test of Terraform's: the checks are
 * left out. And Terraform reads a data source after the apply where it names a resource that is to be made, known or not:
 * the names go by way of locals.
 */
function copyModule(folder: string): { readonly blocks: Asked[]; readonly variables: string[] } {
  cpSync(join(PROJECT, MODULE), folder, { recursive: true });
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf"));
  const code = files.map((name) => {
    const text = readFileSync(join(folder, name), "utf8")
      .replace(/^check ".*?^\}$/gms, "")
      .replaceAll("terraform_data.former_profile[each.key]", "local.recorded[each.key]");
    writeFileSync(join(folder, name), text);
    return text;
  });
  writeFileSync(join(folder, "recorded.tf"), "locals {\n  recorded = terraform_data.former_profile\n}\n");
  const blocks = code.join("\n").matchAll(/^(data|resource) "(\w+)" "(\w+)"/gm);
  const variables = code.join("\n").matchAll(/^variable "(\w+)"/gm);
  return {
    blocks: [...blocks].map(([, kind, type = "", name = ""]) => ({
      kind: kind as Asked["kind"],
      type,
      name,
    })),
    variables: [...variables].map(([, name = ""]) => name),
  };
}

/** Writes a stack as a module: without the provider and the state, which are the caller's; and as the module is copied. */
function appModule(folder: string, name: string, { stack }: SynthesizedGateway): object {
  const { required_providers } = stack.terraform;
  const { aws_iam_policy_document: documents = {}, ...data } = stack.data ?? {};
  const named: Record<string, string> = {};
  const written = JSON.stringify(documents).replace(
    /(?<![.\w])(?:aws|terraform)_\w+\.(\w+)(?=\.)/g,
    (resource, id: string) => {
      named[id] = `\${${resource}}`;
      return `local.${id}`;
    },
  );
  mkdirSync(join(folder, name));
  writeJson(join(folder, name), "main.tf.json", {
    ...stack,
    data: { ...data, aws_iam_policy_document: JSON.parse(written) as object },
    locals: { ...stack.locals, ...named },
    terraform: { required_providers },
    provider: undefined,
    check: undefined,
  });
  return { source: `./${name}` };
}

function blocksOf({ stack }: SynthesizedGateway): Asked[] {
  return (["data", "resource"] as const).flatMap((kind) =>
    Object.entries(stack[kind] ?? {}).flatMap(([type, named]) =>
      Object.keys(named).map((name): Asked => ({ kind, type, name })),
    ),
  );
}

interface Plan {
  readonly resource_changes: readonly {
    readonly module_address: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly change: {
      readonly after: Record<string, unknown>;
      readonly after_unknown: Record<string, unknown>;
    };
  }[];
  readonly output_changes: Readonly<
    Record<string, { readonly after: Record<string, Record<string, unknown>> }>
  >;
}

/** What `terraform test` says, one line each. */
interface Message {
  readonly test_plan?: Plan;
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

async function planIn(folder: string): Promise<Plan> {
  const init = await terraform(folder, "init", "-input=false", "-no-color");
  if (init.status !== 0) throw new Error(init.said);
  const { said } = await terraform(folder, "test", "-json", "-verbose");
  const messages = said
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message);
  const problems = messages.flatMap(({ diagnostic }) =>
    diagnostic ? [`${diagnostic.summary}: ${diagnostic.detail}`] : [],
  );
  const plan = messages.find(({ test_plan }) => test_plan)?.test_plan;
  if (problems.length > 0 || !plan) throw new Error(problems.join("\n") || said);
  return plan;
}

/** With the schema of the provider in it, what Terraform says is long: it goes into a file. */
async function terraform(
  folder: string,
  ...args: string[]
): Promise<{ status: number | null; said: string }> {
  const file = join(folder, "said.txt");
  const output = openSync(file, "w");
  const [status] = await withProvider(folder, environmentWithoutAws(), async (env) => {
    const run = spawn("terraform", args, { cwd: folder, env, stdio: ["ignore", output, output] });
    return (await once(run, "exit")) as [number | null];
  });
  closeSync(output);
  return { status, said: readFileSync(file, "utf8") };
}

function resourcesIn({ resource_changes: changes }: Plan, address: string): PlannedResource[] {
  return changes
    .filter(({ module_address, mode }) => module_address === address && mode === "managed")
    .map(({ type, change: { after, after_unknown } }) => ({
      type,
      values: after,
      unknown: Object.keys(after_unknown).filter((key) => after_unknown[key] === true),
    }));
}
