import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REQUIRED_PROVIDER } from "../../../modules/gateway/versions";
import { PROJECT } from "../../support/engines";
import { temporaryFolder } from "../../support/temporary-folder";
import { WorkingCopy } from "../working-copy";

const LOCK_FILE = ".terraform.lock.hcl";

/** The repository of somebody who keeps a gateway's configuration in a copy of this project. */
export class Repository {
  private readonly copy: WorkingCopy;

  constructor(private readonly environment: NodeJS.ProcessEnv) {
    this.copy = new WorkingCopy(environment);
    cpSync(join(PROJECT, ".gitignore"), join(this.copy.folder, ".gitignore"));
    this.git("init", "--quiet", "--initial-branch=main");
    // What the first merge request is merged into.
    this.commit("nothing yet", "--allow-empty");
  }

  get folder(): string {
    return this.copy.folder;
  }

  write(file: string, text: string): void {
    this.copy.edit(file, () => text);
  }

  /** Runs `cdktf synth`, as people do before they commit. */
  async synth(...options: string[]): Promise<void> {
    const { status, output } = await this.copy.cdktf("synth", ...options);
    if (status !== 0) throw new Error(output);
  }

  /**
   * Puts the provider's lock file into a folder, made as people make it, but by `init` and for this machine's provider:
   * `terraform providers lock` asks the registry, where there may be only a mirror.
   */
  writeLockFile(folder: string): void {
    const place = temporaryFolder();
    const required = JSON.stringify({ terraform: { required_providers: { aws: REQUIRED_PROVIDER } } });
    writeFileSync(join(place, "providers.tf.json"), required);
    execFileSync("terraform", ["init", "-input=false"], { cwd: place, env: this.environment, stdio: "pipe" });
    cpSync(join(place, LOCK_FILE), join(this.folder, folder, LOCK_FILE));
  }

  /** Commits everything but what is ignored; node_modules is a link here, which `node_modules/` does not ignore. */
  commit(message: string, ...options: readonly string[]): void {
    if (options.length === 0) this.git("add", "--all", "--", ".", ":!node_modules");
    const author = ["-c", "user.name=author", "-c", "user.email=author@example.org"];
    this.git(...author, "commit", "-qm", message, ...options);
  }

  /** The commit that a merge request is merged into: the one before the last, where there are two. */
  get base(): string {
    return this.git("rev-list", "--max-count=2", "HEAD").trim().split("\n").at(-1) ?? "";
  }

  checkOut(folder: string): void {
    this.git("clone", "--quiet", this.folder, folder);
  }

  private git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, stdio: "pipe", encoding: "utf8" });
  }
}
