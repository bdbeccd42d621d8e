import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KeeperPamStack } from "../../modules/stacks";
import { loadConfigurations } from "../../modules/config";
import type { PolicyDocumentJson, StatementJson } from "../../modules/permissions";
import { temporaryFolder } from "./temporary-folder";

/** A Terraform stack in JSON. */
export interface TerraformJson {
  readonly terraform: Record<string, unknown>;
  readonly provider?: { readonly aws: readonly Record<string, unknown>[] };
  readonly data?: Record<string, Record<string, Block>>;
  readonly resource?: Record<string, Record<string, Block>>;
  readonly output?: Record<string, { readonly value: unknown }>;
}
type Block = Record<string, unknown>;

/** The stacks that a configuration file, or a folder of them, becomes; by the stack's name. */
export function synthesizeConfiguration(path: string): Record<string, TerraformJson> {
  return synthesize((app) =>
    loadConfigurations(path).forEach(({ configuration }) => new KeeperPamStack(app, configuration)),
  );
}

/** A stack of a library user with an AWS provider. */
export function synthesizeConstructs(build: (stack: TerraformStack) => void): TerraformJson {
  const stacks = synthesize((app) => {
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  });
  return stacks.test as TerraformJson;
}

function synthesize(build: (app: App) => void): Record<string, TerraformJson> {
  const app = new App({ outdir: temporaryFolder(), stackTraces: false });
  build(app);
  app.synth();
  const stacks = join(app.outdir, "stacks");
  return Object.fromEntries(
    readdirSync(stacks).map((name) => [
      name,
      JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")),
    ]),
  );
}

/** The values that Terraform would find where a stack asks the provider. */
export const PROVIDER_ANSWERS: Readonly<Record<string, string>> = {
  "data.aws_caller_identity.gateway_caller_identity.account_id": "111122223333",
  "data.aws_partition.gateway_partition.partition": "aws",
};

/**
 * The policy documents attached to the gateway, in IAM's notation, as the AWS provider renders them.
 *
 * @param answers values of the references in the stack, without `${}`
 */
export function policyDocuments(stack: TerraformJson, answers = PROVIDER_ANSWERS): PolicyDocumentJson[] {
  return Object.values(stack.resource?.aws_iam_policy ?? {}).map((policy) => {
    const [, id] = /^\$\{data\.aws_iam_policy_document\.([^.]+)\.json\}$/.exec(policy.policy as string) ?? [];
    const document = stack.data?.aws_iam_policy_document?.[id ?? ""];
    if (!document) throw new Error(`${String(policy.policy)} is not a policy document of the stack`);
    const statements = (document.statement as Block[]).map(toStatement);
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }).replace(
      /\$\{([^}]*)\}/g,
      (whole, reference) => {
        const answer = answers[reference as string];
        if (answer === undefined) throw new Error(`no value for ${whole}`);
        return answer;
      },
    );
    return JSON.parse(text) as PolicyDocumentJson;
  });
}

function toStatement(block: Block): StatementJson {
  const conditions = (block.condition ?? []) as { test: string; variable: string; values: string[] }[];
  return {
    Sid: block.sid as string,
    Effect: block.effect as "Allow" | "Deny",
    Action: block.actions as string[],
    Resource: block.resources as string[],
    ...(conditions.length > 0 && {
      Condition: Object.fromEntries(
        conditions.map(({ test }) => [
          test,
          Object.fromEntries(
            conditions
              .filter((condition) => condition.test === test)
              .map(({ variable, values }) => [variable, values]),
          ),
        ]),
      ),
    }),
  };
}
