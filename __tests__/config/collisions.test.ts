import { problemsInFolder } from "../support/refusals";

/** A configuration in an account, or in any when none is given. */
function gateway(name: string, accountId?: string, more = ""): string {
  return `name: ${name}\naws:\n  region: us-east-1\n${accountId === undefined ? "" : `  accountId: "${accountId}"\n`}${more}`;
}

const ONE = "111122223333";
const OTHER = "444455556666";

const UNKNOWN =
  "for all that is known in the same account: give aws.accountId in both files, or another name";

describe("two files of a folder that make the same names", () => {
  it("in the same account collide with each of them", () => {
    expect(
      problemsInFolder({
        "a.yaml": gateway("gateway", ONE),
        "b.yaml": gateway("gateway", ONE, "stack: b\n"),
      }),
    ).toEqual([
      'b.yaml:1:1 name: a.yaml makes policies called after "gateway" too: give name another name',
      'b.yaml:1:1 name: a.yaml makes the role "gateway" too: give name another name',
      'b.yaml:1:1 name: a.yaml makes the instance profile "gateway" too: give name another name',
    ]);
  });

  it("in different accounts do not collide", () => {
    expect(
      problemsInFolder({
        "a.yaml": gateway("gateway", ONE),
        "b.yaml": gateway("gateway", OTHER, "stack: b\n"),
      }),
    ).toEqual([]);
  });

  it("collide when an account is not given, which may be the same", () => {
    const files = {
      "a.yaml": gateway("gateway", ONE),
      "b.yaml": gateway("gateway", undefined, "stack: b\n"),
    };
    expect(problemsInFolder(files)).toEqual([
      `b.yaml:1:1 name: a.yaml makes policies called after "gateway" too, ${UNKNOWN}`,
      `b.yaml:1:1 name: a.yaml makes the role "gateway" too, ${UNKNOWN}`,
      `b.yaml:1:1 name: a.yaml makes the instance profile "gateway" too, ${UNKNOWN}`,
    ]);
  });

  it("are told apart by the account of the role that Terraform takes", () => {
    const taking = (account: string, stack: string) =>
      `${gateway("gateway")}  assumeRoleArn: arn:aws:iam::${account}:role/deployer\nstack: ${stack}\n`;
    expect(problemsInFolder({ "a.yaml": taking(ONE, "a"), "b.yaml": taking(OTHER, "b") })).toEqual([]);
    expect(problemsInFolder({ "a.yaml": taking(ONE, "a"), "b.yaml": taking(ONE, "b") })).toHaveLength(3);
  });

  it("collide whatever the region, since IAM has none", () => {
    const files = {
      "a.yaml": gateway("gateway", ONE),
      "b.yaml": gateway("gateway", ONE, "stack: b\n").replace("us-east-1", "eu-west-1"),
    };
    expect(problemsInFolder(files)).toHaveLength(3);
  });

  it("collide whatever the case of the letters, since IAM does not tell them apart", () => {
    expect(
      problemsInFolder({
        "a.yaml": gateway("gateway", ONE),
        "b.yaml": gateway("Gateway", ONE, "stack: b\n"),
      }),
    ).toContain('b.yaml:1:1 name: a.yaml makes the role "Gateway" too: give name another name');
  });

  it("collide with every earlier file", () => {
    const files = Object.fromEntries(
      ["a", "b", "c"].map((stack) => [`${stack}.yaml`, gateway("gateway", ONE, `stack: ${stack}\n`)]),
    );
    expect(problemsInFolder(files).filter((line) => line.includes("the role"))).toEqual([
      'b.yaml:1:1 name: a.yaml makes the role "gateway" too: give name another name',
      'c.yaml:1:1 name: a.yaml makes the role "gateway" too: give name another name',
      'c.yaml:1:1 name: b.yaml makes the role "gateway" too: give name another name',
    ]);
  });
});

describe("two files that make the same stack", () => {
  it("collide whatever their accounts, since the stack is a folder", () => {
    expect(
      problemsInFolder({ "a.yaml": gateway("gateway", ONE), "b.yaml": gateway("gateway", OTHER) }),
    ).toEqual(['b.yaml:1:1 name: a.yaml makes the stack "gateway" too: give name another name']);
  });

  it("collide where the stack is named", () => {
    const files = {
      "a.yaml": gateway("one", ONE, "stack: pam\n"),
      "b.yaml": gateway("two", ONE, "stack: PAM\n"),
    };
    expect(problemsInFolder(files)).toEqual([
      'b.yaml:5:1 stack: a.yaml makes the stack "PAM" too: give stack another name',
    ]);
  });

  it("collide when one is named as the other is called", () => {
    const files = { "a.yaml": gateway("one", ONE), "b.yaml": gateway("two", ONE, "stack: one\n") };
    expect(problemsInFolder(files)).toEqual([
      'b.yaml:5:1 stack: a.yaml makes the stack "one" too: give stack another name',
    ]);
  });
});

