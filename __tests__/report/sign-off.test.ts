import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { reports } from "../../modules/report";
import { synthesize } from "../../modules/stacks";
import { PROJECT } from "../support/engines";
import { folderWith } from "../support/refusals";
import type { TerraformJson } from "../support/synthesis";
import { temporaryFolder } from "../support/temporary-folder";
import { NEEDED } from "./reported";

const TSX = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");
const EXAMPLES = join(PROJECT, "examples");
const EVERY_EXAMPLE = readdirSync(EXAMPLES)
  .filter((name) => name !== "constructs")
  .map((name) => join(EXAMPLES, name));
const WITH_ARCHIVE = join(EXAMPLES, "running-instances");
const COMMAND = /```console\n(\(cd cdktf\.out\/stacks\/.*sha256sum\))\n```/;

interface SignedOff {
  readonly stack: string;
  readonly sum: string;
  /** What the report tells its reader to run. */
  readonly command: string;
  readonly reviewed: Readonly<Record<string, string>>;
  readonly markdown: string;
}

/** The sign-off of each configuration of a file or a folder. */
function signOffs(path: string): SignedOff[] {
  return reports(path, "1.2.3").map(({ stackName, markdown, json }) => {
    const { reviewed } = JSON.parse(json) as { reviewed: Record<string, string> };
    const [, command = ""] = COMMAND.exec(markdown) ?? [];
    return { stack: stackName, sum: reviewed.terraformSha256 ?? "", command, reviewed, markdown };
  });
}

const signOff = (path: string) => signOffs(path)[0] as SignedOff;

/** A folder in which a configuration has been synthesised into `cdktf.out`, as main.ts does. */
function synthesized(path: string): string {
  const folder = temporaryFolder();
  withVariable("CDKTF_OUTDIR", join(folder, "cdktf.out"), () => synthesize(path));
  return folder;
}

/** Does something with an environment variable set. */
function withVariable(name: string, value: string, act: () => void): void {
  const former = { ...process.env };
  process.env[name] = value;
  try {
    act();
  } finally {
    process.env = former;
  }
}

