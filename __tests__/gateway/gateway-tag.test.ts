import { TerraformVariable, Token } from "cdktf";
import { KeeperGateway, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { GATEWAY_TAG } from "../../modules/permissions";
import { blocks, synthesizeConstructs, type TerraformJson } from "../support/synthesis";
import { ACCOUNT, gatewayStack } from "./sample-stack";

const KEY = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012";

/** What a stack says of the tag, for each of its resources that has it, by type. */
function tagsOf(stack: TerraformJson): string[] {
  return Object.keys(stack.resource ?? {}).flatMap((type) =>
    blocks(stack, type).flatMap(({ tags }) => {
      if (typeof tags === "string") return [`${type}: ${tags}`];
      const value = (tags as Record<string, string> | undefined)?.[GATEWAY_TAG];
      return value === undefined ? [] : [`${type}: ${value}`];
    }),
  );
}

const EVERYTHING: Partial<KeeperGatewayProps> = {
  instances: ["i-0123456789abcdef0"],
  targets: { iamUsers: [{ name: "ada" }] },
  accessKeyUser: { name: "gateway,user", createAccessKey: false },
  configurationSecret: { name: "keeper/gateway" },
};

describe("the tag that says what a stack has made", () => {
  it("is on roles, users, policies, functions and secrets, with the name of each", () => {
    expect(tagsOf(gatewayStack(EVERYTHING)).sort()).toEqual([
      "aws_iam_policy: keeper-gateway-1",
      "aws_iam_policy: keeper-gateway-user-1",
      "aws_iam_role: keeper-gateway",
      "aws_iam_role: keeper-gateway-instance-attachment",
      "aws_iam_user: gateway/user",
      "aws_lambda_function: keeper-gateway-instance-attachment",
      "aws_secretsmanager_secret: keeper/gateway",
    ]);
  });

  it("has the prefix where Terraform completes the name", () => {
    expect(tagsOf(gatewayStack({ role: { namePrefix: "keeper-" } }))).toEqual(["aws_iam_role: keeper-"]);
  });

  it("has the first 256 characters of a longer name", () => {
    const name = "s".repeat(300);
    expect(tagsOf(gatewayStack({ configurationSecret: { name, keyArn: KEY } }))).toContain(
      `aws_secretsmanager_secret: ${"s".repeat(256)}`,
    );
  });

  it("is added to tags that only Terraform knows, under a name that only Terraform knows", () => {
    const stack = synthesizeConstructs((scope) => {
      const text = (id: string) => new TerraformVariable(scope, id, { type: "string" }).stringValue;
      const tags = Token.asStringMap(new TerraformVariable(scope, "tags", { type: "map(string)" }).value);
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        role: { name: text("role") },
        configurationSecret: { name: text("secret") },
        tags,
      });
    });
    expect(tagsOf(stack).sort()).toEqual([
      "aws_iam_instance_profile: ${var.tags}",
      'aws_iam_policy: ${merge(var.tags, {"keeperpam-gateway" = "keeper-gateway-1"})}',
      'aws_iam_role: ${merge(var.tags, {"keeperpam-gateway" = replace(var.role, ",", "/")})}',
      "aws_kms_key: ${var.tags}",
      'aws_secretsmanager_secret: ${merge(var.tags, {"keeperpam-gateway" = replace(substr(var.secret, 0, 256), ",", "/")})}',
    ]);
  });
});
