import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atlantisJobs } from "../../pipelines/atlantis";
import { githubJobs } from "../../pipelines/github-actions";
import { gitlabJobs } from "../../pipelines/gitlab-ci";
import { hcpJobs } from "../../pipelines/hcp-terraform";
import type { Job, Occasion } from "../../pipelines/job";
import { spaceliftJobs } from "../../pipelines/spacelift";
import { describeWith, ENGINES, PROJECT } from "../../support/engines";
import { temporaryFolder } from "../../support/temporary-folder";
import { Account } from "../account";
import { Machines } from "../machines";
import { iamArn, START_TIMEOUT, startMiniStack, type MiniStack } from "../ministack";
import { Repository } from "./repository";
import { APPLY_ROLE, PipelineRoles, PLAN_ROLE } from "./roles";
import { Runner, SOMEBODY, tokenOf, type PipelineRun } from "./runner";
import { createBucket } from "../state";
import { COMMAND_TIMEOUT, emulatorEnvironment } from "../terraform";

const PIPELINES = join(PROJECT, "examples", "pipelines");
const EXAMPLE = readFileSync(join(PIPELINES, "keeper-pam.yaml"), "utf8");
const ROLES = { plan: PLAN_ROLE, apply: APPLY_ROLE };

/** A pipeline's file, and what its system makes of it. */
export interface System {
  readonly title: string;
  /** Folder of the file, with the trust policies for the system's tokens. */
  readonly folder: string;
  readonly file: string;
  /** Whether the repository holds what is synthesised. */
  readonly committed: boolean;
  jobs(file: string, occasion: Occasion): Job[];
}

const GITHUB = { folder: "github-actions", jobs: githubJobs };
const GITLAB = { folder: "gitlab-ci", jobs: gitlabJobs };
const SYNTHESIZED = { file: "synthesized.yml", committed: false };
const COMMITTED = { file: "committed.yml", committed: true };

export const SYSTEMS: readonly System[] = [
  { title: "GitHub Actions, which synthesises", ...GITHUB, ...SYNTHESIZED },
  { title: "GitHub Actions, from the committed folder", ...GITHUB, ...COMMITTED },
  { title: "GitLab CI, which synthesises", ...GITLAB, ...SYNTHESIZED },
  { title: "GitLab CI, from the committed folder", ...GITLAB, ...COMMITTED },
  { title: "Atlantis", folder: "atlantis", file: "", committed: true, jobs: atlantisJobs },
  {
    title: "HCP Terraform",
    folder: "hcp-terraform",
    file: "github-actions.yml",
    committed: false,
    jobs: hcpJobs,
  },
  { title: "Spacelift", folder: "spacelift", file: "config.yml", committed: true, jobs: spaceliftJobs },
];

const PAYROLL = "on `arn:aws:rds:us-east-1:111122223333:db:payroll`";

/** Where a merge request shows which rights it changes; the other systems have no Node.js. */
const CHANGES_SHOWN: Readonly<Record<string, readonly string[]>> = {
  "github-actions": ["page", "file"],
  "hcp-terraform": ["page", "file"],
  "gitlab-ci": ["artifact"],
};

/** Of one system with a function, whose archive has to travel with the code: it takes a while. */
const WITH_INSTANCE = SYSTEMS[0];

