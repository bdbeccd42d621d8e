export * from "./gateway";
export {
  GatewayInstallation,
  OnConflict,
  PolicyQuotaError,
  roleArn,
  userArn,
  type Account,
  type Condition,
  type PolicyText,
  type Statement,
} from "./permissions";
export {
  PermissionStyle,
  type DirectoryTarget,
  type GatewayPrincipals,
  type GuardedGateway,
  type Discovery,
  type IamUserTarget,
  type ManagedDatabaseTarget,
  type PermissionRequest,
  type ProtectedConfiguration,
  type RotationTargets,
  type Scope,
  type TargetTag,
} from "./targets";
