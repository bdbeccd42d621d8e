import { InvalidArgumentError } from "commander";
import { configurationPath, CONFIGURATION, examples, type AddCommand } from "./command";
import { MODULE_CALL_NAME } from "./module-call";
import { onlyConfiguration } from "./only-configuration";

/** What an apply that broke off has left in the account, for Terraform's state. */
export const imports: AddCommand = (program) => {
  program
    .command("imports")
    .summary("prints import blocks for what a broken apply has left in the account")
    .description(
      "Looks in the account of the caller's credentials for what a configuration makes under a name, and prints import blocks for what is there. Reads only. Ends with 1 when it may not look at something.",
    )
    .argument("[file]", CONFIGURATION)
    .option("--module <call>", "name of the module call that makes it; a stack without it", callName)
    .addHelpText(
      "after",
      examples(["imports > cdktf.out/stacks/NAME/imports.tf", "beside the stack that is applied again"]),
    )
    .action(async (path: string | undefined, { module }: { readonly module?: string }) => {
      const { format } = await import("@cdktf/hcl-tools");
      const { importableBlocks } = await import("../importing/index.js");
      const { blocks, unseen } = await importableBlocks(onlyConfiguration(configurationPath(path)), module);
      for (const line of unseen) console.error(line);
      if (unseen.length > 0) process.exitCode = 1;
      if (blocks.length > 0) console.log((await format(blocks.join("\n\n"))).trimEnd());
      else if (unseen.length === 0)
        console.error("the account has nothing of what the configuration makes under a name");
    });
};

function callName(given: string): string {
  if (MODULE_CALL_NAME.test(given)) return given;
  throw new InvalidArgumentError(
    `${JSON.stringify(given)} is not the name of a module call: allowed is e.g. keeper_gateway`,
  );
}
