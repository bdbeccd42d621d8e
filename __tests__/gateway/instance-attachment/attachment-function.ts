import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { pythonWith } from "../../support/python-environment";
import { PROJECT } from "../../support/engines";
import type { Profile } from "./fake-ec2";

/** The function's source. */
export const SOURCE = join(PROJECT, "modules", "gateway", "instance-attachment", "function", "index.py");
export const REGION = "eu-central-1";

/** What the Terraform configuration passes in. */
export interface Input {
  readonly instance_id: string;
  readonly profile: Profile;
  readonly role_id: string;
  readonly on_conflict: "fail" | "replace";
  readonly former_profile_arn: string;
  readonly recorded_in: string;
}

/** What Lambda answers, how long it took on the function's clock, and what it wrote into its log. */
export interface Answer {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly seconds: number;
  readonly log: string;
}

/** Wants a profile on an instance, and nothing replaced. */
export function wanting(profile: Profile, instanceId: string): Input {
  return {
    instance_id: instanceId,
    profile,
    role_id: "AROAKEEPER",
    on_conflict: "fail",
    former_profile_arn: "",
    recorded_in: "",
  };
}

/** Wants a profile on an instance, in the place of what Terraform has recorded there. */
export function wantingInPlaceOf(formerArn: string, profile: Profile, instanceId: string): Input {
  return {
    ...wanting(profile, instanceId),
    on_conflict: "replace",
    former_profile_arn: formerArn,
    recorded_in: "terraform_data.gateway_former_profile",
  };
}

/** The function in a Python of its own; it takes one event at a time, as a Lambda environment does. */
export class AttachmentFunction {
  private readonly lines: Interface;
  private readonly death: Promise<never>;

  private constructor(private readonly python: ChildProcessByStdio<Writable, Readable, null>) {
    this.lines = createInterface(python.stdout);
    this.death = once(python, "exit").then(() => {
      throw new Error("the process of the function has ended");
    });
    this.death.catch(() => undefined);
  }

  static async start(endpoint: string): Promise<AttachmentFunction> {
    const interpreter = await pythonWith(join(PROJECT, "__tests__", "e2e", "requirements.txt"));
    const python = spawn(interpreter, [join(__dirname, "function_host.py"), SOURCE], {
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        AWS_ENDPOINT_URL_EC2: endpoint,
        AWS_DEFAULT_REGION: REGION,
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
    return new AttachmentFunction(python);
  }

  async invoke(event: unknown): Promise<Answer> {
    const answer = once(this.lines, "line") as Promise<[string]>;
    this.python.stdin.write(`${JSON.stringify(event)}\n`);
    const [line] = await Promise.race([answer, this.death]);
    return JSON.parse(line) as Answer;
  }

  async stop(): Promise<void> {
    this.python.stdin.end();
    await this.death.catch(() => undefined);
  }
}
