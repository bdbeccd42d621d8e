import { Instance } from "@cdktf/provider-aws/lib/instance";
import { TerraformVariable } from "cdktf";
import {
  GatewayInstanceAttachments,
  GatewayInstallation,
  KeeperGateway,
  OnConflict,
  type InstanceAttachmentOptions,
  type KeeperGatewayProps,
} from "cdktf-keeperpam-aws";
import {
  blocks,
  only,
  resourcePolicyIn,
  synthesizeConstructs,
  type TerraformJson,
} from "../support/synthesis";
import { ACCOUNT, gatewayStack, typesOf } from "./sample-stack";

const FIRST = "i-0123456789abcdef0";
const SECOND = "i-0fedcba9876543210";
const TARGETS = { iamUsers: [{ name: "ada" }] };

const attached = (props: Partial<KeeperGatewayProps> = {}) => gatewayStack({ instances: [FIRST], ...props });

/** What Terraform calls the function with. */
const inputs = (stack: TerraformJson) =>
  blocks(stack, "aws_lambda_invocation").map(({ input }) => String(input));

/** The function's own role, told from the gateway's by its name. */
function functionRole(stack: TerraformJson) {
  const [id, role] =
    Object.entries(stack.resource?.aws_iam_role ?? {}).find(([, { name }]) =>
      /attachment/.test(String(name)),
    ) ?? [];
  if (id === undefined || !role) throw new Error("the function has no role");
  return { address: `aws_iam_role.${id}`, role };
}

/** Addresses of the stack's resources of a type. */
const addresses = (stack: TerraformJson, type: string) =>
  Object.keys(stack.resource?.[type] ?? {}).map((id) => `${type}.${id}`);

describe("a listed instance", () => {
  const stack = attached({ targets: TARGETS });
  const [input = ""] = inputs(stack);

  it("brings a function, its role, its log and its call with it, and nothing else", () => {
    expect(typesOf(stack)).toEqual([
      "aws_cloudwatch_log_group",
      "aws_iam_instance_profile",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_iam_role_policy_attachment",
      "aws_lambda_function",
      "aws_lambda_invocation",
    ]);
    expect(addresses(stack, "aws_iam_role")).toHaveLength(2);
  });

  it("is what the function is called for on create, change and destroy", () => {
    const [address] = addresses(stack, "aws_lambda_function");
    expect(only(stack, "aws_lambda_invocation")).toMatchObject({
      lifecycle_scope: "CRUD",
      function_name: `\${${address}.function_name}`,
    });
    expect(input).toContain(`"instance_id" = "${FIRST}"`);
  });

  it("gets the gateway's profile, told by ARN and by its own ID from a later one of that name", () => {
    const [profile] = addresses(stack, "aws_iam_instance_profile");
    expect(input).toContain(
      `"profile" = {"arn" = "arn:aws:iam::111122223333:instance-profile/keeper-gateway", "id" = ${profile}.unique_id}`,
    );
  });

  it("gets it after the role has its policies and the function its rights, and loses it before", () => {
    expect(only(stack, "aws_lambda_invocation").depends_on).toEqual(
      expect.arrayContaining([
        ...addresses(stack, "aws_iam_role_policy_attachment"),
        ...addresses(stack, "aws_iam_role_policy"),
      ]),
    );
  });

  it("keeps another profile that it has, unless that may be replaced", () => {
    expect(input).toContain('"on_conflict" = "fail", "former_profile_arn" = ""');
    const [replacing = ""] = inputs(attached({ onConflict: OnConflict.REPLACE }));
    expect(replacing).toContain('"on_conflict" = "replace"');
  });
});

