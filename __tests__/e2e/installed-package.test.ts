import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { programEnvironment } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";
import { Account } from "./account";
import { START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { COMMAND_TIMEOUT, emulatorEnvironment, Terraform } from "./terraform";

const run = promisify(execFile);

/** As npm says what it has packed. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

jest.setTimeout(COMMAND_TIMEOUT);

/** A folder of a user's own, with the package and what it needs, as a registry would give them. */
class UsersFolder {
  private constructor(
    readonly folder: string,
    readonly packed: Packed,
  ) {}

  static async withPackage(): Promise<UsersFolder> {
    const packages = temporaryFolder();
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", packages], { cwd: PROJECT });
    // What the build prints comes first.
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [Packed];
    const folder = temporaryFolder();
    await run(
      "npm",
      ["install", "--prefer-offline", "--no-audit", "--no-fund", join(packages, packed.filename)],
      { cwd: folder },
    );
    return new UsersFolder(folder, packed);
  }

  /** Runs the program where nothing but Node.js is to be found. */
  async keeperpamAws(...args: string[]): Promise<string> {
    const program = join(this.folder, "node_modules", ".bin", "keeperpam-aws");
    const env = { ...programEnvironment(), PATH: onlyNode() };
    const { stdout } = await run(program, args, { cwd: this.folder, env });
    return stdout;
  }

  /** Runs the CDK's command, which the folder's own `npm install` would bring, in the emulator's account. */
  async cdktf({ endpoint }: MiniStack, command: string): Promise<string> {
    const cli = join(PROJECT, "node_modules", ".bin", "cdktf");
    const { stdout } = await run(cli, [command, "--auto-approve", "--skip-provider-lock"], {
      cwd: this.folder,
      env: { ...emulatorEnvironment(endpoint), CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1", KEEPER_PAM_CONFIG: "" },
    });
    return stdout;
  }

  /** What an ES module of the user's prints. */
  async script(code: string): Promise<string> {
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], {
      cwd: this.folder,
    });
    return stdout.trim();
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }
}

/** A folder of programs in which there is Node.js alone. */
function onlyNode(): string {
  const folder = temporaryFolder();
  symlinkSync(process.execPath, join(folder, "node"));
  return folder;
}

