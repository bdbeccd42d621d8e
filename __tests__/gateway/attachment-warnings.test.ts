import { TerraformVariable } from "cdktf";
import { GatewayInstallation, KeeperGateway, OnConflict, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { synthesizeConstructs, type TerraformJson } from "../support/synthesis";
import { ACCOUNT, gatewayStack } from "./sample-stack";

/** What a plan warns about. The data sources and the checks of the stack are evaluated against instances as EC2 has them. */

const FIRST = "i-0123456789abcdef0";
const SECOND = "i-0fedcba9876543210";

/** An instance of EC2, by the names that EC2 filters by. */
interface Machine {
  readonly "instance-id": string;
  readonly "instance-state-name": string;
  readonly "iam-instance-profile.arn": string;
  readonly "metadata-options.http-tokens": "optional" | "required";
  readonly "metadata-options.http-put-response-hop-limit": string;
}

/** An attached instance as it should be, but for the given properties. */
const machine = (id: string, different: Partial<Machine> = {}): Machine => ({
  "instance-id": id,
  "instance-state-name": "running",
  "iam-instance-profile.arn": "arn:aws:iam::111122223333:instance-profile/keeper-gateway",
  "metadata-options.http-tokens": "required",
  "metadata-options.http-put-response-hop-limit": "2",
  ...different,
});

interface InstancesData {
  readonly filter: readonly { readonly name: keyof Machine; readonly values: readonly string[] }[];
  readonly instance_state_names: readonly string[];
}
interface Check {
  readonly assert: readonly { readonly condition: string; readonly error_message: string }[];
}

const checksOf = (stack: TerraformJson) =>
  Object.values((stack.check ?? {}) as unknown as Record<string, Check>);

/** The IDs that `data.aws_instances` finds, by the address of the data source. */
function found(stack: TerraformJson, machines: readonly Machine[]): Map<string, string[]> {
  const sources = (stack.data?.aws_instances ?? {}) as unknown as Record<string, InstancesData>;
  return new Map(
    Object.entries(sources).map(([id, { filter, instance_state_names: states }]) => [
      `data.aws_instances.${id}`,
      machines
        .filter((m) => states.includes(m["instance-state-name"]))
        .filter((m) => filter.every(({ name, values }) => values.includes(m[name])))
        .map((m) => m["instance-id"]),
    ]),
  );
}

/** Whether a condition holds: alternatives of `contains(LIST.ids, "ID")` and `!contains(…)`. */
function holds(condition: string, lists: ReadonlyMap<string, readonly string[]>): boolean {
  const [, expression = ""] = /^\$\{(.*)\}$/.exec(condition) ?? [];
  return expression.split(" || ").some((part) => {
    const [whole, not, address = "", id = ""] = /^(!?)contains\((\S+)\.ids, "([^"]+)"\)$/.exec(part) ?? [];
    const list = lists.get(address);
    if (whole === undefined || !list)
      throw new Error(`${condition} is no condition on the instances of the stack`);
    return list.includes(id) !== (not === "!");
  });
}

/** The warnings of a plan, in the order of the list. */
function warnings(machines: readonly Machine[], props: Partial<KeeperGatewayProps> = {}): string[] {
  const stack = gatewayStack({ instances: [FIRST], ...props });
  const lists = found(stack, machines);
  return checksOf(stack).flatMap(({ assert }) =>
    assert.filter(({ condition }) => !holds(condition, lists)).map(({ error_message: message }) => message),
  );
}

describe("an instance as it should be", () => {
  it.each(["pending", "running", "stopping", "stopped"])("is nothing to warn about: %s", (state) => {
    expect(warnings([machine(FIRST, { "instance-state-name": state })])).toEqual([]);
  });

  it("is nothing to warn about whatever other instances are like", () => {
    const other = machine(SECOND, {
      "iam-instance-profile.arn": "",
      "metadata-options.http-tokens": "optional",
      "metadata-options.http-put-response-hop-limit": "1",
    });
    expect(warnings([machine(FIRST), other])).toEqual([]);
  });
});

