import { below, configurationIn, problemsBelow, problemsIn } from "../support/refusals";

const AT = "gateway.accessKeyUser";
const WAYS =
  "allowed is exactly one of createAccessKey: false (the user only; its key is made by hand and never passes through Terraform), pgpKey (the secret is in the state encrypted for that key only), acceptSecretInState: true (the secret is in the state in plain text)";

/** A line of the file, its fourth. */
const user = (keys: string) => `gateway: { accessKeyUser: { ${keys} } }`;
const refused = (place: string, message: string) => [`keeper-pam.yaml:${place}: ${message}`];

describe("an access-key user", () => {
  it.each([
    "createAccessKey: false",
    "createAccessKey: false, acceptSecretInState: false",
    "pgpKey: keybase:platform",
    "createAccessKey: true, pgpKey: keybase:platform",
    "pgpKey: keybase:platform, acceptSecretInState: false",
    "acceptSecretInState: true",
    "createAccessKey: true, acceptSecretInState: true",
    "acceptSecretInState: true, generation: 1",
    "acceptSecretInState: true, generation: 2, keepPrevious: true",
    "acceptSecretInState: true, keepPrevious: false",
    "createAccessKey: false, name: gateway-outside, path: /gateways/, tags: { Owner: security }",
    "createAccessKey: false, permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary'",
  ])("may be { %s }", (keys) => {
    expect(problemsBelow(user(keys))).toEqual([]);
  });

  it("is none when it is false, or not given", () => {
    expect(configurationIn(below("gateway: { accessKeyUser: false }")).gateway).toEqual({
      accessKeyUser: false,
    });
    expect(configurationIn(below("gateway: { accessKeyUser: }")).gateway).toEqual({});
  });

  it.each([
    ["true, since it must say what becomes of the secret", "true", "true"],
    ["a text", "gateway-outside", '"gateway-outside"'],
    ["a list", "[gateway-outside]", "a list"],
  ])("is not %s", (_, value, shown) => {
    expect(problemsBelow(`gateway: { accessKeyUser: ${value} }`)).toEqual(
      refused(`4:12 ${AT}`, `${shown} is not allowed: allowed is false, a mapping of keys`),
    );
  });
});

describe("what becomes of the access key's secret", () => {
  it.each(["", "name: gateway-outside", "createAccessKey: true", "acceptSecretInState: false"])(
    "must be said: { %s }",
    (keys) => {
      expect(problemsBelow(user(keys))).toEqual(
        refused(`4:12 ${AT}`, `nothing says what becomes of the access key's secret: ${WAYS}`),
      );
    },
  );

  it.each([
    ["createAccessKey: false, pgpKey: keybase:platform", "createAccessKey: false and pgpKey"],
    [
      "createAccessKey: false, acceptSecretInState: true",
      "createAccessKey: false and acceptSecretInState: true",
    ],
    ["pgpKey: keybase:platform, acceptSecretInState: true", "pgpKey and acceptSecretInState: true"],
    [
      "acceptSecretInState: true, pgpKey: keybase:platform, createAccessKey: false",
      "createAccessKey: false and pgpKey and acceptSecretInState: true",
    ],
  ])("is said in one way, not in several: { %s }", (keys, given) => {
    expect(problemsBelow(user(keys))).toEqual(refused(`4:12 ${AT}`, `${given} are given together: ${WAYS}`));
  });
});

