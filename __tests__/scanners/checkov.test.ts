import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { acceptedFindings, KeeperGateway } from "cdktf-keeperpam-aws";
import { ACCOUNT } from "../gateway/sample-stack";
import { describeWith, ENGINES } from "../support/engines";
import type { TerraformJson } from "../support/synthesis";
import { temporaryFolder } from "../support/temporary-folder";
import { checkov, type CheckResult, type Scan } from "./checkov";
import { EVERY_EXAMPLE } from "../examples/every-example";

/** What is scanned: every example, and what no example shows. */
const SCANNED: Readonly<Record<string, (app: App) => void>> = {
  ...EVERY_EXAMPLE,
  "a gateway whose function's log is kept for a year": (app) => {
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: ACCOUNT.region });
    const name = "keeper-gateway";
    const instances = ["i-0123456789abcdef0"];
    new KeeperGateway(stack, "gateway", { name, ...ACCOUNT, instances, logRetentionDays: 365 });
  },
};

/**
 * A check of each type of resource that these stacks have and checkov looks at, which every resource of the type passes:
 * one without it was not scanned.
 */
const PASSED_BY_EVERY: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "CKV_AWS_66", // keeps its events for some time
  aws_db_instance: "CKV_AWS_16", // encrypted
  aws_iam_access_key: "CKV_AWS_348", // not the account's root user's
  aws_iam_policy: "CKV_AWS_62", // no full administration
  aws_iam_role: "CKV_AWS_61", // no service of another account takes it
  aws_iam_role_policy: "CKV_AWS_62",
  aws_iam_role_policy_attachment: "CKV_AWS_274", // not AdministratorAccess
  aws_iam_user: "CKV2_AWS_22", // no console login
  aws_iam_user_policy_attachment: "CKV_AWS_274",
  aws_instance: "CKV_AWS_79", // IMDSv2
  aws_kms_key: "CKV_AWS_7", // rotates
  aws_lambda_function: "CKV_AWS_363", // a runtime that is kept up to date
  aws_secretsmanager_secret: "CKV_AWS_149", // encrypted with a key of the customer's
  "data.aws_iam_policy_document": "CKV_AWS_1", // no full administration
};

/** A stack of the subject's, and what checkov is to say about it. */
interface ScannedStack {
  readonly file: string;
  readonly stack: TerraformStack;
  /** Addresses of its resources and data sources, whose names are unique in the stack. */
  readonly addresses: readonly string[];
}

describeWith([ENGINES.python], "checkov, over the Terraform JSON", () => {
  const stacks: Record<string, ScannedStack[]> = {};
  let scan: Scan;

  beforeAll(async () => {
    const folder = temporaryFolder();
    Object.entries(SCANNED).forEach(([subject, build], i) => {
      stacks[subject] = synthesized(folder, join(folder, String(i)), build);
    });
    scan = await checkov(folder);
  }, 300_000);

  it("reads every file", () => {
    expect(scan.unread).toEqual([]);
    const files = Object.values(stacks).flatMap((each) => each.map(({ file }) => file));
    expect([...new Set(scan.passed.map(({ file }) => file))].sort()).toEqual(files.sort());
  });

  it("asks nothing of the network", () => {
    expect(scan.calls).toEqual([]);
  });

  it("is told by no file to be silent", () => {
    expect(scan.skipped).toEqual([]);
  });

  it("looks at every type of resource that it has a check for", () => {
    const types = Object.values(stacks).flatMap((each) => each.flatMap(typesIn(scan)));
    expect([...new Set(types)].sort()).toEqual(Object.keys(PASSED_BY_EVERY).sort());
  });

  describe.each(Object.keys(SCANNED))("of %s", (subject) => {
    it("looks at every resource", () => {
      for (const { file, addresses } of stacks[subject] ?? []) {
        const expected = addresses.flatMap((address) => {
          const check = PASSED_BY_EVERY[typeOf(address)];
          return check === undefined ? [] : [`${address}: ${check}`];
        });
        const passed = scan.passed
          .filter((result) => result.file === file)
          .map((result) => `${addressIn(addresses, result)}: ${result.check}`);
        expect(expected.length).toBeGreaterThan(0);
        expect(expected.filter((each) => !passed.includes(each))).toEqual([]);
      }
    });

    it("finds what is accepted beside the code, with a reason, and nothing else", () => {
      for (const { file, stack, addresses } of stacks[subject] ?? []) {
        const found = scan.failed
          .filter((result) => result.file === file)
          .map((result) => `${addressIn(addresses, result)}: ${result.check} ${result.title}`);
        const accepted = acceptedFindings(stack).map(
          ({ address, check, title }) => `${address}: ${check} ${title}`,
        );
        // Extra on the left: fix it, or give its reason with acceptFindings. Extra on the right: its reason is stale.
        expect({ file, findings: found.sort() }).toEqual({ file, findings: accepted.sort() });
        const reasons = acceptedFindings(stack).map(({ reason }) => reason);
        expect(reasons.filter((reason) => !/^[A-Z].+\.$/.test(reason))).toEqual([]);
      }
    });
  });
});

/** The types of the resources of a stack that a check passed or failed. */
function typesIn({ passed, failed }: Scan) {
  return ({ file, addresses }: ScannedStack) =>
    [...passed, ...failed]
      .filter((result) => result.file === file && !result.resource.startsWith("provider."))
      .map((result) => typeOf(addressIn(addresses, result)));
}

function synthesized(root: string, outdir: string, build: (app: App) => void): ScannedStack[] {
  const app = new App({ outdir, stackTraces: false });
  build(app);
  app.synth();
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  if (stacks.length === 0) throw new Error("there is no stack to scan");
  return stacks.map((stack) => {
    const file = join(outdir, "stacks", stack.node.id, "cdk.tf.json");
    const { resource = {}, data = {} } = JSON.parse(readFileSync(file, "utf8")) as TerraformJson;
    const addresses = [...addressesOf(resource), ...addressesOf(data).map((address) => `data.${address}`)];
    return { file: relative(root, file), stack, addresses };
  });
}

function addressesOf(blocks: Readonly<Record<string, object>>): string[] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

/** An address without the name. */
function typeOf(address: string): string {
  return address.slice(0, address.lastIndexOf("."));
}

/** Checkov names some resources by type and name, some by name alone. */
function addressIn(addresses: readonly string[], { resource }: CheckResult): string {
  const name = resource.slice(resource.lastIndexOf(".") + 1);
  const [address, ...others] = addresses.filter((each) => each.endsWith(`.${name}`));
  if (others.length > 0) throw new Error(`${resource} may be ${[address, ...others].join(" or ")}`);
  return address ?? resource;
}
