import {
  newConfiguration,
  nextSteps,
  PipelineSystem,
  projectFiles,
  type Answers,
} from "../../modules/project";
import { devDependencies, peerDependencies, version } from "../../package.json";

function projectOf(answers: Partial<Answers> = {}) {
  const made = newConfiguration({ name: "gw", region: "eu-west-1", ...answers });
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  return made;
}

const { configuration } = projectOf();
const packageJson = () =>
  JSON.parse(projectFiles(projectOf())["package.json"] ?? "") as Record<string, Record<string, string>>;

describe("the package.json of a project", () => {
  it("asks for this version, for what this version wants beside it, and for the CDK's command", () => {
    expect(packageJson()).toMatchObject({
      private: true,
      dependencies: { ...peerDependencies, "cdktf-keeperpam-aws": `^${version}` },
      devDependencies: { "cdktf-cli": devDependencies["cdktf-cli"] },
    });
  });
});

describe("what is next", () => {
  it("is to install, to check, to plan and to apply", () => {
    expect(nextSteps(configuration)).toEqual({
      commands: ["npm install", "npm run check", "npm run diff", "npm run deploy"],
      notes: [],
    });
  });

  it("adds nothing to a package.json that has everything, in whatever version", () => {
    const { scripts, dependencies, devDependencies: dev } = packageJson();
    const own = {
      scripts: { ...scripts, deploy: "mine" },
      devDependencies: { ...dependencies, ...dev, cdktf: "0.20.0" },
    };
    expect(nextSteps(configuration, undefined, JSON.stringify(own)).commands[0]).toBe("npm install");
  });

  it("is, for a package.json of one's own, each command that adds what it lacks", () => {
    const own = { scripts: { synth: "mine" }, dependencies: { constructs: "10.0.0" } };
    expect(nextSteps(configuration, undefined, JSON.stringify(own)).commands.slice(0, -4)).toEqual([
      `npm install "@cdktf/provider-aws@${peerDependencies["@cdktf/provider-aws"]}" "cdktf@${peerDependencies.cdktf}" "cdktf-keeperpam-aws@^${version}"`,
      `npm install --save-dev "cdktf-cli@${devDependencies["cdktf-cli"]}"`,
      'npm pkg set "scripts.check=keeperpam-aws check"',
      'npm pkg set "scripts.diff=cdktf diff"',
      'npm pkg set "scripts.deploy=cdktf deploy"',
      'npm pkg set "scripts.destroy=cdktf destroy"',
      'npm pkg set "scripts.report=keeperpam-aws report"',
      'npm pkg set "scripts.changes=keeperpam-aws changes"',
      'npm pkg set "scripts.deployer-policy=keeperpam-aws deployer-policy"',
      'npm pkg set "scripts.moved=keeperpam-aws moved"',
      'npm pkg set "scripts.imports=keeperpam-aws imports"',
    ]);
  });

  it.each(["", "{", "null", '"text"', "[]", '{ "scripts": "x" }'])(
    "is everything for a package.json of %s",
    (own) => {
      const lacking = nextSteps(configuration, undefined, own).commands;
      expect(lacking).toEqual(nextSteps(configuration, undefined, "{}").commands);
      expect(lacking.length).toBeGreaterThan(10);
    },
  );

  it("is, with a pipeline, what its system needs before its first run", () => {
    const pipeline = PipelineSystem.GITLAB_CI;
    const { commands, notes } = nextSteps(projectOf({ pipeline }).configuration, pipeline);
    expect(commands).toEqual(["npm install", "npm run check", "npm run synth"]);
    expect(notes).toEqual([expect.stringContaining("gitlab-ci")]);
  });

  it("is a backend, where a pipeline comes to a configuration whose state is on one machine", () => {
    for (const backend of [undefined, "local", { local: {} }] as const) {
      const { notes } = nextSteps({ ...configuration, backend }, PipelineSystem.GITHUB_ACTIONS);
      expect(notes[0]).toContain("give it a backend");
    }
    const { notes } = nextSteps({ ...configuration, backend: "none" }, PipelineSystem.GITHUB_ACTIONS);
    expect(notes).toHaveLength(1);
  });
});
