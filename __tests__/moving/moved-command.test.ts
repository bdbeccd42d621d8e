import { execFile } from "node:child_process";
import { join } from "node:path";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as its npm script does. */
function moved(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      "npx",
      ["--no", "tsx", "scripts/moved.ts", ...args],
      { cwd: PROJECT, env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const MINIMAL = join(PROJECT, "examples", "minimal", "keeper-pam.yaml");

jest.setTimeout(60_000);

describe("npm run moved", () => {
  it("prints a moved block for each resource of the stack, and nothing else", async () => {
    expect(await moved([MINIMAL])).toEqual({
      status: 0,
      stderr: "",
      stdout: `# From the stack keeper-gateway to the module keeper_gateway. Remove this file after the apply.

moved {
  from = aws_iam_instance_profile.gateway_instance_profile
  to   = module.keeper_gateway.aws_iam_instance_profile.gateway[0]
}

moved {
  from = aws_iam_policy.gateway_permissions_policy_1
  to   = module.keeper_gateway.aws_iam_policy.gateway[0]
}

moved {
  from = aws_iam_role.gateway_role
  to   = module.keeper_gateway.aws_iam_role.gateway[0]
}

moved {
  from = aws_iam_role_policy_attachment.gateway_permissions_attachment_1
  to   = module.keeper_gateway.aws_iam_role_policy_attachment.gateway[0]
}
`,
    });
  });

  it("turns them round with --back, for the module call that --module names", async () => {
    const { stdout } = await moved([MINIMAL, "--back", "--module", 'gateways["prod"]']);
    expect(stdout).toContain(`# From the module gateways["prod"] to the stack keeper-gateway.`);
    expect(stdout).toContain(
      `from = module.gateways["prod"].aws_iam_role.gateway[0]\n  to   = aws_iam_role.gateway_role\n`,
    );
  });

  it("reads the file of KEEPER_PAM_CONFIG", async () => {
    const file = configurationFile("name: other\naws: { region: us-east-1 }\n");
    const { stdout } = await moved([], { KEEPER_PAM_CONFIG: file });
    expect(stdout).toContain("# From the stack other to the module keeper_gateway.");
  });

  it("prints with --call the root module that takes the stack's place", async () => {
    const file = configurationFile(`
name: keeper-gateway
aws: { region: eu-west-1, accountId: "111122223333", tags: { CostCentre: "42" }, assumeRoleArn: "arn:aws:iam::111122223333:role/terraform" }
backend: { remote: { organization: corp, workspaces: { name: keeper } } }
gateway: { role: { description: "pays 42" }, instanceProfile: true, guard: true }
targets: { managedDatabases: [{ tag: { key: KeeperPAM, value: managed } }] }
discovery: true
`);
    const { stdout } = await moved([file, "--call", "--module", "gateway", "--source", "../keeper-gateway"]);
    expect(stdout.replace(/\noutput[^]*/, "")).toBe(`terraform {
  backend "remote" {
    organization = "corp"

    workspaces {
      name = "keeper"
    }
  }

  required_providers {
    aws = {
      version = ">= 5.100.0, < 7.0.0"
      source  = "hashicorp/aws"
    }
  }
}

provider "aws" {
  allowed_account_ids = ["111122223333"]
  region              = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/terraform"
  }

  default_tags {
    tags = {
      CostCentre = "42"
    }
  }
}

module "gateway" {
  source = "../keeper-gateway"

  name       = "keeper-gateway"
  account_id = "111122223333"
  managed_databases = [
    {
      tag = {
        key   = "KeeperPAM"
        value = "managed"
      }
    },
  ]
  discovery = {}
  role = {
    description = "pays 42"
  }
  instance_profile = {
    create = true
  }
  guard = true
}
`);
    expect(stdout).toContain(`\noutput "role_arn" {\n  value = module.gateway.role_arn\n}\n`);
  });

  it.each([
    ["there is no such file", ["nowhere.yaml"], "nowhere.yaml: no such file or folder"],
    ["an option is not known", [MINIMAL, "--bakc"], "npm run --silent moved -- [FILE]"],
    ["two files are given", [MINIMAL, "other.yaml"], "other.yaml: allowed is one file"],
    [
      "a folder has several configurations",
      [join(PROJECT, "examples", "three-accounts")],
      "3 configurations, each with a state of its own: name one file",
    ],
    ["what --module names is no module call", [MINIMAL, "--module", "a b"], '--module: "a b" is not'],
    [
      "what --module names would end its line",
      [MINIMAL, "--module", 'gateways["a\n]\nlocals {}\n#"]'],
      '--module: "gateways[\\"a\\n]\\nlocals {}\\n#\\"]" is not a module call',
    ],
    [
      "--call is to write a call of several",
      [MINIMAL, "--call", "--module", 'gateways["prod"]'],
      "allowed is e.g. keeper_gateway",
    ],
    ["--back and --call are given", [MINIMAL, "--back", "--call"], "allowed is one"],
    ["--source is given alone", [MINIMAL, "--source", "../module"], "--source goes with --call"],
  ])("prints nothing and exits with 1 when %s", async (_title, args, message) => {
    const said = await moved(args);
    expect({ status: said.status, stdout: said.stdout }).toEqual({ status: 1, stdout: "" });
    expect(said.stderr).toContain(message);
    expect(said.stderr).not.toContain("    at ");
  });
});
