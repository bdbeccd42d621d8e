import { InvalidArgumentError } from "commander";
// By its file: the folder as a whole loads the CDK, which help and wrong use have no need of.
import { versionProblem } from "../changes/versions";
import { configurationPath, CONFIGURATIONS, examples, type AddCommand } from "./command";

interface Options {
  readonly config?: string;
  readonly failOnWider?: boolean;
  readonly json?: boolean;
}

const VERSION =
  "a file or folder, a git revision such as main or HEAD~1, or one with a path such as main:gateways/prod.yaml";

/** Which rights come and which go between two versions. */
export const changes: AddCommand = (program) => {
  program
    .command("changes")
    .summary("says which rights come and which go between two versions of configuration files")
    .description(
      "Says in Markdown which rights come and which go between two versions of a configuration file, or of a folder of them: by what is allowed, for every ARN that there can be, not by how it is written. A path that is there wins over a revision of that name; a file that a revision does not have allows nothing.",
    )
    .argument("<before>", VERSION, version)
    .argument("<after>", "likewise", version)
    .option(
      "-c, --config <path>",
      `what a revision without a path is of, where neither is a path: ${CONFIGURATIONS}`,
    )
    .option("--fail-on-wider", "ends with 1 when something is allowed after that was not before")
    .option("--json", "prints the changes as JSON")
    .addHelpText(
      "after",
      examples(
        ["changes main keeper-pam.yaml", "what this folder's file changes"],
        ["changes HEAD~1 HEAD --fail-on-wider", "fails a pipeline when more is allowed"],
        ["changes main:gateways/prod.yaml gateways/prod.yaml", "of another file"],
        ["changes main gateways/ --json", "of every file of a folder, for programs"],
      ),
    )
    .action(async (before: string, after: string, { config, failOnWider, json }: Options) => {
      const room = await import("../changes/index.js");
      const found = await room.changes(before, after, configurationPath(config));
      process.stdout.write(json ? room.changesAsJson(found) : room.changesAsMarkdown(found));
      if (failOnWider && found.wider) process.exitCode = 1;
    });
};

function version(given: string): string {
  const problem = versionProblem(given);
  if (problem === undefined) return given;
  throw new InvalidArgumentError(problem);
}
