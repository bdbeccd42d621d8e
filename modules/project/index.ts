export { DEFAULT_ANSWERS, type Answers } from "./answers";
export {
  CONFIGURATION_FILE,
  existingConfiguration,
  newConfiguration,
  type AnswerProblem,
  type ProjectConfiguration,
} from "./configuration";
export { nextSteps, type NextSteps } from "./next-steps";
export { PipelineSystem } from "./pipeline-system";
export { projectFiles, type ProjectFiles } from "./project-files";
export { writeProject, type WrittenProject } from "./write";
