import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { TerraformVariable, Token, type TerraformStack } from "cdktf";
import {
  GatewayInstanceProfile,
  GatewayPermissions,
  GatewayRole,
  gatewayStatements,
  KeeperGateway,
  PermissionStyle,
  roleArn,
  type KeeperGatewayProps,
  type RotationTargets,
} from "cdktf-keeperpam-aws";
import { policyDocuments, synthesizeConstructs, type TerraformJson } from "../support/synthesis";

const ACCOUNT = { accountId: "111122223333", partition: "aws", region: "us-east-1" };

function gateway(props: Partial<KeeperGatewayProps> = {}): TerraformJson {
  return synthesizeConstructs((stack) => {
    new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, ...props });
  });
}

function only(stack: TerraformJson, type: string): Record<string, unknown> {
  const blocks = Object.values(stack.resource?.[type] ?? {});
  expect(blocks).toHaveLength(1);
  return blocks[0] as Record<string, unknown>;
}

function resources(
  stack: TerraformJson,
  answers?: Record<string, string>,
): Record<string, readonly string[]> {
  const statements = policyDocuments(stack, answers).flatMap(({ Statement }) => Statement);
  return Object.fromEntries(statements.map(({ Sid, Resource }) => [Sid, Resource]));
}

describe("a gateway without targets", () => {
  const stack = gateway();

  it("has a role and an instance profile that are called exactly what it is called", () => {
    expect(only(stack, "aws_iam_role")).toMatchObject({ name: "keeper-gateway", path: "/" });
    expect(only(stack, "aws_iam_instance_profile")).toMatchObject({ name: "keeper-gateway" });
  });

  it.each<[string, string, Partial<KeeperGatewayProps>]>([
    ["its role, where that has a name of its own", "pam", { role: { name: "pam" } }],
    ["itself, where Terraform completes the role's name", "keeper-gateway", { role: { namePrefix: "pam-" } }],
    [
      "itself, where the role exists already",
      "keeper-gateway",
      { existingRoleName: "pam", instanceProfile: true },
    ],
    ["what it is told, in any case", "host", { role: { name: "pam" }, instanceProfileName: "host" }],
  ])("calls its instance profile after %s: %s", (_, name, props) => {
    const stack = gateway({ ...props, targets: { iamUsers: [{ name: "ada" }] } });
    expect(only(stack, "aws_iam_instance_profile").name).toBe(name);
  });

  it("may do nothing: there is no policy", () => {
    expect(Object.keys(stack.resource ?? {}).sort()).toEqual(["aws_iam_instance_profile", "aws_iam_role"]);
  });

  it("trusts EC2 and nobody else", () => {
    const trust = Object.values(stack.data?.aws_iam_policy_document ?? {});
    expect(trust).toHaveLength(1);
    expect(trust[0]?.statement).toEqual([
      {
        sid: "GatewayInstance",
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
      },
    ]);
  });
});

