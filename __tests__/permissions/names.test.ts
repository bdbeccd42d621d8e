import {
  ACCOUNT_ID,
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  GATEWAY_NAME,
  IAM_PATH,
  INSTANCE_PROFILE_NAME,
  isReference,
  nameProblems,
  PARTITION,
  partitionOf,
  POLICY_ARN,
  REGION,
  regionProblems,
  ROLE_ARN,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  show,
  TAG_KEY,
  TAG_VALUE,
  USER_ARN,
  USER_NAME,
  type NameRule,
} from "../../modules/permissions";

/** A value whose length shows in the title of its test. */
const of = (length: number, character = "a") => character.repeat(length);
const shown = (value: string) => (value.length > 90 ? `${value.length} characters` : JSON.stringify(value));

function describeRule(
  rule: NameRule,
  values: { accepted: readonly string[]; refused: readonly string[] },
): void {
  describe(rule.what, () => {
    it.each(values.accepted.map((value) => [shown(value), value]))("accepts %s", (_, value) => {
      expect(nameProblems(rule, value, ["name"])).toEqual([]);
    });

    it.each(values.refused.map((value) => [shown(value), value]))("refuses %s", (_, value) => {
      const mistaken = rule.mistaken?.find(({ pattern }) => pattern.test(value));
      const words = mistaken?.say ?? `is not ${rule.what}: allowed is ${rule.allowed}`;
      expect(nameProblems(rule, value, ["name"])).toEqual([
        { path: ["name"], message: `${show(value)} ${words}` },
      ]);
    });
  });
}

const IAM_NAMES = {
  accepted: ["a", "A-Z_09+=,.@-"],
  refused: ["", "a b", "a/b", "a*", "a?", "a:b", "$a", "é", "a\n"],
};

describeRule(USER_NAME, {
  accepted: [...IAM_NAMES.accepted, of(64)],
  refused: [...IAM_NAMES.refused, of(65)],
});

describeRule(ROLE_NAME, {
  accepted: [...IAM_NAMES.accepted, of(64)],
  refused: [...IAM_NAMES.refused, of(65)],
});

describeRule(ROLE_NAME_PREFIX, {
  accepted: [...IAM_NAMES.accepted, of(38)],
  refused: [...IAM_NAMES.refused, of(39)],
});

describeRule(INSTANCE_PROFILE_NAME, {
  accepted: [...IAM_NAMES.accepted, of(128)],
  refused: [...IAM_NAMES.refused, of(129)],
});

describeRule(GATEWAY_NAME, {
  accepted: [...IAM_NAMES.accepted, "_a", "0", of(64)],
  // A stack is a folder: neither hidden nor above, and no option of a command.
  refused: [...IAM_NAMES.refused, ".a", "..", "-a", "+a", "@a", of(65)],
});

describeRule(IAM_PATH, {
  accepted: ["/", "/a/", "/a/b/", "/division_abc/subdivision_xyz/", "/!#'()+,-.:;=@[]^_`|~/", `/${of(510)}/`],
  refused: [
    "",
    "a",
    "a/",
    "/a",
    "//",
    "/a b/",
    "/é/",
    "/a\u007f/",
    // In a policy these would match more than themselves, or mean something else.
    "/a*/",
    "/*/",
    "/a?/",
    "/$a/",
    "/a$/",
    "/%{a}/",
    "/{a}/",
    '/"/',
    "/\\/",
    // Terraform would write these as six characters each.
    "/r&d/",
    "/<a/",
    "/a>/",
    `/${of(511)}/`,
  ],
});

describeRule(DB_INSTANCE_IDENTIFIER, {
  accepted: ["a", "orders", "orders-2", "a1-b2-c3", of(63)],
  refused: [
    "",
    "Orders",
    "ORDERS",
    "1orders",
    "-orders",
    "orders-",
    "or--ders",
    "or_ders",
    "or.ders",
    "*",
    of(64),
  ],
});

describeRule(DIRECTORY_ID, {
  accepted: ["d-1234567890", "d-abcdef0123"],
  refused: [
    "",
    "1234567890",
    "d-123456789",
    "d-12345678901",
    "d-123456789g",
    "d-ABCDEF0123",
    "sd-1234567890",
    "d-*",
  ],
});

describeRule(TAG_KEY, {
  accepted: ["a", "Cost Center", "aws:cloudformation:stack-name", "a_.:/=+-@", "Größe", "部門", of(128)],
  refused: ["", "a*", "a?", "a$", "a#", "a,b", "a&b", "a\tb", of(129)],
});

describeRule(TAG_VALUE, {
  accepted: ["", "a", "Cost Center 1", "a_.:/=+-@", "Größe", "部門", of(256)],
  refused: ["a*", "a?", "a$", "a#", "a,b", "a&b", "a\tb", of(257)],
});

describeRule(ACCOUNT_ID, {
  accepted: ["111122223333", "000000000000"],
  refused: ["", "11112222333", "1111222233334", "1111-2222-3333", "11112222333a", "１１１１２２２２３３３３"],
});

describeRule(PARTITION, {
  accepted: ["aws", "aws-us-gov", "aws-cn"],
  refused: ["", "AWS", "aws-", "us-gov", "aws-us"],
});

