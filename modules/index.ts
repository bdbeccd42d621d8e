export * from "./gateway";
export { PolicyQuotaError } from "./permissions";
export {
  PermissionStyle,
  type DirectoryTarget,
  type Discovery,
  type IamUserTarget,
  type ManagedDatabaseTarget,
  type PermissionRequest,
  type RotationTargets,
  type TargetTag,
} from "./targets";