describe("the role", () => {
  it("takes path, boundary, session length, description and tags", () => {
    const role = {
      path: "/keeper/",
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      maxSessionDuration: 7200,
      description: "rotates",
      tags: { Team: "pam" },
    };
    expect(only(gateway({ role, tags: { Owner: "security" } }), "aws_iam_role")).toMatchObject({
      path: "/keeper/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      max_session_duration: 7200,
      description: "rotates",
      tags: { Owner: "security", Team: "pam", "keeperpam-gateway": "keeper-gateway" },
    });
  });

  it("can have a name of its own, which the self-check follows", () => {
    const stack = gateway({ role: { name: "pam" }, targets: { iamUsers: [{ name: "a" }] } });
    expect(only(stack, "aws_iam_role").name).toBe("pam");
    expect(only(stack, "aws_iam_instance_profile").name).toBe("pam");
    expect(only(stack, "aws_iam_policy").name).toBe("keeper-gateway-1");
    expect(resources(stack).SimulateOwnPermissions).toEqual(["arn:aws:iam::111122223333:role/pam"]);
  });

  it("can have a prefix; the self-check is then on whatever name Terraform finds", () => {
    const stack = gateway({ role: { namePrefix: "pam-" }, targets: { iamUsers: [{ name: "a" }] } });
    const role = only(stack, "aws_iam_role");
    expect(role).toMatchObject({ name_prefix: "pam-" });
    expect(role).not.toHaveProperty("name");
    const [id] = Object.keys(stack.resource?.aws_iam_role ?? {});
    expect(resources(stack, { [`aws_iam_role.${id}.arn`]: "arn:x" }).SimulateOwnPermissions).toEqual([
      "arn:x",
    ]);
  });

  it("can be an existing one, which gets the policies and no instance profile", () => {
    const stack = gateway({ existingRoleName: "legacy", targets: { iamUsers: [{ name: "a" }] } });
    const [id] = Object.keys(stack.data?.aws_iam_role ?? {});
    expect(stack.data?.aws_iam_role?.[id as string]).toMatchObject({ name: "legacy" });
    expect(stack.resource).not.toHaveProperty("aws_iam_role");
    expect(stack.resource).not.toHaveProperty("aws_iam_instance_profile");
    expect(only(stack, "aws_iam_role_policy_attachment").role).toBe(`\${data.aws_iam_role.${id}.name}`);
    expect(
      resources(stack, { [`data.aws_iam_role.${id}.arn`]: "arn:legacy" }).SimulateOwnPermissions,
    ).toEqual(["arn:legacy"]);
  });
});

describe("a gateway with targets", () => {
  it("asks the provider for account, partition and region only where they are not given", () => {
    const targets = { managedDatabases: [{ instance: "orders" }] };
    expect(Object.keys(gateway({ targets }).data ?? {})).toEqual(["aws_iam_policy_document"]);
    const asking = gateway({ targets, accountId: undefined, partition: undefined, region: undefined });
    expect(Object.keys(asking.data ?? {}).sort()).toEqual([
      "aws_caller_identity",
      "aws_iam_policy_document",
      "aws_partition",
      "aws_region",
    ]);
  });

  it("attaches every policy to the role and calls them after the gateway", () => {
    const iamUsers = Array.from({ length: 200 }, (_, i) => ({ name: `user-${String(i).padStart(40, "0")}` }));
    const stack = gateway({ targets: { iamUsers } });
    const policies = Object.entries(stack.resource?.aws_iam_policy ?? {});
    expect(policies.map(([, { name }]) => name)).toEqual([
      "keeper-gateway-1",
      "keeper-gateway-2",
      "keeper-gateway-3",
    ]);
    const attached = Object.values(stack.resource?.aws_iam_role_policy_attachment ?? {}).map(
      (a) => a.policy_arn,
    );
    expect(attached).toEqual(policies.map(([id]) => `\${aws_iam_policy.${id}.arn}`));
  });

  it("refuses more than ten policies can hold, and says what weighs most and what to do", () => {
    const iamUsers = Array.from({ length: 1000 }, (_, i) => ({
      name: `user-${String(i).padStart(40, "0")}`,
    }));
    expect(() => gateway({ targets: { iamUsers, iamAccessKeys: [{ name: "ci-bot" }] } })).toThrow(
      /need 1\d policies.*10 of 6144 characters\n.*heaviest targets:\n\s+targets\.iamUsers: \d+ characters for 1000 resources[^]*one path/,
    );
  });
});

