import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { App, TerraformStack, Token } from "cdktf";
import { acceptedFindings, acceptFindings, KeeperGateway, type AcceptedFinding } from "cdktf-keeperpam-aws";
import { only, synthesizeConstructs } from "../support/synthesis";
import { temporaryFolder } from "../support/temporary-folder";
import { ACCOUNT } from "./sample-stack";

const finding = (check: string): AcceptedFinding => ({
  scanner: "checkov",
  check,
  title: `Ensure ${check}`,
  reason: `${check} is not needed`,
});

it("an accepted finding names its resource, the check and the reason, in the order of the construct tree", () => {
  const stack = new TerraformStack(new App({ stackTraces: false, outdir: temporaryFolder() }), "test");
  const [one, other] = ["one", "other"].map((name) => new IamUser(stack, name, { name })) as [
    IamUser,
    IamUser,
  ];
  acceptFindings(other, finding("CKV_3"));
  acceptFindings(one, finding("CKV_1"));
  acceptFindings(one, finding("CKV_2"));
  expect(acceptedFindings(stack)).toEqual([
    { address: "aws_iam_user.one", ...finding("CKV_1") },
    { address: "aws_iam_user.one", ...finding("CKV_2") },
    { address: "aws_iam_user.other", ...finding("CKV_3") },
  ]);
});

it("the resource's comment in the Terraform JSON has every reason", () => {
  const stack = synthesizeConstructs((scope) => {
    const user = new IamUser(scope, "user", { name: "user" });
    acceptFindings(user, finding("CKV_1"));
    acceptFindings(user, finding("CKV_2"));
  });
  expect(only(stack, "aws_iam_user")).toEqual({
    name: "user",
    "//": {
      checkov: {
        skip: [
          { id: "CKV_1", comment: "CKV_1 is not needed" },
          { id: "CKV_2", comment: "CKV_2 is not needed" },
        ],
      },
      metadata: { path: "test/user", uniqueId: "user" },
    },
  });
});

it("accepting a finding changes nothing in HCL", () => {
  const hcl = (...findings: AcceptedFinding[]) => {
    const stack = new TerraformStack(new App({ stackTraces: false, outdir: temporaryFolder() }), "test");
    acceptFindings(new IamUser(stack, "user", { name: "user" }), ...findings);
    return (stack.toHclTerraform() as { hcl: string }).hcl;
  };
  expect(hcl()).toContain('resource "aws_iam_user" "user"');
  expect(hcl(finding("CKV_1"))).toBe(hcl());
});

it("a gateway that grants nothing has nothing to accept", () => {
  synthesizeConstructs((stack) => {
    const gateway = new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT });
    expect(acceptedFindings(gateway)).toEqual([]);
  });
});

it("a log that is kept for a year needs no reason, and neither does one whose days only Terraform knows", () => {
  const retention = (logRetentionDays?: number) => {
    let checks: string[] = [];
    synthesizeConstructs((stack) => {
      const instances = ["i-0123456789abcdef0"];
      const props = { name: "keeper-gateway", ...ACCOUNT, instances, logRetentionDays };
      checks = acceptedFindings(new KeeperGateway(stack, "gateway", props)).map(({ check }) => check);
    });
    return checks.includes("CKV_AWS_338");
  };
  expect(retention()).toBe(true);
  expect(retention(180)).toBe(true);
  expect(retention(365)).toBe(false);
  expect(retention(Token.asNumber("${var.days}"))).toBe(false);
});
