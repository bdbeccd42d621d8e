import { InvalidArgumentError, Option } from "commander";
// By its file: the folder as a whole loads the CDK, which help and wrong use have no need of.
import { actionProblem, keyProblem, resourceProblem } from "../explanation/question";
import { configurationPath, CONFIGURATION, examples, type AddCommand } from "./command";
import { explanationAsJson, explanationInWords } from "./explanation-formats";
import { onlyConfiguration } from "./only-configuration";

type Context = Readonly<Record<string, string | null>>;

/** The answers that `--expect` takes, and those of an explanation that meet each. What hangs on a condition meets neither. */
const EXPECTED = { allowed: ["allowed"], refused: ["denied", "notAllowed"] } as const;

interface Options {
  readonly config?: string;
  readonly context: Context;
  readonly absent: Context;
  readonly expect?: keyof typeof EXPECTED;
  readonly json?: boolean;
}

/** Whether the gateway may, and which line says so. */
export const explain: AddCommand = (program) => {
  const command = program
    .command("explain")
    .summary("says whether the gateway may, and which line of the file says so")
    .description(
      "Says whether the gateway's own policies allow a call, and which line of the configuration asked for that; what is missing, or which Deny stands in the way. Ends with 0 when it has answered, whatever the answer is; see --expect.",
    )
    .argument("<action>", "one action of AWS, in any capitals", checked(actionProblem))
    .argument(
      "[resource]",
      "ARN of what is acted on, * for a call that names nothing; without it, what the action is allowed on",
      checked(resourceProblem),
    )
    .option("-c, --config <path>", CONFIGURATION)
    .option(
      "--context <key=value>",
      "what the call's context has for a condition key; repeatable",
      withValue,
      {},
    )
    .option(
      "--absent <key>",
      "a condition key that it has no value for, e.g. a tag that the resource lacks; repeatable",
      withoutValue,
      {},
    )
    .addOption(
      new Option(
        "--expect <answer>",
        "ends with 1 unless this is the answer for the role and the user; what hangs on a condition is neither",
      ).choices(Object.keys(EXPECTED)),
    )
    .option("--json", "prints the explanation as JSON")
    .addHelpText(
      "after",
      examples(
        ["explain iam:UpdateLoginProfile arn:aws:iam::111122223333:user/ada", "may it set her password?"],
        ["explain rds:ModifyDBInstance", "which databases may it change?"],
        ["explain ec2:DescribeInstances --context aws:RequestedRegion=eu-west-1", "in this region?"],
        ["explain iam:CreateAccessKey ARN --expect refused", "fails a pipeline unless it may not"],
      ),
    );
  command.action(async (action: string, resource: string | undefined, options: Options) => {
    const { config, context, absent, expect, json } = options;
    const both = Object.keys(absent).find((key) => hasKey(context, key));
    if (both !== undefined) command.error(`error: ${both} is given with --context and with --absent`);
    const { explanations } = await import("../explanation/index.js");
    const explanation = explanations(onlyConfiguration(configurationPath(config)))({
      action,
      resource,
      context: { ...context, ...absent },
    });
    if (expect && explanation.resource === undefined)
      command.error("error: option '--expect' needs a resource: give its ARN behind the action");
    process.stdout.write(json ? explanationAsJson(explanation) : explanationInWords(explanation));
    const expected: readonly string[] | undefined = expect && EXPECTED[expect];
    if (expected && !explanation.principals.every(({ answer: given }) => expected.includes(given)))
      process.exitCode = 1;
  });
};

function checked(problemOf: (given: string) => string | undefined): (given: string) => string {
  return (given) => {
    const problem = problemOf(given);
    if (problem === undefined) return given;
    throw new InvalidArgumentError(problem);
  };
}

function withValue(given: string, earlier: Context): Context {
  const at = given.indexOf("=");
  if (at < 0) {
    throw new InvalidArgumentError(
      `${JSON.stringify(given)} has no value: allowed is KEY=VALUE, e.g. aws:RequestedRegion=us-east-1`,
    );
  }
  return withKey(given.slice(0, at), given.slice(at + 1), earlier);
}

function withoutValue(key: string, earlier: Context): Context {
  return withKey(key, null, earlier);
}

function withKey(key: string, value: string | null, earlier: Context): Context {
  checked(keyProblem)(key);
  if (hasKey(earlier, key)) throw new InvalidArgumentError(`${key} is given twice`);
  return { ...earlier, [key]: value };
}

/** Condition keys are the same in any capitals. */
function hasKey(context: Context, key: string): boolean {
  return Object.keys(context).some((known) => known.toLowerCase() === key.toLowerCase());
}