describe("references to other resources of the stack", () => {
  const build = (users: (stack: TerraformStack) => Partial<KeeperGatewayProps>) =>
    synthesizeConstructs((stack) => {
      new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, ...users(stack) });
    });

  it("stand in the policies where literals would", () => {
    const stack = build((scope) => {
      const database = new DbInstance(scope, "orders", { instanceClass: "db.t4g.micro" });
      const user = new IamUser(scope, "auditor", { name: "auditor", path: "/contractors/" });
      return {
        targets: {
          managedDatabases: [{ instance: database.identifier }],
          iamUsers: [{ name: user.name, path: user.path }],
        },
      };
    });
    const found = resources(stack, {
      "aws_db_instance.orders.identifier": "orders-1a2b",
      "aws_iam_user.auditor.name": "auditor",
      "aws_iam_user.auditor.path": "/contractors/",
    });
    expect(found.RotateManagedDatabases).toEqual(["arn:aws:rds:us-east-1:111122223333:db:orders-1a2b"]);
    expect(found.RotateConsolePasswords).toEqual(["arn:aws:iam::111122223333:user/contractors/auditor"]);
  });

  it.each(["name", "arn"] as const)("protect a user by its %s alike", (attribute) => {
    const stack = build((scope) => ({
      protectedUsers: [new IamUser(scope, "admin", { name: "admin" })[attribute]],
      targets: { iamUsers: [{ path: "/" }] },
    }));
    // Terraform's basename of a name is the name, of an ARN its last part.
    expect(
      resources(stack, { [`basename(aws_iam_user.admin.${attribute})`]: "admin" }).DenyProtectedUsers,
    ).toEqual(["arn:aws:iam::111122223333:user/admin", "arn:aws:iam::111122223333:user/*/admin"]);
  });

  it("are counted at their longest, so that no policy outgrows the quota once they are known", () => {
    const stack = build((scope) => ({
      accountId: undefined,
      targets: {
        iamUsers: Array.from({ length: 60 }, (_, i) => {
          const user = new IamUser(scope, `user-${i}`, { name: `user-${i}` });
          return { name: user.name, path: user.path };
        }),
      },
    }));
    const longest = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        [`aws_iam_user.user-${i}.name`, String(i).padStart(64, "n")],
        [`aws_iam_user.user-${i}.path`, `/${"p".repeat(510)}/`],
      ]).flat(),
    );
    const [id] = Object.keys(stack.data?.aws_caller_identity ?? {});
    const documents = policyDocuments(stack, {
      ...longest,
      [`data.aws_caller_identity.${id}.account_id`]: "111122223333",
    });
    expect(documents.length).toBeGreaterThan(5);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144);
  });
});

describe("what a gateway offers its stack", () => {
  it("is names and ARNs, and the values to type into the Keeper records", () => {
    synthesizeConstructs((stack) => {
      const made = new KeeperGateway(stack, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        targets: {
          managedDatabases: [{ instance: "orders", region: "eu-west-1" }, { tag: { key: "k", value: "v" } }],
          directories: [{ id: "d-1234567890" }],
          iamUsers: [{ name: "auditor", path: "/contractors/" }, { path: "/service/" }],
          iamAccessKeys: [{ name: "ci-bot" }, { name: "auditor", path: "/contractors/" }],
        },
      });
      expect(made.policyArns).toHaveLength(1);
      expect(made.pamConfiguration).toEqual({
        awsId: "keeper-gateway",
        accessKeyId: "USE_INSTANCE_ROLE",
        secretAccessKey: "USE_INSTANCE_ROLE",
        regionNames: ["us-east-1", "eu-west-1"],
      });
      expect(made.keeperRecords).toEqual({
        pamDatabases: [{ databaseId: "orders", providerRegion: "eu-west-1" }],
        pamDirectories: [{ directoryId: "d-1234567890", providerRegion: "us-east-1" }],
        pamUsers: [
          { login: "auditor", distinguishedName: "arn:aws:iam::111122223333:user/contractors/auditor" },
          { login: "ci-bot", distinguishedName: "arn:aws:iam::111122223333:user/ci-bot" },
        ],
      });
    });
  });

  it("is a warning when the role's path hides it from its own sessions, or a path takes in everybody", () => {
    synthesizeConstructs((stack) => {
      const made = new KeeperGateway(stack, "gateway", {
        name: "keeper-gateway",
        role: { path: "/keeper/" },
        targets: { iamUsers: [{ path: "/" }] },
      });
      const warnings = made.node.metadata.map(({ data }) => data as string);
      expect(warnings).toEqual([
        expect.stringContaining("the role's path is /keeper/"),
        expect.stringContaining("administrators included"),
      ]);
    });
  });
});