/** The life of a gateway whose Terraform a pipeline runs, from the first merge request to the removal. */
export function describePipelines(systems: readonly System[]): void {
  jest.setTimeout(2 * COMMAND_TIMEOUT);

  describeWith([ENGINES.terraform, ENGINES.python], "a pipeline that was copied from the examples", () => {
    describe.each(systems)("of $title", (system) => {
      const file = join(PIPELINES, system.folder, system.file);
      let emulator: MiniStack;
      let account: Account;
      let roles: PipelineRoles;
      let repository: Repository;
      let runner: Runner;

      beforeAll(async () => {
        emulator = await startMiniStack();
        account = new Account(emulator.endpoint);
        await createBucket(emulator.endpoint, "corp-terraform-state");
        roles = new PipelineRoles(emulator.endpoint);
        await roles.create(join(PIPELINES, system.folder));
        repository = new Repository(emulatorEnvironment(emulator.endpoint));
        runner = new Runner(repository, emulator.endpoint, profiles());
      }, START_TIMEOUT);

      afterAll(() => emulator?.stop());

      it("finds Node.js in the jobs that synthesise, and in no other", async () => {
        const look = { steps: [{ kind: "commands", text: "command -v node npm npx" }] } as const;
        const found = async (node: boolean) =>
          (await runner.run([{ name: "look", node, variables: {}, ...look }])).failed === undefined;
        expect([await found(true), await found(false)]).toEqual([true, false]);
      });

      it("plans a merge request and makes nothing", async () => {
        const machine = system === WITH_INSTANCE ? await new Machines(emulator.endpoint).start() : undefined;
        await configure(machine ? `${EXAMPLE}gateway: { instances: [${machine}] }\n` : EXAMPLE);
        const { output } = await succeed("merge request");
        expect(output).toMatch(/Plan: [1-9]\d* to add, 0 to change, 0 to destroy/);
        expect(await account.everythingOf("keeper-gateway")).toEqual([]);
      });

      it("applies on the main branch what was planned there", async () => {
        expect((await succeed("main branch")).output).toMatch(/Apply complete! Resources: [1-9]\d* added/);
        expect(await account.everythingOf("keeper-gateway")).toContain(iamArn("role/keeper-gateway"));
        const functions = await account.functionsAndLogsOf("keeper-gateway");
        expect(functions.length > 0).toBe(system === WITH_INSTANCE);
      });

      it("plans the next merge request and changes nothing", async () => {
        await configure(withAnotherDatabase());
        const { output } = await succeed("merge request");
        expect(output).toContain("Plan: 0 to add, 1 to change, 0 to destroy");
        expect(shownChanges(output)).toEqual(CHANGES_SHOWN[system.folder] ?? []);
        expect(await account.policyText(iamArn("policy/keeper-gateway-1"))).not.toContain("db:payroll");
      });

      it("applies it on the main branch", async () => {
        await succeed("main branch");
        expect(await account.policyText(iamArn("policy/keeper-gateway-1"))).toContain("db:payroll");
      });

      it("finds nothing to change the next time", async () => {
        const { output } = await succeed("merge request", { planOptions: "-detailed-exitcode", again: true });
        expect(output).toContain("No changes.");
      });

      it("takes everything away by a plan for that", async () => {
        const { output } = await succeed("main branch", { planOptions: "-destroy", again: true });
        expect(output).toMatch(/Resources: 0 added, 0 changed, [1-9]\d* destroyed/);
        expect(await account.everythingOf("keeper-gateway")).toEqual([]);
      });

      if (system.folder === "gitlab-ci") {
        it("tells the merge request how much a plan would change", () => {
          const report: unknown = JSON.parse(runner.kept("report of plan", "plan.json"));
          expect(report).toEqual({ create: 0, update: 0, delete: 4 });
        });
      }

      if (system.file === COMMITTED.file) {
        it("is red when somebody changed the configuration and did not synthesise", async () => {
          repository.write("keeper-pam.yaml", EXAMPLE);
          repository.commit("forgotten");
          const { failed, output } = await runner.run(jobsOf("merge request"));
          expect(failed).toBe("check");
          expect(output).toMatch(/^-.*db:payroll/m);
        });
      }

      /** Where the merge request is shown the database that comes. */
      function shownChanges(output: string): string[] {
        if (!(system.folder in CHANGES_SHOWN)) return [];
        const texts = {
          page: system.folder === "gitlab-ci" ? "" : runner.summary(system.committed ? "check" : "synth"),
          artifact: system.folder === "gitlab-ci" ? runner.kept("changes", "changes.md") : "",
          file: /^::warning file=keeper-pam\.yaml.*More is allowed/m.test(output) ? PAYROLL : "",
        };
        return Object.entries(texts).flatMap(([place, text]) => (text.includes(PAYROLL) ? [place] : []));
      }

      function jobsOf(on: Occasion["on"], planOptions?: string): Job[] {
        return system.jobs(file, { on, roles: ROLES, planOptions });
      }

      /** Runs the jobs of an occasion, which have to end well; `again` without Node.js, since nothing was changed. */
      async function succeed(
        on: Occasion["on"],
        { planOptions, again = false }: { planOptions?: string; again?: boolean } = {},
      ): Promise<PipelineRun> {
        const run = await runner.run(jobsOf(on, planOptions).filter(({ node }) => !again || !node));
        if (run.failed !== undefined) throw new Error(`${run.failed}: ${run.output}`);
        return run;
      }

      function withAnotherDatabase(): string {
        const before = readFileSync(join(repository.folder, "keeper-pam.yaml"), "utf8");
        return before.replace("    - instance: orders", "$&\n    - instance: payroll");
      }

      /** What a person does for a merge request: the configuration, its policies, the folder where it is committed. */
      async function configure(text: string): Promise<void> {
        repository.write("keeper-pam.yaml", text);
        await roles.carry(join(repository.folder, "keeper-pam.yaml"));
        if (system.committed) await repository.synth("--output", "synthesized");
        repository.writeLockFile(system.committed ? "synthesized/stacks/keeper-gateway" : ".");
        repository.commit("another database");
      }
    });
  });
}

/** The profiles of a server of one's own, with which it takes the roles. */
function profiles() {
  const folder = temporaryFolder();
  const token = join(folder, "token");
  writeFileSync(token, tokenOf(SOMEBODY));
  const config = join(folder, "config");
  writeFileSync(
    config,
    Object.entries(ROLES)
      .map(([task, arn]) =>
        [
          `[profile keeper-gateway-${task}]`,
          `role_arn = ${arn}`,
          `web_identity_token_file = ${token}`,
          "",
        ].join("\n"),
      )
      .join("\n"),
  );
  return { AWS_CONFIG_FILE: config };
}
