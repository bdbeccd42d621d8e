import { configurationIn, problemsBelow, problemsIn } from "../support/refusals";

const IAM = "letters, digits and _ + = , . @ -";
const GATEWAY = `a name for the gateway: allowed is 1 to 64 ${IAM}, beginning with a letter, a digit or _, and not with AWSReservedSSO_ or AWSServiceRoleFor as AWS's own roles do`;
const uniqueId = (letters: string) => `, not the unique ID (${letters}…)`;
const USER = `an IAM user name: allowed is 1 to 64 ${IAM}${uniqueId("AIDA")}`;
const PATH =
  'an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } " and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS';
const DATABASE =
  "an RDS instance identifier: allowed is 1 to 63 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end and no two in a row (RDS stores it in lower case); not the resource ID, which has capitals, db-ABC…";
const DIRECTORY = "a directory ID: allowed is d- and 10 hexadecimal digits in lower case, e.g. d-1234567890";
const REGION = "an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1";
const ACCOUNT = 'an AWS account ID: allowed is 12 digits in quotes, e.g. "111122223333"';
const ROLE_ARN = "the ARN of an IAM role: allowed is arn:PARTITION:iam::ACCOUNT:role/NAME";
const POLICY_ARN = "the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME";
const TAG_SIGNS = "letters, digits, spaces and _ . : / = + - @";

/** A line of the file that holds the value, and the place and field of the problem. */
type Field = readonly [line: (value: string) => string, place: string];

const FIELDS = {
  stack: [(value) => `stack: ${value}`, "4:1 stack"],
  account: [(value) => `  accountId: ${value}`, "4:3 aws.accountId"],
  deployer: [(value) => `  assumeRoleArn: ${value}`, "4:3 aws.assumeRoleArn"],
  tagValue: [(value) => `  tags: { Owner: ${value} }`, "4:11 aws.tags.Owner"],
  role: [(value) => `gateway: { role: { name: ${value} } }`, "4:20 gateway.role.name"],
  prefix: [(value) => `gateway: { role: { namePrefix: ${value} } }`, "4:20 gateway.role.namePrefix"],
  existing: [(value) => `gateway: { role: { existing: ${value} } }`, "4:20 gateway.role.existing"],
  boundary: [
    (value) => `gateway: { role: { permissionsBoundaryArn: ${value} } }`,
    "4:20 gateway.role.permissionsBoundaryArn",
  ],
  profile: [
    (value) => `gateway: { instanceProfile: { name: ${value} } }`,
    "4:31 gateway.instanceProfile.name",
  ],
  user: [(value) => `targets: { iamUsers: [{ name: ${value} }] }`, "4:25 targets.iamUsers[0].name"],
  path: [(value) => `targets: { iamUsers: [{ path: ${value} }] }`, "4:25 targets.iamUsers[0].path"],
  keyUser: [
    (value) => `targets: { iamAccessKeys: [{ name: ${value} }] }`,
    "4:30 targets.iamAccessKeys[0].name",
  ],
  database: [
    (value) => `targets: { managedDatabases: [{ instance: ${value} }] }`,
    "4:33 targets.managedDatabases[0].instance",
  ],
  directory: [(value) => `targets: { directories: [{ id: ${value} }] }`, "4:28 targets.directories[0].id"],
  discovered: [(value) => `discovery: { regions: [${value}] }`, "4:24 discovery.regions[0]"],
  protectedUser: [(value) => `protectedUsers: [${value}]`, "4:18 protectedUsers[0]"],
} satisfies Record<string, Field>;

const quoted = (value: string) => JSON.stringify(value);

