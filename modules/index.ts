export * from "./gateway";
export {
  PolicyQuotaError,
  roleArn,
  type Account,
  type Condition,
  type PolicyText,
  type Statement,
} from "./permissions";
export {
  PermissionStyle,
  type DirectoryTarget,
  type Discovery,
  type IamUserTarget,
  type ManagedDatabaseTarget,
  type PermissionRequest,
  type RotationTargets,
  type Scope,
  type TargetTag,
} from "./targets";
