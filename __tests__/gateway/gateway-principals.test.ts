import { KeeperGateway, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import {
  addressOf,
  attachedDocuments,
  blocks,
  only,
  policyIn,
  synthesizeConstructs,
  type TerraformJson,
} from "../support/synthesis";
import { ACCOUNT, gatewayStack, typesOf } from "./sample-stack";

const USER = { acceptSecretInState: true };
const TARGETS = { iamUsers: [{ name: "ada" }] };

/** What a gateway offers its stack. */
function offered(props: Partial<KeeperGatewayProps>): KeeperGateway {
  let gateway: KeeperGateway | undefined;
  synthesizeConstructs((stack) => {
    gateway = new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...ACCOUNT, ...props });
  });
  return gateway as KeeperGateway;
}

/** What the policies of the role or the user say, statement by statement. */
const sidsOf = (stack: TerraformJson, carrier: "role" | "user") =>
  attachedDocuments(stack, carrier).flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));

describe("a gateway with everything optional off", () => {
  it.each<[string, Partial<KeeperGatewayProps>]>([
    ["nothing is said", {}],
    ["an empty list of instances", { instances: [] }],
    ["settings of an attachment without an instance", { instances: [], logRetentionDays: 90 }],
  ])("has neither function, log group, user, key, secret nor check: %s", (_, props) => {
    const stack = gatewayStack(props);
    expect(typesOf(stack)).toEqual(["aws_iam_instance_profile", "aws_iam_role"]);
    expect(Object.keys(stack.data ?? {})).toEqual(["aws_iam_policy_document"]);
    expect(stack).not.toHaveProperty("check");
    expect(stack).not.toHaveProperty("locals");
  });

  it("is, with targets, the role, the profile and its policies alone", () => {
    expect(typesOf(gatewayStack({ targets: TARGETS }))).toEqual([
      "aws_iam_instance_profile",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
  });

  it("offers no user and no secret", () => {
    const { accessKeyUser, configurationSecret, userPolicyArns } = offered({ targets: TARGETS });
    expect({ accessKeyUser, configurationSecret, userPolicyArns }).toEqual({ userPolicyArns: [] });
  });
});

describe("a gateway without a role", () => {
  const props = { createRole: false, accessKeyUser: USER, targets: TARGETS };
  const stack = gatewayStack(props);

  it("is a user with its policies and its key, and nothing that could be on an instance", () => {
    expect(typesOf(stack)).toEqual([
      "aws_iam_access_key",
      "aws_iam_policy",
      "aws_iam_user",
      "aws_iam_user_policy_attachment",
      "terraform_data",
    ]);
  });

  it("trusts nobody: there is no role to take", () => {
    expect(JSON.stringify(stack)).not.toContain("sts:AssumeRole");
  });

  it("calls the user like itself, and the policies after the two", () => {
    expect(only(stack, "aws_iam_user").name).toBe("keeper-gateway");
    expect(only(stack, "aws_iam_policy").name).toBe("keeper-gateway-user-1");
    expect(only(stack, "aws_iam_user_policy_attachment")).toMatchObject({
      user: `\${${addressOf(stack, "aws_iam_user")}.name}`,
      policy_arn: `\${${addressOf(stack, "aws_iam_policy")}.arn}`,
    });
  });

  it("offers neither role nor profile, and has the key typed into the PAM Configuration", () => {
    const gateway = offered(props);
    const { roleArn, roleName, instanceProfileName, policyArns } = gateway;
    expect({ roleArn, roleName, instanceProfileName, policyArns }).toEqual({ policyArns: [] });
    expect(gateway.userPolicyArns).toHaveLength(1);
    expect(gateway.pamConfiguration).toMatchObject({
      accessKeyId: gateway.accessKeyUser?.accessKeyId,
      secretAccessKey: "the secret of that key",
    });
  });

  it("says where the key comes from that is made by hand", () => {
    const { pamConfiguration } = offered({ createRole: false, accessKeyUser: { createAccessKey: false } });
    expect(pamConfiguration.accessKeyId).toBe("of the key that you make for the user");
  });
});

describe("a gateway with a role and a user", () => {
  const props = { accessKeyUser: USER, targets: TARGETS };
  const stack = gatewayStack(props);

  it("gives each its own policies", () => {
    expect(blocks(stack, "aws_iam_policy").map(({ name }) => name)).toEqual([
      "keeper-gateway-1",
      "keeper-gateway-user-1",
    ]);
    const guard = ["DenyIdentityChanges", "DenyInstanceProfiles"];
    expect(sidsOf(stack, "role")).toEqual([
      ...guard,
      "DenyOwnUser",
      "DenyGatewayUsers",
      "SimulateOwnPermissions",
      "RotateConsolePasswords",
    ]);
    expect(sidsOf(stack, "user")).toEqual([
      ...guard,
      "DenyOwnUser",
      "DenyGatewayUsers",
      "SimulateOwnPermissions",
      "ReadOwnUser",
      "RotateConsolePasswords",
    ]);
  });

  it("offers both, and has the role typed into the PAM Configuration, since a role always wins", () => {
    const gateway = offered(props);
    expect(gateway.roleName).toBeDefined();
    expect(gateway.instanceProfileName).toBeDefined();
    expect(gateway.accessKeyUser?.accessKeyId).toBeDefined();
    expect([gateway.policyArns.length, gateway.userPolicyArns.length]).toEqual([1, 1]);
    expect(gateway.pamConfiguration.accessKeyId).toBe("USE_INSTANCE_ROLE");
  });

  it("puts its tags on both, and the user's own on the user, where they win", () => {
    const tagged = gatewayStack({
      tags: { Owner: "security", Team: "a" },
      accessKeyUser: { ...USER, tags: { Team: "b" } },
    });
    expect(only(tagged, "aws_iam_user").tags).toMatchObject({ Owner: "security", Team: "b" });
    expect(only(tagged, "aws_iam_role").tags).toMatchObject({ Owner: "security", Team: "a" });
  });

  it("can call the user otherwise than the role", () => {
    const named = gatewayStack({ ...props, accessKeyUser: { ...USER, name: "pam-key" } });
    expect([only(named, "aws_iam_user").name, only(named, "aws_iam_role").name]).toEqual([
      "pam-key",
      "keeper-gateway",
    ]);
  });
});

describe("a gateway with an existing role and a user", () => {
  const stack = gatewayStack({ existingRoleName: "legacy", accessKeyUser: USER, targets: TARGETS });
  const [role] = Object.keys(stack.data?.aws_iam_role ?? {});
  const roleArn = "arn:aws:iam::111122223333:role/teams/legacy";

  it("makes the user and no role, and attaches each one's policies to it", () => {
    expect(typesOf(stack)).not.toContain("aws_iam_role");
    expect(typesOf(stack)).not.toContain("aws_iam_instance_profile");
    expect(only(stack, "aws_iam_role_policy_attachment").role).toBe(`\${data.aws_iam_role.${role}.name}`);
    expect(only(stack, "aws_iam_user_policy_attachment").user).toBe(
      `\${${addressOf(stack, "aws_iam_user")}.name}`,
    );
  });

  it("has the self-check of each on itself, wherever the role is", () => {
    const resources = blocks(stack, "aws_iam_policy").map(
      ({ policy }) =>
        policyIn(stack, policy, { [`data.aws_iam_role.${role}.arn`]: roleArn }).Statement.find(
          ({ Sid }) => Sid === "SimulateOwnPermissions",
        )?.Resource,
    );
    expect(resources).toEqual([[roleArn], ["arn:aws:iam::111122223333:user/keeper-gateway"]]);
  });
});

describe("a contradiction in the properties", () => {
  it.each<[string, Partial<KeeperGatewayProps>, RegExp]>([
    [
      "no role and no user",
      { createRole: false },
      /createRole: createRole is false and there is no accessKeyUser: the gateway would have no rights at all/,
    ],
    [
      "a role that exists and one that is made",
      { createRole: true, existingRoleName: "legacy" },
      /createRole: createRole is true and existingRoleName is given/,
    ],
    [
      "a role described and not wanted",
      { createRole: false, role: { path: "/a/" }, accessKeyUser: USER },
      /role: role is given but createRole is false: remove one of the two/,
    ],
    [
      "a profile without a role",
      { createRole: false, instanceProfile: true, accessKeyUser: USER },
      /instanceProfile: instanceProfile is true but there is no role to put into it/,
    ],
    [
      "instances without a profile",
      { instanceProfile: false, instances: ["i-0123456789abcdef0"] },
      /instances: instances get the instance profile, and none is made/,
    ],
    [
      "instances without a role",
      { createRole: false, accessKeyUser: USER, instances: ["i-0123456789abcdef0"] },
      /instances: instances get the instance profile, and none is made/,
    ],
    [
      "a user and no word about its secret",
      { accessKeyUser: {} },
      /accessKeyUser: nothing says what becomes of the access key's secret/,
    ],
    [
      "a boundary of another account for the user",
      {
        accessKeyUser: { ...USER, permissionsBoundaryArn: "arn:aws:iam::444455556666:policy/boundary" },
      },
      /accessKeyUser\.permissionsBoundaryArn: .* is a policy of 444455556666, the gateway works in 111122223333/,
    ],
  ])("is refused: %s", (_, props, message) => {
    expect(() => gatewayStack(props)).toThrow(message);
  });

  it("is listed with every other", () => {
    const mistake = () =>
      gatewayStack({
        createRole: false,
        instances: ["i-1"],
        accessKeyUser: { generation: 0 },
        configurationSecret: {},
      });
    expect(mistake).toThrow(/^KeeperGateway test\/gateway: 5 problems\n/);
    for (const place of ["instances", "instances\\[0\\]", "accessKeyUser", "accessKeyUser\\.generation"]) {
      expect(mistake).toThrow(new RegExp(`^ {2}${place}: `, "m"));
    }
    expect(mistake).toThrow(/^ {2}configurationSecret\.name: nothing is given/m);
  });
});
