import { randomUUID } from "node:crypto";
import { bin } from "../../package.json";
import { CONFIGURATION_FILE, type ProjectConfiguration } from "./configuration";
import { INSTALLED } from "./configuration-text";
import { packageJson } from "./package-json";
import type { PipelineSystem } from "./pipeline-system";
import { pipelineFiles } from "./pipelines";
import { readme } from "./readme";

/** Files by their paths in the project's folder, with `/` between folders. */
export type ProjectFiles = Readonly<Record<string, string>>;

/**
 * What a folder holds in which the CDK's command and this program work, whatever is in its configuration.
 *
 * @param pipeline the system that runs Terraform, where its files are wanted
 */
export function projectFiles(
  { text, configuration }: ProjectConfiguration,
  pipeline?: PipelineSystem,
): ProjectFiles {
  return {
    [CONFIGURATION_FILE]: text,
    "package.json": json(packageJson()),
    "cdktf.json": json({
      language: "typescript",
      // By its path: npx would ask a registry for a program that is not installed.
      app: `node ${INSTALLED}/${bin["keeperpam-aws"]} synth`,
      projectId: randomUUID(),
      sendCrashReports: "false",
      context: {},
    }),
    ".gitignore": GIT_IGNORE,
    "README.md": readme(configuration, pipeline),
    ...(pipeline && pipelineFiles(pipeline, configuration)),
  };
}

const GIT_IGNORE = `node_modules/
cdktf.out/
cdktf.log
.terraform/
*.tfstate
*.tfstate.*
*.tfplan
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
