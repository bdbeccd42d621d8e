import { InvalidArgumentError, Option } from "commander";
import { configurationPath, CONFIGURATION, examples, type AddCommand } from "./command";
import { MODULE_CALL_NAME } from "./module-call";
import { onlyConfiguration } from "./only-configuration";

/** Where the module is for a root module beside it. */
const MODULE_SOURCE = "./keeper-gateway";

/** The address of a module call: its name, with an index where there are several, within others where it is in one. */
const CALL =
  /^[A-Za-z_][\w-]*(\["[^"$%\\\p{C}]*"\]|\[\d+\])?(\.module\.[A-Za-z_][\w-]*(\["[^"$%\\\p{C}]*"\]|\[\d+\])?)*$/u;

interface Options {
  readonly module: string;
  readonly back?: boolean;
  readonly call?: boolean;
  readonly source?: string;
}

/** A stack's state as the drop-in module's. */
export const moved: AddCommand = (program) => {
  const command = program
    .command("moved")
    .summary("prints moved blocks from a stack to the Terraform module, or back")
    .description(
      "Prints moved blocks that make the state of a configuration's stack that of the drop-in Terraform module, or the other way round. Nothing is replaced.",
    )
    .argument("[file]", CONFIGURATION)
    .option("--module <call>", "address of the module call, without module.", callAddress, "keeper_gateway")
    .option("--back", "from the module to the stack")
    .addOption(
      new Option("--call", "prints the root module that takes the stack's place instead").conflicts("back"),
    )
    .option("--source <source>", `where the module is, for --call (${MODULE_SOURCE} without it)`)
    .addHelpText(
      "after",
      examples(
        ["moved --call > main.tf", "the root module that calls the module"],
        ["moved > moved.tf", "what moves the stack's state there"],
        ["moved --back > moved.tf", "what moves it back"],
      ),
    );
  command.action(async (path: string | undefined, options: Options) => {
    const { module, back, call, source } = options;
    if (source !== undefined && !call) command.error("error: option '--source' goes with --call");
    if (call && !MODULE_CALL_NAME.test(module)) {
      command.error(
        `error: option '--module': ${JSON.stringify(module)} is not the name of a module call, which --call writes: allowed is e.g. keeper_gateway`,
      );
    }
    const { format } = await import("@cdktf/hcl-tools");
    const { Direction, movedBlocks, rootModule } = await import("../moving/index.js");
    const { configuration } = onlyConfiguration(configurationPath(path));
    const code = call
      ? rootModule(configuration, module, source ?? MODULE_SOURCE)
      : movedBlocks(configuration, module, back ? Direction.BACK : Direction.TO_MODULE);
    console.log((await format(code)).trimEnd());
  });
};

function callAddress(given: string): string {
  if (CALL.test(given)) return given;
  throw new InvalidArgumentError(
    `${JSON.stringify(given)} is not a module call: allowed is its address without module., e.g. keeper_gateway, gateways["prod"] or platform.module.keeper_gateway`,
  );
}
