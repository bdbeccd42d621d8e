import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { App } from "cdktf";
import { loadConfigurations } from "../../modules/config";
import { GATEWAY_TAG, type PolicyDocumentJson } from "../../modules/permissions";
import { KeeperPamStack } from "../../modules/stacks";
import { deployerPolicies } from "../../modules/deployer";
import { temporaryFolder } from "../support/temporary-folder";
import { Account } from "./account";
import { createTakenRole, STATE, TAKEN_ROLE, type Preparation } from "./deployments";
import { clientSettings, ROOT, startMiniStack } from "./ministack";
import { createBucket, createLockTable } from "./state";
import { Terraform } from "./terraform";

/** What somebody does with a stack in the course of its life. */
export type Step = "apply" | "change" | "plan" | "destroy";

/** The first step that went wrong, and what Terraform said, in one line. */
export interface Failure<Named extends string = Step> {
  readonly step: Named;
  readonly said: string;
}

/**
 * Whether a step failed for want of a permission: a call was refused, or the plan would make up for what Terraform may not
 * read.
 */
export function isRefusal({ step, said }: Failure<string>): boolean {
  return step === "plan"
    ? said.includes("Plan: ")
    : /AccessDenied|UnauthorizedOperation|Forbidden/.test(said);
}

/** One action of one statement. */
export interface Right {
  readonly sid: string;
  readonly action: string;
}

const USER = "deployer";

/**
 * The life of a stack at the hands of a user who has the deployer's policies and no others: apply, change, plan, destroy.
 *
 * @param without what is taken out of the policies
 * @returns undefined when every step went well, a plan without anything to change among them
 */
export async function deploy(prepare: Preparation, ...without: Right[]): Promise<Failure | undefined> {
  return onAnEmulator(prepare, without, async ({ after, meanwhile }, { user, stack, terraform }) => {
    const steps: Record<Exclude<Step, "apply">, () => Promise<unknown>> = {
      change: async () => {
        await meanwhile?.();
        await user.configure(after);
        releaseAnew(stack);
        await terraform.apply();
      },
      plan: async () => {
        const planned = await terraform.plan();
        if (planned !== "") throw new Error(planned);
      },
      destroy: () => terraform.destroy(),
    };
    return firstFailure(Object.entries(steps) as [Step, () => Promise<unknown>][]);
  });
}

/** One more configuration in the life of a stack. */
export interface NextConfiguration {
  /** What is said of it when it is refused, e.g. the key that is another. */
  readonly title: string;
  readonly text: string;
  /** Whether something gets another name: the user then has the policies of the configuration before too. */
  readonly renames?: boolean;
}

/**
 * The life of a stack that is changed several times, at the hands of a user who has the policies that are printed for
 * each configuration and no others.
 *
 * @param without what is taken out of the policies
 * @returns undefined when every change went well and the destroy too; otherwise what was refused first, by its title
 */
export async function change(
  prepare: (
    endpoint: string,
  ) => Promise<{ readonly before: string; readonly next: readonly NextConfiguration[] }>,
  ...without: Right[]
): Promise<Failure<string> | undefined> {
  return onAnEmulator(prepare, without, ({ next }, { user, terraform }) =>
    firstFailure<string>([
      ...next.map(({ title, text, renames }): [string, () => Promise<unknown>] => [
        title,
        async () => {
          await user.configure(text, renames);
          await terraform.apply();
        },
      ]),
      ["destroy", () => terraform.destroy()],
    ]),
  );
}

/** What the user is refused when a stack that an administrator applied without the stack's tag is applied with it. */
export async function tagAnew(prepare: Preparation): Promise<Failure<string> | undefined> {
  const emulator = await startMiniStack();
  try {
    const { before } = await prepare(emulator.endpoint);
    const user = await Deployer.create(emulator.endpoint, []);
    const [stack = ""] = Object.values(await user.configure(before));
    const file = join(stack, "cdk.tf.json");
    const tagged = readFileSync(file, "utf8");
    const untagged = JSON.stringify(JSON.parse(tagged), (key, value: unknown) =>
      key === GATEWAY_TAG ? undefined : value,
    );
    writeFileSync(file, untagged);
    const root = new Terraform(stack, emulator.endpoint);
    await root.init(...(before.includes("s3:") ? ["-backend-config=use_path_style=true"] : []));
    await root.apply();
    writeFileSync(file, tagged);
    const terraform = new Terraform(stack, emulator.endpoint, await user.credentials());
    return await firstFailure<string>([
      ["apply", () => terraform.apply()],
      ["destroy", () => terraform.destroy()],
    ]);
  } finally {
    await emulator.stop();
  }
}

/** What plays the life of a stack. */
interface Stage {
  readonly user: Deployer;
  readonly stack: string;
  readonly terraform: Terraform;
}

