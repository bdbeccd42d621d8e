import { problemsBelow, problemsIn } from "../support/refusals";

const ACCOUNT = '  accountId: "111122223333"';
const APART = "no account reaches both, make a configuration for each";

describe("a region of another partition than the gateway's", () => {
  it("contradicts the partition that is given", () => {
    expect(problemsBelow("  partition: aws-cn")).toEqual([
      `keeper-pam.yaml:3:3 aws.region: "us-east-1" lies in partition aws, the gateway in aws-cn: ${APART}`,
    ]);
  });

  it("contradicts the gateway's region, wherever it stands", () => {
    expect(
      problemsBelow(
        "targets:",
        "  managedDatabases:",
        "    - { instance: orders, region: us-gov-west-1 }",
        "  directories:",
        "    - { id: d-1234567890, region: cn-north-1 }",
        "discovery:",
        "  regions: [us-east-1, us-gov-east-1]",
      ),
    ).toEqual([
      `keeper-pam.yaml:6:27 targets.managedDatabases[0].region: "us-gov-west-1" lies in partition aws-us-gov, the gateway in aws: ${APART}`,
      `keeper-pam.yaml:8:27 targets.directories[0].region: "cn-north-1" lies in partition aws-cn, the gateway in aws: ${APART}`,
      `keeper-pam.yaml:10:24 discovery.regions[1]: "us-gov-east-1" lies in partition aws-us-gov, the gateway in aws: ${APART}`,
    ]);
  });

  it("is no contradiction to a partition that does not exist: only that one is named", () => {
    expect(problemsBelow("  partition: aws-gov")).toEqual([
      'keeper-pam.yaml:4:3 aws.partition: "aws-gov" is not allowed: allowed is aws, aws-us-gov, aws-cn, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f',
    ]);
  });
});

describe("an ARN of another account or partition than the gateway's", () => {
  it("cannot be the deployer's role", () => {
    expect(problemsBelow(ACCOUNT, "  assumeRoleArn: arn:aws:iam::444455556666:role/deployer")).toEqual([
      'keeper-pam.yaml:5:3 aws.assumeRoleArn: "arn:aws:iam::444455556666:role/deployer" is a role of 444455556666, aws.accountId is 111122223333: the apply would be refused; allowed is a role of the same account',
    ]);
    expect(problemsBelow("  assumeRoleArn: arn:aws-cn:iam::444455556666:role/deployer")).toEqual([
      `keeper-pam.yaml:4:3 aws.assumeRoleArn: "arn:aws-cn:iam::444455556666:role/deployer" lies in partition aws-cn, the gateway in aws: ${APART}`,
    ]);
  });

  it("cannot bound the role, but for AWS's own policies", () => {
    const boundary = (arn: string) => ["gateway:", "  role:", `    permissionsBoundaryArn: ${arn}`];
    expect(problemsBelow(ACCOUNT, ...boundary("arn:aws:iam::444455556666:policy/boundary"))).toEqual([
      'keeper-pam.yaml:7:5 gateway.role.permissionsBoundaryArn: "arn:aws:iam::444455556666:policy/boundary" is a policy of 444455556666, the gateway works in 111122223333: a boundary is a policy of the same account or of AWS',
    ]);
    expect(problemsBelow(ACCOUNT, ...boundary("arn:aws:iam::aws:policy/PowerUserAccess"))).toEqual([]);
    expect(problemsBelow(...boundary("arn:aws-us-gov:iam::aws:policy/PowerUserAccess"))).toEqual([
      `keeper-pam.yaml:6:5 gateway.role.permissionsBoundaryArn: "arn:aws-us-gov:iam::aws:policy/PowerUserAccess" lies in partition aws-us-gov, the gateway in aws: ${APART}`,
    ]);
  });

  it("protects nobody", () => {
    expect(
      problemsBelow(
        ACCOUNT,
        "protectedUsers:",
        "  - arn:aws:iam::444455556666:user/root",
        "  - arn:aws-cn:iam::111122223333:user/root",
      ),
    ).toEqual([
      'keeper-pam.yaml:6:5 protectedUsers[0]: "arn:aws:iam::444455556666:user/root" is a user of 444455556666, the gateway works in 111122223333: nobody there would be protected',
      'keeper-pam.yaml:7:5 protectedUsers[1]: "arn:aws-cn:iam::111122223333:user/root" is a user of aws-cn, the gateway works in aws: nobody there would be protected',
    ]);
  });

  it("is no contradiction to an account that is none: only that one is named", () => {
    expect(
      problemsBelow('  accountId: "12345"', "  assumeRoleArn: arn:aws:iam::111122223333:role/deployer"),
    ).toEqual([
      'keeper-pam.yaml:4:3 aws.accountId: "12345" is not an AWS account ID: allowed is 12 digits in quotes, e.g. "111122223333"',
    ]);
  });

  it("is no contradiction when no account is given", () => {
    expect(problemsBelow("  assumeRoleArn: arn:aws:iam::444455556666:role/deployer")).toEqual([]);
  });
});

