import { join } from "node:path";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { APPLY_ROLE, PipelineRoles, PLAN_ROLE } from "./pipelines/roles";

const GITHUB = { iss: "https://token.actions.githubusercontent.com", aud: "sts.amazonaws.com" };
const REPOSITORY = "repo:ORGANIZATION@ORGANIZATION_ID/REPOSITORY@REPOSITORY_ID";
const GITLAB = { iss: "https://gitlab.com", aud: "https://gitlab.com" };
const HCP = { iss: "https://app.terraform.io", aud: "aws.workload.identity" };
const WORKSPACE = "organization:ORGANIZATION:project:PROJECT:workspace";

type Admitted = "plan" | "apply" | "neither";

/** Who comes with a token, and which of the two roles it gets. */
const COMERS: readonly [folder: string, who: string, token: typeof GITHUB, sub: string, role: Admitted][] = [
  ["github-actions", "a pull request", GITHUB, `${REPOSITORY}:pull_request`, "plan"],
  ["github-actions", "the main branch", GITHUB, `${REPOSITORY}:ref:refs/heads/main`, "plan"],
  ["github-actions", "the environment", GITHUB, `${REPOSITORY}:environment:production`, "apply"],
  ["github-actions", "another branch", GITHUB, `${REPOSITORY}:ref:refs/heads/other`, "neither"],
  ["github-actions", "another environment", GITHUB, `${REPOSITORY}:environment:test`, "neither"],
  ["github-actions", "another repository", GITHUB, "repo:ORGANIZATION@1/OTHER@2:pull_request", "neither"],
  [
    "github-actions",
    "a token for somebody else",
    { ...GITHUB, aud: "https://github.com/ORGANIZATION" },
    `${REPOSITORY}:pull_request`,
    "neither",
  ],
  ["github-actions", "a token of GitLab", GITLAB, `${REPOSITORY}:pull_request`, "neither"],
  ["gitlab-ci", "a merge request", GITLAB, "project_path:GROUP/PROJECT:ref_type:branch:ref:x", "plan"],
  ["gitlab-ci", "a tag", GITLAB, "project_path:GROUP/PROJECT:ref_type:tag:ref:main", "neither"],
  ["gitlab-ci", "another project", GITLAB, "project_path:GROUP/OTHER:ref_type:branch:ref:main", "neither"],
  ["hcp-terraform", "the workspace's plan", HCP, `${WORKSPACE}:keeper-gateway:run_phase:plan`, "plan"],
  ["hcp-terraform", "the workspace's apply", HCP, `${WORKSPACE}:keeper-gateway:run_phase:apply`, "apply"],
  ["hcp-terraform", "another workspace", HCP, `${WORKSPACE}:other:run_phase:apply`, "neither"],
];

describeWith([ENGINES.python], "the roles of a pipeline, by their trust policies,", () => {
  let emulator: MiniStack;
  let roles: PipelineRoles;
  let folder: string;

  beforeAll(async () => {
    emulator = await startMiniStack();
    roles = new PipelineRoles(emulator.endpoint);
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  it.each(COMERS)("of %s: %s gets its role and no other", async (system, _who, token, sub, role) => {
    await trust(system);
    const identity = { ...token, sub };
    expect({
      plan: await roles.admits(PLAN_ROLE, identity),
      apply: await roles.admits(APPLY_ROLE, identity),
    }).toEqual({ plan: role === "plan", apply: role === "apply" });
  });

  it("of gitlab-ci: the default branch gets both, the plan's for its plan", async () => {
    await trust("gitlab-ci");
    const identity = { ...GITLAB, sub: "project_path:GROUP/PROJECT:ref_type:branch:ref:main" };
    expect(await roles.admits(PLAN_ROLE, identity)).toBe(true);
    expect(await roles.admits(APPLY_ROLE, identity)).toBe(true);
  });

  /** Makes the roles for a system, in place of those that are there. */
  async function trust(system: string): Promise<void> {
    if (system === folder) return;
    if (folder !== undefined) await roles.delete();
    await roles.create(join(PROJECT, "examples", "pipelines", system));
    folder = system;
  }
});