describe("several instances", () => {
  const both = gatewayStack({ instances: [FIRST, SECOND] });

  it("have one function, and a call and a policy for each", () => {
    expect(blocks(both, "aws_lambda_function")).toHaveLength(1);
    expect(inputs(both).map((input) => /"instance_id" = "([^"]*)"/.exec(input)?.[1])).toEqual([
      FIRST,
      SECOND,
    ]);
    expect(
      blocks(both, "aws_iam_role_policy")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["any-instance", FIRST, SECOND].sort());
  });

  it.each([OnConflict.FAIL, OnConflict.REPLACE])(
    "are known by their IDs: the order of the list changes no resource (%s)",
    (onConflict) => {
      const forwards = gatewayStack({ instances: [FIRST, SECOND], onConflict });
      const backwards = gatewayStack({ instances: [SECOND, FIRST], onConflict });
      expect(backwards.resource).toEqual(forwards.resource);
      expect(backwards.check).toEqual(forwards.check);
    },
  );

  it.each([OnConflict.FAIL, OnConflict.REPLACE])(
    "come and go one by one: what is there for the others stays as it is (%s)",
    (onConflict) => {
      const one = gatewayStack({ instances: [SECOND], onConflict });
      const two = gatewayStack({ instances: [FIRST, SECOND], onConflict });
      for (const [type, resources] of Object.entries(one.resource ?? {})) {
        for (const [id, block] of Object.entries(resources)) {
          expect([id, two.resource?.[type]?.[id]]).toEqual([id, block]);
        }
      }
    },
  );
});

describe("onConflict: replace", () => {
  const stack = attached({ onConflict: OnConflict.REPLACE });

  it("records what is there once, when the instance is first planned", () => {
    expect(only(stack, "terraform_data").lifecycle).toEqual({ ignore_changes: ["input"] });
    const [record] = addresses(stack, "terraform_data");
    expect(inputs(stack)[0]).toContain(`"former_profile_arn" = ${record}.input.profile_arn`);
    expect(inputs(stack)[0]).toContain(`"recorded_in" = "${record}"`);
  });

  it("makes a new record a new attachment", () => {
    const [record] = addresses(stack, "terraform_data");
    expect(JSON.stringify(only(stack, "aws_lambda_invocation"))).toContain(`${record}.id`);
  });

  it("never takes the gateway's own profile for a former one", () => {
    const [names] = Object.values((stack as TerraformJson & { locals: Record<string, string> }).locals);
    expect(names).toContain('if !contains(["", "keeper-gateway"], instance.iam_instance_profile)');
  });

  it("looks nothing up that has gone, so that this does not stand in the way of a destroy", () => {
    const existing = (stack.data?.aws_instances ?? {}) as Record<
      string,
      { filter: unknown; instance_state_names: unknown }
    >;
    const [id] = Object.keys(existing).filter((key) => key.includes("former"));
    expect(existing[id as string]).toMatchObject({
      filter: [{ name: "instance-id", values: [FIRST] }],
      instance_state_names: ["pending", "running", "stopping", "stopped"],
    });
    const [instance] = Object.values(stack.data?.aws_instance ?? {});
    expect(instance?.for_each).toBe(`\${toset(data.aws_instances.${id}.ids)}`);
  });

  it("is the only way that reads anything of an instance before it is attached", () => {
    expect(attached().data).not.toHaveProperty("aws_instance");
    expect(attached().data).not.toHaveProperty("aws_iam_instance_profile");
    expect(attached()).not.toHaveProperty("locals");
  });
});

describe("a new name of the role or the profile", () => {
  const movedOver = ["aws_iam_role", "aws_iam_instance_profile", "aws_iam_role_policy_attachment"];
  const lifecycles = (stack: TerraformJson) =>
    movedOver
      .flatMap((type) => blocks(stack, type).filter(({ name }) => !/attachment/.test(String(name))))
      .map(({ lifecycle }) => lifecycle);

  it("is there with its policies before the instances move to it, and the old one goes afterwards", () => {
    const first = { create_before_destroy: true };
    expect(lifecycles(attached({ targets: TARGETS }))).toEqual([first, first, first]);
  });

  it("is no such matter where no instance is listed: the names are free again before they are taken", () => {
    expect(lifecycles(gatewayStack({ targets: TARGETS }))).toEqual([undefined, undefined, undefined]);
  });

  it("moves the instances over by profile and policies where the role is not made here", () => {
    const stack = attached({ existingRoleName: "legacy", instanceProfile: true, targets: TARGETS });
    const first = { create_before_destroy: true };
    expect(lifecycles(stack)).toEqual([first, first]);
  });
});