describe("a name that AWS would refuse is refused with AWS's rule", () => {
  it.each<[keyof typeof FIELDS, string, string]>([
    ["stack", "our gateway", GATEWAY],
    ["stack", "-gateway", GATEWAY],
    ["stack", "../gateway", GATEWAY],
    ["stack", "gâteau", GATEWAY],
    ["stack", "", GATEWAY],
    ["account", "12345", ACCOUNT],
    ["account", "1111-2222-3333", ACCOUNT],
    ["account", "1111222233334", ACCOUNT],
    ["deployer", "deployer", ROLE_ARN],
    ["deployer", "arn:aws:iam::111122223333:user/deployer", ROLE_ARN],
    ["deployer", "arn:aws:iam::1111:role/deployer", ROLE_ARN],
    ["tagValue", "security; platform", `a tag value: allowed is up to 256 ${TAG_SIGNS}`],
    [
      "role",
      "gateway:role",
      `an IAM role name: allowed is 1 to 64 ${IAM}, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor${uniqueId("AROA")}`,
    ],
    [
      "prefix",
      "p".repeat(39),
      `a prefix of an IAM role name: allowed is 1 to 38 ${IAM}, not beginning as AWS's own do, with AWSReservedSSO_ or AWSServiceRoleFor`,
    ],
    ["boundary", "boundary", POLICY_ARN],
    ["boundary", "arn:aws:iam::111122223333:role/boundary", POLICY_ARN],
    ["profile", "gateway profile", `an instance profile name: allowed is 1 to 128 ${IAM}${uniqueId("AIPA")}`],
    ["user", "the auditor", USER],
    ["user", "*", USER],
    ["keyUser", "ci bot", USER],
    ["path", "service", PATH],
    ["path", "/service", PATH],
    ["path", "service/", PATH],
    ["path", "/service/*", PATH],
    ["path", "/serv?ce/", PATH],
    ["path", "/our service/", PATH],
    ["path", "/größe/", PATH],
    ["database", "Orders", DATABASE],
    ["database", "orders-", DATABASE],
    ["database", "orders--eu", DATABASE],
    ["database", "1orders", DATABASE],
    ["directory", "corp.example.com", DIRECTORY],
    ["directory", "d-123", DIRECTORY],
    ["directory", "d-12345ABCDE", DIRECTORY],
    ["discovered", "us-east", REGION],
    ["discovered", "US-EAST-1", REGION],
    ["discovered", "eu-west-0", REGION],
    ["discovered", "N. Virginia", REGION],
    ["protectedUser", "break glass", `${USER}, or the user's ARN`],
    [
      "protectedUser",
      "arn:aws:iam::111122223333:role/admin",
      "the ARN of an IAM user: allowed is arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name",
    ],
    [
      "protectedUser",
      "arn:aws:iam::111122223333:user/*",
      "the ARN of an IAM user: allowed is arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name",
    ],
    [
      "protectedUser",
      "arn:aws:iam::111122223333:user/admins/",
      "the ARN of an IAM user: allowed is arn:PARTITION:iam::ACCOUNT:user/NAME, with the user's path before the name",
    ],
  ])("%s: %j", (field, value, rule) => {
    const [line, place] = FIELDS[field];
    expect(problemsBelow(line(quoted(value)))).toEqual([
      `keeper-pam.yaml:${place}: ${quoted(value)} is not ${rule}`,
    ]);
  });

  it("name", () => {
    expect(problemsIn("name: our gateway\naws: { region: us-east-1 }\n")).toEqual([
      `keeper-pam.yaml:1:1 name: "our gateway" is not ${GATEWAY}`,
    ]);
  });

  it("aws.region", () => {
    expect(problemsIn("name: gateway\naws: { region: Ireland }\n")).toEqual([
      `keeper-pam.yaml:2:8 aws.region: "Ireland" is not ${REGION}`,
    ]);
  });

  it("the key of a tag, of the gateway's own and of a target's", () => {
    expect(
      problemsBelow(
        '  tags: { "cost;centre": "1", "aws:owner": x }',
        "targets:",
        "  directories:",
        '    - tag: { key: "a,b", value: "c,d" }',
      ),
    ).toEqual([
      `keeper-pam.yaml:4:11 aws.tags.cost;centre: "cost;centre" is not a tag key: allowed is 1 to 128 ${TAG_SIGNS}`,
      'keeper-pam.yaml:4:31 aws.tags.aws:owner: "aws:owner" begins with aws:, which AWS keeps for itself',
      `keeper-pam.yaml:7:14 targets.directories[0].tag.key: "a,b" is not a tag key that a policy can hold: allowed is 1 to 128 ${TAG_SIGNS} of Latin-1, the characters that a policy may hold`,
      `keeper-pam.yaml:7:26 targets.directories[0].tag.value: "c,d" is not a tag value that a policy can hold: allowed is up to 256 ${TAG_SIGNS} of Latin-1, the characters that a policy may hold`,
    ]);
  });

  it("two keys of tags that IAM takes for the same, since they differ in capitals only", () => {
    expect(problemsBelow("  tags: { Owner: security, owner: platform }")).toEqual([
      'keeper-pam.yaml:4:28 aws.tags.owner: "owner" differs from "Owner" in capitals only: IAM takes the two for the same key',
    ]);
  });

  it("the length of a role session", () => {
    expect(problemsBelow("gateway:", "  role:", "    maxSessionDuration: 99999999999999999999")).toEqual([
      "keeper-pam.yaml:6:5 gateway.role.maxSessionDuration: 99999999999999999999 is too large: The longest session in seconds. Default: 3600.",
    ]);
    for (const seconds of ["60", "43201", "-3600"]) {
      expect(problemsBelow("gateway:", "  role:", `    maxSessionDuration: ${seconds}`)).toEqual([
        `keeper-pam.yaml:6:5 gateway.role.maxSessionDuration: ${seconds} is not a session length: allowed is 3600 to 43200 seconds`,
      ]);
    }
  });
});

