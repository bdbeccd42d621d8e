import fc from "fast-check";

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const ACCOUNT_ID = "111122223333";

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const list = <T>(...ways: fc.Arbitrary<T>[]) => fc.array(fc.oneof(...ways), { maxLength: 4 });
const anyOf = (keys: Record<string, fc.Arbitrary<unknown>>) => fc.record(keys, { requiredKeys: [] });

/** Names that are a part of one another, or one another in capitals. */
const userName = oneOf("ada", "ada-2", "Ada2", "auditor", "ci-bot", "x");
const path = oneOf("/", "/service/", "/service/ci/", "/serv/", "/contractors/");
const region = fc.option(oneOf(...REGIONS), { nil: undefined });
const tag = fc.record({ key: oneOf("KeeperPAM", "Team"), value: oneOf("managed", "dba", "") });
const user = [
  fc.record({ name: userName }),
  fc.record({ name: userName, path }),
  fc.record({ path }),
  fc.record({ tag }),
];

/** Whatever a configuration file can ask for; some of it is refused, for a target that is protected or named twice. */
export const ANY_CONFIGURATION = fc
  .record({
    accountId: fc.option(oneOf(ACCOUNT_ID), { nil: undefined }),
    home: oneOf(...REGIONS),
    gateway: anyOf({
      role: fc.oneof(
        oneOf<unknown>(true, false),
        anyOf({
          name: oneOf("pam", "keeper-gateway-2"),
          path: oneOf("/", "/pam/"),
          permissionsBoundaryArn: oneOf(`arn:aws:iam::${ACCOUNT_ID}:policy/boundary`),
        }),
      ),
      accessKeyUser: fc.oneof(
        fc.constant<unknown>(false),
        fc.record({
          name: oneOf("keeper", "ada-gateway"),
          path,
          createAccessKey: fc.constant(false),
        }),
      ),
      configurationSecret: fc.oneof(
        fc.constant<unknown>(false),
        fc.record({ name: oneOf("keeper/gateway", "pam") }),
        fc.record({
          name: oneOf("keeper/gateway"),
          operators: fc.constant([`arn:aws:iam::${ACCOUNT_ID}:role/ops`]),
        }),
        fc.record({
          name: oneOf("keeper/gateway"),
          operatorPermissionSets: fc.constant([{ name: "KeeperOperators" }]),
        }),
      ),
      guard: fc.boolean(),
    }),
    targets: anyOf({
      ec2Users: fc.boolean(),
      managedDatabases: list<unknown>(
        fc.record({ instance: oneOf("orders", "orders-2", "order"), region }),
        fc.record({ tag, region }),
      ),
      directories: list<unknown>(
        fc.record({ id: oneOf("d-1234567890", "d-abcdef0123"), region }),
        fc.record({ tag, region }),
      ),
      iamUsers: list<unknown>(...user),
      iamAccessKeys: list<unknown>(...user),
    }),
    discovery: fc.oneof(
      fc.boolean(),
      fc.record({ regions: fc.uniqueArray(oneOf(...REGIONS), { minLength: 1 }) }),
    ),
    protectedUsers: list(
      oneOf("break-glass", "x", "auditor"),
      oneOf("/", "/service/").map((at) => `arn:aws:iam::${ACCOUNT_ID}:user${at}root-owner`),
    ),
    permissions: oneOf("scoped", "scoped", "scoped", "documented"),
  })
  .map(({ accountId, home, ...rest }) => ({
    name: "keeper-gateway",
    aws: { region: home, ...(accountId !== undefined && { accountId }) },
    ...rest,
  }));