describe("the function", () => {
  it("is called after the gateway, as are its role and its log", () => {
    const stack = attached();
    const name = "keeper-gateway-instance-attachment";
    expect(only(stack, "aws_lambda_function").function_name).toBe(name);
    expect(functionRole(stack).role.name).toBe(name);
    expect(only(stack, "aws_cloudwatch_log_group").name).toBe(`/aws/lambda/${name}`);
  });

  it("has a role that Lambda alone may take, with the inline policies of this module and no other", () => {
    const stack = attached({ targets: TARGETS });
    const { address, role } = functionRole(stack);
    expect(resourcePolicyIn(stack, role.assume_role_policy).Statement).toEqual([
      expect.objectContaining({
        Action: ["sts:AssumeRole"],
        Principal: { Service: ["lambda.amazonaws.com"] },
      }),
    ]);
    for (const policy of blocks(stack, "aws_iam_role_policy"))
      expect(policy.role).toBe(`\${${address}.name}`);
    for (const attachment of blocks(stack, "aws_iam_role_policy_attachment")) {
      expect(attachment.role).not.toContain(address);
    }
  });

  it("finds its log and its rights in place", () => {
    const stack = attached();
    expect(only(stack, "aws_lambda_function").depends_on).toEqual(
      expect.arrayContaining(addresses(stack, "aws_cloudwatch_log_group")),
    );
  });

  it("has its log kept for 30 days, or for as long as is said", () => {
    expect(only(attached(), "aws_cloudwatch_log_group").retention_in_days).toBe(30);
    expect(only(attached({ logRetentionDays: 365 }), "aws_cloudwatch_log_group").retention_in_days).toBe(365);
  });

  it("can have a boundary on its role, and the gateway's role has none by that", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const stack = attached({ functionPermissionsBoundaryArn: boundary });
    expect(functionRole(stack).role.permissions_boundary).toBe(boundary);
    expect(
      blocks(stack, "aws_iam_role").filter((role) => role.permissions_boundary !== undefined),
    ).toHaveLength(1);
    expect(functionRole(attached()).role).not.toHaveProperty("permissions_boundary");
  });

  it("carries the gateway's tags, with its role and its log", () => {
    const stack = attached({ tags: { Owner: "security" } });
    for (const block of [
      only(stack, "aws_lambda_function"),
      functionRole(stack).role,
      only(stack, "aws_cloudwatch_log_group"),
    ]) {
      expect(block.tags).toEqual({ Owner: "security" });
    }
  });

  it("can be called after a name that only Terraform knows", () => {
    const stack = synthesizeConstructs((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      new KeeperGateway(scope, "gateway", { name, ...ACCOUNT, instances: [FIRST] });
    });
    expect(only(stack, "aws_lambda_function").function_name).toBe("${var.name}-instance-attachment");
  });
});

describe("an instance that only Terraform knows", () => {
  it("is known by its place in the list", () => {
    const stack = synthesizeConstructs((scope) => {
      const ids = ["blue", "green"].map(
        (id) => new Instance(scope, id, { ami: "ami-1", instanceType: "t3.micro" }).id,
      );
      new KeeperGateway(scope, "gateway", { name: "keeper-gateway", ...ACCOUNT, instances: ids });
    });
    expect(inputs(stack).map((input) => /"instance_id" = (\S+),/.exec(input)?.[1])).toEqual([
      "aws_instance.blue.id",
      "aws_instance.green.id",
    ]);
    expect(
      blocks(stack, "aws_iam_role_policy")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["any-instance", "instance-1", "instance-2"]);
  });
});

