import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentWithoutAws } from "../support/engines";
import { withProvider } from "../support/provider/kept-providers";
import { REGION, ROOT, type Credentials } from "./ministack";

const run = promisify(execFile);

/** One run of Terraform or the CDK's CLI, on a busy machine. */
export const COMMAND_TIMEOUT = 300_000;

/**
 * The environment that points Terraform's AWS provider at an emulator, as the account's root unless somebody else is
 * named. Whatever else the environment says about AWS is left out: no call goes anywhere else.
 */
export function emulatorEnvironment(endpoint: string, credentials = ROOT): NodeJS.ProcessEnv {
  return {
    ...environmentWithoutAws(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: REGION,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

/** What a plan does to a resource, in Terraform's own notation. */
interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly change: { readonly actions: readonly string[] };
}

/** Terraform in the folder of one stack. */
export class Terraform {
  constructor(
    private readonly folder: string,
    private readonly endpoint: string,
    private readonly credentials: Credentials = ROOT,
  ) {}

  async init(...options: string[]): Promise<void> {
    await this.run("init", "-input=false", ...options);
  }

  async validate(): Promise<void> {
    await this.run("validate");
  }

  async apply(...options: string[]): Promise<string> {
    return this.run("apply", "-input=false", "-auto-approve", ...options);
  }

  /** What Terraform says when an apply fails, in one line. */
  async failingApply(...options: string[]): Promise<string> {
    const said = await this.apply(...options).catch((error: { stderr: string }) => error.stderr);
    return said.replace(/\s*\n[│╷╵\s]*/g, " ");
  }

  /** The plan's warnings and all else that it says, in one line; also when there is nothing to change. */
  async planned(): Promise<string> {
    return (await this.run("plan", "-input=false")).replace(/\s*\n[│╷╵\s]*/g, " ");
  }

  /** The state, as Terraform keeps it. */
  async state(): Promise<string> {
    return this.run("state", "pull");
  }

  /** The addresses of what the state holds. */
  async addresses(): Promise<string[]> {
    return (await this.run("state", "list")).split("\n").filter((address) => address !== "");
  }

  /** The plan, or an empty text when there is nothing to change. */
  async plan(): Promise<string> {
    try {
      await this.run("plan", "-input=false", "-detailed-exitcode");
      return "";
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      if (code === 2) return stdout;
      throw error;
    }
  }

  /** What a plan would do to each resource by its address; what stays as it is, is left out. */
  async plannedChanges(): Promise<Record<string, readonly string[]>> {
    const plan = "changes.tfplan";
    await this.run("plan", "-input=false", `-out=${plan}`);
    const { resource_changes: changes } = JSON.parse(await this.run("show", "-json", plan)) as {
      readonly resource_changes: readonly ResourceChange[];
    };
    return Object.fromEntries(
      changes
        .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
        .map(({ address, change }) => [address, change.actions]),
    );
  }

  async outputs(): Promise<Record<string, unknown>> {
    const outputs = JSON.parse(await this.run("output", "-json")) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Writes a file beside the code, e.g. with `import` blocks. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Has Terraform mend what it would make anew, since its making failed. */
  async untaint(address: string): Promise<void> {
    await this.run("untaint", address);
  }

  async destroy(): Promise<void> {
    await this.run("destroy", "-input=false", "-auto-approve");
  }

  private async run(...args: string[]): Promise<string> {
    const env = { ...emulatorEnvironment(this.endpoint, this.credentials), TF_CLI_ARGS: "-no-color" };
    const { stdout } = await withProvider(this.folder, env, (env) =>
      run("terraform", args, { cwd: this.folder, env }),
    );
    return stdout;
  }
}
