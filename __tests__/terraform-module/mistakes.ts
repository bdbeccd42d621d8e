/** The same mistake in a call of the module and in the configuration file of the app. */
export interface Mistake {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

const TAG = { key: "KeeperPAM", value: "managed" };
const HERE = "111122223333";
const ELSEWHERE = "444455556666";
const INSTANCE = "i-0123456789abcdef0";
const KEY = `arn:aws:kms:us-east-1:${HERE}:key/01234567-89ab-cdef-0123-456789abcdef`;
const SECRET = `arn:aws:secretsmanager:us-east-1:${HERE}:secret:keeper-AbCdEf`;
const manyTags = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, ""]));
const badTags = [
  { "a*": "b" },
  { "aws:owner": "b" },
  { "KeeperPAM-Gateway": "b" },
  { owner: "b*" },
  { Owner: "", owner: "" },
  manyTags,
];

function inSecret({ secret, file }: { readonly secret: object; readonly file: object }): Mistake {
  return {
    variables: { configuration_secret: secret },
    configuration: { gateway: { configurationSecret: file } },
  };
}

/** What is wrong with the value of one variable. */
export const WRONG_VALUES: readonly Mistake[] = [
  // ── Targets ──
  {
    variables: {
      managed_databases: [
        { instance: "orders" },
        { instance: "Orders" },
        { instance: "pay_roll" },
        { region: "eu-west-1" },
        { instance: "a", tag: TAG },
        { instance: "b", region: "Ireland" },
        { tag: { key: "a*", value: "b" } },
        { tag: { key: "a", value: "b*" } },
      ],
      directories: [
        { id: "d-1234567890" },
        { id: "d-XYZ" },
        {},
        { id: "d-1234567890", tag: TAG },
        { id: "d-1234567890", region: "eu-west" },
        { tag: { key: "", value: "b" } },
        { tag: { key: "a", value: "漢" } },
      ],
      iam_users: [
        { name: "auditor" },
        {},
        { name: "auditor", tag: TAG },
        { path: "/a/", tag: TAG },
        { name: "au ditor" },
        { path: "service" },
        { tag: { key: "a*", value: "b" } },
        { tag: { key: "a", value: "b*" } },
      ],
      iam_access_keys: [
        { name: "bot" },
        {},
        { name: "bot", tag: TAG },
        { path: "/a/", tag: TAG },
        { name: "b*t" },
        { path: "/bots" },
        { tag: { key: "a*", value: "b" } },
        { tag: { key: "a", value: "b*" } },
      ],
      discovery: { regions: ["eu-west-1", "eu-west-zero"] },
      protected_users: ["chair", "break glass", "arn:aws:iam::111122223333:role/no-user"],
      permissions: "full",
    },
    configuration: {
      targets: {
        managedDatabases: [
          { instance: "orders" },
          { instance: "Orders" },
          { instance: "pay_roll" },
          { region: "eu-west-1" },
          { instance: "a", tag: TAG },
          { instance: "b", region: "Ireland" },
          { tag: { key: "a*", value: "b" } },
          { tag: { key: "a", value: "b*" } },
        ],
        directories: [
          { id: "d-1234567890" },
          { id: "d-XYZ" },
          {},
          { id: "d-1234567890", tag: TAG },
          { id: "d-1234567890", region: "eu-west" },
          { tag: { key: "", value: "b" } },
          { tag: { key: "a", value: "漢" } },
        ],
        iamUsers: [
          { name: "auditor" },
          {},
          { name: "auditor", tag: TAG },
          { path: "/a/", tag: TAG },
          { name: "au ditor" },
          { path: "service" },
          { tag: { key: "a*", value: "b" } },
          { tag: { key: "a", value: "b*" } },
        ],
        iamAccessKeys: [
          { name: "bot" },
          {},
          { name: "bot", tag: TAG },
          { path: "/a/", tag: TAG },
          { name: "b*t" },
          { path: "/bots" },
          { tag: { key: "a*", value: "b" } },
          { tag: { key: "a", value: "b*" } },
        ],
      },
      discovery: { regions: ["eu-west-1", "eu-west-zero"] },
      protectedUsers: ["chair", "break glass", "arn:aws:iam::111122223333:role/no-user"],
      permissions: "full",
    },
  },
  { variables: { discovery: { regions: [] } }, configuration: { discovery: { regions: [] } } },
  { variables: { name: "keeper gateway" }, configuration: { name: "keeper gateway" } },
  // ── Names, the role, the profile, the instances ──
  {
    variables: {
      account_id: "1111-2222-3333",
      role: {
        name: "gateway role",
        path: "keeper/",
        permissions_boundary_arn: "boundary",
        max_session_duration: 60,
        description: "Zażółć",
      },
      instance_profile: { name: "gateway profile" },
      instances: ["i-0123", INSTANCE],
      on_conflict: "ignore",
      installation: "podman",
      attachment_function: { permissions_boundary_arn: "boundary", log_retention_days: 31 },
    },
    configuration: {
      aws: { region: "us-east-1", accountId: "1111-2222-3333" },
      gateway: {
        role: {
          name: "gateway role",
          path: "keeper/",
          permissionsBoundaryArn: "boundary",
          maxSessionDuration: 60,
          description: "Zażółć",
        },
        instanceProfile: { name: "gateway profile" },
        instances: ["i-0123", INSTANCE],
        onConflict: "ignore",
        installation: "podman",
        attachmentFunction: { permissionsBoundaryArn: "boundary", logRetentionDays: 31 },
      },
    },
  },
  {
    variables: {
      role: { name_prefix: "long".repeat(10), name: "gateway" },
      instances: Array.from({ length: 7 }, (_, i) => `i-0123456789abcdef${i}`),
    },
    configuration: {
      gateway: {
        role: { namePrefix: "long".repeat(10), name: "gateway" },
        instances: Array.from({ length: 7 }, (_, i) => `i-0123456789abcdef${i}`),
      },
    },
  },
  {
    variables: { role: { existing: { name: "no role" }, name: "gateway" }, instances: [INSTANCE, INSTANCE] },
    configuration: {
      gateway: {
        role: { existing: "no role", name: "gateway" },
        instanceProfile: true,
        instances: [INSTANCE, INSTANCE],
      },
    },
  },
  // ── The access-key user ──
  ...[
    {
      user: { name: "gateway user", path: "keeper", permissions_boundary_arn: "boundary", pgp_key: "mine" },
      file: { name: "gateway user", path: "keeper", permissionsBoundaryArn: "boundary", pgpKey: "keybase:" },
    },
    { user: {}, file: {} },
    {
      user: { create_access_key: false, accept_secret_in_state: true },
      file: { createAccessKey: false, acceptSecretInState: true },
    },
    {
      user: { accept_secret_in_state: true, generation: 0 },
      file: { acceptSecretInState: true, generation: 0 },
    },
    { user: { create_access_key: false, generation: 2 }, file: { createAccessKey: false, generation: 2 } },
    {
      user: { create_access_key: false, keep_previous: true },
      file: { createAccessKey: false, keepPrevious: true },
    },
    {
      user: { accept_secret_in_state: true, keep_previous: true },
      file: { acceptSecretInState: true, keepPrevious: true },
    },
  ].map(({ user, file }) => ({
    variables: { access_key_user: user },
    configuration: { gateway: { accessKeyUser: file } },
  })),
  // ── The protected configuration ──
  ...[
    { secret: {}, file: {} },
    {
      secret: {
        name: "keeper gateway",
        operators: [`arn:aws:iam::${HERE}:root`],
        operator_permission_sets: [{ name: "Operators" }, { name: "All operators", path: "/sso/" }],
        recovery_window_days: 3,
        key_deletion_window_days: 31,
      },
      file: {
        name: "keeper gateway",
        operators: [`arn:aws:iam::${HERE}:root`],
        operatorPermissionSets: [{ name: "Operators" }, { name: "All operators", path: "/sso/" }],
        recoveryWindowDays: 3,
        keyDeletionWindowDays: 31,
      },
    },
    {
      secret: { name: "keeper", operators: [], operator_permission_sets: [] },
      file: { name: "keeper", operators: [], operatorPermissionSets: [] },
    },
    { secret: { name: "aws/keeper" }, file: { name: "aws/keeper" } },
    { secret: { secret: { arn: "keeper" } }, file: { secretArn: "keeper" } },
    {
      secret: { name: "keeper", key: { arn: "alias/keeper" } },
      file: { name: "keeper", keyArn: "alias/keeper" },
    },
    {
      secret: { name: "keeper", key: { arn: KEY }, key_deletion_window_days: 7 },
      file: { name: "keeper", keyArn: KEY, keyDeletionWindowDays: 7 },
    },
    {
      secret: {
        secret: { arn: SECRET },
        name: "keeper",
        operators: [`arn:aws:iam::${HERE}:role/operator`],
        operator_permission_sets: [{ name: "Operators" }],
        recovery_window_days: 7,
        key_deletion_window_days: 7,
        tags: { a: "b" },
      },
      file: {
        secretArn: SECRET,
        name: "keeper",
        operators: [`arn:aws:iam::${HERE}:role/operator`],
        operatorPermissionSets: [{ name: "Operators" }],
        recoveryWindowDays: 7,
        keyDeletionWindowDays: 7,
        tags: { a: "b" },
      },
    },
  ].map(inSecret),
  // ── Tags ──
  ...badTags.map((tags) => ({
    variables: {
      tags,
      role: { tags },
      access_key_user: { create_access_key: false, tags },
      configuration_secret: { name: "keeper", tags },
    },
    configuration: {
      aws: { region: "us-east-1", accountId: HERE, tags },
      gateway: {
        role: { tags },
        accessKeyUser: { createAccessKey: false, tags },
        configurationSecret: { name: "keeper", tags },
      },
    },
  })),
];

