import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KeeperGateway, REQUIRED_PROVIDER } from "../../modules/gateway";
import { INSTANCES_AT_MOST } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { synthesizeFolder } from "../support/synthesis";
import { copyOfModule, terraformTest } from "./module-copy";
import { OFFLINE_PROVIDER } from "../support/provider/offline-provider";

const ACCOUNT = "111122223333";
const INSTANCES = Array.from({ length: INSTANCES_AT_MOST }, (_, i) => `i-0123456789abcdef${i}`);
/** As long as IAM takes it. */
const LONG_PATH = `/${"p".repeat(510)}/`;

/** What a plan of a folder says, in which some data sources answer. */
async function planned(folder: string, answers: Readonly<Record<string, string>>): Promise<string[]> {
  const overrides = Object.entries(answers).map(
    ([target, value]) => `override_data {\n target = ${target}\n values = { ${value} }\n}\n`,
  );
  mkdirSync(join(folder, "tests"));
  writeFileSync(
    join(folder, "tests", "plan.tftest.hcl"),
    `${overrides.join("")}run "plan" {\n command = plan\n}\n`,
  );
  const events = await terraformTest(folder);
  return events.flatMap(({ diagnostic }) => (diagnostic ? [diagnostic.detail] : []));
}

function planOfStack(path: string): Promise<string[]> {
  const { folder } = synthesizeFolder((stack) => {
    stack.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);
    new KeeperGateway(stack, "gateway", {
      name: "keeper-gateway",
      accountId: ACCOUNT,
      partition: "aws",
      region: "us-east-1",
      role: { path },
      instances: INSTANCES,
    });
  });
  writeFileSync(join(folder, "override.tf.json"), JSON.stringify({ provider: { aws: OFFLINE_PROVIDER } }));
  return planned(folder, {});
}

function planOfModule(path: string): Promise<string[]> {
  const folder = dirname(copyOfModule());
  const call = { source: "./keeper-gateway", name: "keeper-gateway", role: { path }, instances: INSTANCES };
  const root = {
    terraform: { required_providers: { aws: REQUIRED_PROVIDER } },
    provider: { aws: OFFLINE_PROVIDER },
    module: { gateway: call },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  return planned(folder, {
    "module.gateway.data.aws_caller_identity.current": `account_id = "${ACCOUNT}"`,
    "module.gateway.data.aws_partition.current": 'partition = "aws"',
    "module.gateway.data.aws_region.current": 'id = "us-east-1"',
  });
}

jest.setTimeout(600_000);

describeWith([ENGINES.terraform], "The inline policies of the attachment function's role", () => {
  it.each([
    ["a stack", planOfStack],
    ["the module", planOfModule],
  ])("are refused in the plan of %s where long paths make them outgrow it", async (_, plan) => {
    const refusals = (await plan(LONG_PATH)).filter((detail) => detail.includes("IAM takes 10240"));
    expect(refusals).toHaveLength(1);
    const [, characters = "0"] = /have (\d+) characters, and IAM takes 10240/.exec(refusals[0] ?? "") ?? [];
    expect(Number(characters)).toBeGreaterThan(10_240);
  });

  it.each([
    ["a stack", planOfStack],
    ["the module", planOfModule],
  ])("are not refused in the plan of %s at the path /", async (_, plan) => {
    expect((await plan("/")).filter((detail) => detail.includes("IAM takes"))).toEqual([]);
  });
});