describe("what is taken for a name is called what it is", () => {
  const CLUSTER =
    "whose password is not rotated as an instance's: allowed is the identifier of an instance of its own";
  const RESOURCE_ID =
    "is a resource ID (DbiResourceId), which names the instance in no policy of ours: allowed is its identifier, which the console calls DB identifier (in Terraform identifier, not id or resource_id)";
  const UNIQUE_ID =
    "is the unique ID of KIND, which no policy of ours is about: allowed is the name, as the console lists it";
  const PATH_AND_NAME =
    "is a path and a name: allowed is the name alone, with the path beside it, { name: …, path: /…/ }";
  it.each<[keyof typeof FIELDS, string, string]>([
    ["database", "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ", RESOURCE_ID],
    ["database", "db-F6MC4ZC3GZLTDR2WVPUEBB4JLA", RESOURCE_ID],
    ["database", "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ", `is the resource ID of a cluster, ${CLUSTER}`],
    ["database", "arn:aws:rds:us-east-1:111122223333:cluster:orders", `is the ARN of a cluster, ${CLUSTER}`],
    [
      "database",
      "orders.cluster-abcdefgh.us-east-1.rds.amazonaws.com",
      `is an endpoint of a cluster, ${CLUSTER}`,
    ],
    [
      "database",
      "orders.cluster-ro-abcdefgh.us-east-1.rds.amazonaws.com:5432",
      `is an endpoint of a cluster, ${CLUSTER}`,
    ],
    [
      "database",
      "orders.proxy-abcdefgh.us-east-1.rds.amazonaws.com",
      "is the endpoint of a proxy: allowed is the identifier of the instance behind it",
    ],
    [
      "database",
      "orders.abcdefgh.cn-north-1.rds.amazonaws.com.cn",
      "is the endpoint of an instance: allowed is its identifier, the part before the first dot",
    ],
    [
      "database",
      "arn:aws:rds:us-east-1:111122223333:db:orders",
      'is an ARN: allowed is an RDS instance identifier, "orders", with its region us-east-1 beside it',
    ],
    [
      "database",
      "arn:aws:rds:us-east-1:111122223333:snapshot:orders",
      "is the ARN of something else: allowed is an RDS instance identifier",
    ],
    [
      "user",
      "arn:aws:iam::111122223333:group/admins",
      "is the ARN of something else: allowed is an IAM user name",
    ],
    [
      "existing",
      "arn:aws:iam::111122223333:instance-profile/gw",
      "is the ARN of something else: allowed is an IAM role name",
    ],
    [
      "directory",
      "arn:aws:ds:us-east-1:111122223333:directory/d-1234567890",
      'is an ARN: allowed is a directory ID, "d-1234567890", with its region us-east-1 beside it',
    ],
    ["existing", "arn:aws:iam::111122223333:role/a/x", 'is an ARN: allowed is an IAM role name, "x"'],
    [
      "profile",
      "arn:aws:iam::111122223333:instance-profile/x",
      'is an ARN: allowed is an instance profile name, "x"',
    ],
    ["user", "arn:aws:iam::111122223333:user/roger", 'is an ARN: allowed is an IAM user name, "roger"'],
    [
      "user",
      "arn:aws:iam::111122223333:user/team/roger",
      'is an ARN: allowed is an IAM user name, "roger", with the path beside it',
    ],
    ["user", "team/roger", PATH_AND_NAME],
    ["role", "team/gateway", "is a path and a name: allowed is the name alone, without its path"],
    ["existing", "team/gateway", "is a path and a name: allowed is the name alone, without its path"],
    [
      "protectedUser",
      "team/roger",
      "is a path and a name: allowed is the name alone, which protects it at every path, or the user's ARN",
    ],
    ["user", "AIDAJQABLZS4A3QDU576Q", UNIQUE_ID.replace("KIND", "a user")],
    ["keyUser", "AIDAJQABLZS4A3QDU576Q", UNIQUE_ID.replace("KIND", "a user")],
    ["protectedUser", "AIDAJQABLZS4A3QDU576Q", UNIQUE_ID.replace("KIND", "a user")],
    ["existing", "AROADBQP57FF2AEXAMPLE", UNIQUE_ID.replace("KIND", "a role")],
    ["profile", "AIPAJQABLZS4A3QDU576Q", UNIQUE_ID.replace("KIND", "an instance profile")],
    ["keyUser", "/team/roger", PATH_AND_NAME],
    [
      "discovered",
      "us-east-1a",
      "is an availability zone: allowed is its region, without the letter at the end",
    ],
    [
      "deployer",
      "arn:aws:sts::111122223333:assumed-role/deployer/me",
      "is a session of a role, which is another each time: allowed is the role, arn:PARTITION:iam::ACCOUNT:role/NAME",
    ],
  ])("%s: %j", (field, value, message) => {
    const [line, place] = FIELDS[field];
    expect(problemsBelow(line(quoted(value)))).toEqual([
      `keeper-pam.yaml:${place}: ${quoted(value)} ${message}`,
    ]);
  });

  describe("an ARN of another account or partition is not mended: the gateway's own may have a namesake", () => {
    const other = "arn:aws:KIND:999988887777:NAME";
    const inOther = (kind: string, name: string) => other.replace("KIND", kind).replace("NAME", name);
    it.each<[string, string, string, string]>([
      [
        "targets: { iamUsers: [{ name: ARN }] }",
        "25 targets.iamUsers[0].name",
        inOther("iam:", "user/team/roger"),
        "an IAM user name",
      ],
      [
        "targets: { iamAccessKeys: [{ name: ARN }] }",
        "30 targets.iamAccessKeys[0].name",
        inOther("iam:", "user/ci"),
        "an IAM user name",
      ],
      [
        "targets: { managedDatabases: [{ instance: ARN }] }",
        "33 targets.managedDatabases[0].instance",
        inOther("rds:us-east-1", "db:orders"),
        "an RDS instance identifier",
      ],
      [
        "targets: { directories: [{ id: ARN }] }",
        "28 targets.directories[0].id",
        inOther("ds:us-east-1", "directory/d-1234567890"),
        "a directory ID",
      ],
      [
        "gateway: { role: { existing: ARN } }",
        "20 gateway.role.existing",
        inOther("iam:", "role/gw"),
        "an IAM role name",
      ],
      [
        "gateway: { instances: [ARN] }",
        "24 gateway.instances[0]",
        inOther("ec2:us-east-1", "instance/i-0123456789abcdef0"),
        "an EC2 instance ID",
      ],
    ])("%s", (line, place, arn, what) => {
      const said = (own: string, given: string) =>
        problemsBelow(`  accountId: "${own}"`, line.replace("ARN", quoted(given)));
      expect(said("111122223333", arn)).toEqual([
        `keeper-pam.yaml:5:${place}: "${arn}" is of 999988887777, the gateway works in 111122223333: allowed is ${what} there; make a configuration for each account`,
      ]);
      const elsewhere = arn.replace("arn:aws:", "arn:aws-cn:");
      expect(said("999988887777", elsewhere)).toEqual([
        `keeper-pam.yaml:5:${place}: "${elsewhere}" is of aws-cn, the gateway works in aws: allowed is ${what} there; make a configuration for each account`,
      ]);
      expect(said("999988887777", arn)).toEqual([
        expect.stringContaining(`"${arn}" is an ARN: allowed is ${what}, "`),
      ]);
    });
  });

  it("but not what only begins like it", () => {
    for (const name of [
      "db-orders",
      "db-abcdefghijklmnopqrstuvwxy",
      // An identifier may be called so: a ULID has 26 characters.
      "db-01hq3x8zkt5v9m2n4p6r8s0w1y",
      "db-abcdefghijklmnopqrstuvwxyz1",
      "cluster-1",
    ])
      expect(problemsBelow(FIELDS.database[0](name))).toEqual([]);
    for (const name of ["AIDA", "AIDAN", "AIDAJQABLZS4A3QDU576", "AROADBQP57FF2AEXAMPLE"])
      expect(problemsBelow(FIELDS.user[0](name))).toEqual([]);
  });
});

