import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";
import { folderWith } from "../support/refusals";
import { temporaryFolder } from "../support/temporary-folder";

const init = (args: readonly string[], cwd: string) => keeperpamAws(["init", ...args], { cwd });

const configurationIn = (folder: string) =>
  loadConfigurations(join(folder, "keeper-pam.yaml"))[0]?.configuration;

/** What is below a folder, in the order of names. */
const pathsIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("keeperpam-aws init", () => {
  it("writes a folder with --yes, says what it wrote, and what is next", async () => {
    const cwd = temporaryFolder();
    expect(await init(["my gateway", "--yes"], cwd)).toEqual({
      status: 0,
      stderr: "",
      stdout: `Written in my gateway:
  keeper-pam.yaml
  package.json
  cdktf.json
  .gitignore
  README.md

Next, with targets in keeper-pam.yaml:
  cd 'my gateway'
  npm install
  npm run check
  npm run diff
  npm run deploy
`,
    });
    expect(pathsIn(join(cwd, "my gateway"))).toEqual([
      ".gitignore",
      "README.md",
      "cdktf.json",
      "keeper-pam.yaml",
      "package.json",
    ]);
    expect(configurationIn(join(cwd, "my gateway"))).toEqual({
      name: "keeper-gateway",
      aws: { region: "us-east-1" },
    });
  });

  it("writes what check finds nothing wrong with, and synth makes code of", async () => {
    const cwd = temporaryFolder();
    await init([".", "--yes"], cwd);
    expect(await keeperpamAws(["check"], { cwd })).toMatchObject({ status: 0 });
    expect(await keeperpamAws(["synth"], { cwd })).toMatchObject({
      status: 0,
      stdout: "cdktf.out/stacks/keeper-gateway\n",
    });
  });

  it("asks nothing where there is no terminal, and says so", async () => {
    const cwd = temporaryFolder();
    const { status, stderr } = await init([], cwd);
    expect([status, stderr]).toEqual([
      0,
      "there is no terminal to ask on: what no option says is left open, as with --yes\n",
    ]);
    expect(configurationIn(cwd)?.name).toBe("keeper-gateway");
  });

  it.each([
    [["--instance", "i-0123456789abcdef0"], { instances: ["i-0123456789abcdef0"] }],
    [["--role", "my-machine"], { role: { existing: "my-machine" } }],
    [["--access-key"], { role: false, accessKeyUser: { createAccessKey: false } }],
  ])("takes the kind of gateway from %j", async (args, gateway) => {
    const cwd = temporaryFolder();
    await init(["--yes", ...args], cwd);
    expect(configurationIn(cwd)?.gateway).toEqual(gateway);
  });

  it("takes everything else from options too", async () => {
    const cwd = temporaryFolder();
    const args = [
      ...["--name", "gw", "--region", "eu-west-1", "--account", "111122223333", "--database", "orders"],
      ...["--directory", "d-1234567890", "--iam-user", "auditor", "--iam-access-key", "ci-bot"],
      ...["--pipeline", "github-actions", "--bucket", "corp-state"],
    ];
    const { stdout } = await init(["--yes", ...args], cwd);
    expect(configurationIn(cwd)).toMatchObject({
      name: "gw",
      aws: { region: "eu-west-1", accountId: "111122223333" },
      backend: { s3: { bucket: "corp-state", key: "keeper/gw.tfstate", region: "eu-west-1" } },
      targets: {
        managedDatabases: [{ instance: "orders" }],
        directories: [{ id: "d-1234567890" }],
        iamUsers: [{ name: "auditor" }],
        iamAccessKeys: [{ name: "ci-bot" }],
      },
    });
    expect(stdout).toContain("\n  .github/workflows/gw.yml\n  pipeline/plan-trust.json\n");
    expect(stdout).toContain("What github-actions needs before its first run");
  });

  it("refuses what the file's check refuses, all at once, by the names of the options, and writes nothing", async () => {
    const cwd = temporaryFolder();
    const { status, stdout, stderr } = await init(["new", "--region", "Ireland", "--iam-user", "a b"], cwd);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^error: --region: "Ireland" is not an AWS region/),
      expect.stringMatching(/^error: --iam-user: "a b" is not an IAM user name/),
      "(--help says what is allowed)",
      "",
    ]);
    expect(pathsIn(cwd)).toEqual([]);
  });

  it.each([
    [["--role", "a", "--instance", "i-0123456789abcdef0"], "option '--role <name>' cannot be used with"],
    [["--access-key", "--role", "a"], "option '--access-key' cannot be used with option '--role <name>'"],
    [
      ["--pipeline", "jenkins"],
      "Allowed choices are github-actions, gitlab-ci, atlantis, hcp-terraform, spacelift.",
    ],
    [
      ["--bucket", "corp", "--pipeline", "hcp-terraform"],
      "error: --bucket: hcp-terraform keeps the state itself",
    ],
    [["--nmae", "x"], "(Did you mean --name?)"],
    [["one", "two"], "too many arguments"],
  ])("ends with 2 for %j, and writes nothing", async (args, message) => {
    const cwd = temporaryFolder();
    const { status, stdout, stderr } = await init(["--yes", ...args], cwd);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(pathsIn(cwd)).toEqual([]);
  });

  it("keeps what is there, names it, and says what its package.json lacks", async () => {
    const cwd = folderWith({ "package.json": '{ "scripts": { "check": "mine" } }\n', "README.md": "mine\n" });
    const { status, stdout } = await init(["--yes"], cwd);
    expect(status).toBe(0);
    expect(stdout).toContain(`
Kept, since they were there (--force overwrites them):
  package.json
  README.md
`);
    expect(stdout).toContain('\n  npm pkg set "scripts.synth=cdktf synth"\n');
    expect(stdout).not.toContain("scripts.check");
    expect(readFileSync(join(cwd, "README.md"), "utf8")).toBe("mine\n");
  });

  it("overwrites with --force", async () => {
    const cwd = folderWith({ "keeper-pam.yaml": "mine: true\n", "README.md": "mine\n" });
    const { stdout } = await init(["--yes", "--force", "--name", "gw"], cwd);
    expect(stdout).not.toContain("Kept");
    expect(readFileSync(join(cwd, "README.md"), "utf8")).toMatch(/^# gw\n/);
    expect(configurationIn(cwd)?.name).toBe("gw");
  });

  describe("in a folder that has its keeper-pam.yaml", () => {
    const OWN = "name: prod\naws: { region: eu-west-1 }\n";

    it("adds a pipeline with the names of that file, and says that its state is on one machine", async () => {
      const cwd = folderWith({ "keeper-pam.yaml": OWN });
      const { status, stdout } = await init(["--yes", "--pipeline", "spacelift"], cwd);
      expect(status).toBe(0);
      expect(readFileSync(join(cwd, "keeper-pam.yaml"), "utf8")).toBe(OWN);
      expect(readFileSync(join(cwd, ".spacelift/config.yml"), "utf8")).toContain(
        "project_root: synthesized/stacks/prod",
      );
      expect(stdout).toContain("give it a backend before the pipeline runs");
    });

    it("refuses options that the file would not say", async () => {
      const cwd = folderWith({ "keeper-pam.yaml": OWN });
      const { status, stderr } = await init(["--yes", "--name", "x", "--access-key"], cwd);
      expect([status, stderr]).toEqual([
        2,
        "error: keeper-pam.yaml is there and is kept, so that --name, --access-key would change nothing: change the file, or say --force to write it anew\n(--help says what is allowed)\n",
      ]);
      expect(pathsIn(cwd)).toEqual(["keeper-pam.yaml"]);
    });

    it("refuses a file that is wrong, with what is wrong", async () => {
      const cwd = folderWith({ "keeper-pam.yaml": "name: prod\naws: { regoin: eu-west-1 }\n" });
      const { status, stderr } = await init(["--yes"], cwd);
      expect([status, stderr]).toEqual([
        1,
        expect.stringContaining("aws.regoin: no such key; did you mean region?"),
      ]);
      expect(pathsIn(cwd)).toEqual(["keeper-pam.yaml"]);
    });
  });

  it("writes nothing where something is in the way, and ends with 1", async () => {
    const cwd = folderWith({ ".github": "" });
    const { status, stdout, stderr } = await init(["--yes", "--pipeline", "github-actions"], cwd);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(
      ".github: not a folder: give init another one, or move this away\nnothing was written\n",
    );
    expect(pathsIn(cwd)).toEqual([".github"]);
  });

  it("names an app that no registry is asked for: the program of the package that is installed beside it", async () => {
    const cwd = temporaryFolder();
    await init(["--yes"], cwd);
    const { app } = JSON.parse(readFileSync(join(cwd, "cdktf.json"), "utf8")) as { app: string };
    const [node, program = "", ...args] = app.split(" ");
    expect([node, args]).toEqual(["node", ["synth"]]);
    const inPackage = program.replace("node_modules/cdktf-keeperpam-aws/dist/", "").replace(/\.js$/, ".ts");
    expect(existsSync(join(PROJECT, inPackage))).toBe(true);
  });

  it("gives every project an id of its own", async () => {
    const ids = [];
    for (const cwd of [temporaryFolder(), temporaryFolder()]) {
      await init(["--yes"], cwd);
      const { projectId } = JSON.parse(readFileSync(join(cwd, "cdktf.json"), "utf8")) as {
        projectId: string;
      };
      expect(projectId).toMatch(/^[0-9a-f-]{36}$/);
      ids.push(projectId);
    }
    expect(new Set(ids).size).toBe(2);
  });

  it("ignores what Terraform and the CDK leave, and nothing that is to be committed", async () => {
    const cwd = temporaryFolder();
    await init(["--yes"], cwd);
    writeFileSync(join(cwd, "x"), "");
    const lines = readFileSync(join(cwd, ".gitignore"), "utf8").trimEnd().split("\n");
    expect(lines).toEqual([
      ...["node_modules/", "cdktf.out/", "cdktf.log", ".terraform/", "*.tfstate", "*.tfstate.*", "*.tfplan"],
    ]);
  });
});
