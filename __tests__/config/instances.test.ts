import { below, configurationIn, problemsBelow, problemsIn } from "../support/refusals";

const ID = "i-0123456789abcdef0";
const OTHER = "i-0fedcba9876543210";
const INSTANCE =
  "an EC2 instance ID: allowed is i- and 17 (or 8) hexadecimal digits in lower case, e.g. i-0123456789abcdef0";

/** A line of the file, its fourth. */
const gateway = (keys: string) => `gateway: { ${keys} }`;
const refused = (place: string, message: string) => [`keeper-pam.yaml:${place}: ${message}`];

/** So many instances, each another. */
const ids = (count: number) => Array.from({ length: count }, (_, i) => `i-0000000${i}`);

describe("instances that get the gateway's profile", () => {
  it.each([
    `instances: [${ID}]`,
    `instances: [${ID}, ${OTHER}]`,
    "instances: [i-01234567]",
    "instances: []",
    `instances: [${ids(6).join(", ")}]`,
    `instances: [${ID}], onConflict: fail`,
    `instances: [${ID}], onConflict: replace`,
    `instances: [${ID}], installation: docker`,
    `instances: [${ID}], installation: native`,
    `instances: [${ID}], instanceProfile: true`,
    `instances: [${ID}], instanceProfile: { name: gateway-host }`,
    `instances: [${ID}], role: { namePrefix: gateway- }`,
    `instances: [${ID}], role: { existing: gateway }, instanceProfile: true`,
    `instances: [${ID}], attachmentFunction: {}`,
    `instances: [${ID}], attachmentFunction: { logRetentionDays: 365, permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary' }`,
    `instances: [${ID}], accessKeyUser: { createAccessKey: false }`,
  ])("may be { %s }", (keys) => {
    expect(problemsBelow(gateway(keys))).toEqual([]);
  });

  it("are what the file lists, in its order", () => {
    expect(configurationIn(below(gateway(`instances: [${OTHER}, ${ID}]`))).gateway?.instances).toEqual([
      OTHER,
      ID,
    ]);
  });

  it.each([
    "0123456789abcdef0",
    "i-0123456789abcdef",
    "i-0123456789abcdef01",
    "i-0123456789ABCDEF0",
    "I-0123456789abcdef0",
    "i-0123456789abcdefg",
    "i-*",
    "gateway-host",
    "ec2-203-0-113-7.compute-1.amazonaws.com",
    "",
  ])("are named by their IDs: %j is none", (id) => {
    expect(problemsBelow(gateway(`instances: [${JSON.stringify(id)}]`))).toEqual(
      refused("4:24 gateway.instances[0]", `${JSON.stringify(id)} is not ${INSTANCE}`),
    );
  });

  it("are not named by their ARNs", () => {
    const arn = `arn:aws:ec2:us-east-1:111122223333:instance/${ID}`;
    expect(problemsBelow(gateway(`instances: ["${arn}"]`))).toEqual(
      refused("4:24 gateway.instances[0]", `"${arn}" is an ARN: allowed is an EC2 instance ID, "${ID}"`),
    );
  });

  it("stand in the list once", () => {
    expect(problemsBelow("gateway:", "  instances:", `    - ${ID}`, `    - ${OTHER}`, `    - ${ID}`)).toEqual(
      refused("8:7 gateway.instances[2]", `"${ID}" stands in the list twice: allowed is once`),
    );
  });

  it("stand in the list once, and are named for each further time", () => {
    expect(problemsBelow("gateway:", "  instances:", ...Array<string>(3).fill(`    - ${ID}`))).toEqual([
      ...refused("7:7 gateway.instances[1]", `"${ID}" stands in the list twice: allowed is once`),
      ...refused("8:7 gateway.instances[2]", `"${ID}" stands in the list twice: allowed is once`),
    ]);
  });

  it("are six at most", () => {
    expect(problemsBelow(gateway(`instances: [${ids(7).join(", ")}]`))).toEqual(
      refused(
        "4:12 gateway.instances",
        "7 instances are given: allowed is up to 6, a gateway runs on one or a few; make a configuration for each group",
      ),
    );
  });

  it.each([
    ["one alone", ID, "4:12 gateway.instances", `"${ID}" is not a list`],
    ["true", "true", "4:12 gateway.instances", "true is not a list"],
    ["a number", "[12]", "4:24 gateway.instances[0]", "12 is not a text: put it in quotes"],
    ["a mapping", `[{ id: ${ID} }]`, "4:24 gateway.instances[0]", "a mapping of keys is not a text"],
    ["nothing", "[null]", "4:24 gateway.instances[0]", "null is not a text"],
  ])("are a list of texts, not %s", (_, value, place, message) => {
    expect(problemsBelow(gateway(`instances: ${value}`))).toEqual(refused(place, message));
  });
});

