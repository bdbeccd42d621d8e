export { synthesize } from "./app";
export { KeeperPamStack } from "./keeper-pam-stack";
