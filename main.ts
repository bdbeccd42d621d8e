import { ConfigurationError } from "./modules/config";
import { synthesize } from "./modules/stacks";

try {
  // Pipelines set a variable that they do not use to nothing.
  synthesize(process.env.KEEPER_PAM_CONFIG || "keeper-pam.yaml");
} catch (error) {
  // A message to the user; anything else is a defect, whose stack trace is wanted.
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
