import { Option } from "commander";
import { checkConfigurations } from "../config";
import { configurationPath, CONFIGURATIONS, examples, type AddCommand } from "./command";
import { FORMATS, type Format } from "./problem-formats";

interface Options {
  readonly format: Format;
  readonly json?: boolean;
}

/** Whether configuration files are sound, for people, editors and pipelines. */
export const check: AddCommand = (program) => {
  program
    .command("check")
    .summary("says what is wrong with configuration files")
    .description(
      "Says what is wrong with configuration files, all at once, each with its place. Needs neither Terraform nor AWS. Ends with 1 when something is wrong.",
    )
    .argument("[paths...]", CONFIGURATIONS)
    .addOption(
      new Option("--format <format>", "how problems are written")
        .choices(Object.keys(FORMATS))
        .default("text" satisfies Format),
    )
    .addOption(new Option("--json", "the same as --format json").conflicts("format"))
    .addHelpText(
      "after",
      examples(
        ["check", "keeper-pam.yaml of this folder"],
        ["check gateways/ other.yaml", "every file of a folder, and another one"],
        ["check --format github", "annotations in a workflow of GitHub Actions"],
        ["check --format sarif > check.sarif", "for code scanning"],
      ),
    )
    .action((paths: readonly string[], { format, json }: Options) => {
      const checked = checkConfigurations(paths.length > 0 ? paths : [configurationPath(undefined)]);
      process.stdout.write(FORMATS[json ? "json" : format](checked));
      if (checked.problems.length > 0) process.exitCode = 1;
    });
};