describe("Keeper's published policy", () => {
  const warnings = (props: Partial<KeeperGatewayProps>) => {
    let found: string[] = [];
    synthesizeConstructs((stack) => {
      const made = new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...props });
      found = made.node.metadata.map(({ data }) => data as string);
    });
    return found;
  };

  it("is a warning, since it reaches every administrator's password, with protected users too", () => {
    const warning = expect.stringMatching(/^permissions: documented .*administrators included/) as string;
    expect(warnings({ permissions: PermissionStyle.DOCUMENTED })).toEqual([warning]);
    expect(warnings({ permissions: PermissionStyle.DOCUMENTED, protectedUsers: ["ada"] })).toEqual([warning]);
  });

  it("is none where the permissions are scoped", () => {
    const targets = { iamUsers: [{ name: "ada" }] };
    expect(warnings({ permissions: PermissionStyle.SCOPED, targets })).toEqual([]);
    expect(warnings({ targets })).toEqual([]);
  });
});

describe("what only Terraform knows", () => {
  it("may be the role's path, without a warning that it is not /", () => {
    const stack = synthesizeConstructs((scope) => {
      const path = new TerraformVariable(scope, "path", { type: "string" }).stringValue;
      const made = new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        role: { path },
      });
      expect(made.node.metadata).toEqual([]);
    });
    expect(only(stack, "aws_iam_role").path).toBe("${var.path}");
  });

  it("may be the tags", () => {
    const stack = synthesizeConstructs((scope) => {
      const tags = Token.asStringMap(new TerraformVariable(scope, "tags", { type: "map(string)" }).value);
      new KeeperGateway(scope, "gateway", { name: "keeper-gateway", ...ACCOUNT, role: { tags } });
    });
    expect(only(stack, "aws_iam_role").tags).toBe(
      '${merge(var.tags, {"keeperpam-gateway" = "keeper-gateway"})}',
    );
  });

  it("may be the name of everything", () => {
    const stack = synthesizeConstructs((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      new KeeperGateway(scope, "gateway", { name, ...ACCOUNT, targets: { iamUsers: [{ name: "a" }] } });
    });
    expect(only(stack, "aws_iam_policy").name).toBe("${var.name}-1");
    expect(resources(stack, { "var.name": "pam" }).SimulateOwnPermissions).toEqual([
      "arn:aws:iam::111122223333:role/pam",
    ]);
  });
});

