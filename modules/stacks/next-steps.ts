import type { KeeperGateway } from "../gateway";
import { EC2_USER_PORTS, PermissionStyle, type PermissionRequest } from "../targets";

/** What is left to do by hand after the apply, for this configuration. */
export function nextSteps(gateway: KeeperGateway, request: PermissionRequest): string[] {
  const { targets = {}, discovery, permissions } = request;
  const databases = targets.managedDatabases ?? [];
  const users = [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])];
  const bySelection = [...databases, ...(targets.directories ?? []), ...users].some(
    (target) =>
      target.tag !== undefined ||
      ("path" in target && target.path !== undefined && target.name === undefined),
  );
  const steps = [
    gateway.instanceProfileName === undefined
      ? "See that the gateway's instance uses the role role_name."
      : "Give the gateway's instance the profile instance_profile_name: EC2 > Instances > Actions > Security > Modify IAM role.",
    "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration. Keeper's pages disagree on the two key fields: if USE_INSTANCE_ROLE is not accepted, leave them empty.",
    "Fill the records of the targets with keeper_records.",
    ...(bySelection
      ? [
          "Targets selected by tag or path are not in keeper_records: take Database ID, Directory ID or the user's ARN (Distinguished Name) from AWS.",
        ]
      : []),
    ...(databases.length > 0
      ? [
          "Let the Keeper password rule of the databases leave out slash, double quote and @ (for Oracle also & and single quote): RDS refuses them.",
        ]
      : []),
    ...((targets.iamUsers ?? []).length > 0
      ? ["Every IAM user whose password is rotated needs a console password to begin with."]
      : []),
    ...(targets.ec2Users
      ? [
          `EC2 users need no AWS right: the gateway logs in over SSH or WinRM (ports ${EC2_USER_PORTS.join(", ")}).`,
        ]
      : []),
    ...(gateway.policyArns.length > 0 && permissions !== PermissionStyle.DOCUMENTED
      ? [
          "If a rotation fails with a missing permission that the policies do grant, the gateway's self-check may not know scoped statements: set permissions: documented and tell us.",
        ]
      : []),
    ...(discovery === undefined && gateway.policyArns.length === 0
      ? ["The role may do nothing yet: name targets or switch discovery on."]
      : []),
  ];
  return steps.map((step, i) => `${i + 1}. ${step}`);
}
