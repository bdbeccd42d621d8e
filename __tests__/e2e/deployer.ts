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
import type { PolicyDocumentJson } from "../../modules/permissions";
import { deployerPolicies, KeeperPamStack } from "../../modules/stacks";
import { temporaryFolder } from "../support/temporary-folder";
import { Account } from "./account";
import { createTakenRole, STATE, TAKEN_ROLE, type Preparation } from "./deployments";
import { clientSettings, ROOT, startMiniStack } from "./ministack";
import { createBucket, createLockTable } from "./state";
import { Terraform } from "./terraform";

/** What somebody does with a stack in the course of its life. */
export type Step = "apply" | "change" | "plan" | "destroy";

/** The first step that went wrong, and what Terraform said, in one line. */
export interface Failure {
  readonly step: Step;
  readonly said: string;
}

/**
 * Whether a step failed for want of a permission: a call was refused, or the plan would make up for what Terraform may not
 * read.
 */
export function isRefusal({ step, said }: Failure): boolean {
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
  const emulator = await startMiniStack();
  try {
    const { before, after, meanwhile } = await prepare(emulator.endpoint);
    const user = await Deployer.create(emulator.endpoint, without);
    const [stack] = Object.values(await user.configure(before));
    if (stack === undefined) throw new Error("no stack");
    const terraform = new Terraform(stack, emulator.endpoint, await user.credentials());
    const steps: Record<Step, () => Promise<unknown>> = {
      apply: async () => {
        await terraform.init(...(before.includes("s3:") ? ["-backend-config=use_path_style=true"] : []));
        await terraform.apply();
      },
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
    for (const [step, run] of Object.entries(steps) as [Step, () => Promise<unknown>][]) {
      try {
        await run();
      } catch (error) {
        const said = (error as { stderr?: string }).stderr ?? (error as Error).message;
        return { step, said: said.replace(/\s*\n[│╷╵\s]*/g, " ") };
      }
    }
    return undefined;
  } finally {
    await emulator.stop();
  }
}

/** A user with the deployer's policies of a configuration, as it is printed. */
class Deployer {
  private readonly iam: IAMClient;
  private readonly folder = temporaryFolder();
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
  ) {
    this.iam = new IAMClient(clientSettings(endpoint, ROOT));
  }

  credentials() {
    return new Account(this.endpoint).accessKeyOf(USER);
  }

  /** Writes the stack of a configuration, and gives the user the policies for it; the stack's folder by its name. */
  async configure(text: string): Promise<Record<string, string>> {
    const file = join(this.folder, "keeper-pam.yaml");
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(file, text);
    const app = new App({ outdir: join(this.folder, "cdktf.out"), stackTraces: false });
    const stacks = loadConfigurations(file).map(
      ({ configuration }) => new KeeperPamStack(app, configuration).node.id,
    );
    app.synth();
    await this.carry(deployerPolicies(file).documents);
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