/** Applies a stack on an emulator of its own, and then does something with it. */
async function onAnEmulator<Prepared extends { readonly before: string }, Named extends string>(
  prepare: (endpoint: string) => Promise<Prepared>,
  without: readonly Right[],
  play: (prepared: Prepared, stage: Stage) => Promise<Failure<Named> | undefined>,
): Promise<Failure<Named | "apply"> | undefined> {
  const emulator = await startMiniStack();
  try {
    const prepared = await prepare(emulator.endpoint);
    const { before } = prepared;
    const user = await Deployer.create(emulator.endpoint, without);
    const [stack] = Object.values(await user.configure(before));
    if (stack === undefined) throw new Error("no stack");
    const terraform = new Terraform(stack, emulator.endpoint, await user.credentials());
    const apply = async () => {
      await terraform.init(...(/\bs3"?:/.test(before) ? ["-backend-config=use_path_style=true"] : []));
      await terraform.apply();
    };
    return (await firstFailure([["apply", apply]])) ?? (await play(prepared, { user, stack, terraform }));
  } finally {
    await emulator.stop();
  }
}

async function firstFailure<Named extends string>(
  steps: readonly (readonly [step: Named, run: () => Promise<unknown>])[],
): Promise<Failure<Named> | undefined> {
  for (const [step, run] of steps) {
    try {
      await run();
    } catch (error) {
      const said = (error as { stderr?: string }).stderr ?? (error as Error).message;
      return { step, said: said.replace(/\s*\n[│╷╵\s]*/g, " ") };
    }
  }
  return undefined;
}

/** A user with the deployer's policies of a configuration, as it is printed. */
class Deployer {
  private readonly folder = temporaryFolder();
  private printed: Readonly<Record<string, PolicyDocumentJson>> = {};
  private readonly attached = new Map<string, (arn: string) => Promise<unknown>>();

  static async create(endpoint: string, without: readonly Right[]): Promise<Deployer> {
    const deployer = new Deployer(endpoint, without);
    await deployer.iam.send(new CreateUserCommand({ UserName: USER }));
    await createTakenRole(endpoint, USER);
    await createBucket(endpoint, STATE.bucket);
    await createLockTable(endpoint, STATE.table);
    return deployer;
  }

  private constructor(
    private readonly endpoint: string,
    private readonly without: readonly Right[],
  ) {}

  /** A new one each time: the emulator hangs up on one that was idle while Terraform ran. */
  private get iam(): IAMClient {
    return new IAMClient(clientSettings(this.endpoint, ROOT));
  }

  credentials() {
    return new Account(this.endpoint).accessKeyOf(USER);
  }

  /**
   * Writes the stack of a configuration, and gives the user the policies for it; the stack's folder by its name.
   *
   * @param keepsFormer whether the user keeps the policies of the configuration before
   */
  async configure(text: string, keepsFormer = false): Promise<Record<string, string>> {
    const file = join(this.folder, "keeper-pam.yaml");
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(file, text);
    const app = new App({ outdir: join(this.folder, "cdktf.out"), stackTraces: false });
    const stacks = loadConfigurations(file).map(
      ({ configuration }) => new KeeperPamStack(app, configuration).node.id,
    );
    app.synth();
    const printed = deployerPolicies(file).documents;
    const former = Object.entries(keepsFormer ? this.printed : {});
    await this.carry({
      ...printed,
      ...Object.fromEntries(former.map(([name, document]) => [`${name}-former`, document])),
    });
    this.printed = printed;
    return Object.fromEntries(stacks.map((name) => [name, join(app.outdir, "stacks", name)]));
  }

  private async carry(documents: Readonly<Record<string, PolicyDocumentJson>>): Promise<void> {
    for (const [arn, detach] of this.attached) {
      await detach(arn);
      await this.iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
    }
    this.attached.clear();
    const role = Object.keys(documents).some((name) => name.includes("-caller-"));
    for (const [name, printed] of Object.entries(documents)) {
      const document = this.less(printed);
      if (document.Statement.length === 0) continue;
      const { Policy } = await this.iam.send(
        new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document) }),
      );
      const PolicyArn = Policy?.Arn ?? "";
      if (role && name.includes("-deployer-")) {
        await this.iam.send(new AttachRolePolicyCommand({ RoleName: TAKEN_ROLE, PolicyArn }));
        this.attached.set(PolicyArn, (arn) =>
          this.iam.send(new DetachRolePolicyCommand({ RoleName: TAKEN_ROLE, PolicyArn: arn })),
        );
      } else {
        await this.iam.send(new AttachUserPolicyCommand({ UserName: USER, PolicyArn }));
        this.attached.set(PolicyArn, (arn) =>
          this.iam.send(new DetachUserPolicyCommand({ UserName: USER, PolicyArn: arn })),
        );
      }
    }
  }

  private less(document: PolicyDocumentJson): PolicyDocumentJson {
    const isMissing = (Sid: string, action: string) =>
      // A statement that is there for several boundaries has a number behind its name.
      this.without.some((right) => right.sid === Sid.replace(/\d+$/, "") && right.action === action);
    const statements = document.Statement.map((statement) => ({
      ...statement,
      Action: statement.Action.filter((action) => !isMissing(statement.Sid, action)),
    }));
    return { ...document, Statement: statements.filter(({ Action }) => Action.length > 0) };
  }
}

/** Changes a stack as another release of this project might: other code and other settings of the function. */
function releaseAnew(stack: string): void {
  const file = join(stack, "cdk.tf.json");
  const text = readFileSync(file, "utf8")
    .replace(/"source_code_hash": "[^"]*"/, '"source_code_hash": "bmV3"')
    .replace('"timeout": 300', '"timeout": 301');
  writeFileSync(file, text);
}
