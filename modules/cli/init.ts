import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Option, type Command } from "commander";
import {
  CONFIGURATION_FILE,
  DEFAULT_ANSWERS,
  existingConfiguration,
  newConfiguration,
  nextSteps,
  PipelineSystem,
  projectFiles,
  writeProject,
  type Answers,
  type ProjectConfiguration,
  type NextSteps,
  type WrittenProject,
} from "../project";
import { examples, type AddCommand } from "./command";
import { ANSWER_OPTIONS } from "./init-options";

type Options = Partial<Answers> & { readonly yes?: boolean; readonly force?: boolean };

/** A folder of the user's own, in which everything else works. */
export const init: AddCommand = (program) => {
  const command = program
    .command("init")
    .summary("writes a folder to start with")
    .description(
      "Writes a folder of your own in which this program and the CDK's command work: keeper-pam.yaml, package.json, cdktf.json, .gitignore and README.md. Asks what no option says. Keeps files that exist.",
    )
    .argument("[folder]", "folder for what is written, made where there is none", ".");
  for (const option of ANSWER_OPTIONS) command.addOption(option);
  command
    .addOption(
      new Option("--pipeline <system>", "with the files of a pipeline").choices(
        Object.values(PipelineSystem),
      ),
    )
    .option("-y, --yes", "asks nothing: what no option says is left open")
    .option("--force", "overwrites files that exist")
    .addHelpText(
      "after",
      examples(
        ["init my-gateway", "asks, and writes into my-gateway"],
        ["init my-gateway --yes --region eu-west-1", "asks nothing"],
        ["init my-gateway --role my-machine --database orders", "for a machine that has a role"],
        ["init . --pipeline github-actions", "adds a pipeline to a folder that is there"],
      ),
    )
    .action(async (folder: string, { yes = false, force = false, ...given }: Options) => {
      const existing = force ? undefined : existingConfiguration(folder);
      if (existing) refuseAnswersBeside(command, given);
      else configurationOf(command, given);
      const answers = await answersTo(given, yes, existing !== undefined);
      if (answers === undefined) {
        process.exitCode = 1;
        return;
      }
      const project = existing ?? configurationOf(command, answers);
      const { pipeline } = answers;
      const outcome = writeProject(folder, projectFiles(project, pipeline), force);
      const ownPackageJson = outcome.kept.includes("package.json")
        ? readFileSync(join(folder, "package.json"), "utf8")
        : undefined;
      const next = nextSteps(project.configuration, pipeline, ownPackageJson);
      console.log(inWords(folder, outcome, next));
    });
};

/** What the options leave open is asked where somebody can answer. Undefined when somebody has rather stopped. */
async function answersTo(
  given: Partial<Answers>,
  yes: boolean,
  hasConfiguration: boolean,
): Promise<Partial<Answers> | undefined> {
  if (yes) return given;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error("there is no terminal to ask on: what no option says is left open, as with --yes");
    return given;
  }
  const { ask } = await import("./init-questions.js");
  return ask(given, hasConfiguration);
}

/** Options that say what a file says which is kept would say it to nobody. */
function refuseAnswersBeside(command: Command, given: Partial<Answers>): void {
  const options = optionsOf(
    command,
    Object.keys(given).filter((answer) => answer !== "pipeline"),
  );
  if (options.length === 0) return;
  command.error(
    `error: ${CONFIGURATION_FILE} is there and is kept, so that ${options.join(", ")} would change nothing: change the file, or say --force to write it anew`,
  );
}

function configurationOf(command: Command, given: Partial<Answers>): ProjectConfiguration {
  const made = newConfiguration({ ...DEFAULT_ANSWERS, ...given });
  if (!("problems" in made)) return made;
  const lines = made.problems.map(({ answer, message }) => {
    const [option] = answer === undefined ? [] : optionsOf(command, [answer]);
    return option === undefined ? message : `${option}: ${message}`;
  });
  return command.error(`error: ${lines.join("\nerror: ")}`);
}

function optionsOf(command: Command, answers: readonly string[]): string[] {
  return command.options
    .filter((option) => answers.includes(option.attributeName()))
    .map(({ long }) => String(long));
}

function inWords(folder: string, { written, kept }: WrittenProject, { commands, notes }: NextSteps): string {
  const paragraph = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join("\n")];
  const cd = folder === "." ? [] : [`cd ${quoted(folder)}`];
  return [
    ...paragraph(`Written in ${folder}:`, written),
    ...paragraph("Kept, since they were there (--force overwrites them):", kept),
    ...paragraph(`Next, with targets in ${CONFIGURATION_FILE}:`, [...cd, ...commands]),
    ...notes,
  ].join("\n\n");
}

/** A word of a shell's command. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
