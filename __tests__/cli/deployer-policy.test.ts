import { join } from "node:path";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";
import { keeperpamAws, type Outcome } from "../support/program";

const deployerPolicy = (args: readonly string[], env = {}) =>
  keeperpamAws(["deployer-policy", ...args], { env });

const policiesIn = ({ stdout }: Outcome) => JSON.parse(stdout) as Record<string, PolicyDocumentJson>;

describe("keeperpam-aws deployer-policy", () => {
  it("prints the policies of every stack of a folder, and nothing else on standard output", async () => {
    const said = await deployerPolicy([join(PROJECT, "examples", "three-accounts")]);
    expect(said.status).toBe(0);
    expect(Object.keys(policiesIn(said))).toEqual([
      "keeper-gateway-production-deployer-1",
      "keeper-gateway-production-caller-1",
      "keeper-gateway-sandbox-deployer-1",
      "keeper-gateway-sandbox-caller-1",
      "keeper-gateway-staging-deployer-1",
      "keeper-gateway-staging-caller-1",
    ]);
    expect(said.stderr).toContain("Terraform takes the role arn:aws:iam::111122223333:role/terraform");
  });

  it("reads the file of KEEPER_PAM_CONFIG, for the account of --account", async () => {
    const file = configurationFile("name: other-gateway\naws: { region: us-east-1 }\n");
    const said = await deployerPolicy(["--account", "111122223333"], { KEEPER_PAM_CONFIG: file });
    expect(Object.keys(policiesIn(said))).toEqual(["other-gateway-deployer-1"]);
  });

  it("prints with --plan the policies of whoever only plans", async () => {
    const said = await deployerPolicy(["keeper-pam.yaml", "--account", "111122223333", "--plan"]);
    expect(Object.keys(policiesIn(said))).toEqual(["keeper-gateway-planner-1"]);
  });

  it.each([
    ["the account is not known", ["keeper-pam.yaml"], 1, "set aws.accountId, or say --account 111122223333"],
    ["the account is none", ["--account", "12"], 2, "argument '12' is invalid. Allowed is 12 digits"],
    ["there is no such file", ["nowhere.yaml"], 1, "nowhere.yaml: no such file or folder"],
    ["an option is not known", ["--acount", "111122223333"], 2, "(Did you mean --account?)"],
    ["two files are given", ["keeper-pam.yaml", "other.yaml"], 2, "Expected 1 argument but got 2"],
  ])("prints nothing when %s", async (_title, args, status, message) => {
    const said = await deployerPolicy(args);
    expect({ status: said.status, stdout: said.stdout }).toEqual({ status, stdout: "" });
    expect(said.stderr).toContain(message);
    expect(said.stderr).not.toContain("    at ");
  });
});
