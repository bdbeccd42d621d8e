import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { loadConfigurations } from "../../../modules/config";
import { KeeperPamStack } from "../../../modules/stacks";
import { keeperpamAws } from "../../support/program";
import { temporaryFolder } from "../../support/temporary-folder";
import { Account } from "../account";
import { Machines } from "../machines";
import { iamArn, rootOf, type Credentials, type MiniStack } from "../ministack";
import { emulatorEnvironment, Terraform } from "../terraform";
import type { Named } from "./cases";
import { FaultProxy } from "./fault-proxy";

/** The first of the accounts; the emulator makes one of any 12 digits. */
const FIRST_ACCOUNT = 200_000_000_000;

let accounts = 0;

/** An account of its own on an emulator, which Terraform reaches through a proxy that can make calls go wrong. */
export class FaultyAccount {
  private readonly folder = temporaryFolder();

  private constructor(
    readonly root: Credentials,
    /** The emulator without the proxy. */
    readonly endpoint: string,
    readonly proxy: FaultProxy,
    /** A machine without an instance profile. */
    readonly machine: string,
  ) {}

  static async on(emulator: MiniStack): Promise<FaultyAccount> {
    const root = rootOf(String(FIRST_ACCOUNT + accounts++));
    const machine = await new Machines(emulator.endpoint, root).start();
    return new FaultyAccount(root, emulator.endpoint, await FaultProxy.before(emulator.endpoint), machine);
  }

  /** What is in the account, without the proxy. New each time: the emulator hangs up on a client that was idle. */
  get account(): Account {
    return new Account(this.endpoint, this.root);
  }

  get machines(): Machines {
    return new Machines(this.endpoint, this.root);
  }

  /** Terraform, as the account's root, in a folder that has a stack or a root module. */
  terraform(folder: string): Terraform {
    return new Terraform(folder, this.proxy.endpoint, this.root);
  }

  /** Writes the stack of a configuration, and has Terraform ready in it. */
  async stack(configuration: string): Promise<Terraform> {
    const terraform = this.terraform(this.synthesize(configuration));
    await terraform.init();
    return terraform;
  }

  /** What `keeperpam-aws imports` prints for the configuration that was written last. */
  async imports(...options: string[]): Promise<string> {
    const { status, stdout, stderr } = await keeperpamAws(["imports", this.configurationFile, ...options], {
      env: emulatorEnvironment(this.endpoint, this.root),
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  /** Writes the stack of a configuration, each time into the same folder; its path. */
  synthesize(configuration: string): string {
    const file = this.configurationFile;
    writeFileSync(file, configuration);
    const app = new App({ outdir: join(this.folder, "cdktf.out"), stackTraces: false });
    const [stack = ""] = loadConfigurations(file).map(
      ({ configuration: one }) => new KeeperPamStack(app, one).node.id,
    );
    app.synth();
    return join(app.outdir, "stacks", stack);
  }

  private get configurationFile(): string {
    return join(this.folder, "keeper-pam.yaml");
  }

  /** A gateway with a role and a profile, and nothing that instances would be moved by. */
  get plain(): string {
    return `
name: keeper-gateway
aws: { region: us-east-1 }
targets:
  iamUsers: [{ name: console-admin }]
`;
  }

  /** A gateway with everything that a stack can make. */
  get everything(): string {
    return this.everythingNamed({});
  }

  /** The same, with other names. */
  everythingNamed({ role, profile, user = "gateway-user" }: Partial<Record<Named, string>>): string {
    return `
name: keeper-gateway
aws: { region: us-east-1 }
gateway:
  role: ${role === undefined ? true : `{ name: ${role} }`}
  instanceProfile: ${profile === undefined ? true : `{ name: ${profile} }`}
  instances: [${this.machine}]
  accessKeyUser: { name: ${user}, acceptSecretInState: true }
  configurationSecret:
    name: keeper/gateway
    operators: ["${iamArn("role/operator", this.root.accessKeyId)}"]
    recoveryWindowDays: 0
    keyDeletionWindowDays: 7
targets:
  iamUsers: [{ name: console-admin }]
`;
  }
}
