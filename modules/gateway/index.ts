export {
  acceptedFindings,
  acceptFindings,
  type AcceptedFinding,
  type AcceptedFindingOfResource,
} from "./accepted-finding";
export { AccessKeyUser, type AccessKeyUserProps } from "./access-key-user";
export {
  ConfigurationSecret,
  type ConfigurationSecretOptions,
  type ConfigurationSecretProps,
} from "./configuration-secret";
export { GatewayInstanceProfile, type GatewayInstanceProfileProps } from "./gateway-instance-profile";
export { GatewayPermissions, type GatewayPermissionsProps } from "./gateway-permissions";
export { GatewayRole, type GatewayRoleProps } from "./gateway-role";
export { gatewayStatements } from "./gateway-statements";
export {
  GatewayInstanceAttachments,
  type GatewayInstanceAttachmentsProps,
  type InstanceAttachmentOptions,
} from "./instance-attachment";
export { KeeperGateway } from "./keeper-gateway";
export type { KeeperGatewayProps } from "./keeper-gateway-props";
export type {
  KeeperRecords,
  PamConfigurationRecord,
  PamDatabaseRecord,
  PamDirectoryRecord,
  PamUserRecord,
} from "./keeper-records";
export { terraformHcl, type SynthesizedHcl } from "./terraform-hcl";
export { REQUIRED_PROVIDER } from "./versions";
