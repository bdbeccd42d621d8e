import type { Configuration } from "../config";
import { INSTALLED } from "./configuration-text";
import type { PipelineSystem } from "./pipeline-system";

/** The README of a project. */
export function readme(configuration: Configuration, pipeline?: PipelineSystem): string {
  const stack = configuration.stack ?? configuration.name;
  return `# ${stack}

The AWS side of KeeperPAM for one Keeper Gateway, made by [cdktf-keeperpam-aws](${INSTALLED}/README.md) of \`keeper-pam.yaml\`.

\`\`\`console
npm install
npx keeperpam-aws check     # what is wrong with keeper-pam.yaml
npx cdktf diff              # what Terraform would make, change and destroy
npx cdktf deploy
npx keeperpam-aws report    # reports/${stack}.md, for a reviewer: commit it
npx cdktf destroy
\`\`\`

${stateInWords(configuration)} Commit everything else, \`package-lock.json\` too.
${pipeline === undefined ? "" : `\n${pipelineInWords(pipeline, stack)}\n`}`;
}

/** Where the state of a configuration is. */
function stateInWords({ name, stack = name, backend = "local" }: Configuration): string {
  if (backend === "none") return "Where the state is Terraform is told elsewhere.";
  if (backend === "local" || "local" in backend) {
    return `The state is a file on this machine, \`terraform.${stack}.tfstate\` unless \`keeper-pam.yaml\` says otherwise, and is not committed; \`backend\` there keeps it where others reach it.`;
  }
  return "The state is where `backend` in `keeper-pam.yaml` says.";
}

function pipelineInWords(pipeline: PipelineSystem, stack: string): string {
  return `The pipeline's files are for a repository with this folder as its root. What ${pipeline} needs before its first run (a lock file, roles, names of yours): [docs/pipelines.md](${INSTALLED}/docs/pipelines.md); the lock file is made by

\`\`\`console
npx cdktf synth
terraform -chdir=cdktf.out/stacks/${stack} providers lock -platform=linux_amd64
cp cdktf.out/stacks/${stack}/.terraform.lock.hcl .
\`\`\``;
}
