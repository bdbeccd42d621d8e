import { join } from "node:path";
import { ConfigurationError, loadConfigurations, type ConfigurationFile } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { inLanguage, Language } from "./language";
import { removeOtherLanguage } from "./output-folder";
import { terraformApp } from "./terraform-app";

/** A stack that was written. */
export interface WrittenStack {
  readonly name: string;
  /** The configuration file that it comes from. */
  readonly file: string;
  /** The folder to run Terraform in. */
  readonly folder: string;
}

/** How stacks are written. */
export interface SynthesisOptions {
  /**
   * The folder for them, each in `stacks/NAME`.
   *
   * @default - that of `CDKTF_OUTDIR`, or `cdktf.out`
   */
  readonly outdir?: string;
  /** @default - what the CDK's command was asked for (`SYNTH_HCL_OUTPUT`); JSON without it */
  readonly language?: Language;
}

/**
 * Writes one Terraform stack for each configuration file.
 *
 * @param path a configuration file or a folder of them
 * @returns the stacks in the order of the files' names
 * @throws ConfigurationError before anything is written, or where nothing can be
 */
export function synthesize(path: string, options: SynthesisOptions = {}): WrittenStack[] {
  const configurations = loadConfigurations(path);
  const { outdir, language } = options;
  try {
    return language === undefined
      ? write(configurations, outdir)
      : inLanguage(language, () => write(configurations, outdir));
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new ConfigurationError(
      `the stacks cannot be written: ${message}. --out or CDKTF_OUTDIR names the folder for them; without it cdktf.out is made.`,
    );
  }
}

function write(configurations: readonly ConfigurationFile[], outdir?: string): WrittenStack[] {
  const app = terraformApp(outdir);
  const written = configurations.map(({ file, configuration }) => {
    const stack = new KeeperPamStack(app, configuration);
    const { workingDirectory } = app.manifest.forStack(stack);
    return { name: stack.node.id, file, folder: join(app.outdir, workingDirectory) };
  });
  removeOtherLanguage(app);
  app.synth();
  return written;
}
