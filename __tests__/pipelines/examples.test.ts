import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseDocument } from "yaml";
import { loadConfigurations } from "../../modules/config";
import { configurationFile } from "../support/configuration";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { pythonWith } from "../support/python-environment";
import { atlantisOf } from "./atlantis";
import { workflowOf } from "./github-actions";
import { gitlabPipelineOf } from "./gitlab-ci";
import { spaceliftStackOf } from "./spacelift";

const run = promisify(execFile);
const FOLDER = join(PROJECT, "examples", "pipelines");
const PAGE = readFileSync(join(PROJECT, "docs", "pipelines.md"), "utf8");

const GITHUB = [
  "github-actions/synthesized.yml",
  "github-actions/committed.yml",
  "hcp-terraform/github-actions.yml",
];
const GITLAB = ["gitlab-ci/synthesized.yml", "gitlab-ci/committed.yml"];
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(ya?ml|json)$/.test(name),
);

const pathOf = (file: string) => join(FOLDER, file);
const textOf = (file: string) => readFileSync(pathOf(file), "utf8");

describe("every file of examples/pipelines", () => {
  it.each(FILES)("%s is YAML or JSON without a doubt", (file) => {
    const { errors, warnings } = parseDocument(textOf(file), { strict: true, uniqueKeys: true });
    expect([...errors, ...warnings]).toEqual([]);
  });

  it.each(FILES.filter((file) => !file.startsWith("reports")))(
    "%s is linked from docs/pipelines.md",
    (file) => {
      expect(PAGE).toContain(`(../examples/pipelines/${file})`);
    },
  );

  it.each(FILES)("%s holds no key of AWS", (file) => {
    expect(textOf(file)).not.toMatch(/aws_(access_key_id|secret_access_key)|AKIA/i);
  });
});

jest.setTimeout(10 * 60_000);

describeWith([ENGINES.python], "by the schemas and the scanner that others keep,", () => {
  let bin: string;

  beforeAll(async () => {
    bin = dirname(await pythonWith(join(__dirname, "requirements.txt")));
  });

  it.each([
    ...GITHUB.map((file) => [file, "vendor.github-workflows"]),
    ...GITLAB.map((file) => [file, "vendor.gitlab-ci"]),
  ] as [string, string][])("%s is a file of %s", async (file, schema) => {
    const { stdout } = await run(join(bin, "python"), [
      "-m",
      "check_jsonschema",
      "--builtin-schema",
      schema,
      pathOf(file),
    ]);
    expect(stdout).toContain("ok -- validation done");
  });

  it.each(GITHUB)("%s gives zizmor nothing to say", async (file) => {
    const { stdout } = await run(join(bin, "zizmor"), ["--offline", "--format=json", pathOf(file)]);
    expect(JSON.parse(stdout)).toEqual([]);
  });
});