describe("the name of a gateway with instances", () => {
  const named = (name: string, instances: string) =>
    problemsIn(`name: ${name}\naws: { region: us-east-1 }\ngateway: { instances: ${instances} }\n`);
  const LAMBDA = (name: string) =>
    `"${name}" cannot be the beginning of a Lambda function's name, which attaches the instances: allowed is 1 to 44 letters, digits, - and _`;

  it.each(["keeper.gateway", "keeper@corp", "gateway+1", "gateway,1", "gateway=1"])(
    "has only the characters of a function's name: %s is refused",
    (name) => {
      expect(named(name, `[${ID}]`)).toEqual(refused("1:1 name", LAMBDA(name)));
      expect(named(name, "[]")).toEqual([]);
    },
  );

  it("leaves room for what the function is called behind it", () => {
    expect(named("g".repeat(44), `[${ID}]`)).toEqual([]);
    expect(named("g".repeat(45), `[${ID}]`)).toEqual(refused("1:1 name", LAMBDA("g".repeat(45))));
    expect(named("g".repeat(64), "[]")).toEqual([]);
  });

  it.each(["keeper-gateway", "_gateway", "Gateway_1"])("may be %s", (name) => {
    expect(named(name, `[${ID}]`)).toEqual([]);
  });
});

describe("instances without an instance profile", () => {
  const NONE = "instances get the instance profile, and none is made: set instanceProfile to true";

  it.each([
    ["because it is switched off", "instanceProfile: false", 36],
    ["because the role exists already", "role: { existing: gateway }", 41],
    [
      "because it is switched off for a role that exists",
      "instanceProfile: false, role: { existing: gateway }",
      65,
    ],
  ])("are refused, %s", (_, keys, column) => {
    expect(problemsBelow(gateway(`${keys}, instances: [${ID}]`))).toEqual(
      refused(`4:${column} gateway.instances`, NONE),
    );
  });

  it("are nobody's business where the list is empty", () => {
    expect(problemsBelow(gateway("instanceProfile: false, instances: []"))).toEqual([]);
  });
});

describe("a choice about instances", () => {
  it.each([
    ["onConflict: overwrite", '"overwrite" is not allowed: allowed is fail, replace'],
    ["onConflict: replce", '"replce" is not allowed: allowed is fail, replace; did you mean replace?'],
    ["onConflict: true", "true is not allowed: allowed is fail, replace"],
    ["installation: kubernetes", '"kubernetes" is not allowed: allowed is docker, native'],
    ["installation: Docker", '"Docker" is not allowed: allowed is docker, native; did you mean docker?'],
    ["installation: [docker]", "a list is not allowed: allowed is docker, native"],
  ])("is one of those that there are: %s", (keys, message) => {
    const [key] = keys.split(":");
    expect(problemsBelow(gateway(keys))).toEqual(refused(`4:12 gateway.${key}`, message));
  });
});