describe("a mistake in the properties", () => {
  it("is one error that lists them all", () => {
    const mistake = () =>
      gateway({
        name: "keeper gateway",
        accountId: "123",
        role: { path: "keeper", maxSessionDuration: 60 },
        targets: { iamUsers: [{}], managedDatabases: [{ instance: "Orders" }] },
        discovery: { regions: ["us-esat-1"] },
      });
    expect(mistake).toThrow(/^KeeperGateway test\/gateway: 7 problems\n/);
    for (const property of [
      /^ {2}name: "keeper gateway" is not a name for the gateway/m,
      /^ {2}accountId: "123" is not an AWS account ID/m,
      /^ {2}role\.path: "keeper" is not an IAM path/m,
      /^ {2}role\.maxSessionDuration: 60 is not a session length: allowed is 3600 to 43200 seconds/m,
      /^ {2}targets\.managedDatabases\[0\]\.instance: "Orders" is not an RDS instance identifier/m,
      /^ {2}targets\.iamUsers\[0\]: nothing is named: allowed is exactly one of name, path, tag/m,
      /^ {2}discovery\.regions\[0\]: "us-esat-1" is not an AWS region/m,
    ]) {
      expect(mistake).toThrow(property);
    }
  });

  it("is a wildcard beside a reference, which would match more than the one that is meant", () => {
    expect(() => gateway({ targets: { iamUsers: [{ name: "${aws_iam_user.a.name}*" }] } })).toThrow(
      /targets\.iamUsers\[0\]\.name: \* and \? stand beside a reference/,
    );
  });

  it("is a list that only Terraform knows, since it cannot be counted", () => {
    const build = () =>
      synthesizeConstructs((stack) => {
        const users = new TerraformVariable(stack, "users", { type: "list(string)" }).listValue;
        new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, protectedUsers: users });
      });
    expect(build).toThrow(/protectedUsers\[0\]: a list that only Terraform knows cannot be counted/);
  });

  it("is a profile that is named and not wanted", () => {
    expect(() => gateway({ instanceProfile: false, instanceProfileName: "pam" })).toThrow(
      /instanceProfileName: an/,
    );
  });

  it("is a role described and brought along at once", () => {
    expect(() => gateway({ existingRoleName: "legacy", role: { path: "/" } })).toThrow(
      /role and existingRoleName/,
    );
  });

  it("is the ARN of another account in place of a name, whose namesake in this one is not proposed", () => {
    const accountId = "111122223333";
    const role = "arn:aws:iam::999988887777:role/legacy";
    const message = /: ".*" is of 999988887777, the gateway works in 111122223333: allowed is an IAM/;
    expect(() => gateway({ accountId, existingRoleName: role })).toThrow(message);
    const name = role.replace("role", "user");
    expect(() => gateway({ accountId, targets: { iamUsers: [{ name }] } })).toThrow(message);
    expect(() => gateway({ accountId: undefined, targets: { iamUsers: [{ name }] } })).toThrow(
      /is an ARN: allowed is .*"legacy"/,
    );
  });

  it("is a role that is called like the attachment function's", () => {
    const instances = ["i-0123456789abcdef0"];
    const name = "keeper-gateway-instance-attachment";
    expect(() => gateway({ role: { name }, instances })).toThrow(
      /role\.name: ".*" is what the role of the attachment function is called/,
    );
    expect(() => gateway({ existingRoleName: name, instanceProfile: true, instances })).toThrow(
      /existingRoleName: ".*" is what the role of the attachment function is called/,
    );
    expect(() => gateway({ role: { name } })).not.toThrow();
  });

  it("is a protected user that is a target", () => {
    expect(() => gateway({ targets: { iamUsers: [{ name: "root" }] }, protectedUsers: ["root"] })).toThrow(
      /protectedUsers\[0\]: "root" is a target too \(targets\.iamUsers\[0\]\)/,
    );
  });
});

describe("a part used alone", () => {
  it("takes the statements of targets", () => {
    const stack = synthesizeConstructs((scope) => {
      const role = new GatewayRole(scope, "role", { namePrefix: "pam-" });
      const statements = gatewayStatements({ targets: { iamAccessKeys: [{ name: "ci-bot" }] } }, ACCOUNT, {
        self: () => roleArn(ACCOUNT, "pam"),
      });
      new GatewayPermissions(scope, "permissions", { name: "pam", roleName: role.resource.name, statements });
    });
    expect(resources(stack)).toEqual({
      DenyGatewayUsers: ["arn:aws:iam::111122223333:user/*"],
      RotateAccessKeys: ["arn:aws:iam::111122223333:user/ci-bot"],
    });
  });

  it("protects a user by name or ARN, whichever a reference turns out to be", () => {
    const stack = synthesizeConstructs((scope) => {
      const admin = new IamUser(scope, "admin", { name: "admin" });
      const statements = gatewayStatements({ protectedUsers: [admin.arn] }, ACCOUNT, {
        self: () => roleArn(ACCOUNT, "pam"),
      });
      new GatewayPermissions(scope, "permissions", { name: "pam", roleName: "pam", statements });
    });
    expect(resources(stack, { "basename(aws_iam_user.admin.arn)": "admin" }).DenyProtectedUsers).toEqual([
      "arn:aws:iam::111122223333:user/admin",
      "arn:aws:iam::111122223333:user/*/admin",
    ]);
  });

  it("refuses what the gateway refuses, before it becomes a statement", () => {
    const request = { targets: { iamUsers: [{ name: "*" }] } };
    expect(() => gatewayStatements(request, ACCOUNT, { self: () => roleArn(ACCOUNT, "pam") })).toThrow(
      /targets\.iamUsers\[0\]\.name: "\*" is not an IAM user name/,
    );
  });

  it.each<[string, (stack: TerraformStack) => unknown, RegExp]>([
    [
      "role",
      (stack) => new GatewayRole(stack, "part", {}),
      /name: nothing is given: allowed is name or namePrefix/,
    ],
    [
      "instance profile",
      (stack) => new GatewayInstanceProfile(stack, "part", { name: "a b", roleName: "c d", path: "e" }),
      /3 problems\n {2}name: [^]*\n {2}roleName: [^]*\n {2}path: /,
    ],
    [
      "permissions",
      (stack) => new GatewayPermissions(stack, "part", { name: "a b", roleName: "c d", statements: [] }),
      /2 problems\n {2}name: [^]*\n {2}roleName: /,
    ],
  ])("keeps AWS's rules: %s", (_, build, message) => {
    expect(() => synthesizeConstructs(build)).toThrow(message);
  });
});

