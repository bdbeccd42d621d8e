import { parseArgs } from "node:util";
import { format } from "@cdktf/hcl-tools";
import { ConfigurationError } from "../modules/config";
import { Direction, movedBlocks } from "./moving/moved-blocks";
import { rootModule } from "./moving/root-module";
import { onlyConfiguration } from "./only-configuration";

const USAGE = "npm run --silent moved -- [FILE] [--back | --call [--source PATH]] [--module NAME]";

/** Where the module is for a root module beside it. */
const MODULE_SOURCE = "./keeper-gateway";

const NAME = /^[A-Za-z_][\w-]*$/;
/** The address of a module call: its name, with an index where there are several, within others where it is in one. */
const CALL =
  /^[A-Za-z_][\w-]*(\["[^"$%\\\p{C}]*"\]|\[\d+\])?(\.module\.[A-Za-z_][\w-]*(\["[^"$%\\\p{C}]*"\]|\[\d+\])?)*$/u;

function argumentsGiven() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        back: { type: "boolean", default: false },
        call: { type: "boolean", default: false },
        source: { type: "string" },
        module: { type: "string", default: "keeper_gateway" },
      },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (others.length > 0) throw new Error(`${others.join(" ")}: allowed is one file`);
    if (!CALL.test(values.module)) {
      throw new Error(
        `--module: ${JSON.stringify(values.module)} is not a module call: allowed is its address without module., e.g. keeper_gateway, gateways["prod"] or platform.module.keeper_gateway`,
      );
    }
    if (values.back && values.call) throw new Error("--back and --call are given together: allowed is one");
    if (values.source !== undefined && !values.call) throw new Error("--source goes with --call");
    if (values.call && !NAME.test(values.module)) {
      throw new Error(
        `--module: ${JSON.stringify(values.module)} is not the name of a module call, which --call writes: allowed is e.g. keeper_gateway`,
      );
    }
    return { ...values, path: path ?? (process.env.KEEPER_PAM_CONFIG || "keeper-pam.yaml") };
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function print(): Promise<void> {
  const { path, back, call, module, source = MODULE_SOURCE } = argumentsGiven();
  const configuration = onlyConfiguration(path, USAGE);
  const direction = back ? Direction.BACK : Direction.TO_MODULE;
  const code = call
    ? rootModule(configuration, module, source)
    : movedBlocks(configuration, module, direction);
  console.log((await format(code)).trimEnd());
}

print().catch((error: unknown) => {
  // A message to the user; anything else is a defect, whose stack trace is wanted.
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