describe("a role or profile of a name of its own", () => {
  const of = (name: string, gatewayKeys: string) => gateway(name, ONE, `gateway: { ${gatewayKeys} }\n`);

  it("collides where that name stands", () => {
    const keys = "role: { name: shared }, instanceProfile: { name: common }";
    expect(problemsInFolder({ "a.yaml": of("one", keys), "b.yaml": of("two", keys) })).toEqual([
      'b.yaml:5:20 gateway.role.name: a.yaml makes the role "shared" too: give gateway.role.name another name',
      'b.yaml:5:55 gateway.instanceProfile.name: a.yaml makes the instance profile "common" too: give gateway.instanceProfile.name another name',
    ]);
  });

  it("collides by the role's name where the profile is called after that", () => {
    const [a, b] = ["role: { name: shared }", "instanceProfile: { name: shared }"];
    expect(problemsInFolder({ "a.yaml": of("one", a), "b.yaml": of("two", b) })).toEqual([
      expect.stringContaining('a.yaml makes the instance profile "shared" too'),
    ]);
  });

  it("collides with the name of another gateway", () => {
    expect(
      problemsInFolder({ "a.yaml": gateway("one", ONE), "b.yaml": of("two", "role: { name: one }") }),
    ).toEqual([
      'b.yaml:5:20 gateway.role.name: a.yaml makes the role "one" too: give gateway.role.name another name',
      'b.yaml:5:20 gateway.role.name: a.yaml makes the instance profile "one" too: give gateway.role.name another name',
    ]);
  });

  it("leaves the policies, which are called after the gateway", () => {
    const own = (n: number) => `role: { name: r${n} }, instanceProfile: { name: p${n} }`;
    const files = { "a.yaml": of("gateway", own(1)), "b.yaml": `${of("gateway", own(2))}stack: b\n` };
    expect(problemsInFolder(files)).toEqual([
      'b.yaml:1:1 name: a.yaml makes policies called after "gateway" too: give name another name',
    ]);
  });

  it("does not collide with a prefix, which Terraform completes", () => {
    const prefixed = "role: { namePrefix: pam- }";
    expect(problemsInFolder({ "a.yaml": of("one", prefixed), "b.yaml": of("two", prefixed) })).toEqual([]);
    const named = "role: { name: one }, instanceProfile: { name: two }";
    expect(problemsInFolder({ "a.yaml": of("one", prefixed), "b.yaml": of("two", named) })).toEqual([]);
  });

  it("is not made, so does not collide, with an existing role or no profile", () => {
    const existing = "role: { existing: shared }";
    expect(problemsInFolder({ "a.yaml": of("one", existing), "b.yaml": of("two", existing) })).toEqual([]);
    const named = "role: { name: ROLE }, instanceProfile: false";
    expect(
      problemsInFolder({
        "a.yaml": gateway("pam", ONE, "gateway: { role: { name: one }, instanceProfile: false }\n"),
        "b.yaml": of("two", named.replace("ROLE", "three")),
      }),
    ).toEqual([]);
  });
});

describe("what is called after something else", () => {
  const SECRET = (name: string, more = "") => `gateway: { configurationSecret: { name: ${name}${more} } }\n`;
  const INSTANCES = "instances: [i-0123456789abcdef0]";
  const FUNCTION_ROLE = "gw-Instance-Attachment";

  it("is the key's alias, which two names of secrets can share", () => {
    const files = {
      "a.yaml": gateway("one", ONE, SECRET("keeper/gw.prod")),
      "b.yaml": gateway("two", ONE, SECRET("keeper/gw-prod")),
    };
    expect(problemsInFolder(files)).toEqual([
      'b.yaml:5:35 gateway.configurationSecret.name: a.yaml makes the key alias in us-east-1 "alias/keeper/gw-prod" too: give gateway.configurationSecret.name another name',
    ]);
    const elsewhere = { ...files, "b.yaml": files["b.yaml"].replace("us-east-1", "eu-west-1") };
    expect(problemsInFolder(elsewhere)).toEqual([]);
    const key = `, keyArn: "arn:aws:kms:us-east-1:${ONE}:key/12345678-1234-1234-1234-123456789012"`;
    expect(
      problemsInFolder({ ...files, "b.yaml": gateway("two", ONE, SECRET("keeper/gw-prod", key)) }),
    ).toEqual([]);
  });

  it("is the role of the attachment function, which another file's role can be called like", () => {
    const own = `gateway: { role: { name: ${FUNCTION_ROLE} } }\n`;
    const attaching = gateway("gw", ONE, `gateway: { ${INSTANCES} }\n`);
    expect(problemsInFolder({ "a.yaml": attaching, "b.yaml": gateway("two", ONE, own) })).toEqual([
      `b.yaml:5:20 gateway.role.name: a.yaml makes the role "${FUNCTION_ROLE}" too: give gateway.role.name another name`,
    ]);
    expect(problemsInFolder({ "a.yaml": gateway("two", ONE, own), "b.yaml": attaching })).toEqual([
      'b.yaml:1:1 name: a.yaml makes the role "gw-instance-attachment" too: give name another name',
    ]);
    expect(problemsInFolder({ "a.yaml": gateway("gw", ONE), "b.yaml": gateway("two", ONE, own) })).toEqual(
      [],
    );
  });

  it.each(["name", "existing"])(
    "is the role of the attachment function, beside the gateway's own: %s",
    (key) => {
      const role = `role: { ${key}: ${FUNCTION_ROLE} }, instanceProfile: true`;
      const at = (instances: string) =>
        problemsInFolder({ "a.yaml": gateway("gw", ONE, `gateway: { ${role}, instances: ${instances} }\n`) });
      expect(at("[i-0123456789abcdef0]")).toEqual([
        `a.yaml:5:20 gateway.role.${key}: "${FUNCTION_ROLE}" is what the role of the attachment function is called, which instances need: allowed is another name`,
      ]);
      expect(at("[]")).toEqual([]);
    },
  );
});
