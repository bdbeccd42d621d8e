import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import type { Identity, Job, Step } from "../../pipelines/job";
import { temporaryFolder } from "../../support/temporary-folder";
import { emulatorEnvironment } from "../terraform";
import { MACHINES } from "./machine";
import type { Repository } from "./repository";

/** A run of a pipeline's jobs that ended well; or the job that failed, and what was said. */
export interface PipelineRun {
  readonly failed?: string;
  readonly output: string;
}

/** Runs jobs as a CI system does: each in a folder of its own, with what is handed over and nothing else. */
export class Runner {
  private readonly paths = { node: MACHINES.withNode(), terraform: MACHINES.withTerraform() };
  private readonly artifacts = temporaryFolder();
  private readonly workspaces = new Map<string, string>();
  private readonly summaries = new Map<string, string>();

  /** @param environment what a machine of the system has beside: an Atlantis server its AWS profiles */
  constructor(
    private readonly repository: Repository,
    private readonly endpoint: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** A file of an artifact that a job has kept. */
  kept(artifact: string, file: string): string {
    return readFileSync(join(this.artifacts, artifact, file), "utf8");
  }

  /** What a job has written for its page, last. */
  summary(job: string): string {
    return readFileSync(this.summaries.get(job) ?? "", "utf8");
  }

  async run(jobs: readonly Job[]): Promise<PipelineRun> {
    let output = "";
    for (const job of jobs) {
      const said = await this.runJob(job).catch((error: Error) => error);
      if (said instanceof Error) return { failed: job.name, output: `${output}${said.message}` };
      output += said;
    }
    return { output };
  }

  private async runJob(job: Job): Promise<string> {
    const { CI_PROJECT_DIR: folder, ...outside } = this.placeOf(job);
    let variables: Record<string, string> = { ...job.variables, ...outside, CI_PROJECT_DIR: folder };
    let output = "";
    for (const step of job.steps) {
      switch (step.kind) {
        case "checkout":
          this.repository.checkOut(folder);
          break;
        case "variables":
          variables = { ...variables, ...step.values };
          break;
        case "role":
          variables = { ...variables, AWS_ROLE_ARN: step.arn, ...this.tokenFile(job.identity) };
          break;
        case "keep":
          this.keep(folder, step);
          break;
        case "fetch":
          this.fetch(folder, step);
          break;
        case "commands":
          output += await this.shell(job, step.text, join(folder, step.folder ?? ""), variables);
      }
    }
    return output;
  }

  /** The folder of a job, and what its system tells it about itself. */
  private placeOf({ name, workspace, identity, steps }: Job) {
    const checksOut = steps.some(({ kind }) => kind === "checkout");
    const kept = workspace === undefined || checksOut ? undefined : this.workspaces.get(workspace);
    const folder = kept ?? join(temporaryFolder(), "project");
    mkdirSync(folder, { recursive: true });
    if (workspace !== undefined) this.workspaces.set(workspace, folder);
    const summary = join(temporaryFolder(), "summary.md");
    this.summaries.set(name, summary);
    return {
      CI_PROJECT_DIR: folder,
      GITHUB_STEP_SUMMARY: summary,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: this.repository.base,
      ...(identity && { AWS_ID_TOKEN: tokenOf(identity) }),
    };
  }

  private tokenFile(identity: Identity = SOMEBODY): { readonly AWS_WEB_IDENTITY_TOKEN_FILE: string } {
    const file = join(temporaryFolder(), "token");
    writeFileSync(file, tokenOf(identity));
    return { AWS_WEB_IDENTITY_TOKEN_FILE: file };
  }

  private keep(folder: string, { artifact, path, below, hiddenFiles }: Step & { kind: "keep" }): void {
    const from = join(folder, path);
    if (!existsSync(from)) throw new Error(`${path}: nothing to keep`);
    const at = below === "path" ? path : statSync(from).isDirectory() ? "" : basename(path);
    cpSync(from, join(this.artifacts, artifact, at), {
      recursive: true,
      filter: (file) => file === from || hiddenFiles || !basename(file).startsWith("."),
    });
  }

  private fetch(folder: string, { artifact, into }: Step & { kind: "fetch" }): void {
    const from = join(this.artifacts, artifact);
    // A job may need another that keeps nothing.
    if (existsSync(from)) cpSync(from, join(folder, into), { recursive: true });
  }

  private async shell(job: Job, script: string, cwd: string, variables: Record<string, string>) {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...emulator } = emulatorEnvironment(this.endpoint);
    void [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY];
    const env = {
      ...emulator,
      ...this.environment,
      ...variables,
      PATH: job.node ? this.paths.node : this.paths.terraform,
      // The emulator knows a bucket by the path alone, and not by the host's name.
      TF_CLI_ARGS_init: `-backend-config=use_path_style=true ${variables.TF_CLI_ARGS_init ?? ""}`,
      AWS_ENDPOINT_URL_STS: this.endpoint,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    };
    const shell = spawn("sh", ["-ec", script], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err, [status]] = await Promise.all([
      text(shell.stdout),
      text(shell.stderr),
      once(shell, "close"),
    ]);
    const said = stripVTControlCharacters(`${out}\n${err}`);
    if (status !== 0) throw new Error(said);
    return said;
  }
}

/** For systems whose own way to AWS is not tried here. */
export const SOMEBODY: Identity = { iss: "https://pipeline.example.org", aud: "aws", sub: "pipeline" };

/** A token as the systems make them, but for the signature, which the emulator does not look at. */
export function tokenOf(identity: Identity): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
  return [part({ alg: "RS256", typ: "JWT" }), part(identity), "c2lnbmF0dXJl"].join(".");
}
