import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { TerraformVariable } from "cdktf";
import { KeeperGateway, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { unzipSync } from "fflate";
import { PROJECT } from "../support/engines";
import {
  addresses,
  blocks,
  only,
  resourcePolicyIn,
  synthesizeConstructs,
  synthesizeFolder,
  type TerraformJson,
} from "../support/synthesis";
import { ACCOUNT, gatewayStack } from "./sample-stack";

const FIRST = "i-0123456789abcdef0";
const TARGETS = { iamUsers: [{ name: "ada" }] };

const attached = (props: Partial<KeeperGatewayProps> = {}) => gatewayStack({ instances: [FIRST], ...props });

/** The function's own role, told from the gateway's by its name. */
function functionRole(stack: TerraformJson) {
  const [id, role] =
    Object.entries(stack.resource?.aws_iam_role ?? {}).find(([, { name }]) =>
      String(name).endsWith("-instance-attachment"),
    ) ?? [];
  if (id === undefined || !role) throw new Error("the function has no role");
  return { address: `aws_iam_role.${id}`, role };
}

describe("the function", () => {
  it("is called after the gateway, as are its role and its log", () => {
    const stack = attached();
    const name = "keeper-gateway-instance-attachment";
    expect(only(stack, "aws_lambda_function").function_name).toBe(name);
    expect(functionRole(stack).role.name).toBe(name);
    expect(only(stack, "aws_cloudwatch_log_group").name).toBe(`/aws/lambda/${name}`);
  });

  it("has a role that Lambda alone may take, with the inline policies of this module and no other", () => {
    const stack = attached({ targets: TARGETS });
    const { address, role } = functionRole(stack);
    expect(resourcePolicyIn(stack, role.assume_role_policy).Statement).toEqual([
      expect.objectContaining({
        Action: ["sts:AssumeRole"],
        Principal: { Service: ["lambda.amazonaws.com"] },
      }),
    ]);
    for (const policy of blocks(stack, "aws_iam_role_policy"))
      expect(policy.role).toBe(`\${${address}.name}`);
    for (const attachment of blocks(stack, "aws_iam_role_policy_attachment")) {
      expect(attachment.role).not.toContain(address);
    }
  });

  it("finds its log and its rights in place", () => {
    const stack = attached();
    expect(only(stack, "aws_lambda_function").depends_on).toEqual(
      expect.arrayContaining(addresses(stack, "aws_cloudwatch_log_group")),
    );
  });

  it("has its log kept for 30 days, or for as long as is said", () => {
    expect(only(attached(), "aws_cloudwatch_log_group").retention_in_days).toBe(30);
    expect(only(attached({ logRetentionDays: 365 }), "aws_cloudwatch_log_group").retention_in_days).toBe(365);
  });

  it("can have a boundary on its role, and the gateway's role has none by that", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const stack = attached({ functionPermissionsBoundaryArn: boundary });
    expect(functionRole(stack).role.permissions_boundary).toBe(boundary);
    expect(
      blocks(stack, "aws_iam_role").filter((role) => role.permissions_boundary !== undefined),
    ).toHaveLength(1);
    expect(functionRole(attached()).role).not.toHaveProperty("permissions_boundary");
  });

  it("carries the gateway's tags, with its role and its log, and with its role the tag of what is made here", () => {
    const stack = attached({ tags: { Owner: "security" } });
    expect(only(stack, "aws_cloudwatch_log_group").tags).toEqual({ Owner: "security" });
    for (const block of [only(stack, "aws_lambda_function"), functionRole(stack).role]) {
      expect(block.tags).toEqual({
        Owner: "security",
        "keeperpam-gateway": "keeper-gateway-instance-attachment",
      });
    }
  });

  it("can be called after a name that only Terraform knows", () => {
    const stack = synthesizeConstructs((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      new KeeperGateway(scope, "gateway", { name, ...ACCOUNT, instances: [FIRST] });
    });
    expect(only(stack, "aws_lambda_function").function_name).toBe("${var.name}-instance-attachment");
  });
});

describe("the archive of the function", () => {
  const { folder, stack } = synthesizeFolder((scope) => {
    new KeeperGateway(scope, "gateway", { name: "keeper-gateway", ...ACCOUNT, instances: [FIRST] });
  });
  const { filename, source_code_hash: hash, handler } = only(stack, "aws_lambda_function");
  const place = String(filename).replace("${path.module}/", "");
  const bytes = readFileSync(join(folder, place));

  it("lies in the folder of the stack, and is named from there", () => {
    expect(filename).toBe(`\${path.module}/${place}`);
    expect(isAbsolute(place)).toBe(false);
    expect(place).not.toContain("..");
  });

  it("is told to Terraform by the hash of the bytes that are there", () => {
    expect(hash).toBe(createHash("sha256").update(bytes).digest("base64"));
  });

  it("holds index.py as it is in this project, and nothing else", () => {
    const source = join(PROJECT, "modules", "gateway", "instance-attachment", "function", "index.py");
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(["index.py"]);
    expect(Buffer.from(files["index.py"] ?? []).equals(readFileSync(source))).toBe(true);
  });

  it("has the function that Lambda calls", () => {
    expect(handler).toBe("index.handler");
    expect(Buffer.from(unzipSync(bytes)["index.py"] ?? []).toString()).toMatch(/^def handler\(/m);
  });

  it("brings nothing of the machine into the stack on which this was made", () => {
    const { resource, data, check } = stack;
    for (const path of [PROJECT, folder])
      expect(JSON.stringify({ resource, data, check })).not.toContain(path);
  });

  it("lies where it lay the time before: another name would be a change of the function", () => {
    const again = only(attached(), "aws_lambda_function");
    expect([again.filename, again.source_code_hash]).toEqual([filename, hash]);
  });
});
