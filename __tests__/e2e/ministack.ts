import { basename, dirname, join } from "node:path";
import { CallLog } from "./calls/call-log";
import { startEmulator } from "./emulator-process";

/** First use installs the emulator from the network. */
export const START_TIMEOUT = 10 * 60_000;

/** The emulator makes an account of any 12 digits, on first sight. */
export const ACCOUNT_ID = "111122223333";
export const REGION = "us-east-1";

/** ARN of an IAM resource, e.g. of `user/console-admin`. */
export function iamArn(resource: string, accountId = ACCOUNT_ID): string {
  return `arn:aws:iam::${accountId}:${resource}`;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The emulator takes an account's number for the access key of its root, with any secret. */
export function rootOf(accountId: string): Credentials {
  return { accessKeyId: accountId, secretAccessKey: "x" };
}

export const ROOT = rootOf(ACCOUNT_ID);

/** Settings of an AWS SDK client that talks to the emulator. */
export function clientSettings(endpoint: string, credentials: Credentials, region = REGION) {
  return { endpoint, credentials, region, maxAttempts: 1 };
}

/** A running AWS emulator that enforces IAM. */
export interface MiniStack {
  /** URL of every service. */
  readonly endpoint: string;
  /** What it was asked so far. */
  readonly calls: CallLog;
  /** @throws where AWS's models of its services would refuse one of the calls */
  stop(): Promise<void>;
}

/** Starts an empty MiniStack on a free port of the loopback interface. */
export async function startMiniStack(): Promise<MiniStack> {
  const recordedIn = (folder: string) => join(folder, "calls.jsonl");
  const { endpoint, python, folder, stop } = await startEmulator({
    name: "MiniStack",
    requirements: "requirements.txt",
    launcher: "ministack_launcher.py",
    health: "/_ministack/health",
    environment: (port, folder) => ({
      AUTH: "true",
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      SERVICES: "iam,sts,ec2,rds,kms,secretsmanager,lambda,logs,s3,dynamodb",
      // Listeners on other ports.
      IOT_MTLS_ENABLED: "0",
      SFTP_ENABLED: "0",
      // Whatever it writes goes here.
      RECORDED_CALLS: recordedIn(folder),
      TMPDIR: folder,
      STATE_DIR: join(folder, "state"),
      S3_DATA_DIR: join(folder, "s3"),
    }),
  });
  const calls = new CallLog(recordedIn(folder), dirname(dirname(python)));
  return {
    endpoint,
    calls,
    async stop() {
      if (!(await stop())) return;
      calls.print(`${basename(String(expect.getState().testPath))}, all of it`);
      const faults = calls.faults();
      if (faults.length > 0) throw new Error(`AWS would not take these calls:\n${faults.join("\n")}`);
    },
  };
}
