export { deployerPolicies, type DeployerPolicies } from "./deployer-policies";