describe("the function that attaches instances", () => {
  const attachment = (keys: string) => gateway(`attachmentFunction: { ${keys} }`);
  const AT = "gateway.attachmentFunction";
  const ALLOWED = [
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
    ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
  ];

  it.each(ALLOWED)("may keep its log for %i days", (days) => {
    expect(problemsBelow(attachment(`logRetentionDays: ${days}`))).toEqual([]);
  });

  it.each(["0", "2", "31", "366", "3654", "-1"])(
    "keeps its log as long as CloudWatch Logs can: %s days are refused",
    (days) => {
      expect(problemsBelow(attachment(`logRetentionDays: ${days}`))).toEqual(
        refused(
          `4:34 ${AT}.logRetentionDays`,
          `${days} is not a retention of CloudWatch Logs: allowed is ${ALLOWED.join(", ")} days`,
        ),
      );
    },
  );

  it.each([
    ["7.5", "7.5 is not a whole number"],
    ["30d", '"30d" is not a number'],
    ["[30]", "a list is not a number"],
  ])("keeps its log for whole days: %s is none", (days, message) => {
    expect(problemsBelow(attachment(`logRetentionDays: ${days}`))).toEqual(
      refused(`4:34 ${AT}.logRetentionDays`, message),
    );
  });

  it("is bounded by a policy of the same account and partition, or of AWS", () => {
    const boundary = (arn: string) => attachment(`permissionsBoundaryArn: '${arn}'`);
    const ACCOUNT = '  accountId: "111122223333"';
    const foreign = "arn:aws:iam::444455556666:policy/boundary";
    const chinese = "arn:aws-cn:iam::111122223333:policy/boundary";
    expect(problemsBelow(ACCOUNT, boundary(foreign))).toEqual(
      refused(
        `5:34 ${AT}.permissionsBoundaryArn`,
        `"${foreign}" is a policy of 444455556666, the gateway works in 111122223333: a boundary is a policy of the same account or of AWS`,
      ),
    );
    expect(problemsBelow(ACCOUNT, boundary(chinese))).toEqual(
      refused(
        `5:34 ${AT}.permissionsBoundaryArn`,
        `"${chinese}" lies in partition aws-cn, the gateway in aws: no account reaches both, make a configuration for each`,
      ),
    );
    expect(problemsBelow(boundary("boundary"))).toEqual(
      refused(
        `4:34 ${AT}.permissionsBoundaryArn`,
        '"boundary" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME',
      ),
    );
    expect(problemsBelow(ACCOUNT, boundary("arn:aws:iam::aws:policy/PowerUserAccess"))).toEqual([]);
  });

  it.each(["true", "[]", "30"])("is described by a mapping: %s is none", (value) => {
    const shown = value === "[]" ? "a list" : value;
    expect(problemsBelow(gateway(`attachmentFunction: ${value}`))).toEqual(
      refused(`4:12 ${AT}`, `${shown} is not a mapping of keys`),
    );
  });
});

it("everything that is wrong with instances is named at once", () => {
  expect(
    problemsBelow(
      "gateway:",
      "  instanceProfile: false",
      "  instances:",
      `    - ${ID}`,
      "    - gateway-host",
      `    - ${ID}`,
      "    - 12",
      "  onConflict: overwrite",
      "  installation: podman",
      "  attachmentFunction:",
      "    permissionsBoundaryArn: boundary",
      "    logRetentionDays: 31",
      "    memorySize: 128",
    ),
  ).toEqual([
    "keeper-pam.yaml:6:3 gateway.instances: instances get the instance profile, and none is made: set instanceProfile to true",
    `keeper-pam.yaml:8:7 gateway.instances[1]: "gateway-host" is not ${INSTANCE}`,
    `keeper-pam.yaml:9:7 gateway.instances[2]: "${ID}" stands in the list twice: allowed is once`,
    "keeper-pam.yaml:10:7 gateway.instances[3]: 12 is not a text: put it in quotes",
    'keeper-pam.yaml:11:3 gateway.onConflict: "overwrite" is not allowed: allowed is fail, replace',
    'keeper-pam.yaml:12:3 gateway.installation: "podman" is not allowed: allowed is docker, native',
    'keeper-pam.yaml:14:5 gateway.attachmentFunction.permissionsBoundaryArn: "boundary" is not the ARN of a managed policy: allowed is arn:PARTITION:iam::ACCOUNT:policy/NAME',
    expect.stringMatching(/^keeper-pam\.yaml:15:5 gateway\.attachmentFunction\.logRetentionDays: 31 is not/),
    "keeper-pam.yaml:16:5 gateway.attachmentFunction.memorySize: no such key: allowed is permissionsBoundaryArn, logRetentionDays",
  ]);
});
