import { join } from "node:path";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";

const moved = (args: readonly string[], env = {}) => keeperpamAws(["moved", ...args], { env });

const MINIMAL = join(PROJECT, "examples", "minimal", "keeper-pam.yaml");

describe("keeperpam-aws moved", () => {
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
    ["there is no such file", ["nowhere.yaml"], 1, "nowhere.yaml: no such file or folder"],
    ["an option is not known", [MINIMAL, "--bakc"], 2, "(Did you mean --back?)"],
    ["two files are given", [MINIMAL, "other.yaml"], 2, "Expected 1 argument but got 2"],
    [
      "a folder has several configurations",
      [join(PROJECT, "examples", "three-accounts")],
      1,
      "3 configurations, each with a state of its own: name one file",
    ],
    ["what --module names is no module call", [MINIMAL, "--module", "a b"], 2, '"a b" is not a module call'],
    [
      "what --module names would end its line",
      [MINIMAL, "--module", 'gateways["a\n]\nlocals {}\n#"]'],
      2,
      '"gateways[\\"a\\n]\\nlocals {}\\n#\\"]" is not a module call',
    ],
    [
      "--call is to write a call of several",
      [MINIMAL, "--call", "--module", 'gateways["prod"]'],
      2,
      "allowed is e.g. keeper_gateway",
    ],
    ["--back and --call are given", [MINIMAL, "--back", "--call"], 2, "cannot be used with option '--back'"],
    ["--source is given alone", [MINIMAL, "--source", "../module"], 2, "'--source' goes with --call"],
  ])("prints nothing when %s", async (_title, args, status, message) => {
    const said = await moved(args);
    expect({ status: said.status, stdout: said.stdout }).toEqual({ status, stdout: "" });
    expect(said.stderr).toContain(message);
    expect(said.stderr).not.toContain("    at ");
  });
});