describe("what AWS keeps for itself is refused with the reason", () => {
  const SSO =
    "is a role of IAM Identity Center, which alone changes its policies: allowed is a role of your own";
  const SERVICE =
    "is a role of an AWS service, which alone takes it and changes its policies: allowed is a role of your own";
  const ROLE_PATH = "is a path that AWS keeps for roles of its own: allowed is another";
  const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
  it.each<[keyof typeof FIELDS, string, string]>([
    ["existing", "AWSReservedSSO_Ops_0123456789abcdef", SSO],
    ["existing", "AWSServiceRoleForRDS", SERVICE],
    ["role", "AWSReservedSSO_Ops", SSO],
    ["role", "AWSServiceRoleForKeeper", SERVICE],
    ["prefix", "AWSReservedSSO_", SSO],
    ["prefix", "AWSServiceRoleForX", SERVICE],
    ["stack", "AWSReservedSSO_x", "is not a name for the gateway"],
    ["stack", "constructor", "is a word that JavaScript keeps for itself: allowed is another name"],
    ["stack", "__proto__", "is a word that JavaScript keeps for itself: allowed is another name"],
    ["deployer", arn("AWSReservedSSO_Ops_0123456789abcdef"), "lacks the role's path"],
    [
      "deployer",
      arn("AWSServiceRoleForX"),
      "is a role of an AWS service, which alone takes it: allowed is a role of your own",
    ],
    ["path", "/aws-reserved/sso.amazonaws.com/", ROLE_PATH],
    ["path", "/aws-service-role/", ROLE_PATH],
    [
      "deployer",
      arn("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef"),
      "is a role of IAM Identity Center, which nobody takes but whoever signs in there: allowed is a role of your own",
    ],
    [
      "deployer",
      arn("aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"),
      "is a role of an AWS service, which alone takes it: allowed is a role of your own",
    ],
  ])("%s: %j", (field, value, message) => {
    const [line, place] = FIELDS[field];
    expect(problemsBelow(line(quoted(value)))).toEqual([
      expect.stringMatching(new RegExp(`^keeper-pam\\.yaml:${place.replace(/[[\].]/g, "\\$&")}: `)),
    ]);
    expect(problemsBelow(line(quoted(value))).join()).toContain(message);
  });

  it("the path of a role and of a user too", () => {
    for (const keys of [
      "role: { path: /aws-reserved/x/ }",
      "accessKeyUser: { createAccessKey: false, path: /aws-service-role/x/ }",
    ])
      expect(problemsBelow(`gateway: { ${keys} }`)).toEqual([expect.stringContaining(`/" ${ROLE_PATH}`)]);
  });

  it("but not what only begins alike", () => {
    for (const name of ["AWSReserved", "awsservice", "AWSServiceRole"])
      expect(problemsBelow(FIELDS.existing[0](name))).toEqual([]);
    for (const path of ["/aws/", "/aws-reserved-by-us/", "/team/aws-reserved/"])
      expect(problemsBelow(FIELDS.path[0](path))).toEqual([]);
  });
});

