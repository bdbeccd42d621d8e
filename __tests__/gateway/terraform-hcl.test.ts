import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { DataAwsIamUsers } from "@cdktf/provider-aws/lib/data-aws-iam-users";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { parse } from "@cdktf/hcl2json";
import {
  App,
  Fn,
  S3Backend,
  TerraformHclModule,
  TerraformIterator,
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
              provisioner: { "local-exec": [{ command: 'echo "done"', when: "${destroy}" }] },
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

/** A stack of one's own, and what Terraform reads in its HCL. */
function readBack(fill: (stack: TerraformStack) => void): Promise<unknown> {
  const stack = new TerraformStack(new App({ hclOutput: true, stackTraces: false }), "own");
  fill(stack);
  return blocksOf(stack);
}

/** An object of the user's own that looks like what the CDK says to its writer. */
const LOOKALIKES: readonly Readonly<Record<string, unknown>>[] = [
  { type: "string", value: "x", other: 1 },
  { type: "simple", value: "x", is_block: true, storage_class_type: "string" },
  { type: "ingress", storage_class_type: "reference", value: 'file("/etc/hostname")' },
];

describe("a value of one's own stays that value in HCL", () => {
  it.each(LOOKALIKES)("in a local, an output, a variable and an override: %j", async (value) => {
    expect(
      await readBack((stack) => {
        new TerraformLocal(stack, "l", value);
        new TerraformOutput(stack, "o", { value });
        new TerraformVariable(stack, "v", { default: value });
        new IamRole(stack, "r", { assumeRolePolicy: "{}" }).addOverride("tags", value);
        new IamRole(stack, "tagged", { assumeRolePolicy: "{}", tags: { a: "b" } }).addOverride("tags", value);
      }),
    ).toMatchObject({
      locals: [{ l: value }],
      output: { o: [{ value }] },
      variable: { v: [{ default: value }] },
      resource: { aws_iam_role: { r: [{ tags: value }], tagged: [{ tags: { a: "b", ...value } }] } },
    });
  });

  it("in a local and an override that have all that the CDK says of a block", async () => {
    const value = { type: "list", value: [{ a: "b" }], isBlock: true, storageClassType: "object" };
    expect(
      await readBack((stack) => {
        new TerraformLocal(stack, "l", value);
        new IamRole(stack, "r", { assumeRolePolicy: "{}" }).addOverride("tags", value);
      }),
    ).toMatchObject({ locals: [{ l: value }], resource: { aws_iam_role: { r: [{ tags: value }] } } });
  });

  it.each([
    "provider",
    "providers",
    "depends_on",
    "ignore_changes",
    "lifecycle",
    "validation",
    "timeouts",
    "dynamic",
  ])("in a local that is called %s", async (name) => {
    for (const value of ['file("/etc/hostname")', { a: { b: "c" } }, ["a b"]]) {
      expect(await readBack((stack) => new TerraformLocal(stack, name, value))).toMatchObject({
        locals: [{ [name]: value }],
      });
    }
  });

  it("in a nested block whose setting has the name of one of Terraform's own", async () => {
    const action = { name: "a", category: "Source", owner: "AWS", provider: "S3", version: "1" };
    expect(
      await readBack((stack) => {
        new Codepipeline(stack, "p", {
          name: "p",
          roleArn: "r",
          artifactStore: [{ location: "l", type: "S3" }],
          stage: [{ name: "s", action: [action] }],
        });
      }),
    ).toMatchObject({
      resource: { aws_codepipeline: { p: [{ stage: [{ name: "s", action: [action] }] }] } },
    });
  });

  it("in texts of variables and outputs of which Terraform evaluates nothing", async () => {
    const stack = new TerraformStack(new App({ hclOutput: true, stackTraces: false }), "own");
    new TerraformVariable(stack, "v", { default: "a ${b}", description: "c ${d}" });
    new TerraformOutput(stack, "o", { value: 1, description: "e ${f}" });
    const { hcl } = terraformHcl(stack, {});
    expect(hcl).toContain('default = "a $${b}"');
    expect(hcl).toContain('description = "c $${d}"');
    expect(hcl).toContain('description = "e $${f}"');
  });

  it("in blocks that an iterator makes", async () => {
    expect(
      await readBack((stack) => {
        const each = TerraformIterator.fromList(["a", "b"]);
        new IamRole(stack, "r", {
          assumeRolePolicy: "{}",
          inlinePolicy: each.dynamic({ name: each.value, policy: 'p"' }),
        });
      }),
    ).toMatchObject({
      resource: {
        aws_iam_role: {
          r: [
            {
              dynamic: {
                inline_policy: [{ iterator: "${each}", content: [{ name: "${each.value}", policy: 'p"' }] }],
              },
            },
          ],
        },
      },
    });
  });
});

describe("an override of a stack", () => {
  it("is in the HCL, as it is in the JSON", async () => {
    expect(
      await readBack((stack) => {
        new IamRole(stack, "r", { name: "a", assumeRolePolicy: "{}", inlinePolicy: [{ name: "one" }] });
        stack.addOverride("resource.aws_iam_role.r.lifecycle", null);
        new DataAwsIamUsers(stack, "d", { nameRegex: "a" });
        stack.addOverride("resource.aws_iam_role.r.name", "b");
        stack.addOverride("resource.aws_iam_role.r.inline_policy", [{ name: "two" }]);
        stack.addOverride("resource.aws_iam_user.new.name", "n");
        stack.addOverride("data.aws_iam_users.d.name_regex", "b");
        stack.addOverride("terraform.required_version", ">= 1.9");
      }),
    ).toMatchObject({
      terraform: [{ required_version: ">= 1.9" }],
      resource: {
        aws_iam_role: { r: [{ name: "b", inline_policy: [{ name: "one" }, { name: "two" }] }] },
        aws_iam_user: { new: [{ name: "n" }] },
      },
      data: { aws_iam_users: { d: [{ name_regex: "b" }] } },
    });
  });

  it("that the HCL does not carry is refused", () => {
    const stack = new OwnStack();
    const { check } = stack.toTerraform() as { readonly check: object };
    const [name = ""] = Object.keys(check);
    stack.addOverride(`check.${name}.assert`, []);
    expect(() => terraformHcl(stack, {})).not.toThrow();
    stack.addOverride(`check.${name}.note`, "x");
    stack.addOverride("check.mine.assert", []);
    stack.addOverride("removed", [{ from: "aws_iam_user.u" }]);
    expect(() => terraformHcl(stack, {})).toThrow(
      `HCL does not carry what addOverride says of removed, check.mine, check.${name}: `,
    );
  });
});