describe("an instance that somebody changed", () => {
  it.each([
    ["has another profile", "arn:aws:iam::111122223333:instance-profile/admin"],
    [
      "has a namesake of the profile at another path",
      "arn:aws:iam::111122223333:instance-profile/a/keeper-gateway",
    ],
    ["has no profile", ""],
  ])("is warned about by its ID, with the command that attaches the profile again: it %s", (_, arn) => {
    expect(warnings([machine(FIRST, { "iam-instance-profile.arn": arn })])).toEqual([
      expect.stringMatching(
        new RegExp(
          `^instance ${FIRST} does not have the instance profile keeper-gateway any more: somebody changed it. .*terraform apply -replace=\\S+$`,
        ),
      ),
    ]);
  });

  it.each<[OnConflict, string]>([
    [OnConflict.FAIL, "aws_lambda_invocation"],
    [OnConflict.REPLACE, "terraform_data"],
  ])("is attached again by replacing what decides about it (%s: %s)", (onConflict, type) => {
    const stack = gatewayStack({ instances: [FIRST], onConflict });
    const [warning] = warnings([machine(FIRST, { "iam-instance-profile.arn": "" })], { onConflict });
    const [, address] = /-replace=(\S+)$/.exec(warning ?? "") ?? [];
    expect(Object.keys(stack.resource?.[type] ?? {}).map((id) => `${type}.${id}`)).toEqual([address]);
  });

  it.each([
    ["is not there", []],
    ["is terminated", [machine(FIRST, { "instance-state-name": "terminated" })]],
    ["is being terminated", [machine(FIRST, { "instance-state-name": "shutting-down" })]],
  ])("is warned about once where it %s", (_, machines) => {
    expect(warnings(machines)).toEqual([
      `instance ${FIRST} does not exist any more: take it off the list of instances`,
    ]);
  });
});

describe("the instance metadata", () => {
  it("is warned about where it is served without IMDSv2", () => {
    expect(warnings([machine(FIRST, { "metadata-options.http-tokens": "optional" })])).toEqual([
      expect.stringMatching(
        `^instance ${FIRST} does not require IMDSv2: .*Modify instance metadata options$`,
      ),
    ]);
  });

  const near = machine(FIRST, { "metadata-options.http-put-response-hop-limit": "1" });

  it("is warned about where a container cannot reach it, which is what is assumed", () => {
    const warning = [
      expect.stringMatching(`^instance ${FIRST} has a metadata hop limit of 1: .*Set it to 2`),
    ];
    expect(warnings([near])).toEqual(warning);
    expect(warnings([near], { installation: GatewayInstallation.DOCKER })).toEqual(warning);
  });

  it("may be no further than the host itself for a native installation", () => {
    expect(warnings([near], { installation: GatewayInstallation.NATIVE })).toEqual([]);
  });

  it("may be further away than it must be", () => {
    expect(warnings([machine(FIRST, { "metadata-options.http-put-response-hop-limit": "64" })])).toEqual([]);
  });
});

describe("several instances", () => {
  it("are warned about one by one", () => {
    const machines = [
      machine(FIRST, { "metadata-options.http-tokens": "optional" }),
      machine(SECOND, { "iam-instance-profile.arn": "" }),
    ];
    expect(warnings(machines, { instances: [FIRST, SECOND] })).toEqual([
      expect.stringContaining(`${FIRST} does not require IMDSv2`),
      expect.stringContaining(`${SECOND} does not have the instance profile`),
    ]);
  });

  it("have one check each, and are asked for together", () => {
    const one = gatewayStack({ instances: [FIRST] });
    const two = gatewayStack({ instances: [FIRST, SECOND] });
    expect([checksOf(one).length, checksOf(two).length]).toEqual([1, 2]);
    expect(Object.keys(two.data?.aws_instances ?? {})).toEqual(Object.keys(one.data?.aws_instances ?? {}));
  });

  it("are looked at when all of them are attached", () => {
    const stack = gatewayStack({ instances: [FIRST, SECOND] });
    const invocations = Object.keys(stack.resource?.aws_lambda_invocation ?? {}).map(
      (id) => `aws_lambda_invocation.${id}`,
    );
    const sources = Object.values(stack.data?.aws_instances ?? {});
    expect(sources.length).toBeGreaterThan(0);
    for (const { depends_on: after } of sources)
      expect((after as string[]).sort()).toEqual(invocations.sort());
  });
});

describe("a check", () => {
  it("is never more than a warning: nothing of the stack depends on it", () => {
    const { check, ...rest } = gatewayStack({ instances: [FIRST], onConflict: OnConflict.REPLACE });
    expect(Object.keys(check ?? {})).toHaveLength(1);
    for (const name of Object.keys(check ?? {})) expect(JSON.stringify(rest)).not.toContain(`check.${name}`);
    const observed = Object.keys((rest.data?.aws_instances ?? {}) as object).filter((name) =>
      /observed/.test(name),
    );
    expect(observed.length).toBeGreaterThan(0);
    for (const name of observed) expect(JSON.stringify(rest.resource)).not.toContain(`aws_instances.${name}`);
  });

  it("can be of an instance that only Terraform knows, which it names by an expression and not by its text", () => {
    const stack = synthesizeConstructs((scope) => {
      const id = new TerraformVariable(scope, "instance", { type: "string" }).stringValue;
      new KeeperGateway(scope, "gateway", { name: "keeper-gateway", ...ACCOUNT, instances: [id] });
    });
    const assertions = checksOf(stack).flatMap(({ assert }) => assert);
    expect(assertions.length).toBeGreaterThan(0);
    for (const { condition, error_message: message } of assertions) {
      expect(condition).toMatch(/\.ids, (var\.instance|"\$\{var\.instance\}")\)/);
      expect(message).toMatch(/^instance \$\{var\.instance\} /);
    }
  });
});
