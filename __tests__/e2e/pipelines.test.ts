import { describePipelines, SYSTEMS } from "./pipelines/life";

// A sample, one of each way: npm run pipelines:prove tries every system.
describePipelines(
  SYSTEMS.filter(({ folder, committed }) => folder === (committed ? "gitlab-ci" : "github-actions")),
);