describeWith([ENGINES.terraform, ENGINES.python], "the package, installed into an empty folder", () => {
  let emulator: MiniStack;
  let user: UsersFolder;

  beforeAll(async () => {
    [emulator, user] = await Promise.all([startMiniStack(), UsersFolder.withPackage()]);
  }, START_TIMEOUT + COMMAND_TIMEOUT);

  afterAll(() => emulator?.stop());

  it("has the compiled modules, the schema, the pipelines and what is written about it, and nothing else", () => {
    const kept = /^dist\/modules\/|^docs\/[\w-]+\.md$|^examples\/pipelines\/(?!reports\/)/;
    const others = user.packed.files.map(({ path }) => path).filter((path) => !kept.test(path));
    expect(others.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "UPGRADING.md",
      "dist/package.json",
      "keeper-pam.schema.json",
      "package.json",
    ]);
    const compiled = user.packed.files.filter(({ path }) => path.startsWith("dist/modules/"));
    const kinds = compiled.map(({ path }) => path.replace(/^.*?(?=(?:\.d)?\.\w+$)/, ""));
    expect([...new Set(kinds)].sort()).toEqual([".d.ts", ".js", ".py", ".zip"]);
  });

  it("writes a folder to start with, beside the package.json that is there", async () => {
    const said = await user.keeperpamAws(
      "init",
      "--yes",
      "--account",
      "111122223333",
      "--iam-user",
      "auditor",
    );
    expect(said).toMatch(/^Written in \.:\n(?: {2}.*\n)* {2}keeper-pam\.yaml\n/);
    expect(said).toMatch(/^Kept,.*\n {2}package\.json\n/m);
  });

  it("checks a configuration", async () => {
    expect(await user.keeperpamAws("check")).toBe("nothing wrong in keeper-pam.yaml\n");
  });

  it("explains what the gateway may", async () => {
    const auditor = "arn:aws:iam::111122223333:user/auditor";
    const absent = ["--absent", "aws:ResourceTag/keeperpam-gateway"];
    expect(await user.keeperpamAws("explain", "iam:UpdateLoginProfile", auditor, ...absent)).toMatch(
      /keeper-pam\.yaml:\d+:\d+ targets\.iamUsers\[0\]/,
    );
  });

  it("says which rights come with another version, without git where both are files", async () => {
    const text = readFileSync(user.path("keeper-pam.yaml"), "utf8");
    writeFileSync(user.path("former.yaml"), text.replace("name: auditor", "name: former"));
    const said = await user.keeperpamAws("changes", "former.yaml", "keeper-pam.yaml");
    expect(said).toContain("**Wider**: more is allowed, from `former.yaml` to `keeper-pam.yaml`.");
    expect(said).toContain("\n  - on `arn:aws:iam::111122223333:user/auditor`\n");
    rmSync(user.path("former.yaml"));
  });

  it("prints the schema that it has as a file", async () => {
    const file = user.path("node_modules", "cdktf-keeperpam-aws", "keeper-pam.schema.json");
    expect(JSON.parse(await user.keeperpamAws("schema"))).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  it.each(["running-instances", "access-key", "every-target", "protected-configuration"])(
    "writes what the CDK's command writes of the example %s, without a Terraform",
    async (example) => {
      const folder = user.path(example);
      cpSync(join(PROJECT, "examples", example), folder, { recursive: true });
      const file = join(folder, "keeper-pam.yaml");
      const [mine, expected] = [temporaryFolder(), temporaryFolder()];
      await user.keeperpamAws("synth", file, "--out", mine);
      await run("npx", ["--no", "tsx", "main.ts"], {
        cwd: PROJECT,
        env: { ...programEnvironment(), KEEPER_PAM_CONFIG: file, CDKTF_OUTDIR: expected },
      });
      const [written, byCommand] = [mine, expected].map((out) =>
        readFileSync(join(out, "stacks", "keeper-gateway", "cdk.tf.json"), "utf8"),
      );
      expect(written).toBe(byCommand);
    },
  );

  it("reports, and prints rights and moved blocks", async () => {
    expect(await user.keeperpamAws("report")).toBe(
      "reports/keeper-gateway.md\nreports/keeper-gateway.json\n",
    );
    expect(existsSync(user.path("reports", "keeper-gateway.md"))).toBe(true);
    expect(await user.keeperpamAws("deployer-policy", "--account", "111122223333")).toContain(
      '"keeper-gateway-deployer-1"',
    );
    expect(await user.keeperpamAws("moved")).toContain("moved {\n");
  });

  it("gives an app the constructs", async () => {
    const code = `import { KeeperGateway } from "cdktf-keeperpam-aws"; console.log(typeof KeeperGateway);`;
    expect(await user.script(code)).toBe("function");
  });

  it("gives other programs what the program does with files", async () => {
    const code = `
      import { changes, checkConfigurations, deployerPolicies, reports, synthesize } from "cdktf-keeperpam-aws/configuration";
      const [stack] = synthesize("keeper-pam.yaml", { outdir: ${JSON.stringify(temporaryFolder())} });
      console.log(JSON.stringify([
        checkConfigurations(["keeper-pam.yaml", "none.yaml"]).problems.map(({ file }) => file),
        Object.keys(deployerPolicies("keeper-pam.yaml").documents)[0],
        reports("keeper-pam.yaml").map(({ stackName }) => stackName),
        stack.name,
        (await changes("keeper-pam.yaml", "keeper-pam.yaml")).wider,
      ]));`;
    expect(JSON.parse(await user.script(code))).toEqual([
      ["none.yaml"],
      "keeper-gateway-deployer-1",
      ["keeper-gateway"],
      "keeper-gateway",
      false,
    ]);
  });

  it.each([
    ["commonjs", "node10"],
    ["node16", "node16"],
  ])("has the types of both for a program of modules %s, found as %s", async (module, resolution) => {
    writeFileSync(
      user.path("types.ts"),
      `import { KeeperGateway } from "cdktf-keeperpam-aws";
      import { checkConfigurations, type FileProblem } from "cdktf-keeperpam-aws/configuration";
      export const problems: readonly FileProblem[] = checkConfigurations(["keeper-pam.yaml"]).problems;
      export const gateway: typeof KeeperGateway = KeeperGateway;
      // @ts-expect-error: there is no such thing.
      import { nothing } from "cdktf-keeperpam-aws/configuration";`,
    );
    const tsc = join(PROJECT, "node_modules", "typescript", "bin", "tsc");
    const options = ["--noEmit", "--strict", "--target", "es2022", "--skipLibCheck"];
    const args = [tsc, ...options, "--module", module, "--moduleResolution", resolution, "types.ts"];
    await run(process.execPath, args, { cwd: user.folder });
  });

  it("has a hook for pre-commit, which checks the files that are changed", async () => {
    const [hook] = parse(readFileSync(join(PROJECT, ".pre-commit-hooks.yaml"), "utf8")) as [
      { readonly entry: string; readonly files: string },
    ];
    const isChecked = (file: string) => new RegExp(hook.files).test(file);
    expect(["keeper-pam.yaml", "a/keeper-pam.yml", "keeper-pam.schema.json"].map(isChecked)).toEqual([
      true,
      true,
      false,
    ]);
    const [command = "", ...args] = hook.entry.split(" ");
    const { stdout } = await run(command, [...args, "keeper-pam.yaml"], { cwd: user.folder });
    expect(stdout).toBe("nothing wrong in keeper-pam.yaml\n");
  });

  it("writes what Terraform applies, finds unchanged and destroys", async () => {
    writeFileSync(
      user.path("mine.yaml"),
      "name: keeper-gateway\naws: { region: us-east-1 }\ntargets: { iamUsers: [{ name: auditor }] }\n",
    );
    const folder = (await user.keeperpamAws("synth", "mine.yaml")).trim();
    const terraform = new Terraform(user.path(folder), emulator.endpoint);
    await terraform.init();
    await terraform.apply();
    expect(await terraform.plan()).toBe("");
    expect(existsSync(user.path("terraform.keeper-gateway.tfstate"))).toBe(true);
    await terraform.destroy();
    expect(await new Account(emulator.endpoint).everythingOf("keeper-gateway")).toEqual([]);
  });

  it("is the app of the CDK's command, which deploys what init has written, and destroys it", async () => {
    expect(await user.cdktf(emulator, "deploy")).toContain("Apply complete!");
    const account = new Account(emulator.endpoint);
    expect(await account.everythingOf("keeper-gateway")).not.toEqual([]);
    await user.cdktf(emulator, "destroy");
    expect(await account.everythingOf("keeper-gateway")).toEqual([]);
  });
});
