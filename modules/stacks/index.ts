export { synthesize } from "./app";
export { deployerPolicies, type DeployerPolicies } from "./deployer";
export { KeeperPamStack } from "./keeper-pam-stack";
