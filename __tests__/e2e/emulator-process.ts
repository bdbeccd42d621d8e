import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { temporaryFolder } from "../support/temporary-folder";
import { pythonWith } from "../support/python-environment";

/** An AWS emulator in Python, and how it is started. */
interface Emulator {
  /** What people call it. */
  readonly name: string;
  /** File of this folder that names its packages. */
  readonly requirements: string;
  /** File of this folder that Python runs. */
  readonly launcher: string;
  /** Path of a page that it answers with once it is there. */
  readonly health: string;
  /** Its environment, beside PATH. */
  environment(port: number, folder: string): Readonly<Record<string, string>>;
}

/** The process of an emulator. */
export interface EmulatorProcess {
  /** URL of every service. */
  readonly endpoint: string;
  /** Path of the Python that runs it. */
  readonly python: string;
  /** Where it writes. */
  readonly folder: string;
  /** Ends it, if it has not ended already; whether it ran until now. */
  stop(): Promise<boolean>;
}

/** Starts an emulator on a free port of the loopback interface. */
export async function startEmulator(emulator: Emulator): Promise<EmulatorProcess> {
  const python = await pythonWith(join(__dirname, emulator.requirements));
  const port = await freePort();
  const folder = temporaryFolder();
  const log = join(folder, "emulator.log");
  const output = openSync(log, "w");
  const running = spawn(python, [join(__dirname, emulator.launcher)], {
    // The emulator ends when its standard input does, which no death of this process can prevent.
    stdio: ["pipe", output, output],
    cwd: folder,
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...emulator.environment(port, folder) },
  });
  closeSync(output);
  const endpoint = `http://127.0.0.1:${port}`;
  if (!(await answers(running, `${endpoint}${emulator.health}`))) {
    running.kill();
    throw new Error(`${emulator.name} does not answer on ${endpoint}\n${readFileSync(log, "utf8")}`);
  }
  return {
    endpoint,
    python,
    folder,
    async stop() {
      if (hasEnded(running)) return false;
      const exited = once(running, "exit");
      running.kill();
      await exited;
      return true;
    },
  };
}

async function answers(emulator: ChildProcess, url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    if (hasEnded(emulator)) return false;
    await wait(100);
  }
  return false;
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
