import type { GatewayCall } from "./declaration";
import type { SynthesizedGateway } from "./gateways";
import { instanceProfileArn, keyArn, secretArn } from "./gateways";
import { arnOf } from "./subjects";

const PASSWORD_OR_KEY =
  /^iam:(.*(AccessKey|SSHPublicKey|ServiceSpecificCredential|SigningCertificate).*|.*LoginProfile|ChangePassword)$/;
const OWN_USER = /^iam:(.*UserPolicy|.*UserPermissionsBoundary|(Update|Delete|Tag|Untag)User)$/;
const OWN_ROLE =
  /^iam:((Attach|Detach|Put|Delete)RolePolicy|(Put|Delete)RolePermissionsBoundary|(Delete|Pass|Tag|Untag|Update)Role|UpdateRoleDescription|UpdateAssumeRolePolicy)$/;
const OWN_POLICIES = /^iam:((Create|Delete)PolicyVersion|SetDefaultPolicyVersion|(Delete|Tag|Untag)Policy)$/;
const OWN_PROFILE = /^iam:(AddRoleTo|RemoveRoleFrom|Delete|Tag|Untag)InstanceProfile$/;
const OWN_MACHINES =
  /^ec2:((Associate|Disassociate)IamInstanceProfile|ReplaceIamInstanceProfileAssociation)$/;
const OWN_KEY =
  /^kms:(PutKeyPolicy|(Create|Retire|Revoke)Grant|(ScheduleKey|CancelKey)Deletion|(Disable|Enable)Key(Rotation)?|RotateKeyOnDemand|(Import|DeleteImported)KeyMaterial|ReplicateKey|SynchronizeMultiRegionKey|Update(PrimaryRegion|KeyDescription|Alias)|(Create|Delete)Alias|(Tag|Untag)Resource)$/;
const OWN_SECRET =
  /^secretsmanager:(PutSecretValue|Update(Secret|SecretVersionStage)|(Delete|Restore|Rotate|CancelRotate)Secret|(Put|Delete)ResourcePolicy|ReplicateSecretToRegions|RemoveRegionsFromReplication|StopReplicationToReplica|(Tag|Untag)Resource)$/;

/** Whether a configuration says that the gateway may never make a call, whatever other policy it is given. */
export function isForbidden(
  { configuration, home, principals }: SynthesizedGateway,
  { action, subject, context = {} }: GatewayCall,
): boolean {
  const { name, protectedUsers = [], gateway = {}, targets = {}, discovery, permissions } = configuration;
  const isHere = subject.partition === home.partition && subject.accountId === home.accountId;
  const arn = arnOf(subject);
  const user = gateway.accessKeyUser || undefined;
  if (isHere && subject.kind === "user") {
    const isOwn = user && subject.name === (user.name ?? name) && subject.path === (user.path ?? "/");
    if (isOwn && (PASSWORD_OR_KEY.test(action) || OWN_USER.test(action))) return true;
    return protectedUsers.some((one) => one === subject.name || one === arn) && PASSWORD_OR_KEY.test(action);
  }
  const lists = Object.entries(targets).filter(([key]) => key !== "ec2Users");
  const hasPermissions =
    lists.some(([, list]) => (list as unknown[]).length > 0) ||
    [discovery, user, gateway.configurationSecret, permissions === "documented"].some(Boolean) ||
    protectedUsers.length > 0;
  if (!(gateway.guard ?? hasPermissions)) return false;

  const role = typeof gateway.role === "object" ? gateway.role : {};
  const boundaries = [role.permissionsBoundaryArn, user?.permissionsBoundaryArn];
  const hasRole = gateway.role !== false;
  const roleArn =
    principals.find(({ carrier }) => carrier === "role")?.arn ??
    `arn:${home.partition}:iam::${home.accountId}:role${role.path ?? "/"}${role.name ?? name}`;
  const profileArn = instanceProfileArn(home, configuration);
  const hasProfile = hasRole && gateway.instanceProfile !== false && role.existing === undefined;
  const secret = gateway.configurationSecret || undefined;
  switch (subject.kind) {
    case "role":
      return hasRole && arn === roleArn && OWN_ROLE.test(action);
    case "policy": {
      const isOwn = isHere && subject.path === "/" && subject.name.startsWith(`${name}-`);
      return (isOwn || boundaries.includes(arn)) && OWN_POLICIES.test(action);
    }
    case "instance-profile":
      return hasProfile && arn === profileArn && OWN_PROFILE.test(action);
    case "machine":
      return (
        hasProfile && isHere && OWN_MACHINES.test(action) && context["ec2:InstanceProfile"] === profileArn
      );
    case "key":
      return (
        secret !== undefined &&
        (secret.secretArn === undefined || secret.keyArn !== undefined) &&
        arn === keyArn(home, configuration) &&
        OWN_KEY.test(action)
      );
    case "secret":
      return secret !== undefined && arn === secretArn(home, configuration) && OWN_SECRET.test(action);
    default:
      return false;
  }
}
