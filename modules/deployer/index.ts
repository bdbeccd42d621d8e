export { deployerPolicies, type DeployerPolicies, type DeployerTask } from "./deployer-policies";
