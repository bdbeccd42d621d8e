export { GatewayInstanceProfile, type GatewayInstanceProfileProps } from "./gateway-instance-profile";
export { GatewayPermissions, type GatewayPermissionsProps } from "./gateway-permissions";
export { GatewayRole, type GatewayRoleProps } from "./gateway-role";
export { gatewayStatements } from "./gateway-statements";
export { KeeperGateway, type KeeperGatewayProps } from "./keeper-gateway";
export type {
  KeeperRecords,
  PamConfigurationRecord,
  PamDatabaseRecord,
  PamDirectoryRecord,
  PamUserRecord,
} from "./keeper-records";
export { REQUIRED_PROVIDER } from "./versions";