describe("the generation of the access key", () => {
  it.each(["0", "-1"])("counts from 1: %s is none", (generation) => {
    expect(problemsBelow(user(`acceptSecretInState: true, generation: ${generation}`))).toEqual(
      refused(`4:56 ${AT}.generation`, `${generation} is not a generation: allowed is 1, 2, 3, …`),
    );
  });

  it.each([
    ["1.5", "1.5 is not a whole number"],
    ['"2"', '"2" is not a number'],
    ["two", '"two" is not a number'],
  ])("is a whole number: %s is none", (generation, message) => {
    expect(problemsBelow(user(`acceptSecretInState: true, generation: ${generation}`))).toEqual(
      refused(`4:56 ${AT}.generation`, message),
    );
  });

  it("is none that the CDK would take for a reference", () => {
    expect(problemsBelow(user("acceptSecretInState: true, generation: -1.8e289"))).toHaveLength(1);
  });

  it.each(["keepPrevious: true", "generation: 1, keepPrevious: true", "keepPrevious: true, generation: 1"])(
    "must have one before it that could be kept: { %s }",
    (keys) => {
      const column = 56 + keys.indexOf("keepPrevious");
      expect(problemsBelow(user(`acceptSecretInState: true, ${keys}`))).toEqual(
        refused(
          `4:${column} ${AT}.keepPrevious`,
          "generation 1 has no key before it: keepPrevious goes with generation 2 and up",
        ),
      );
    },
  );

  it("is none of a key that is made by hand", () => {
    const message = "createAccessKey is false: there is no access key here that could be renewed";
    expect(problemsBelow(user("createAccessKey: false, generation: 2"))).toEqual(
      refused(`4:53 ${AT}.generation`, message),
    );
    expect(problemsBelow(user("createAccessKey: false, keepPrevious: false"))).toEqual(
      refused(`4:53 ${AT}.keepPrevious`, message),
    );
    expect(problemsBelow(user("createAccessKey: false, generation: 0, keepPrevious: true"))).toEqual([
      ...refused(`4:53 ${AT}.generation`, message),
      ...refused(`4:68 ${AT}.keepPrevious`, message),
    ]);
  });
});

describe("the access-key user as a target of its own gateway", () => {
  const never =
    "is the gateway's own access-key user, whose keys and password it can never reach: remove it from the targets";
  const targets = (list: string, users: string) => `targets: { ${list}: [${users}] }`;
  const OF_ITS_OWN = user("createAccessKey: false, name: gateway-outside");
  const OF_THE_GATEWAY = user("createAccessKey: false");

  it.each([
    ["its password, by the gateway's name", OF_THE_GATEWAY, "iamUsers", "keeper-gateway", 25],
    ["its key, by the gateway's name", OF_THE_GATEWAY, "iamAccessKeys", "keeper-gateway", 30],
    ["its password, by its own name", OF_ITS_OWN, "iamUsers", "gateway-outside", 25],
    ["its key, by its own name", OF_ITS_OWN, "iamAccessKeys", "gateway-outside", 30],
    ["in other capitals, by the gateway's name", OF_THE_GATEWAY, "iamUsers", "Keeper-GATEWAY", 25],
    ["in other capitals, by its own name", OF_ITS_OWN, "iamUsers", "GATEWAY-outside", 25],
  ])("is refused: %s", (_, line, list, name, column) => {
    expect(problemsBelow(line, targets(list, `{ name: ${name} }`))).toEqual(
      refused(`5:${column} targets.${list}[0].name`, `"${name}" ${never}`),
    );
  });

  it("is refused whatever the path, since IAM has no two users of a name", () => {
    expect(
      problemsBelow(
        user("createAccessKey: false, path: /gateways/"),
        targets("iamUsers", "{ name: auditor }, { name: keeper-gateway, path: /people/ }"),
      ),
    ).toEqual(refused("5:44 targets.iamUsers[1].name", `"keeper-gateway" ${never}`));
  });

  it("is refused in each list where it stands", () => {
    expect(
      problemsBelow(
        OF_THE_GATEWAY,
        "targets:",
        "  iamUsers: [{ name: keeper-gateway }]",
        "  iamAccessKeys: [{ name: ci-bot }, { name: keeper-gateway }]",
      ),
    ).toEqual([
      ...refused("6:16 targets.iamUsers[0].name", `"keeper-gateway" ${never}`),
      ...refused("7:39 targets.iamAccessKeys[1].name", `"keeper-gateway" ${never}`),
    ]);
  });

  it("is accepted where a path or a tag merely takes it in, which the policy denies", () => {
    const users = "{ path: / }, { tag: { key: KeeperPAM, value: managed } }";
    expect(problemsBelow(OF_THE_GATEWAY, targets("iamAccessKeys", users))).toEqual([]);
  });

  it("is somebody else when the user is called otherwise, or when there is none", () => {
    const line = targets("iamUsers", "{ name: keeper-gateway }");
    expect(problemsBelow(OF_ITS_OWN, line)).toEqual([]);
    expect(problemsBelow("gateway: { accessKeyUser: false }", line)).toEqual([]);
  });

  it("may be protected too, which says the same once more", () => {
    expect(problemsBelow(OF_THE_GATEWAY, "protectedUsers: [keeper-gateway]")).toEqual([]);
  });
});