describe("a name as long as AWS allows is accepted, one character more is not", () => {
  it.each<[keyof typeof FIELDS, number, (length: number) => string]>([
    ["stack", 64, (length) => "g".repeat(length)],
    ["tagValue", 256, (length) => "v".repeat(length)],
    ["role", 64, (length) => "r".repeat(length)],
    ["prefix", 38, (length) => "p".repeat(length)],
    ["profile", 128, (length) => "p".repeat(length)],
    ["user", 64, (length) => "u".repeat(length)],
    ["path", 512, (length) => `/${"p".repeat(length - 2)}/`],
    ["database", 63, (length) => "d".repeat(length)],
    ["protectedUser", 64, (length) => "u".repeat(length)],
    ["protectedUser", 64, (length) => `arn:aws:iam::111122223333:user/admins/${"u".repeat(length)}`],
  ])("%s: %i", (field, longest, name) => {
    const [line, place] = FIELDS[field];
    expect(problemsBelow(line(name(longest)))).toEqual([]);
    expect(problemsBelow(line(name(longest + 1)))).toEqual([
      expect.stringContaining(`keeper-pam.yaml:${place}: "`),
    ]);
  });
});

describe("a name that AWS accepts is accepted", () => {
  it.each<[keyof typeof FIELDS, string]>([
    ["stack", "keeper_gateway+orders=1,2.eu@corp-x"],
    ["account", "000000000000"],
    ["deployer", "arn:aws:iam::111122223333:role/path/to/deployer"],
    ["tagValue", ""],
    ["tagValue", "Größe 1: a/b=c+d-e@f"],
    ["boundary", "arn:aws:iam::aws:policy/PowerUserAccess"],
    ["user", "first.last@example.com"],
    ["path", "/"],
    ["path", "/division_abc/subdivision_xyz/"],
    ["database", "o"],
    ["database", "orders-eu-1"],
    ["directory", "d-9067f3a1b2"],
    ["protectedUser", "arn:aws:iam::111122223333:user/admins/root"],
    ["discovered", "ap-southeast-7"],
  ])("%s: %j", (field, value) => {
    expect(problemsBelow(FIELDS[field][0](quoted(value)))).toEqual([]);
  });

  it("a region that AWS has not opened yet, of a form that AWS uses", () => {
    expect(configurationIn("name: gateway\naws: { region: sa-northwest-2 }\n").aws.region).toBe(
      "sa-northwest-2",
    );
  });
});

