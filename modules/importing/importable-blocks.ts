import { accountOf, ConfigurationError, type ConfigurationFile } from "../config";
import { moduleAddress } from "../moving";
import { callersAccount, lookups } from "./found-in-account";
import { importBlocks, type Present } from "./import-blocks";
import { madeNames } from "./made-names";

/** What an account has of that which a configuration makes. */
export interface ImportableBlocks {
  /** `import` blocks, and comments where there is none. */
  readonly blocks: readonly string[];
  /** What could not be looked for, and why. */
  readonly unseen: readonly string[];
}

/**
 * Looks in the account of the caller's credentials for what a configuration makes under a name. Nothing is changed.
 *
 * @param call name of the module call that makes it; a stack of its own when undefined
 * @throws ConfigurationError when the configuration is for another account
 * @throws Error of AWS when it answers with anything but the thing, that there is none, or that it may not be looked at
 */
export async function importableBlocks(
  { file, configuration }: ConfigurationFile,
  call?: string,
): Promise<ImportableBlocks> {
  const { region } = configuration.aws;
  const account = await callersAccount(region);
  const wanted = accountOf(configuration);
  if (wanted !== undefined && wanted !== account) {
    throw new ConfigurationError(
      `${file}: the configuration is for account ${wanted}, and the credentials are of account ${account}: take those of ${wanted}`,
    );
  }
  const looks = lookups(region);
  const present: Present[] = [];
  const unseen: string[] = [];
  for (const made of madeNames(configuration)) {
    try {
      const found = await looks[made.type]?.(made.name);
      if (found) present.push({ made, found });
    } catch (error) {
      // What was found is of use although something else could not be looked at.
      if (!(error instanceof Error) || !error.name.startsWith("AccessDenied")) throw error;
      unseen.push(`${made.type} ${JSON.stringify(made.name)} could not be looked for: ${error.message}`);
    }
  }
  const address = (inStack: string) =>
    call === undefined ? inStack : `module.${call}.${moduleAddress(inStack)}`;
  return { blocks: importBlocks(present, address), unseen };
}
