import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { temporaryFolder } from "../support/temporary-folder";
import { pythonWith } from "../support/python-environment";
import { CallLog } from "./calls/call-log";

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
  const python = await pythonWith(join(__dirname, "requirements.txt"));
  const port = await freePort();
  const folder = temporaryFolder();
  const log = join(folder, "ministack.log");
  const recorded = join(folder, "calls.jsonl");
  const output = openSync(log, "w");
  const emulator = spawn(python, [join(__dirname, "ministack_launcher.py")], {
    // The emulator ends when its standard input does, which no death of this process can prevent.
    stdio: ["pipe", output, output],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      AUTH: "true",
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      SERVICES: "iam,sts,ec2,rds,kms,secretsmanager,lambda,logs,s3,dynamodb",
      // Listeners on other ports.
      IOT_MTLS_ENABLED: "0",
      SFTP_ENABLED: "0",
      // Whatever it writes goes here.
      RECORDED_CALLS: recorded,
      TMPDIR: folder,
      STATE_DIR: join(folder, "state"),
      S3_DATA_DIR: join(folder, "s3"),
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  closeSync(output);
  const endpoint = `http://127.0.0.1:${port}`;
  await untilItAnswers(emulator, `${endpoint}/_ministack/health`, log);
  const calls = new CallLog(recorded, dirname(dirname(python)));
  return {
    endpoint,
    calls,
    async stop() {
      if (hasEnded(emulator)) return;
      const exited = once(emulator, "exit");
      emulator.kill();
      await exited;
      calls.print(`${basename(String(expect.getState().testPath))}, all of it`);
      const faults = calls.faults();
      if (faults.length > 0) throw new Error(`AWS would not take these calls:\n${faults.join("\n")}`);
    },
  };
}

async function untilItAnswers(emulator: ChildProcess, url: string, log: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (hasEnded(emulator)) break;
    await wait(100);
  }
  emulator.kill();
  throw new Error(`MiniStack does not answer on ${url}\n${readFileSync(log, "utf8")}`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
