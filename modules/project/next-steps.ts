import type { Configuration } from "../config";
import { CONFIGURATION_FILE } from "./configuration";
import { INSTALLED } from "./configuration-text";
import { commandsToComplete } from "./package-json";
import type { PipelineSystem } from "./pipeline-system";
import { isStateLocal } from "./state";

/** What is left to do in a project. */
export interface NextSteps {
  /** To be typed in the project's folder, in this order. */
  readonly commands: readonly string[];
  /** What no command does. */
  readonly notes: readonly string[];
}

/**
 * What is left to do once a project is written.
 *
 * @param ownPackageJson the text of its `package.json`, where that was there already
 */
export function nextSteps(
  configuration: Configuration,
  pipeline?: PipelineSystem,
  ownPackageJson?: string,
): NextSteps {
  return {
    commands: [
      ...(ownPackageJson === undefined ? [] : commandsToComplete(ownPackageJson)),
      "npm install",
      "npm run check",
      ...(pipeline === undefined ? ["npm run diff", "npm run deploy"] : ["npm run synth"]),
    ],
    notes: [
      ...(pipeline !== undefined && isStateLocal(configuration)
        ? [
            `${CONFIGURATION_FILE} keeps the state on the machine that runs Terraform: give it a backend before the pipeline runs.`,
          ]
        : []),
      ...(pipeline === undefined
        ? []
        : [
            `What ${pipeline} needs before its first run, from the lock file to the roles: ${INSTALLED}/docs/pipelines.md`,
          ]),
    ],
  };
}
