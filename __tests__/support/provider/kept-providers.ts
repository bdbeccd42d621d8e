import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROVIDER_FILE } from "./provider-file";

/** A provider that runs, and how Terraform reaches it. */
interface KeptProvider {
  readonly process: ChildProcess;
  readonly reattach: string;
}

/** The providers that no command has to do with at present, by what they know: their folder, and what is said about AWS. */
const idle = new Map<string, KeptProvider[]>();
const started: ChildProcess[] = [];

/**
 * Runs a command in an environment in which Terraform finds the AWS provider running, and does not start one of its own. The
 * same provider serves one command after the other, and one at a time: each tells it anew which region and account it is for.
 * Beside time it costs two things that are tested elsewhere: `init` installs nothing, and writes no lock file.
 *
 * @param folder of the command: the provider reads files there
 * @param environment of the command: the provider reads there what it says about AWS
 */
export async function withProvider<T>(
  folder: string,
  environment: NodeJS.ProcessEnv,
  run: (environment: NodeJS.ProcessEnv) => T | Promise<T>,
): Promise<T> {
  const file = process.env[PROVIDER_FILE];
  if (file === undefined || hasSeveral(folder)) return run(environment);
  const aws = Object.entries(environment).filter(([name]) => name.startsWith("AWS_"));
  const key = JSON.stringify([folder, aws]);
  const provider = idle.get(key)?.pop() ?? (await start(file, folder, environment));
  try {
    return await run({ ...environment, TF_REATTACH_PROVIDERS: provider.reattach });
  } finally {
    idle.set(key, [...(idle.get(key) ?? []), provider]);
  }
}

/** One process knows one region and account at a time: where a folder configures several, Terraform starts one for each. */
function hasSeveral(folder: string): boolean {
  return readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name))
    .some((name) => /\balias"?\s*[=:]/.test(readFileSync(join(folder, name), "utf8")));
}

async function start(file: string, folder: string, environment: NodeJS.ProcessEnv): Promise<KeptProvider> {
  const kept = spawn(process.execPath, [join(__dirname, "kept-provider.mjs"), file], {
    stdio: ["pipe", "pipe", "ignore"],
    cwd: folder,
    env: environment,
  });
  started.push(kept);
  const [reattach] = (await Promise.race([
    once(createInterface({ input: kept.stdout }), "line"),
    once(kept, "exit").then(([status]) => {
      throw new Error(`the AWS provider ended with status ${status} before Terraform could reach it`);
    }),
  ])) as [string];
  return { process: kept, reattach };
}

afterAll(async () => {
  idle.clear();
  await Promise.all(
    started.splice(0).map(async (kept) => {
      if (kept.exitCode !== null || kept.signalCode !== null) return;
      const exited = once(kept, "exit");
      kept.kill();
      await exited;
    }),
  );
});
