import { parseArgs } from "node:util";
import { ConfigurationError } from "../modules/config";
import { deployerPolicies, type DeployerTask } from "../modules/stacks";

const USAGE = "npm run --silent deployer-policy -- [FILE OR FOLDER] [--account 111122223333] [--plan]";

function argumentsGiven(): {
  readonly path: string;
  readonly account?: string;
  readonly task: DeployerTask;
} {
  try {
    const { values, positionals } = parseArgs({
      options: { account: { type: "string" }, plan: { type: "boolean" } },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (others.length > 0) throw new Error(`${others.join(" ")}: allowed is one file or folder`);
    return {
      path: path ?? (process.env.KEEPER_PAM_CONFIG || "keeper-pam.yaml"),
      account: values.account,
      task: values.plan ? "plan" : "deploy",
    };
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\n${USAGE}`);
  }
}

try {
  const { path, account, task } = argumentsGiven();
  const { documents, notes } = deployerPolicies(path, account, task);
  for (const note of notes) console.error(note);
  console.log(JSON.stringify(documents, null, 2));
} catch (error) {
  // A message to the user; anything else is a defect, whose stack trace is wanted.
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
