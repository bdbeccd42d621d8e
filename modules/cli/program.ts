import { Command } from "commander";
import { version } from "../../package.json";
import { changes } from "./changes";
import { check } from "./check";
import { examples } from "./command";
import { deployerPolicy } from "./deployer-policy";
import { explain } from "./explain";
import { imports } from "./imports";
import { init } from "./init";
import { moved } from "./moved";
import { report } from "./report";
import { schema } from "./schema";
import { synth } from "./synth";

/** In the order in which people need them. */
const COMMANDS = [init, check, synth, report, explain, changes, deployerPolicy, moved, imports, schema];

/** The program with all its commands. Wrong use throws a `CommanderError`. */
export function keeperpamAws(): Command {
  const program = new Command("keeperpam-aws")
    .description("The AWS side of KeeperPAM as Terraform: narrow rights for a Keeper Gateway.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(--help says what is allowed)")
    .addHelpText(
      "after",
      examples(
        ["init my-gateway", "a folder to start with"],
        ["check", "what is wrong with keeper-pam.yaml"],
        ["synth", "Terraform code in cdktf.out"],
        ["report", "what it allows, for a reviewer"],
      ),
    );
  for (const add of COMMANDS) add(program);
  return program;
}