describe("the boundary of an access-key user", () => {
  const boundary = (arn: string) => user(`createAccessKey: false, permissionsBoundaryArn: '${arn}'`);
  const ACCOUNT = '  accountId: "111122223333"';

  it("is a policy of the same account or of AWS", () => {
    const other = "arn:aws:iam::444455556666:policy/boundary";
    expect(problemsBelow(ACCOUNT, boundary(other))).toEqual(
      refused(
        `5:53 ${AT}.permissionsBoundaryArn`,
        `"${other}" is a policy of 444455556666, the gateway works in 111122223333: a boundary is a policy of the same account or of AWS`,
      ),
    );
    expect(problemsBelow(ACCOUNT, boundary("arn:aws:iam::aws:policy/PowerUserAccess"))).toEqual([]);
    expect(problemsBelow(boundary(other))).toEqual([]);
  });

  it("lies in the partition of the gateway", () => {
    expect(problemsBelow(boundary("arn:aws-us-gov:iam::aws:policy/PowerUserAccess"))).toEqual(
      refused(
        `4:53 ${AT}.permissionsBoundaryArn`,
        '"arn:aws-us-gov:iam::aws:policy/PowerUserAccess" lies in partition aws-us-gov, the gateway in aws: no account reaches both, make a configuration for each',
      ),
    );
  });
});

describe("the default tags and the access-key user's own", () => {
  const own = (tags: string) => [
    "gateway:",
    "  accessKeyUser:",
    "    createAccessKey: false",
    `    tags: ${tags}`,
  ];

  it("may override each other", () => {
    expect(problemsBelow("  tags: { Owner: security }", ...own("{ Owner: pam }"))).toEqual([]);
  });

  it("cannot differ in capitals only", () => {
    expect(problemsBelow("  tags: { Owner: security }", ...own("{ owner: pam }"))).toEqual(
      refused(
        `8:13 ${AT}.tags.owner`,
        '"owner" differs from "Owner" in capitals only: IAM takes the two for the same key',
      ),
    );
  });

  it("are forty-nine at most, together: one is the stack's own", () => {
    const many = (prefix: string) =>
      `{ ${Array.from({ length: 30 }, (_, i) => `${prefix}${i}: x`).join(", ")} }`;
    expect(problemsBelow(`  tags: ${many("a")}`, ...own(many("b")))).toEqual(
      refused(
        `8:5 ${AT}.tags`,
        "60 tags are given: IAM allows 50 on a resource, and one of them is keeperpam-gateway",
      ),
    );
  });
});

it("everything that is wrong with a user is named at once", () => {
  const text = below(
    "gateway:",
    "  accessKeyUser:",
    "    name: the gateway",
    "    path: gateways",
    "    permissionsBoundaryArn: boundary",
    "    tags: { Owner: 'security; platform', 'aws:owner': x }",
    "    createAccessKey: maybe",
    "    pgpKey: operations.asc",
    "    acceptSecretInState: true",
    "    generation: 0",
    "    keepprevious: true",
  );
  expect(problemsIn(text)).toEqual([
    `keeper-pam.yaml:5:3 ${AT}: pgpKey and acceptSecretInState: true are given together: ${WAYS}`,
    `keeper-pam.yaml:6:5 ${AT}.name: "the gateway" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)`,
    `keeper-pam.yaml:7:5 ${AT}.path: "gateways" is not an IAM path: allowed is up to 512 printable ASCII characters that begin and end with /, without * ? $ % & < > { } " and \\; /aws-reserved/ and /aws-service-role/ are for roles of AWS`,
    `keeper-pam.yaml:8:5 ${AT}.permissionsBoundaryArn: "boundary" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME`,
    `keeper-pam.yaml:9:13 ${AT}.tags.Owner: "security; platform" is not a tag value: allowed is up to 256 letters, digits, spaces and _ . : / = + - @`,
    `keeper-pam.yaml:9:42 ${AT}.tags.aws:owner: "aws:owner" begins with aws:, which AWS keeps for itself`,
    `keeper-pam.yaml:10:5 ${AT}.createAccessKey: "maybe" is not true or false`,
    `keeper-pam.yaml:11:5 ${AT}.pgpKey: "operations.asc" is no file: allowed is keybase:NAME, a PGP public key in base64 or armor, or a file that holds one, seen from this one`,
    `keeper-pam.yaml:13:5 ${AT}.generation: 0 is not a generation: allowed is 1, 2, 3, …`,
    `keeper-pam.yaml:14:5 ${AT}.keepprevious: no such key; did you mean keepPrevious?`,
  ]);
});
