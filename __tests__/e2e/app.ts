import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";

const run = promisify(execFile);

/** What the app made of a folder of configuration files. */
export interface SynthesizedApp {
  /** Path of the configuration file of a stack. */
  configurationOf(stack: string): string;
  /** Folder of a stack's Terraform code. */
  stack(name: string): string;
  /** Gives a stack another configuration and runs the app again, into the same folder. */
  configure(stack: string, text: string): Promise<void>;
}

/**
 * Runs the app the way `cdktf synth` does.
 *
 * @param configurations text of one configuration file for each stack, by the stack's name
 */
export async function runApp(configurations: Readonly<Record<string, string>>): Promise<SynthesizedApp> {
  const folder = temporaryFolder();
  const files = join(folder, "configurations");
  const output = join(folder, "cdktf.out");
  const configurationOf = (stack: string) => join(files, `${stack}.yaml`);
  mkdirSync(files);
  for (const [stack, text] of Object.entries(configurations)) writeFileSync(configurationOf(stack), text);
  const synthesize = async () => {
    await run("npx", ["--no", "tsx", "main.ts"], {
      cwd: PROJECT,
      env: { ...process.env, KEEPER_PAM_CONFIG: files, CDKTF_OUTDIR: output },
    });
  };
  await synthesize();
  return {
    configurationOf,
    stack: (name) => join(output, "stacks", name),
    configure(stack, text) {
      writeFileSync(configurationOf(stack), text);
      return synthesize();
    },
  };
}
