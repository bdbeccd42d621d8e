export { ownTargetProblems, type GatewayPrincipals } from "./access-key-user";
export type { DirectoryTarget } from "./directory-user";
export { discoveryRegions, type Discovery } from "./discovery";
export { EC2_USER_PORTS } from "./ec2-user";
export { secretsManager, type ProtectedConfiguration } from "./gateway-configuration";
export type { GuardedGateway } from "./guard";
export { repeatedUsers, type IamUserTarget } from "./iam-user";
export { likeResourceIds, type ManagedDatabaseTarget } from "./managed-database";
export {
  PERMISSION_REQUEST,
  permissionProblems,
  permissionStatements,
  PermissionStyle,
  type PermissionRequest,
  type RotationTargets,
} from "./rotation-targets";
export type { KnownScope, Scope } from "./scope";
export type { TargetTag } from "./selector";
