import { githubJobs } from "./github-actions";
import type { Job, Occasion } from "./job";

/**
 * The jobs of the workflow that leaves the running to HCP Terraform, with HCP Terraform's part done on the spot: the state
 * in S3 in place of its own, which is why the plan takes no lock; and the roles that the workspace takes for each phase.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration
 */
export function hcpJobs(file: string, occasion: Occasion): Job[] {
  const planOptions = `-lock=false ${occasion.planOptions ?? ""}`;
  return githubJobs(file, { ...occasion, planOptions }).map((job) => {
    if (job.name !== "plan" && job.name !== "apply") return job;
    const identity = {
      iss: "https://app.terraform.io",
      aud: "aws.workload.identity",
      sub: `organization:ORGANIZATION:project:PROJECT:workspace:keeper-gateway:run_phase:${job.name}`,
    };
    return { ...job, identity, steps: [{ kind: "role", arn: occasion.roles[job.name] }, ...job.steps] };
  });
}
