import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { parse } from "@cdktf/hcl2json";
import {
  App,
  Fn,
  S3Backend,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { KeeperGateway, terraformHcl } from "cdktf-keeperpam-aws";

/** A stack of a library user, with what the CDK writes so that Terraform does not take it. */
class OwnStack extends TerraformStack {
  constructor() {
    super(new App({ hclOutput: true, stackTraces: false }), "own");
    new AwsProvider(this, "aws", { region: "us-east-1" });
    new KeeperGateway(this, "gateway", {
      name: "keeper-gateway",
      accessKeyUser: { acceptSecretInState: true },
      instances: ["i-0123456789abcdef0"],
    });
  }
}

const ADDRESSES = /^ *(depends_on|ignore_changes|replace_triggered_by) = \[[^\]]*\]/gm;

/** The blocks of a stack, as Terraform reads them. */
async function blocksOf(stack: TerraformStack): Promise<unknown> {
  return parse("cdk.tf", terraformHcl(stack, stack.toHclTerraform()).hcl);
}

describe("HCL of a stack of one's own", () => {
  const stack = new OwnStack();
  const mended = terraformHcl(stack, stack.toHclTerraform()).hcl;

  it("has addresses without quotes, which Terraform demands in replace_triggered_by", () => {
    const lists = mended.match(ADDRESSES) ?? [];
    expect(lists.filter((list) => list.includes("replace_triggered_by"))).toHaveLength(1);
    expect(lists.length).toBeGreaterThan(2);
    expect(lists.filter((list) => list.includes('"'))).toEqual([]);
  });

  it("has the check blocks that warn about instances and keys", () => {
    expect(mended.match(/^check "/gm)).toHaveLength(2);
    expect(mended).toContain("has an access key that is not in the configuration: ${jsonencode(");
    expect(mended).toContain("instance i-0123456789abcdef0 does not exist any more");
  });

  it("has references in the check blocks as what they refer to", () => {
    const other = new TerraformStack(new App({ hclOutput: true, stackTraces: false }), "other");
    const name = new TerraformVariable(other, "name", { type: "string" }).stringValue;
    new AwsProvider(other, "aws", { region: "us-east-1" });
    new KeeperGateway(other, "gateway", {
      name: "keeper-gateway",
      instanceProfileName: name,
      instances: ["i-0123456789abcdef0"],
    });
    const { hcl } = terraformHcl(other, other.toHclTerraform());
    expect(hcl).toContain("does not have the instance profile ${var.name} any more");
    expect(hcl).not.toContain("TfToken");
  });

  it("has the metadata that the CDK made", () => {
    const synthesized = stack.toHclTerraform() as { readonly metadata: unknown };
    expect(terraformHcl(stack, synthesized).metadata).toBe(synthesized.metadata);
  });
});

describe("what else the CDK has stands in the HCL of a stack of one's own", () => {
  const stack = new TerraformStack(new App({ hclOutput: true, stackTraces: false }), "own");
  const provider = new AwsProvider(stack, "aws", {
    region: "us-east-1",
    alias: "main",
    assumeRole: [{ roleArn: "arn:aws:iam::111122223333:role/deployer", tags: { for: '"x"' } }],
  });
  new S3Backend(stack, { bucket: 'b"', key: "k\n", region: "us-east-1" });
  const owner = new TerraformVariable(stack, "owner", {
    type: "string",
    default: '["nobody"]',
    validation: [{ condition: "${length(var.owner) > 1}", errorMessage: 'no "owner"' }],
  });
  const local = new TerraformLocal(stack, "team", { "-lead": 'a "b"' });
  const role = new IamRole(stack, "role", {
    provider,
    assumeRolePolicy: Fn.jsonencode({ Version: "2012" }),
    description: `of "${owner.value}"`,
    inlinePolicy: [{ name: 'in "line"', policy: "{}" }],
    lifecycle: {
      ignoreChanges: ["tags"],
      precondition: [{ condition: "${var.owner != null}", errorMessage: 'no "one"' }],
    },
    provisioners: [{ type: "local-exec", command: 'echo "done"', when: "destroy" }],
  });
  new S3Bucket(stack, "bucket", { bucket: "b", timeouts: { create: '5"m' }, dependsOn: [role] });
  new TerraformHclModule(stack, "module", {
    source: './a "module"',
    skipAssetCreationFromLocalModules: true,
    providers: [provider],
    variables: { "a-b": ['[file("x")]', '{"a": 1}'] },
  });
  new TerraformOutput(stack, "output", { value: { for: local.expression }, sensitive: true });

  it("as blocks and values that Terraform reads as what they are", async () => {
    expect(await blocksOf(stack)).toMatchObject({
      terraform: [{ backend: { s3: [{ bucket: 'b"', key: "k\n", region: "us-east-1" }] } }],
      locals: [{ team: { "-lead": 'a "b"' } }],
      variable: {
        owner: [
          {
            type: "${string}",
            default: '["nobody"]',
            validation: [{ condition: "${length(var.owner) > 1}", error_message: 'no "owner"' }],
          },
        ],
      },
      provider: {
        aws: [
          {
            alias: "main",
            region: "us-east-1",
            assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/deployer", tags: { for: '"x"' } }],
          },
        ],
      },
      resource: {
        aws_iam_role: {
          role: [
            {
              provider: "${aws.main}",
              assume_role_policy: '${jsonencode({"Version" = "2012"})}',
              description: 'of "${var.owner}"',
              inline_policy: [{ name: 'in "line"', policy: "{}" }],
              lifecycle: [
                {
                  ignore_changes: ["${tags}"],
                  precondition: [{ condition: "${var.owner != null}", error_message: 'no "one"' }],
                },
              ],
              provisioner: { "local-exec": [{ command: 'echo "done"', when: "destroy" }] },
            },
          ],
        },
        aws_s3_bucket: {
          bucket: [{ timeouts: [{ create: '5"m' }], depends_on: ["${aws_iam_role.role}"] }],
        },
      },
      module: {
        module: [
          {
            source: './a "module"',
            providers: { aws: "${aws.main}" },
            "a-b": ['[file("x")]', '{"a": 1}'],
          },
        ],
      },
      output: { output: [{ value: { for: "${local.team}" }, sensitive: true }] },
    });
  });
});
