import { configurationPath, CONFIGURATIONS, examples, type AddCommand } from "./command";

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

/** What a configuration allows, for a reviewer. */
export const report: AddCommand = (program) => {
  program
    .command("report")
    .summary("says what configuration files allow, for a reviewer")
    .description(
      "Writes NAME.md and NAME.json for each stack: who may do what on what, why, what is denied, what reaches far.",
    )
    .argument("[path]", CONFIGURATIONS)
    .option("-o, --out <folder>", "folder for what is written", "reports")
    .option("--json", "prints the files that were written as JSON")
    .addHelpText(
      "after",
      examples(
        ["report", "reports/NAME.md and .json of keeper-pam.yaml"],
        ["report gateways/ --out review", "of every file of a folder"],
      ),
    )
    .action(async (path: string | undefined, { out, json }: Options) => {
      const { writeReports } = await import("../report/index.js");
      const files = writeReports(configurationPath(path), out);
      if (json) console.log(JSON.stringify(files, null, 2));
      else for (const file of files) console.log(file);
    });
};
