import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith, ENGINES } from "../support/engines";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
import { everythingMade } from "./deployments";
import type { Gateway } from "./gateway";
import { Machines } from "./machines";
import { ACCOUNT_ID, iamArn, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { watchRights } from "./rights-watch";
import { moved, writeRootModule } from "./root-module";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

const STACK = "keeper-gateway";
const ROLE_ARN = iamArn(`role/${STACK}`);

const SMALL = `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
targets:
  iamUsers: [{ name: console-admin }]
`;

jest.setTimeout(2 * COMMAND_TIMEOUT);

/** A stack, the root module that takes its place, and the gateway that works on meanwhile. */
class Move {
  private constructor(
    readonly app: SynthesizedApp,
    readonly stack: Terraform,
    readonly root: Terraform,
    private readonly rootFolder: string,
    private readonly gateway: Gateway,
  ) {}

  static async of(configuration: string, endpoint: string): Promise<Move> {
    const app = await runApp({ [STACK]: configuration });
    const stack = new Terraform(app.stack(STACK), endpoint);
    await stack.init();
    await stack.apply();
    const gateway = await new Account(endpoint).takeRoleUnseen(STACK);
    // The state is as far up from here as it is from the stack.
    const rootFolder = join(app.stack(STACK), "..", "..", "root-modules", STACK);
    return new Move(app, stack, new Terraform(rootFolder, endpoint), rootFolder, gateway);
  }

  async toModule(...options: string[]): Promise<void> {
    const file = this.app.configurationOf(STACK);
    writeRootModule(this.rootFolder, {
      "main.tf": await moved(file, "--call", ...options),
      "moved.tf": await moved(file),
    });
    await this.root.init();
  }

  async back(): Promise<void> {
    writeFileSync(this.movedBack, await moved(this.app.configurationOf(STACK), "--back"));
  }

  /** Takes the blocks away that have moved what there was to move. */
  forget(): void {
    for (const file of [join(this.rootFolder, "moved.tf"), this.movedBack]) rmSync(file, { force: true });
  }

  /** The gateway rotates and checks itself, over and over, while something happens. */
  watch(action: () => Promise<unknown>, ...users: string[]) {
    return watchRights(
      {
        ...Object.fromEntries(
          ["console-admin", ...users].map((user) => [
            `rotation of ${user}`,
            () => this.gateway.setConsolePassword(user),
          ]),
        ),
        "self-check": () => this.gateway.simulate(ROLE_ARN, "iam:UpdateLoginProfile", "*"),
      },
      action,
    );
  }

  private get movedBack(): string {
    return join(this.app.stack(STACK), "moved.tf");
  }
}

describeWith([ENGINES.terraform, ENGINES.python], "a small stack", () => {
  let emulator: MiniStack;
  let move: Move;

  beforeAll(async () => {
    emulator = await startMiniStack();
    await new Account(emulator.endpoint).createUser("console-admin");
    move = await Move.of(SMALL, emulator.endpoint);
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  it("moves under the module without a change, and the gateway keeps its rights", async () => {
    await move.toModule();
    expect(await move.root.plannedChanges()).toEqual({});
    const { refusals, calls } = await move.watch(() => move.root.apply());
    expect(refusals).toEqual([]);
    for (const made of Object.values(calls)) expect(made).toBeGreaterThan(20);
    move.forget();
    expect(await move.root.plannedChanges()).toEqual({});
  });

  it("moves back without a change, and the gateway keeps its rights", async () => {
    await move.back();
    expect(await move.stack.plannedChanges()).toEqual({});
    expect((await move.watch(() => move.stack.apply())).refusals).toEqual([]);
    move.forget();
    expect(await move.stack.plan()).toBe("");
  });

  it("would be made anew without the moved blocks", async () => {
    rmSync(join(move.app.stack(STACK), "moved.tf"), { force: true });
    const changes = Object.values(await move.root.plannedChanges()).flat();
    expect(changes).toEqual(expect.arrayContaining(["create", "delete"]));
  });
});

describeWith([ENGINES.terraform, ENGINES.python], "a stack with everything that it can make", () => {
  let emulator: MiniStack;
  let account: Account;
  let machines: Machines;
  let move: Move;
  let instances: readonly string[];
  /** What somebody has written down elsewhere: ARNs, the IDs of the keys, the secret. */
  let written: Record<string, unknown>;

  /** What is updated because the code of the function lies elsewhere, and the record of former profiles has another name. */
  const updatesIn = (attachment: string, invocation: (instance: string) => string) =>
    Object.fromEntries([attachment, ...instances.map(invocation)].map((address) => [address, ["update"]]));

  beforeAll(async () => {
    emulator = await startMiniStack();
    account = new Account(emulator.endpoint);
    machines = new Machines(emulator.endpoint);
    await account.createUser("console-admin");
    const { before } = await everythingMade(emulator.endpoint);
    const configuration = before
      .replace(/^backend:\n(?: .*\n)+/m, "")
      .replace("generation: 1", "generation: 2\n    keepPrevious: true");
    instances = configuration.match(/i-[0-9a-f]{17}/g) ?? [];
    move = await Move.of(configuration, emulator.endpoint);
    written = await move.stack.outputs();
  }, START_TIMEOUT);

  afterAll(() => emulator?.stop());

  it("has two instances and two access keys", async () => {
    expect(instances).toHaveLength(2);
    expect(await account.accessKeysOf("gateway-user")).toHaveLength(2);
  });

  it("moves under the module: nothing is made anew, and only the function and its calls are updated", async () => {
    await move.toModule();
    expect(await move.root.plannedChanges()).toEqual(
      updatesIn(
        "module.keeper_gateway.aws_lambda_function.attachment[0]",
        (id) => `module.keeper_gateway.aws_lambda_invocation.instance["${id}"]`,
      ),
    );
  });

  it("keeps the gateway's rights, profiles, keys and secret meanwhile", async () => {
    const associations = await Promise.all(instances.map((id) => machines.associationOf(id)));
    const { refusals, calls } = await move.watch(() => move.root.apply());
    expect(refusals).toEqual([]);
    for (const made of Object.values(calls)) expect(made).toBeGreaterThan(20);
    expect(await Promise.all(instances.map((id) => machines.associationOf(id)))).toEqual(associations);
    expect(await move.root.outputs()).toEqual({ ...written, next_steps: expect.anything() });
    move.forget();
    expect(await move.root.plannedChanges()).toEqual({});
  });

  it("moves back in the same way", async () => {
    await move.back();
    expect(await move.stack.plannedChanges()).toEqual(
      updatesIn(
        "aws_lambda_function.gateway_instances_function",
        (id) => `aws_lambda_invocation.gateway_instances_${id.replace("-", "_")}`,
      ),
    );
    expect((await move.watch(() => move.stack.apply())).refusals).toEqual([]);
    expect(await move.stack.outputs()).toEqual(written);
    move.forget();
    expect(await move.stack.plan()).toBe("");
  });

  it("leaves nothing behind when it is destroyed after all that, and puts the former profile back", async () => {
    await move.stack.destroy();
    expect(await account.everythingOf(STACK)).toEqual([]);
    expect(await Promise.all(instances.map((id) => machines.profileOf(id)))).toEqual([undefined, "legacy"]);
  });
});

describeWith(
  [ENGINES.terraform, ENGINES.python],
  "a stack with a list that the module packs otherwise",
  () => {
    let emulator: MiniStack;
    let account: Account;
    let move: Move;
    let copies: readonly string[];

    /** One policy of the stack, two of the module, which counts every name at its longest. */
    const others = Array.from(
      { length: 60 },
      (_, i) => `    - { name: user-${i}, path: /service/team-${i % 7}/ }\n`,
    );
    const long = `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT_ID}" }
targets:
  iamUsers:
    - { name: console-admin }
${others.join("")}    - { name: last-one }
`;

    beforeAll(async () => {
      emulator = await startMiniStack();
      account = new Account(emulator.endpoint);
      for (const user of ["console-admin", "last-one"]) await account.createUser(user);
      move = await Move.of(long, emulator.endpoint);
      copies = await account.copyAttachedPolicies(STACK);
    }, START_TIMEOUT);

    afterAll(() => emulator?.stop());

    it("moves into two policies, and copies of the former ones keep the gateway's rights meanwhile", async () => {
      await move.toModule();
      expect(await move.root.plannedChanges()).toEqual({
        "module.keeper_gateway.aws_iam_policy.gateway[0]": ["update"],
        "module.keeper_gateway.aws_iam_policy.gateway[1]": ["create"],
        "module.keeper_gateway.aws_iam_role_policy_attachment.gateway[1]": ["create"],
      });
      expect((await move.watch(() => move.root.apply(), "last-one")).refusals).toEqual([]);
      move.forget();
    });

    it("moves back into one, and has its rights still when the copies are gone", async () => {
      await move.back();
      expect((await move.watch(() => move.stack.apply(), "last-one")).refusals).toEqual([]);
      const { refusals } = await move.watch(async () => {
        for (const copy of copies) {
          await account.detachPolicy(STACK, copy);
          await account.deletePolicy(copy);
        }
      }, "last-one");
      expect(refusals).toEqual([]);
      move.forget();
      expect(await move.stack.plan()).toBe("");
    });
  },
);