describeRule(REGION, {
  accepted: [
    ...[
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
      "ca-central-1",
      "ca-west-1",
      "mx-central-1",
      "sa-east-1",
    ],
    ...["eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"],
    ...["ap-east-1", "ap-east-2", "ap-south-1", "ap-northeast-3", "ap-southeast-1", "ap-southeast-7"],
    ...["af-south-1", "il-central-1", "me-central-1", "me-south-1"],
    ...["us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1"],
    // None of these is open yet.
    ...["mx-south-1", "xx-north-7", "ap-southwest-10", "us-gov-central-1", "cn-south-2"],
  ],
  refused: [
    ...[
      "",
      "us-esat-1",
      "us-east",
      "us-east-",
      "us-east-0",
      "us-east-01",
      "us-east-1a",
      "us-east1",
      "useast-1",
    ],
    ...[
      "US-EAST-1",
      "usa-east-1",
      "east-1",
      "us-gov-1",
      "us-gov-1-west",
      "global",
      "*",
      "us-east-*",
      " us-east-1",
    ],
  ],
});

describeRule(ROLE_ARN, {
  accepted: ["arn:aws:iam::111122223333:role/a", "arn:aws-us-gov:iam::111122223333:role/path/a"],
  refused: [
    "",
    "a",
    "arn:aws:iam::111122223333:user/a",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::11112222333:role/a",
    "arn:aws:sts::111122223333:assumed-role/a/b",
  ],
});

describeRule(POLICY_ARN, {
  accepted: [
    "arn:aws:iam::111122223333:policy/a",
    "arn:aws-cn:iam::111122223333:policy/path/a",
    "arn:aws:iam::aws:policy/PowerUserAccess",
  ],
  refused: [
    "",
    "a",
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:iam::111122223333:policy/",
    "arn:aws:iam:::policy/a",
  ],
});

describeRule(USER_ARN, {
  accepted: [
    "arn:aws:iam::111122223333:user/a",
    "arn:aws-us-gov:iam::111122223333:user/path/to/a",
    `arn:aws:iam::111122223333:user/${of(510)}/${of(64)}`,
  ],
  refused: [
    "",
    "a",
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::11112222333:user/a",
    "arn:aws:iam::111122223333:user/",
    "arn:aws:iam::111122223333:user/a*",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:iam::111122223333:user/a?",
    "arn:aws:iam::111122223333:user/$a",
    "arn:aws:iam::111122223333:user/r&d/a",
    // These are no users: whoever writes them to protect somebody would protect nobody.
    "arn:aws:iam::111122223333:user/path/",
    "arn:aws:iam::111122223333:user/a:b",
    `arn:aws:iam::111122223333:user/${of(65)}`,
    `arn:aws:iam::111122223333:user/${of(511)}/a`,
  ],
});

describe("a reference", () => {
  it("is known by its braces, wherever they stand", () => {
    expect(isReference("${aws_iam_user.ada.name}")).toBe(true);
    expect(isReference("ci-${aws_iam_user.ada.name}")).toBe(true);
    expect(isReference("$aws")).toBe(false);
    expect(isReference("{aws}")).toBe(false);
  });

  it.each([USER_NAME, IAM_PATH, DB_INSTANCE_IDENTIFIER, DIRECTORY_ID, TAG_KEY, TAG_VALUE, REGION, USER_ARN])(
    "is taken on trust in place of $what",
    (rule) => {
      expect(nameProblems(rule, "${aws_x.y.z}", [])).toEqual([]);
    },
  );
});

describe("a wildcard beside a reference", () => {
  it.each([
    [USER_NAME, "*-${aws_x.y.z}"],
    [IAM_PATH, "/*/${aws_x.y.z}/"],
    [DB_INSTANCE_IDENTIFIER, "${aws_x.y.z}-?"],
  ])("is refused, since it would match more than the one that is meant: $what", (rule, value) => {
    expect(nameProblems(rule, value, ["name"])).toHaveLength(1);
  });
});

describe("a value that is no text", () => {
  it.each([undefined, null, 12, {}, []])("is not judged as a name: %p", (value) => {
    expect(nameProblems(USER_NAME, value, [])).toEqual([]);
  });
});

describe("a region", () => {
  it.each([
    ["us-east-1", "aws"],
    ["mx-south-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ])("%s lies in partition %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
    expect(regionProblems(region, partition, [])).toEqual([]);
  });

  it("of another partition than the gateway's is refused", () => {
    expect(regionProblems("cn-north-1", "aws", ["region"])).toEqual([
      {
        path: ["region"],
        message:
          '"cn-north-1" lies in partition aws-cn, the gateway in aws: no account reaches both, make a configuration for each',
      },
    ]);
  });

  it("is judged by its form alone as long as the partition is not known", () => {
    expect(regionProblems("cn-north-1", undefined, [])).toEqual([]);
    expect(regionProblems("cn-north-1", "${data.aws_partition.current.partition}", [])).toEqual([]);
    expect(regionProblems("cn-nrth-1", undefined, [])).toHaveLength(1);
  });

  it("that Terraform knows is not held against a partition", () => {
    expect(regionProblems("${data.aws_region.current.id}", "aws-cn", [])).toEqual([]);
  });
});