/** What shows only when the variables are seen together: Terraform says it where each by itself is right. */
export const WRONG_TOGETHER: readonly Mistake[] = [
  {
    variables: { role: { create: false }, iam_access_keys: [{ name: "bot" }] },
    configuration: { gateway: { role: false }, targets: { iamAccessKeys: [{ name: "bot" }] } },
  },
  {
    variables: {
      role: { create: false },
      access_key_user: { create_access_key: false },
      instance_profile: { create: true },
    },
    configuration: {
      gateway: { role: false, accessKeyUser: { createAccessKey: false }, instanceProfile: true },
    },
  },
  {
    variables: { instance_profile: { create: false }, instances: [INSTANCE] },
    configuration: { gateway: { instanceProfile: false, instances: [INSTANCE] } },
  },
  {
    variables: {
      name: "gw",
      role: { existing: { name: "gw-Instance-attachment" } },
      instance_profile: { create: true },
      instances: [INSTANCE],
    },
    configuration: {
      name: "gw",
      gateway: {
        role: { existing: "gw-Instance-attachment" },
        instanceProfile: true,
        instances: [INSTANCE],
      },
    },
  },
  {
    variables: { name: "gw", role: { name: "gw-Instance-attachment" }, instances: [INSTANCE] },
    configuration: {
      name: "gw",
      gateway: { role: { name: "gw-Instance-attachment" }, instances: [INSTANCE] },
    },
  },
  // What a function's name has no room for, and what it does not take.
  ...["a".repeat(45), "keeper.gateway", "keeper+=,@gateway"].map((name) => ({
    variables: { name, instances: [INSTANCE] },
    configuration: { name, gateway: { instances: [INSTANCE] } },
  })),
  {
    variables: {
      access_key_user: { create_access_key: false, name: "Own" },
      iam_users: [{ name: "x" }, { name: "own" }],
      iam_access_keys: [{ name: "OWN" }],
    },
    configuration: {
      gateway: { accessKeyUser: { createAccessKey: false, name: "Own" } },
      targets: { iamUsers: [{ name: "x" }, { name: "own" }], iamAccessKeys: [{ name: "OWN" }] },
    },
  },
  {
    variables: {
      protected_users: ["chair", `arn:aws:iam::${HERE}:user/board/dean`],
      iam_users: [{ name: "chair", path: "/board/" }],
      iam_access_keys: [{ name: "dean", path: "/board/" }],
    },
    configuration: {
      protectedUsers: ["chair", `arn:aws:iam::${HERE}:user/board/dean`],
      targets: {
        iamUsers: [{ name: "chair", path: "/board/" }],
        iamAccessKeys: [{ name: "dean", path: "/board/" }],
      },
    },
  },
  {
    variables: { role: { permissions_boundary_arn: `arn:aws:iam::${ELSEWHERE}:policy/boundary` } },
    configuration: {
      gateway: { role: { permissionsBoundaryArn: `arn:aws:iam::${ELSEWHERE}:policy/boundary` } },
    },
  },
  {
    variables: { managed_databases: [{ instance: "orders", region: "us-gov-west-1" }] },
    configuration: { targets: { managedDatabases: [{ instance: "orders", region: "us-gov-west-1" }] } },
  },
  ...[
    {
      secret: { secret: { arn: SECRET.replace("us-east-1", "eu-west-1") } },
      file: { secretArn: SECRET.replace("us-east-1", "eu-west-1") },
    },
    {
      secret: { secret: { arn: SECRET.replace(HERE, ELSEWHERE) } },
      file: { secretArn: SECRET.replace(HERE, ELSEWHERE) },
    },
    {
      secret: { name: "keeper", key: { arn: KEY.replace("us-east-1", "eu-west-1") } },
      file: { name: "keeper", keyArn: KEY.replace("us-east-1", "eu-west-1") },
    },
    {
      secret: { name: "keeper", operators: [`arn:aws:iam::${ELSEWHERE}:role/operator`] },
      file: { name: "keeper", operators: [`arn:aws:iam::${ELSEWHERE}:role/operator`] },
    },
  ].map(inSecret),
];