/** What a shell prints for a command of a report. */
function printed(command: string, folder: string): string {
  const { stdout, stderr, status } = spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout.replace(/ +-\n$/, "");
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe("the sum of the sign-off", () => {
  it.each(EVERY_EXAMPLE)("is what its command prints where the app has written the stack: %s", (example) => {
    const folder = synthesized(example);
    const all = signOffs(example);
    expect(all.map(({ stack }) => stack).sort()).toEqual(
      readdirSync(join(folder, "cdktf.out", "stacks")).sort(),
    );
    for (const { command, sum, markdown } of all) {
      expect(sum).toMatch(/^[0-9a-f]{64}$/);
      expect(printed(command, folder)).toBe(sum);
      expect(markdown).toContain(`| \`${sum}\` |`);
    }
  });

  it("is that of the starter file as the CDK's own command writes it, in whatever language the report is asked for", () => {
    const copy = copyOfProject();
    execFileSync(
      process.execPath,
      [join(PROJECT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf"), "synth"],
      {
        cwd: copy,
        env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "true" },
        stdio: "ignore",
      },
    );
    withVariable("SYNTH_HCL_OUTPUT", "true", () => {
      const { command, sum } = signOff(join(copy, "keeper-pam.yaml"));
      expect(printed(command, copy)).toBe(sum);
      expect(process.env.SYNTH_HCL_OUTPUT).toBe("true");
    });
  }, 120_000);

  it("is the same wherever the machine keeps its temporary files, below the project too", () => {
    const folder = folderWith({ "pam.yaml": NEEDED });
    mkdirSync(join(folder, "some", "where"), { recursive: true });
    execFileSync(
      process.execPath,
      [TSX, join(PROJECT, "modules", "cli", "keeperpam-aws.ts"), "report", "pam.yaml"],
      {
        cwd: folder,
        env: { ...process.env, TMPDIR: join(folder, "some", "where") },
      },
    );
    const written = readFileSync(join(folder, "reports", "keeper-gateway.json"), "utf8");
    const { reviewed } = JSON.parse(written) as { reviewed: Record<string, string> };
    expect(reviewed.terraformSha256).toBe(signOff(join(folder, "pam.yaml")).sum);
    const left = readdirSync(join(folder, "some", "where")).filter((name) => name.startsWith("keeperpam-"));
    expect(left).toEqual([]);
  });

  it("is another for another policy, another backend and another archive, and not for another comment", () => {
    const of = (text: string) => signOff(join(folderWith({ "pam.yaml": text }), "pam.yaml")).sum;
    const sums = [
      NEEDED,
      `${NEEDED}targets: { iamUsers: [{ name: ada }] }\n`,
      `${NEEDED}backend: none\n`,
      `${NEEDED}gateway: { instances: [i-0123456789abcdef0] }\n`,
    ].map(of);
    expect(new Set(sums).size).toBe(sums.length);
    expect(of(`# a comment\n${NEEDED}`)).toBe(sums[0]);
  });
});

describe("what is applied is not what was signed off", () => {
  const { command, sum, stack } = signOff(WITH_ARCHIVE);
  const STACK = join("cdktf.out", "stacks", stack);

  /** The sum that is printed where somebody has been at the folder. */
  function after(change: (folder: string) => void): string {
    const folder = synthesized(WITH_ARCHIVE);
    expect(printed(command, folder)).toBe(sum);
    change(join(folder, STACK));
    return printed(command, folder);
  }

  const edit = (change: (json: TerraformJson) => void) => (folder: string) => {
    const file = join(folder, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as TerraformJson;
    change(json);
    // As the CDK writes it, an empty list on two lines: nothing but the change makes a difference.
    const text = JSON.stringify(json, null, 2);
    writeFileSync(
      file,
      text.replace(/^( *)(.*)\[\](,?)$/gm, "$1$2[\n$1]$3").replace(/^( *)(.*)\{\}(,?)$/gm, "$1$2{\n$1}$3"),
    );
  };

  it("but is where nothing was changed", () => {
    expect(after(edit(() => undefined))).toBe(sum);
  });

  it.each<[string, (json: TerraformJson) => void]>([
    [
      "AdministratorAccess is attached",
      ({ resource = {} }) => {
        resource.aws_iam_role_policy_attachment = {
          ...resource.aws_iam_role_policy_attachment,
          more: {
            role: "${aws_iam_role.gateway_role.name}",
            policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
          },
        };
      },
    ],
    [
      "a policy allows everything",
      ({ resource = {} }) => {
        const [policy] = Object.values(resource.aws_iam_policy ?? {});
        (policy as Record<string, unknown>).policy =
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*:*","Resource":"*"}]}';
      },
    ],
    [
      "everybody may take the role",
      ({ resource = {} }) => {
        const [role] = Object.values(resource.aws_iam_role ?? {});
        (role as Record<string, unknown>).assume_role_policy =
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}}]}';
      },
    ],
  ])("where %s", (_, change) => {
    expect(after(edit(change))).not.toBe(sum);
  });

  it("where one byte of the function's archive is another", () => {
    expect(
      after((folder) => {
        const [archive = ""] = filesOf(folder).filter((name) => name.endsWith(".zip"));
        const bytes = readFileSync(archive);
        bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
        writeFileSync(archive, bytes);
      }),
    ).not.toBe(sum);
  });

  it.each([
    "more.tf",
    "more.tf.json",
    "terraform.tfstate.tf",
    "cdk_override.tf",
    "terraform.tfvars",
    ".more.tf",
  ])("where a file stands beside it: %s", (name) => {
    expect(after((folder) => writeFileSync(join(folder, name), ""))).not.toBe(sum);
  });

  it("where a link stands beside it, to a file or to a folder", () => {
    const elsewhere = folderWith({ "more.tf": "" });
    expect(after((folder) => symlinkSync(join(elsewhere, "more.tf"), join(folder, "more.tf")))).not.toBe(sum);
    expect(after((folder) => symlinkSync(elsewhere, join(folder, "module")))).not.toBe(sum);
  });

  it("where the archive is gone, or stands under another name", () => {
    const archive = (folder: string) => filesOf(folder).find((name) => name.endsWith(".zip")) ?? "";
    expect(after((folder) => rmSync(archive(folder)))).not.toBe(sum);
    expect(after((folder) => renameSync(archive(folder), `${archive(folder)}.old`))).not.toBe(sum);
  });

  it("but is where Terraform has put its own beside it", () => {
    expect(
      after((folder) => {
        mkdirSync(join(folder, ".terraform", "providers"), { recursive: true });
        writeFileSync(join(folder, ".terraform", "providers", "aws"), "");
        for (const name of [".terraform.lock.hcl", "terraform.tfstate", "terraform.tfstate.backup"]) {
          writeFileSync(join(folder, name), "");
        }
      }),
    ).toBe(sum);
  });
});

describe("the sign-off", () => {
  const TEXT = `${NEEDED}targets: { iamUsers: [{ name: ada }] }\n`;
  const { reviewed, markdown } = signOff(join(folderWith({ "pam.yaml": TEXT }), "pam.yaml"));

  it("names the file and its sum, the stack and its sum, and the version of the module", () => {
    expect(reviewed).toEqual({
      stack: "keeper-gateway",
      configurationFile: "pam.yaml",
      configurationSha256: createHash("sha256").update(TEXT).digest("hex"),
      terraformSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      moduleVersion: "1.2.3",
    });
    for (const value of Object.values(reviewed)) expect(markdown).toContain(`\`${value}\``);
  });

  it("says what its sum is not of", () => {
    expect(markdown).toContain("HCL (`--hcl`) has another");
    expect(markdown).toContain("`.terraform`, the lock file and the state");
  });
});

/** The project in another place of the machine. */
function copyOfProject(): string {
  const folder = join(temporaryFolder(), "elsewhere");
  for (const part of [
    "main.ts",
    "modules",
    "package.json",
    "tsconfig.json",
    "keeper-pam.yaml",
    "cdktf.json",
  ]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

it("the front page has the command of the report", () => {
  expect(readFileSync(join(PROJECT, "README.md"), "utf8")).toContain(
    signOff(join(PROJECT, "keeper-pam.yaml")).command,
  );
});
