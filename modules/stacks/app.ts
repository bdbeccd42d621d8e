import { App } from "cdktf";
import { ConfigurationError, loadConfigurations, type ConfigurationFile } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { removeOtherLanguage } from "./output-folder";

/**
 * Writes one Terraform stack for each configuration file.
 *
 * @param path a configuration file or a folder of them
 * @throws ConfigurationError before anything is written, or where nothing can be
 */
export function synthesize(path: string): void {
  const configurations = loadConfigurations(path);
  try {
    write(configurations);
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new ConfigurationError(
      `the stacks cannot be written: ${message}. CDKTF_OUTDIR names the folder for them; without it cdktf.out is made.`,
    );
  }
}

function write(configurations: readonly ConfigurationFile[]): void {
  // Stack traces hold paths of this machine.
  const app = new App({ stackTraces: false });
  for (const { configuration } of configurations) new KeeperPamStack(app, configuration);
  removeOtherLanguage(app);
  app.synth();
}
