import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "@cdktf/hcl2json";
import { MODULE } from "../../scripts/module-files";
import { environmentWithoutAws, PROJECT } from "../support/engines";
import { withProvider } from "../support/provider/kept-providers";
import { temporaryFolder } from "../support/temporary-folder";

const run = promisify(execFile);

/** The folder of the module. */
export const MODULE_FOLDER = join(PROJECT, MODULE);

/** A copy of the module without what Terraform may have left in it, in a folder of its own. */
export function copyOfModule(): string {
  const copy = join(temporaryFolder(), "keeper-gateway");
  cpSync(MODULE_FOLDER, copy, { recursive: true, filter: (path) => !/\.terraform|\.tfstate/.test(path) });
  return copy;
}

/** The mock of the AWS provider in a file of the module's tests. */
export function mockOf(file: string): string {
  const text = readFileSync(join(MODULE_FOLDER, "tests", file), "utf8");
  const [mock] = /^mock_provider "aws" \{\n[^]*?^\}$/m.exec(text) ?? [];
  if (mock === undefined) throw new Error(`${file} has no mock of the provider`);
  return mock;
}

/** Blocks of a file in Terraform's language: by kind, then by labels, each a list. Expressions are texts in `${…}`. */
export type Blocks = Readonly<Record<string, unknown>>;

/** The blocks of every file of a folder with this ending, by the file's name. */
export async function blocksOf(folder: string, ending = ".tf"): Promise<Record<string, Blocks>> {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  const parsed = names.map(async (name) => {
    const blocks = await parse(name, readFileSync(join(folder, name), "utf8"));
    return [name, blocks as Blocks] as const;
  });
  return Object.fromEntries(await Promise.all(parsed));
}

/** What Terraform says about something that is wrong. */
export interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** One line of what `terraform test -json` prints. */
export interface TestEvent {
  readonly type: string;
  readonly test_run?: {
    readonly path: string;
    readonly run: string;
    readonly progress: string;
    readonly status?: string;
  };
  readonly test_file?: { readonly path: string; readonly progress: string; readonly status?: string };
  readonly test_summary?: Readonly<Record<"passed" | "failed" | "errored" | "skipped", number>>;
  readonly test_plan?: {
    readonly resource_changes?: readonly {
      readonly address: string;
      readonly change: { readonly after: Readonly<Record<string, unknown>> };
    }[];
  };
  readonly diagnostic?: Diagnostic;
}

/** Runs the tests of a folder, whatever their outcome. */
export async function terraformTest(folder: string, ...options: string[]): Promise<TestEvent[]> {
  const printed = await withProvider(folder, environmentWithoutAws(), async (env) => {
    const terraform = (...args: string[]) => run("terraform", args, { cwd: folder, env, maxBuffer: 2 ** 30 });
    await terraform("init", "-input=false", "-no-color");
    const { stdout } = await terraform("test", "-json", ...options).catch(
      (failed: { stdout: string }) => failed,
    );
    return stdout;
  });
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TestEvent);
}
