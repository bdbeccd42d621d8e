import { parseArgs } from "node:util";
import { format } from "@cdktf/hcl-tools";
import { accountOf, ConfigurationError } from "../modules/config";
import { callersAccount, lookups } from "./importing/found-in-account";
import { importBlocks, type Present } from "./importing/import-blocks";
import { madeNames } from "./importing/made-names";
import { moduleAddress } from "./moving/module-address";
import { onlyConfiguration } from "./only-configuration";

const USAGE = "npm run --silent imports -- [FILE] [--module NAME]";

const CALL = /^[A-Za-z_][\w-]*$/;

function argumentsGiven() {
  try {
    const { values, positionals } = parseArgs({
      options: { module: { type: "string" } },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (others.length > 0) throw new Error(`${others.join(" ")}: allowed is one file`);
    if (values.module !== undefined && !CALL.test(values.module)) {
      throw new Error(
        `--module: ${JSON.stringify(values.module)} is not the name of a module call: allowed is e.g. keeper_gateway`,
      );
    }
    return { module: values.module, path: path ?? (process.env.KEEPER_PAM_CONFIG || "keeper-pam.yaml") };
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function print(): Promise<void> {
  const { path, module } = argumentsGiven();
  const configuration = onlyConfiguration(path, USAGE);
  const { region } = configuration.aws;
  const account = await callersAccount(region);
  const wanted = accountOf(configuration);
  if (wanted !== undefined && wanted !== account) {
    throw new ConfigurationError(
      `${path}: the configuration is for account ${wanted}, and the credentials are of account ${account}: take those of ${wanted}`,
    );
  }
  const looks = lookups(region);
  const present: Present[] = [];
  for (const made of madeNames(configuration)) {
    try {
      const found = await looks[made.type]?.(made.name);
      if (found) present.push({ made, found });
    } catch (error) {
      // What was found is of use although something else could not be looked at.
      if (!isOfAws(error) || !/^AccessDenied/.test(error.name)) throw error;
      console.error(`${made.type} ${JSON.stringify(made.name)} could not be looked for: ${error.message}`);
      process.exitCode = 1;
    }
  }
  const address = (inStack: string) =>
    module === undefined ? inStack : `module.${module}.${moduleAddress(inStack)}`;
  const blocks = importBlocks(present, address);
  if (blocks.length === 0) {
    if (process.exitCode !== 1)
      console.error("the account has nothing of what the configuration makes under a name");
  } else console.log((await format(blocks.join("\n\n"))).trimEnd());
}

print().catch((error: unknown) => {
  // A message to the user, or AWS's; anything else is a defect, whose stack trace is wanted.
  if (!(error instanceof ConfigurationError) && !isOfAws(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

function isOfAws(error: unknown): error is Error {
  return error instanceof Error && ("$metadata" in error || error.name === "CredentialsProviderError");
}