describe.each(GITHUB)("the jobs of %s", (file) => {
  const { permissions, jobs, concurrency } = workflowOf(pathOf(file));
  const named = Object.entries(jobs);

  it("have no permission but their own, and none that writes", () => {
    expect(permissions).toEqual({});
    for (const [, job] of named) {
      const { "id-token": token, ...others } = job.permissions ?? { every: "one" };
      expect(["write", undefined]).toContain(token);
      expect([{}, { contents: "read" }]).toContainEqual(others);
    }
  });

  it("use actions by their commits", () => {
    const used = named.flatMap(([, { steps }]) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it("have no credentials where code of the pull request runs", () => {
    const [, first] = named[0] ?? [];
    expect(first?.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(first)).not.toMatch(/secrets\.|vars\./);
  });

  it("show what a pull request changes where its code runs, beside the commit that it is merged into", () => {
    const [, first] = named[0] ?? [];
    const shown = first?.steps.filter(({ run: script }) =>
      script?.includes("changes -- HEAD^ keeper-pam.yaml"),
    );
    expect(shown).toEqual([
      {
        if: "github.event_name == 'pull_request'",
        run: expect.stringContaining('>> "$GITHUB_STEP_SUMMARY"'),
      },
    ]);
    const checkout = first?.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkout?.with).toMatchObject({ "fetch-depth": 2 });
  });

  it("apply on main alone, in an environment that somebody watches, one run after the other", () => {
    expect(jobs.apply).toMatchObject({
      needs: "plan",
      if: "github.ref == 'refs/heads/main'",
      environment: "production",
    });
    expect(concurrency["cancel-in-progress"]).toBe(false);
  });
});

describe.each(GITLAB)("the jobs of %s", (file) => {
  const { jobs } = gitlabPipelineOf(pathOf(file));
  const withNode = Object.values(jobs).filter(({ image }) => typeof image === "string");

  it("have no token for AWS where code of the merge request runs", () => {
    expect(withNode).toHaveLength(2);
    expect(withNode.map(({ id_tokens: tokens }) => tokens)).toEqual([undefined, undefined]);
  });

  it("show what a merge request changes, from all of its history", () => {
    expect(jobs.changes).toMatchObject({
      rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
      variables: { GIT_DEPTH: "0" },
      artifacts: { expose_as: "Changes of rights", paths: ["changes.md"], access: "developer" },
    });
  });

  it("name their images by a release", () => {
    for (const { image } of Object.values(jobs)) {
      expect(typeof image === "string" ? image : image.name).toMatch(
        /^(node|hashicorp\/terraform):\d+\.\d+\.\d+/,
      );
    }
  });

  it("apply on the default branch alone, when somebody says so, one after the other", () => {
    expect(jobs.apply).toMatchObject({
      rules: [{ if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", when: "manual" }],
      environment: "production",
      resource_group: "keeper-gateway",
    });
  });

  it("show a plan to developers alone", () => {
    expect(jobs.plan?.artifacts?.access).toBe("developer");
  });
});

describe("Atlantis", () => {
  const { projects, server } = atlantisOf(pathOf("atlantis"));

  it("lets a pull request change nothing of what decides on rights", () => {
    expect(textOf("atlantis/atlantis.yaml")).not.toMatch(/^\s*(workflows?|apply_requirements):/m);
    expect(server.repos).toEqual([
      expect.objectContaining({
        allowed_overrides: [],
        allow_custom_workflows: false,
        apply_requirements: ["approved", "mergeable", "undiverged"],
      }),
    ]);
  });

  it("plans with one profile and applies with another", () => {
    const { plan, apply } = server.workflows["keeper-gateway"] ?? {};
    expect(plan?.steps[0]).toEqual({ env: { name: "AWS_PROFILE", value: "keeper-gateway-plan" } });
    expect(apply?.steps[0]).toEqual({ env: { name: "AWS_PROFILE", value: "keeper-gateway-apply" } });
  });

  it("plans anew when anything changes that the plan is made of", () => {
    expect(projects.map(({ autoplan }) => autoplan.when_modified)).toEqual([
      ["cdk.tf.json", "assets/**", ".terraform.lock.hcl"],
    ]);
  });
});

it("every init takes the lock file as it is", () => {
  const inits = FILES.filter((file) => /\.ya?ml$/.test(file) && !file.startsWith("reports")).flatMap((file) =>
    [
      ...textOf(file).matchAll(
        /terraform .*\binit\b.*|TF_CLI_ARGS_init:.*|- init:(?:\n +.*)*?extra_args:.*/g,
      ),
    ].map(([init]) => [file, init] as const),
  );
  expect(new Set(inits.map(([file]) => dirname(file))).size).toBe(5);
  expect(inits.filter(([, init]) => !init.includes("-lockfile=readonly"))).toEqual([]);
});

it("every system runs the same release of Terraform", () => {
  const releases = FILES.flatMap((file) =>
    [...textOf(file).matchAll(/(?:terraform_version: |hashicorp\/terraform:)(\S+)/g)].map(
      ([, release]) => release,
    ),
  );
  expect([...new Set(releases)]).toEqual([
    spaceliftStackOf(pathOf("spacelift/config.yml")).terraform_version,
  ]);
});

describe("docs/pipelines.md", () => {
  it("links to files that exist", () => {
    const links = [...PAGE.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !existsSync(join(PROJECT, "docs", link)))).toEqual([]);
  });

  it("has configurations that load", () => {
    const blocks = [...PAGE.matchAll(/```yaml\n# keeper-pam\.yaml\n([^`]*)```/g)].map(
      ([, text]) => text as string,
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      const text = `name: keeper-gateway\naws: { region: us-east-1 }\n${block}`;
      expect(loadConfigurations(configurationFile(text))).toHaveLength(1);
    }
  });
});