describe("a mistake in the properties", () => {
  it.each<[string, Partial<KeeperGatewayProps>, RegExp]>([
    ["an ID that is none", { instances: ["web-1"] }, /instances\[0\]: "web-1" is not an EC2 instance ID/],
    [
      "an ID in capitals",
      { instances: ["i-0123456789ABCDEF0"] },
      /instances\[0\]: .* is not an EC2 instance ID/,
    ],
    [
      "an instance that is listed twice",
      { instances: [FIRST, SECOND, FIRST] },
      /instances\[2\]: .* stands in the list twice/,
    ],
    [
      "more instances than the policies of the function can hold",
      { instances: Array.from({ length: 9 }, (_, i) => `i-0123456789abcdef${i}`) },
      /instances: 9 instances are given: allowed is up to 8/,
    ],
    [
      "a retention that CloudWatch does not know",
      { logRetentionDays: 31 },
      /logRetentionDays: 31 is not a retention/,
    ],
    [
      "a boundary that is none",
      { functionPermissionsBoundaryArn: "boundary" },
      /functionPermissionsBoundaryArn: "boundary" is not the ARN of a managed policy/,
    ],
    [
      "a name that no function can have",
      { name: "keeper.gateway" },
      /name: "keeper\.gateway" cannot be the beginning of a Lambda function's name/,
    ],
    [
      "a name that is too long for a function",
      { name: "a".repeat(45) },
      /name: .* allowed is 1 to 44 letters, digits, - and _/,
    ],
  ])("is %s", (_, props, message) => {
    expect(() => attached(props)).toThrow(message);
  });

  it("is no mistake without an instance: such a name is only a function's matter", () => {
    expect(() => gatewayStack({ name: "keeper.gateway" })).not.toThrow();
  });

  it("may be no mistake: eight instances, and a name of 44 characters", () => {
    const instances = Array.from({ length: 8 }, (_, i) => `i-0123456789abcdef${i}`);
    expect(() => attached({ instances, name: "a".repeat(44) })).not.toThrow();
  });
});

describe("the part used alone", () => {
  const alone = (props: InstanceAttachmentOptions & { roleArn?: string; instanceProfileArn?: string }) =>
    synthesizeConstructs((scope) => {
      new GatewayInstanceAttachments(scope, "attachments", {
        name: "keeper-gateway",
        ...ACCOUNT,
        instanceProfileName: "keeper-gateway",
        instanceProfileArn: "arn:aws:iam::111122223333:instance-profile/keeper-gateway",
        instanceProfileId: "AIPA0123456789EXAMPLE",
        roleArn: "arn:aws:iam::111122223333:role/keeper-gateway",
        ...props,
      });
    });

  it("makes nothing without an instance", () => {
    for (const nothing of [
      {},
      { instances: [], onConflict: OnConflict.REPLACE, installation: GatewayInstallation.NATIVE },
    ]) {
      const stack = alone(nothing);
      for (const part of ["resource", "data", "check", "locals"]) expect(stack).not.toHaveProperty(part);
    }
  });

  it("attaches a profile that somebody else made", () => {
    expect(inputs(alone({ instances: [FIRST] }))[0]).toContain('"id" = "AIPA0123456789EXAMPLE"');
  });

  it("lists every mistake in one error", () => {
    expect(() => alone({ instances: ["web-1", "web-1"], logRetentionDays: 2 })).toThrow(
      /^GatewayInstanceAttachments test\/attachments: 3 problems\n/,
    );
  });

  it.each([
    ["a role that is none, which would let the function pass every role", { roleArn: "*" }],
    [
      "a profile that is none, which would let the function attach every profile",
      { instanceProfileArn: "*" },
    ],
  ])("refuses %s", (_, props) => {
    expect(() => alone({ instances: [FIRST], ...props })).toThrow(/(roleArn|instanceProfileArn): /);
  });
});