it("permissions: documented is Keeper's policy whatever the targets", () => {
  const stack = gateway({ permissions: PermissionStyle.DOCUMENTED, targets: { iamUsers: [{ name: "a" }] } });
  const [document] = policyDocuments(stack);
  expect(document?.Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
    ["DenyIdentityChanges", ["*"]],
    ["DenyInstanceProfiles", ["arn:aws:ec2:*:111122223333:instance/*"]],
    ["DenyGatewayUsers", ["arn:aws:iam::111122223333:user/*"]],
    ["KeeperPublishedPolicy", ["*"]],
  ]);
});

/** What is said of targets that are taken all the same. */
function warningsOf(targets: RotationTargets): string[] {
  const found: string[] = [];
  synthesizeConstructs((stack) => {
    const made = new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, targets });
    found.push(...made.node.metadata.map(({ data }) => data as string));
  });
  return found;
}

describe("an instance whose identifier looks like a resource ID", () => {
  const warnings = (instance: string) => warningsOf({ managedDatabases: [{ instance }] });

  it("is a warning in small letters, in which AWS writes none: an identifier may be called so", () => {
    const warning = (identifier: string) => [
      `targets.managedDatabases has the instance ${identifier}, which looks like a resource ID in small letters: the identifier is what the console calls DB identifier, and by anything else the gateway reaches no instance`,
    ];
    for (const identifier of ["db-01hq3x8zkt5v9m2n4p6r8s0w1y", "cluster-f6mc4zc3gzltdr2wvpuebb4jla"]) {
      expect(warnings(identifier)).toEqual(warning(identifier));
    }
    expect(warnings("db-01hq3x8zkt5v9m2n4p6r8s0w1")).toEqual([]);
    expect(warnings("db-orders")).toEqual([]);
  });

  it("is refused in capitals, as AWS writes it", () => {
    expect(() => warnings("db-F6MC4ZC3GZLTDR2WVPUEBB4JLA")).toThrow(/instance: ".*" is a resource ID/);
  });
});

describe("a user that a list has more than once", () => {
  const warnings = (users: readonly { readonly name: string; readonly path?: string }[]) =>
    warningsOf({ iamAccessKeys: users });

  it("is a warning, in whatever capitals and at whatever path", () => {
    const warning = expect.stringMatching(
      /^targets\.iamAccessKeys has the user ada more than once/,
    ) as string;
    expect(warnings([{ name: "ada" }, { name: "ADA" }, { name: "ada" }])).toEqual([warning]);
    expect(warnings([{ name: "ada" }, { name: "ada", path: "/people/" }])).toEqual([warning]);
    expect(warnings([{ name: "ada" }, { name: "eve", path: "/people/" }])).toEqual([]);
  });
});
