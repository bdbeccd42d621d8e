import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KeeperPamStack } from "../../modules/stacks";
import { loadConfigurations } from "../../modules/config";
import type { PolicyDocumentJson, ResourcePolicyJson, StatementJson } from "../../modules/permissions";
import { temporaryFolder } from "./temporary-folder";

/** A Terraform stack in JSON. */
export interface TerraformJson {
  readonly terraform: Record<string, unknown>;
  readonly provider?: { readonly aws: readonly Record<string, unknown>[] };
  readonly data?: Record<string, Record<string, Block>>;
  readonly resource?: Record<string, Record<string, Block>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly output?: Record<string, { readonly value: unknown }>;
  readonly check?: Record<string, Block>;
}
type Block = Record<string, unknown>;

/** The stacks that a configuration file, or a folder of them, becomes; by the stack's name. */
export function synthesizeConfiguration(path: string): Record<string, TerraformJson> {
  return synthesize((app) =>
    loadConfigurations(path).forEach(({ configuration }) => new KeeperPamStack(app, configuration)),
  );
}

/** A stack in JSON, without a file being written. */
export function jsonOf(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack)) as TerraformJson;
}

/** A stack of a library user with an AWS provider. */
export function synthesizeConstructs(build: (stack: TerraformStack) => void): TerraformJson {
  return synthesizeFolder(build).stack;
}

/** Such a stack, and the folder that Terraform would run in. */
export function synthesizeFolder(build: (stack: TerraformStack) => void): {
  readonly folder: string;
  readonly stack: TerraformJson;
} {
  const { outdir, stacks } = synthesizeApp((app) => {
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  });
  return { folder: join(outdir, "stacks", "test"), stack: stacks.test as TerraformJson };
}

function synthesize(build: (app: App) => void): Record<string, TerraformJson> {
  return synthesizeApp(build).stacks;
}

function synthesizeApp(build: (app: App) => void): {
  readonly outdir: string;
  readonly stacks: Record<string, TerraformJson>;
} {
  const app = new App({ outdir: temporaryFolder(), stackTraces: false });
  build(app);
  app.synth();
  const folder = join(app.outdir, "stacks");
  const stacks = readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8")),
  ]);
  return { outdir: app.outdir, stacks: Object.fromEntries(stacks) };
}

/** The values that Terraform would find where a stack asks the provider. */
export const PROVIDER_ANSWERS: Readonly<Record<string, string>> = {
  "data.aws_caller_identity.gateway_caller_identity.account_id": "111122223333",
  "data.aws_partition.gateway_partition.partition": "aws",
};

/** Values of the references in a stack, by what stands between `${` and `}`. */
export type Answers = Readonly<Record<string, string>> | ((reference: string) => string | undefined);

/** The policies of the gateway, as its role or its access-key user, in IAM's notation, as the AWS provider renders them. */
export function policyDocuments(
  stack: TerraformJson,
  answers: Answers = PROVIDER_ANSWERS,
): PolicyDocumentJson[] {
  return blocks(stack, "aws_iam_policy").map(({ policy }) => policyIn(stack, policy, answers));
}

/** The managed policies attached to the only role or user that has any. */
export function attachedDocuments(
  stack: TerraformJson,
  carrier: "role" | "user",
  answers: Answers = PROVIDER_ANSWERS,
): PolicyDocumentJson[] {
  return blocks(stack, `aws_iam_${carrier}_policy_attachment`).map(({ policy_arn: arn }) => {
    const [, id = ""] = /^\$\{aws_iam_policy\.([^.]+)\.arn\}$/.exec(arn as string) ?? [];
    return policyIn(stack, stack.resource?.aws_iam_policy?.[id]?.policy, answers);
  });
}

/** A policy that a resource of the stack takes from a policy document of the stack. */
export function policyIn(
  stack: TerraformJson,
  reference: unknown,
  answers: Answers = PROVIDER_ANSWERS,
): PolicyDocumentJson {
  return { Version: "2012-10-17", Statement: statementsIn(stack, reference, answers).map(toStatement) };
}

/** A policy of a resource, with the principals that it is for. */
export function resourcePolicyIn(
  stack: TerraformJson,
  reference: unknown,
  answers: Answers = PROVIDER_ANSWERS,
): ResourcePolicyJson {
  const statements = statementsIn(stack, reference, answers);
  return {
    Version: "2012-10-17",
    Statement: statements.map((block) => {
      const principals = block.principals as { type: string; identifiers: string[] }[];
      return {
        ...toStatement(block),
        Principal: Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers])),
      };
    }),
  };
}

/** Every block of a type of resource. */
export function blocks(stack: TerraformJson, type: string): Block[] {
  return Object.values(stack.resource?.[type] ?? {});
}

/** The only block of a type of resource. */
export function only(stack: TerraformJson, type: string): Block {
  const [block, ...others] = blocks(stack, type);
  if (!block || others.length > 0) {
    throw new Error(`${block ? others.length + 1 : "no"} resources of type ${type}: there should be one`);
  }
  return block;
}

/** The addresses of every resource of a type. */
export function addresses(stack: TerraformJson, type: string): string[] {
  return Object.keys(stack.resource?.[type] ?? {}).map((id) => `${type}.${id}`);
}

/** The address of the only resource of a type. */
export function addressOf(stack: TerraformJson, type: string): string {
  only(stack, type);
  return addresses(stack, type).join();
}

function statementsIn(stack: TerraformJson, reference: unknown, answers: Answers): Block[] {
  const [, id] = /^\$\{data\.aws_iam_policy_document\.([^.]+)\.json\}$/.exec(String(reference)) ?? [];
  const document = stack.data?.aws_iam_policy_document?.[id ?? ""];
  if (!document) throw new Error(`${String(reference)} is not a policy document of the stack`);
  const answerOf = typeof answers === "function" ? answers : (asked: string) => answers[asked];
  // A reference can stand inside another's expression: the innermost first.
  const resolve = (text: string): string => {
    const answered = text.replace(/\$\{([^{}]*)\}/g, (whole, asked: string) => {
      const answer = answerOf(asked);
      if (answer === undefined) throw new Error(`no value for ${whole}`);
      return answer;
    });
    return answered === text ? text : resolve(answered);
  };
  return JSON.parse(JSON.stringify(document.statement), (_, value: unknown) =>
    typeof value === "string" ? resolve(value) : value,
  ) as Block[];
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
