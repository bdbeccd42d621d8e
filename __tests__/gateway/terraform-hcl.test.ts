import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
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

describe("HCL of a stack of one's own", () => {
  const stack = new OwnStack();
  const written = (stack.toHclTerraform() as { hcl: string }).hcl;
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

  it("says everything else as the CDK wrote it", () => {
    const rest = (hcl: string) => hcl.replace(ADDRESSES, "").replace(/\n+check "[^]*$/, "");
    expect(rest(mended)).toBe(rest(written));
  });
});
