import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REQUIRED_PROVIDER } from "../../modules/gateway";
import { INLINE_POLICIES_QUOTA, POLICY_QUOTA } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { blocksOf, copyOfModule, MODULE_FOLDER, terraformTest } from "./module-copy";
import { OFFLINE_PROVIDER } from "../support/provider/offline-provider";

const SIZES = [1, 8, 9, 10, 11, 40];
const ACCOUNT = "111122223333";

interface Statement {
  readonly Sid: string;
  readonly Resource: string | readonly string[];
}

const upTo = (size: number, name: string) => Array.from({ length: size }, (_, i) => `${name}-${i + 1}`);

/** The lists of one size, the names in them as long as AWS allows, or short. */
function lists(size: number) {
  const long = (name: string) => name.padEnd(63, "x");
  return {
    managed_databases: upTo(size, "database").map((instance) => ({ instance: long(instance) })),
    iam_users: upTo(size, "user").map((name) => ({ name, path: "/people/" })),
    iam_access_keys: upTo(size, "bot").map((name) => ({ name: long(name) })),
    protected_users: upTo(size, "owner"),
  };
}

/** Every resource of a list, by the statement that it belongs to. */
function wanted(size: number): Record<string, string[]> {
  const {
    managed_databases: databases,
    iam_users: users,
    iam_access_keys: bots,
    protected_users: owners,
  } = lists(size);
  const iam = `arn:aws:iam::${ACCOUNT}:user`;
  return {
    RotateManagedDatabases: databases.map(
      ({ instance }) => `arn:aws:rds:us-east-1:${ACCOUNT}:db:${instance}`,
    ),
    RotateConsolePasswords: users.map(({ name, path }) => `${iam}${path}${name}`),
    RotateAccessKeys: bots.map(({ name }) => `${iam}/${name}`),
    DenyProtectedUsers: owners.flatMap((name) => [`${iam}/${name}`, `${iam}/*/${name}`]),
  };
}

describeWith([ENGINES.terraform], "The policies of the drop-in module, for lists of any length", () => {
  let policies: Record<number, string[]>;
  beforeAll(async () => {
    policies = await plannedPolicies();
  }, 600_000);

  it.each(SIZES)("keep to IAM's quotas (%i of each)", (size) => {
    expect(policies[size]?.length).toBeGreaterThan(0);
    expect(policies[size]?.length).toBeLessThanOrEqual(POLICY_QUOTA.policies);
    expect(policies[size]?.filter((policy) => policy.length > POLICY_QUOTA.characters)).toEqual([]);
  });

  it.each(SIZES)("hold every resource once, and every other statement once (%i of each)", (size) => {
    const statements = (policies[size] ?? []).flatMap(
      (policy) => (JSON.parse(policy) as { Statement: Statement[] }).Statement,
    );
    const found = (sid: string) =>
      statements
        .filter(({ Sid }) => Sid === sid)
        .flatMap(({ Resource }) => Resource)
        .sort();
    const lists = wanted(size);
    expect(Object.fromEntries(Object.keys(lists).map((sid) => [sid, found(sid)]))).toEqual(
      Object.fromEntries(Object.entries(lists).map(([sid, resources]) => [sid, resources.sort()])),
    );
    const others = statements.map(({ Sid }) => Sid).filter((sid) => !(sid in lists));
    expect(others.sort()).toEqual([
      "DenyGatewayUsers",
      "DenyIdentityChanges",
      "DenyInstanceProfiles",
      "ReadUsersForManagedDatabases",
      "SimulateOwnPermissions",
    ]);
  });

  it("become more where a list grows", () => {
    const counts = SIZES.map((size) => policies[size]?.length ?? 0);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBe(1);
    expect(counts.at(-1)).toBeGreaterThan(3);
  });
});

describe("IAM's quotas", () => {
  it("are to the module what they are to the constructs", async () => {
    const { "packing.tf": code } = await blocksOf(MODULE_FOLDER);
    expect(Object.assign({}, ...(code?.locals as object[]))).toMatchObject({
      policy_characters: POLICY_QUOTA.characters,
      policies_at_most: POLICY_QUOTA.policies,
      inline_characters_at_most: INLINE_POLICIES_QUOTA,
    });
  });
});

/** The policies as the provider writes them, minified: their documents are data that no account is asked for. */
async function plannedPolicies(): Promise<Record<number, string[]>> {
  const folder = dirname(copyOfModule());
  const root = {
    terraform: { required_providers: { aws: REQUIRED_PROVIDER } },
    provider: { aws: OFFLINE_PROVIDER },
    module: Object.fromEntries(
      SIZES.map((size) => [
        `size_${size}`,
        { source: "./keeper-gateway", name: "keeper-gateway", ...lists(size) },
      ]),
    ),
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  const users = upTo(Math.max(...SIZES), "owner").map((name) => `arn:aws:iam::${ACCOUNT}:user/${name}`);
  const known = {
    "aws_caller_identity.current": `account_id = "${ACCOUNT}"`,
    "aws_partition.current": 'partition = "aws"',
    "aws_region.current": 'id = "us-east-1"',
    "aws_iam_users.account": `arns = ${JSON.stringify(users)}`,
  };
  const overrides = SIZES.flatMap((size) =>
    Object.entries(known).map(
      ([data, value]) => `override_data {
        target = module.size_${size}.data.${data}
        values = { ${value} }
      }`,
    ),
  );
  mkdirSync(join(folder, "tests"));
  writeFileSync(
    join(folder, "tests", "sizes.tftest.hcl"),
    `${overrides.join("\n")}\nrun "sizes" {\n  command = plan\n}\n`,
  );
  const events = await terraformTest(folder, "-verbose");
  expect(events.flatMap(({ diagnostic }) => diagnostic ?? [])).toEqual([]);
  const changes = events.flatMap(({ test_plan: plan }) => plan?.resource_changes ?? []);
  return Object.fromEntries(
    SIZES.map((size) => [
      size,
      changes.flatMap(({ address, change }) =>
        address.startsWith(`module.size_${size}.aws_iam_policy.gateway[`)
          ? [JSON.stringify(JSON.parse(String(change.after.policy)))]
          : [],
      ),
    ]),
  );
}
