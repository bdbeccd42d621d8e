import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkTexts, loadConfigurations, type Configuration } from "../config";
import { formatPath, type Path } from "../permissions";
import type { Answers } from "./answers";
import { configurationText } from "./configuration-text";
import { PipelineSystem } from "./pipeline-system";

/** The name of the configuration file in a project. */
export const CONFIGURATION_FILE = "keeper-pam.yaml";

/** A project's configuration file. */
export interface ProjectConfiguration {
  readonly text: string;
  readonly configuration: Configuration;
}

/** Something that is wrong with an answer. */
export interface AnswerProblem {
  /** Undefined where it is about the answers together. */
  readonly answer?: keyof Answers;
  /** In the words of the file's check. */
  readonly message: string;
}

/** Where in the file an answer stands; the system of the pipeline does not. */
const PLACES: Readonly<Record<keyof Answers, string | undefined>> = {
  name: "name",
  region: "aws.region",
  account: "aws.accountId",
  instance: "gateway.instances[0]",
  role: "gateway.role.existing",
  accessKey: "gateway.accessKeyUser",
  database: "targets.managedDatabases[0].instance",
  directory: "targets.directories[0].id",
  iamUser: "targets.iamUsers[0].name",
  iamAccessKey: "targets.iamAccessKeys[0].name",
  pipeline: undefined,
  bucket: "backend.s3.bucket",
  organization: "backend.cloud.organization",
};

/** The configuration that answers make, or what is wrong with them: what they make is checked as any file is. */
export function newConfiguration(
  answers: Answers,
): ProjectConfiguration | { readonly problems: readonly AnswerProblem[] } {
  const text = configurationText(answers);
  const { problems, configurations } = checkTexts([{ file: CONFIGURATION_FILE, text }]);
  const [made] = configurations;
  const apart = stateProblems(answers);
  if (made && problems.length + apart.length === 0) return { text, configuration: made.configuration };
  return { problems: [...problems.map(({ path, message }) => answerProblem(path, message)), ...apart] };
}

/**
 * The configuration that a project has already.
 *
 * @throws ConfigurationError when something is wrong with it
 */
export function existingConfiguration(folder: string): ProjectConfiguration | undefined {
  const file = join(folder, CONFIGURATION_FILE);
  if (!existsSync(file)) return undefined;
  const [existing] = loadConfigurations(file);
  return existing && { text: readFileSync(file, "utf8"), configuration: existing.configuration };
}

function answerProblem(path: Path, message: string): AnswerProblem {
  const place = formatPath(path);
  const answer = (Object.keys(PLACES) as (keyof Answers)[]).find((key) => PLACES[key] === place);
  return answer === undefined ? { message: `${place}: ${message}` } : { answer, message };
}

/** HCP Terraform keeps the state of what it runs, and of nothing else here. */
function stateProblems({ pipeline, bucket, organization }: Answers): AnswerProblem[] {
  const isHcp = pipeline === PipelineSystem.HCP_TERRAFORM;
  return [
    ...(isHcp && bucket !== undefined
      ? [
          {
            answer: "bucket" as const,
            message: `${PipelineSystem.HCP_TERRAFORM} keeps the state itself: name your organization instead`,
          },
        ]
      : []),
    ...(!isHcp && organization !== undefined
      ? [
          {
            answer: "organization" as const,
            message: `an organization has the state where ${PipelineSystem.HCP_TERRAFORM} is the pipeline: name a bucket instead`,
          },
        ]
      : []),
  ];
}
