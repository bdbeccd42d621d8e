import type { Configuration } from "../config";
import { INSTALLED } from "./configuration-text";
import type { PipelineSystem } from "./pipeline-system";
import { isStateLocal } from "./state";

/** The README of a project. */
export function readme(configuration: Configuration, pipeline?: PipelineSystem): string {
  const { name, stack = name } = configuration;
  const made = pipeline === undefined ? "" : `\n${pipelineInWords(pipeline, stack)}\n`;
  return `# ${stack}

The AWS side of KeeperPAM for one Keeper Gateway: [cdktf-keeperpam-aws](${INSTALLED}/README.md) makes it of \`keeper-pam.yaml\`.

\`\`\`console
npm install
npm run check      # what is wrong with keeper-pam.yaml
npm run diff       # what Terraform would make, change and destroy
npm run deploy
npm run report     # reports/${stack}.md, for a reviewer
npm run destroy
\`\`\`

${stateInWords(configuration)} Commit what git does not ignore, \`package-lock.json\` and \`reports\` too.
${made}`;
}

function stateInWords(configuration: Configuration): string {
  return isStateLocal(configuration)
    ? "The state is a file on this machine, which git ignores; `backend` in `keeper-pam.yaml` keeps it where others reach it."
    : "The state is where `backend` in `keeper-pam.yaml` says.";
}

function pipelineInWords(pipeline: PipelineSystem, stack: string): string {
  return `The files of the pipeline are for a repository with this folder at its root. [docs/pipelines.md](${INSTALLED}/docs/pipelines.md) says what ${pipeline} needs before its first run: a backend, roles, names of yours, and a lock file:

\`\`\`console
npm run synth
terraform -chdir=cdktf.out/stacks/${stack} providers lock -platform=linux_amd64
cp cdktf.out/stacks/${stack}/.terraform.lock.hcl .
\`\`\``;
}
