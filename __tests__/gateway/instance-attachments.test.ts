import { Instance } from "@cdktf/provider-aws/lib/instance";
import { TerraformVariable } from "cdktf";
import { KeeperGateway, OnConflict, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { addresses, blocks, only, synthesizeConstructs, type TerraformJson } from "../support/synthesis";
import { ACCOUNT, gatewayStack, typesOf } from "./sample-stack";

const FIRST = "i-0123456789abcdef0";
const SECOND = "i-0fedcba9876543210";
const TARGETS = { iamUsers: [{ name: "ada" }] };

const attached = (props: Partial<KeeperGatewayProps> = {}) => gatewayStack({ instances: [FIRST], ...props });

/** What Terraform calls the function with. */
const inputs = (stack: TerraformJson) =>
  blocks(stack, "aws_lambda_invocation").map(({ input }) => String(input));

/** The expressions that the stack names. */
const localsOf = (stack: TerraformJson) =>
  (stack as TerraformJson & { locals: Record<string, string> }).locals;

/** What a resource is made of: a condition that counts all instances changes nothing of it. */
const madeOf = ({ lifecycle = {}, ...block }: Readonly<Record<string, unknown>> = {}) => ({
  ...block,
  lifecycle: Object.entries(lifecycle as object).filter(([key]) => key !== "precondition"),
});

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

  it.each<[string, Partial<KeeperGatewayProps>, RegExp]>([
    ["made here", {}, /"role_id" = aws_iam_role\.gateway_role_\w+\.unique_id/],
    [
      "that exists",
      { existingRoleName: "legacy", instanceProfile: true },
      /"role_id" = data\.aws_iam_role\.gateway_existing-role_\w+\.unique_id/,
    ],
  ])("gets it again when another role %s comes into the profile", (_, props, roleId) => {
    expect(inputs(attached(props))[0]).toMatch(roleId);
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
          expect([id, madeOf(two.resource?.[type]?.[id])]).toEqual([id, madeOf(block)]);
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
    const [names] = Object.values(localsOf(stack));
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

describe("an instance that only Terraform knows", () => {
  /** A stack with an instance for each name, and a gateway on those that `listed` picks. */
  const withInstances = (
    names: readonly string[],
    listed: (instances: readonly Instance[]) => string[],
    props: Partial<KeeperGatewayProps> = {},
  ) =>
    synthesizeConstructs((scope) => {
      const instances = names.map(
        (id) => new Instance(scope, id, { ami: "ami-1", instanceType: "t3.micro" }),
      );
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        instances: listed(instances),
        ...props,
      });
    });
  const ids = (instances: readonly Instance[]) => instances.map(({ id }) => id);
  const NAMES = ["blue", "green"];

  it("is known by the text of its reference", () => {
    const stack = withInstances(NAMES, ids);
    expect(inputs(stack).map((input) => /"instance_id" = (\S+),/.exec(input)?.[1])).toEqual([
      "aws_instance.blue.id",
      "aws_instance.green.id",
    ]);
    expect(
      blocks(stack, "aws_iam_role_policy")
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "any-instance",
      expect.stringMatching(/^aws-instance-blue-id-[0-9a-f]{8}$/),
      expect.stringMatching(/^aws-instance-green-id-[0-9a-f]{8}$/),
    ]);
  });

  it.each([OnConflict.FAIL, OnConflict.REPLACE])(
    "stays as it is when another one before it goes off the list or changes its place (%s)",
    (onConflict) => {
      const two = withInstances(NAMES, ids, { onConflict });
      const turned = withInstances(NAMES, (instances) => ids(instances).reverse(), { onConflict });
      const green = withInstances(NAMES, (instances) => ids(instances).slice(1), { onConflict });
      expect(turned.resource).toEqual(two.resource);
      for (const [type, resources] of Object.entries(green.resource ?? {})) {
        for (const [id, block] of Object.entries(resources)) {
          expect([id, madeOf(block)]).toEqual([id, madeOf(two.resource?.[type]?.[id])]);
        }
      }
    },
  );

  it("stands in the list once, by whatever token", () => {
    expect(() => withInstances(["blue"], ([blue]) => [blue?.id ?? "", blue?.id ?? ""])).toThrow(
      /instances\[1\]: .*stands in the list twice: allowed is once/,
    );
  });

  it("is told from one whose reference differs in signs only", () => {
    const stack = synthesizeConstructs((scope) => {
      const instances = ["${var.gateway_1}", "${var.gateway.1}"];
      new KeeperGateway(scope, "gateway", { name: "keeper-gateway", ...ACCOUNT, instances });
    });
    expect(inputs(stack)).toHaveLength(2);
  });

  it.each([OnConflict.FAIL, OnConflict.REPLACE])(
    "has all that is its own replaced when the reference comes to mean another instance (%s)",
    (onConflict) => {
      const stack = withInstances(["blue"], ids, { onConflict });
      const [id = ""] = addresses(stack, "terraform_data").filter((address) => address.includes("id-of"));
      const own = [
        ...blocks(stack, "aws_lambda_invocation"),
        ...blocks(stack, "aws_iam_role_policy").filter(({ name }) => name !== "any-instance"),
        ...blocks(stack, "terraform_data").filter(({ lifecycle }) => lifecycle !== undefined),
      ];
      expect(own).toHaveLength(onConflict === OnConflict.FAIL ? 2 : 3);
      for (const { lifecycle } of own) expect(lifecycle).toMatchObject({ replace_triggered_by: [id] });
      expect(blocks(stack, "terraform_data").map(({ input }) => input)).toContainEqual({
        instance_id: "${aws_instance.blue.id}",
      });
    },
  );

  it("is the only one with such a resource: another ID in the list is another attachment", () => {
    expect(attached().resource).not.toHaveProperty("terraform_data");
    expect(only(attached(), "aws_lambda_invocation")).not.toHaveProperty("lifecycle");
  });

  it("has its former profile looked up by an expression and not by its text", () => {
    const stack = synthesizeConstructs((scope) => {
      const instance = new TerraformVariable(scope, "instance", { type: "string" }).stringValue;
      const onConflict = OnConflict.REPLACE;
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        instances: [instance],
        onConflict,
      });
    });
    const [input = {}] = blocks(stack, "terraform_data")
      .map((block) => block.input as Record<string, string>)
      .filter((record) => "role_arn" in record);
    for (const attribute of ["profile_arn", "role_arn"]) {
      expect(input[attribute]).toMatch(/\[(var\.instance|"\$\{var\.instance\}")\]/);
    }
  });
});

describe("a profile whose name only Terraform knows", () => {
  it("is told from a former one by an expression and not by its text", () => {
    const stack = synthesizeConstructs((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      new KeeperGateway(scope, "gateway", {
        name,
        ...ACCOUNT,
        instances: [FIRST],
        onConflict: OnConflict.REPLACE,
      });
    });
    const [names] = Object.values(localsOf(stack));
    expect(names).toMatch(/contains\(\["", (var\.name|"\$\{var\.name\}")\], /);
  });
});
