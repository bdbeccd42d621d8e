export { synthesize } from "./app";
export { deployerPolicies, type DeployerPolicies, type DeployerTask } from "./deployer";
export { KeeperPamStack } from "./keeper-pam-stack";
export { withSynthesizedStack } from "./temporary-synthesis";
export { withStack } from "./unwritten-stack";
