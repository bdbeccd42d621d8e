import { App } from "cdktf";
import { loadConfigurations } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { removeOtherLanguage } from "./output-folder";

/**
 * Writes one Terraform stack for each configuration file.
 *
 * @param path a configuration file or a folder of them
 * @throws ConfigurationError before anything is written
 */
export function synthesize(path: string): void {
  const configurations = loadConfigurations(path);
  // Stack traces hold paths of this machine.
  const app = new App({ stackTraces: false });
  for (const { configuration } of configurations) new KeeperPamStack(app, configuration);
  removeOtherLanguage(app);
  app.synth();
}
