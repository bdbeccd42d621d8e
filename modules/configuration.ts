// What the program does with configuration files, for other programs: `cdktf-keeperpam-aws/configuration`.
export {
  changes,
  changesAsJson,
  changesAsMarkdown,
  type Change,
  type ChangedBoundary,
  type ChangedCall,
  type ChangedCarrier,
  type ChangedRight,
  type ChangeKind,
  type Changes,
  type GatewayChanges,
  type GatewayVersion,
} from "./changes";
export {
  checkConfigurations,
  ConfigurationError,
  loadConfigurations,
  type CheckedConfigurations,
  type Configuration,
  type ConfigurationFile,
  type FileProblem,
} from "./config";
export { deployerPolicies, type DeployerPolicies, type DeployerTask } from "./deployer";
export { reports, writeReports, type Report } from "./report";
export { Language, synthesize, type SynthesisOptions, type WrittenStack } from "./stacks";
