/** A system that runs Terraform. */
export enum PipelineSystem {
  GITHUB_ACTIONS = "github-actions",
  GITLAB_CI = "gitlab-ci",
  ATLANTIS = "atlantis",
  HCP_TERRAFORM = "hcp-terraform",
  SPACELIFT = "spacelift",
}