describe("a user that is protected and a target", () => {
  const never = "a protected user can never be rotated, remove one of the two";

  it("contradicts itself by name, whatever the path and the case of the letters", () => {
    expect(
      problemsBelow(
        "targets:",
        "  iamUsers: [{ name: auditor, path: /contractors/ }]",
        "  iamAccessKeys: [{ name: ci-bot }]",
        "protectedUsers: [Auditor, ci-bot]",
      ),
    ).toEqual([
      `keeper-pam.yaml:7:18 protectedUsers[0]: "Auditor" is a target too (targets.iamUsers[0]): ${never}`,
      `keeper-pam.yaml:7:27 protectedUsers[1]: "ci-bot" is a target too (targets.iamAccessKeys[0]): ${never}`,
    ]);
  });

  it("is named once for each list of targets", () => {
    expect(
      problemsBelow(
        "targets:",
        "  iamUsers: [{ name: auditor }]",
        "  iamAccessKeys: [{ name: ci-bot }, { name: auditor }]",
        "protectedUsers: [auditor]",
      ),
    ).toEqual([
      `keeper-pam.yaml:7:18 protectedUsers[0]: "auditor" is a target too (targets.iamUsers[0]): ${never}`,
      `keeper-pam.yaml:7:18 protectedUsers[0]: "auditor" is a target too (targets.iamAccessKeys[1]): ${never}`,
    ]);
  });

  it("contradicts itself by ARN at the same path only", () => {
    expect(
      problemsBelow(
        "targets:",
        "  iamUsers: [{ name: auditor, path: /contractors/ }]",
        "protectedUsers:",
        "  - arn:aws:iam::111122223333:user/auditor",
        "  - arn:aws:iam::111122223333:user/contractors/auditor",
      ),
    ).toEqual([
      `keeper-pam.yaml:8:5 protectedUsers[1]: "arn:aws:iam::111122223333:user/contractors/auditor" is a target too (targets.iamUsers[0]): ${never}`,
    ]);
  });

  it("is none where a path or tag merely takes it in: that is what protection is for", () => {
    expect(
      problemsBelow(
        "targets:",
        "  iamUsers: [{ path: /service/ }, { tag: { key: KeeperPAM, value: managed } }]",
        "protectedUsers: [arn:aws:iam::111122223333:user/service/payments, break-glass]",
      ),
    ).toEqual([]);
  });
});

describe("a target is named in exactly one way", () => {
  it.each([
    [
      "managedDatabases: [{}]",
      "5:22 targets.managedDatabases[0]: nothing is named: allowed is exactly one of instance, tag",
    ],
    [
      "managedDatabases: [{ region: eu-west-1 }]",
      "5:22 targets.managedDatabases[0]: nothing is named: allowed is exactly one of instance, tag",
    ],
    [
      "managedDatabases: [{ instance: orders, tag: { key: a, value: b } }]",
      "5:22 targets.managedDatabases[0]: instance and tag are given together: allowed is exactly one of instance, tag",
    ],
    [
      "directories: [{ id: d-1234567890, tag: { key: a, value: b } }]",
      "5:17 targets.directories[0]: id and tag are given together: allowed is exactly one of id, tag",
    ],
    [
      "iamUsers: [{}]",
      "5:14 targets.iamUsers[0]: nothing is named: allowed is exactly one of name, path, tag",
    ],
    [
      "iamUsers: [{ path: /a/, tag: { key: a, value: b } }]",
      "5:14 targets.iamUsers[0]: path and tag are given together: allowed is exactly one of name, path, tag",
    ],
    [
      "iamAccessKeys: [{ name: a, tag: { key: a, value: b } }]",
      "5:19 targets.iamAccessKeys[0]: name and tag are given together: allowed is exactly one of name, tag",
    ],
  ])("%s", (target, line) => {
    expect(problemsBelow("targets:", `  ${target}`)).toEqual([`keeper-pam.yaml:${line}`]);
  });

  it("but a name may have its path", () => {
    expect(problemsBelow("targets: { iamUsers: [{ name: a, path: /b/ }] }")).toEqual([]);
  });

  it("and discovery names a region or leaves the list out", () => {
    expect(problemsBelow("discovery: { regions: [] }")).toEqual([
      "keeper-pam.yaml:4:14 discovery.regions: no region is named: allowed is one or more, or no `regions` for the gateway's own",
    ]);
  });
});

describe("a role", () => {
  it("has a name or a prefix, not both", () => {
    expect(problemsBelow("gateway: { role: { name: a, namePrefix: b } }")).toEqual([
      "keeper-pam.yaml:4:12 gateway.role: name and namePrefix are given together: allowed is one of them",
    ]);
  });

  it("that exists already is taken as it is", () => {
    expect(problemsBelow("gateway: { role: { existing: a, path: /b/, tags: {} } }")).toEqual([
      "keeper-pam.yaml:4:20 gateway.role.existing: an existing role is taken as it is: path, tags cannot be set for it",
    ]);
  });
});

describe("what the file cannot know", () => {
  it.each(["${var.region}", "%{ if true }x%{ endif }", "arn:aws:iam::${account}:role/x"])(
    "is no value of it: %s",
    (value) => {
      expect(problemsIn(`name: gateway\naws:\n  region: '${value}'\n`)).toEqual([
        "keeper-pam.yaml:3:3 aws.region: ${…} and %{…} are Terraform expressions: a configuration file holds plain values, references are for the constructs",
      ]);
    },
  );
});