describe("a tag that selects", () => {
  const selecting = (key: string) =>
    problemsBelow("targets:", "  iamUsers:", `    - tag: { key: ${key}, value: x }`);

  it("has the characters that a policy may hold", () => {
    expect(selecting("Größe")).toEqual([]);
    expect(selecting("команда")).toEqual([
      expect.stringMatching(/tag\.key: "команда" is not a tag key that a policy can hold: .* of Latin-1/),
    ]);
  });

  it("may be any tag where it only labels", () => {
    expect(problemsBelow("  tags: { команда: управление }")).toEqual([]);
  });
});

describe("the default tags and the role's own", () => {
  const role = (tags: string) => ["gateway:", "  role:", `    tags: ${tags}`];

  it("may override each other", () => {
    expect(problemsBelow("  tags: { Owner: security }", ...role("{ Owner: pam }"))).toEqual([]);
  });

  it.each(["keeperpam-gateway", "KeeperPAM-Gateway"])("cannot have the stack's own tag %s", (key) => {
    const refused = `"${key}" is the tag that says what a stack has made: allowed is another key`;
    expect(problemsBelow(`  tags: { ${key}: other }`)).toEqual([
      `keeper-pam.yaml:4:11 aws.tags.${key}: ${refused}`,
    ]);
    expect(problemsBelow(...role(`{ ${key}: other }`))).toEqual([
      `keeper-pam.yaml:6:13 gateway.role.tags.${key}: ${refused}`,
    ]);
  });

  it("cannot differ in capitals only", () => {
    expect(problemsBelow("  tags: { Owner: security }", ...role("{ owner: pam }"))).toEqual([
      'keeper-pam.yaml:7:13 gateway.role.tags.owner: "owner" differs from "Owner" in capitals only: IAM takes the two for the same key',
    ]);
  });

  it("are forty-nine at most, together: one is the stack's own", () => {
    const many = (prefix: string) =>
      `{ ${Array.from({ length: 30 }, (_, i) => `${prefix}${i}: x`).join(", ")} }`;
    expect(problemsBelow(`  tags: ${many("a")}`, ...role(many("b")))).toEqual([
      "keeper-pam.yaml:7:5 gateway.role.tags: 60 tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway",
    ]);
  });
});

describe("a region", () => {
  it.each([
    ["us-east-1", "aws"],
    ["mx-central-1", "aws"],
    ["us-northcentral-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-northwest-1", "aws-cn"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("%s lies in partition %s", (region, partition) => {
    const file = (p: string) => `name: a\naws: { region: ${region}, partition: ${p} }\n`;
    expect(problemsIn(file(partition))).toEqual([]);
    expect(problemsIn(file(partition === "aws" ? "aws-cn" : "aws"))).toEqual([
      expect.stringContaining(`"${region}" lies in partition ${partition}`),
    ]);
  });
});
