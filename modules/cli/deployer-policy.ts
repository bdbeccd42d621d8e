import { InvalidArgumentError } from "commander";
import { ACCOUNT_ID, keepsRule } from "../permissions";
import { configurationPath, CONFIGURATIONS, examples, type AddCommand } from "./command";

interface Options {
  readonly account?: string;
  readonly plan?: boolean;
}

/** The rights of whoever runs the Terraform. */
export const deployerPolicy: AddCommand = (program) => {
  program
    .command("deployer-policy")
    .summary("prints the rights that an apply needs")
    .description(
      "Prints as JSON, by name, the smallest IAM policies with which somebody may apply, change and destroy the stacks of configuration files.",
    )
    .argument("[path]", CONFIGURATIONS)
    .option("--account <id>", "the account, 12 digits, where the file does not say it", accountId)
    .option("--plan", "the rights to plan and nothing else")
    .addHelpText(
      "after",
      examples(
        ["deployer-policy > deployer.json", "for keeper-pam.yaml"],
        ["deployer-policy gateways/prod.yaml --plan", "for a role that only reads"],
      ),
    )
    .action(async (path: string | undefined, { account, plan }: Options) => {
      const { deployerPolicies } = await import("../deployer/index.js");
      const { documents, notes } = deployerPolicies(
        configurationPath(path),
        account,
        plan ? "plan" : "deploy",
      );
      for (const note of notes) console.error(note);
      console.log(JSON.stringify(documents, null, 2));
    });
};

function accountId(given: string): string {
  if (keepsRule(ACCOUNT_ID, given)) return given;
  throw new InvalidArgumentError("Allowed is 12 digits, e.g. 111122223333.");
}
