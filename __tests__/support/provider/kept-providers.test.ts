import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { REQUIRED_PROVIDER } from "../../../modules/gateway/versions";
import { describeWith, ENGINES, environmentWithoutAws } from "../engines";
import { temporaryFolder } from "../temporary-folder";
import { withProvider } from "./kept-providers";
import { OFFLINE_PROVIDER } from "./offline-provider";
import { PROVIDER_FILE } from "./provider-file";

const run = promisify(execFile);
const ENVIRONMENT = environmentWithoutAws();

/** Writes a root module with the AWS provider, which asks no account. */
function rootModule(folder = temporaryFolder(), region = OFFLINE_PROVIDER.region): string {
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({
      terraform: { required_providers: { aws: REQUIRED_PROVIDER } },
      provider: { aws: { ...OFFLINE_PROVIDER, region } },
      data: { aws_region: { current: {} } },
      output: { region: { value: "${data.aws_region.current.name}" } },
    }),
  );
  return folder;
}

interface Schemas {
  readonly provider_schemas: Readonly<
    Record<
      string,
      Readonly<
        Record<"resource_schemas" | "data_source_schemas" | "functions", Readonly<Record<string, object>>>
      > & { readonly provider: object }
    >
  >;
}

/** The schema of the provider, as Terraform prints it. */
async function schemaIn(folder: string, env: NodeJS.ProcessEnv) {
  const terraform = (...args: string[]) => run("terraform", args, { cwd: folder, env, maxBuffer: 2 ** 30 });
  await terraform("init", "-input=false");
  const { stdout } = await terraform("providers", "schema", "-json");
  const [schema] = Object.values((JSON.parse(stdout) as Schemas).provider_schemas);
  if (!schema) throw new Error(stdout);
  return schema;
}

describeWith([ENGINES.terraform], "A provider that is kept for many commands", () => {
  it("has the schema of the provider that Terraform starts itself, without the types that no test uses", async () => {
    const own = await schemaIn(rootModule(), ENVIRONMENT);
    const folder = rootModule();
    const kept = await withProvider(folder, ENVIRONMENT, (env) => schemaIn(folder, env));
    const again = await withProvider(folder, ENVIRONMENT, (env) => schemaIn(folder, env));
    expect(again).toEqual(kept);
    expect([kept.provider, kept.functions]).toEqual([own.provider, own.functions]);
    for (const kind of ["resource_schemas", "data_source_schemas"] as const) {
      const types = Object.keys(kept[kind]);
      expect(types).toEqual(
        expect.arrayContaining(["aws_iam_role", "aws_instance", "aws_lambda_invocation"]),
      );
      expect(types.length).toBeLessThan(Object.keys(own[kind]).length / 4);
      for (const type of types) expect(kept[kind][type]).toEqual(own[kind][type]);
    }
  });

  it("is told anew by each command what it is for", async () => {
    const folder = temporaryFolder();
    const regions = [];
    for (const region of ["eu-west-1", "us-west-2", "eu-west-1"]) {
      rootModule(folder, region);
      const { stdout } = await withProvider(folder, ENVIRONMENT, async (env) => {
        await run("terraform", ["apply", "-auto-approve"], { cwd: folder, env });
        return run("terraform", ["output", "-raw", "region"], { cwd: folder, env });
      });
      regions.push(stdout);
    }
    expect(regions).toEqual(["eu-west-1", "us-west-2", "eu-west-1"]);
  });

  it("is none where a folder has a provider for each of two accounts", async () => {
    const folder = rootModule();
    writeFileSync(join(folder, "second.tf"), 'provider "aws" {\n  alias  = "second"\n}\n');
    await withProvider(folder, ENVIRONMENT, (env) => expect(env).toEqual(ENVIRONMENT));
  });

  it("serves two commands at a time by two of them", async () => {
    const folder = rootModule();
    const reached = (meanwhile: () => Promise<unknown>) =>
      withProvider(folder, ENVIRONMENT, async ({ TF_REATTACH_PROVIDERS }) => {
        await meanwhile();
        return TF_REATTACH_PROVIDERS;
      });
    let second: string | undefined;
    const first = await reached(async () => (second = await reached(async () => {})));
    expect(second).not.toBe(first);
    expect([first, second]).toContain(await reached(async () => {}));
  });

  it("ends with whoever started it, however that ended", async () => {
    const kept = spawn(
      process.execPath,
      [join(__dirname, "kept-provider.mjs"), String(process.env[PROVIDER_FILE])],
      { stdio: ["pipe", "pipe", "ignore"], env: ENVIRONMENT },
    );
    const [reattach] = (await once(createInterface({ input: kept.stdout }), "line")) as [string];
    const [{ Pid: provider }] = Object.values(JSON.parse(reattach) as object) as [{ Pid: number }];
    expect(() => process.kill(provider, 0)).not.toThrow();
    kept.stdin.end();
    await once(kept, "exit");
    while (isRunning(provider)) await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
