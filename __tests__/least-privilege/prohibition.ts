import type { GatewayCall } from "./declaration";
import type { SynthesizedGateway } from "./gateways";
import { keyArn, secretArn } from "./gateways";
import { arnOf } from "./subjects";

const GATEWAY_TAG = "keeperpam-gateway";
const CREDENTIAL =
  /^iam:(.*(AccessKey|SSHPublicKey|ServiceSpecificCredential|SigningCertificate).*|.*LoginProfile|ChangePassword|(Deactivate|Enable|Resync)MFADevice)$/;
const NAME = /^iam:(Update|Delete)User$/;
const OWN_USER = /^iam:(.*UserPolicy|.*UserPermissionsBoundary|(Tag|Untag)User)$/;
/** What Keeper documents of all that changes something in IAM. */
const WORK = /^iam:(CreateAccessKey|DeleteAccessKey|UpdateLoginProfile)$/;
const READING = /^iam:(Generate|Get|List|Simulate)/;
const PROFILES = /^ec2:((Associate|Disassociate)IamInstanceProfile|ReplaceIamInstanceProfileAssociation)$/;
const TAGGING = /^(rds|ds):AddTagsToResource$/;
const OWN_FUNCTION =
  /^lambda:(AddPermission|(Create|Delete|Update)Alias|(Create|Delete|Update)Function.*|(Delete|Put)ResourcePolicy|(Disable|Enable)Replication|Invoke.*|PublishVersion|PutFunction.*|PutRuntimeManagementConfig|RemovePermission|(Tag|Untag)Resource)$/;
const OWN_KEY =
  /^kms:(PutKeyPolicy|(Create|Retire|Revoke)Grant|(ScheduleKey|CancelKey)Deletion|(Disable|Enable)Key(Rotation)?|RotateKeyOnDemand|(Import|DeleteImported)KeyMaterial|ReplicateKey|SynchronizeMultiRegionKey|Update(PrimaryRegion|KeyDescription|Alias)|(Create|Delete)Alias|(Tag|Untag)Resource)$/;
const OWN_SECRET =
  /^secretsmanager:(PutSecretValue|Update(Secret|SecretVersionStage)|(Delete|Restore|Rotate|CancelRotate)Secret|(Put|Delete)ResourcePolicy|ReplicateSecretToRegions|RemoveRegionsFromReplication|StopReplicationToReplica|(Tag|Untag)Resource)$/;

/** Whether a configuration says that the gateway may never make a call, whatever other policy it is given. */
export function isForbidden(
  { configuration, home }: SynthesizedGateway,
  { action, subject }: GatewayCall,
): boolean {
  const { name, protectedUsers = [], gateway = {}, targets = {}, discovery, permissions } = configuration;
  const { managedDatabases = [], directories = [], iamUsers = [], iamAccessKeys = [] } = targets;
  const isHere = subject.partition === home.partition && subject.accountId === home.accountId;
  const arn = arnOf(subject);
  const user = gateway.accessKeyUser || undefined;
  if (isHere && subject.kind === "user") {
    const isOwn = user && subject.name === (user.name ?? name) && subject.path === (user.path ?? "/");
    const isProtected = protectedUsers.some((one) => one === subject.name || one === arn);
    if ((isOwn || isProtected) && (CREDENTIAL.test(action) || NAME.test(action))) return true;
    if (isOwn && OWN_USER.test(action)) return true;
    const reachesUsers = permissions === "documented" || iamUsers.length + iamAccessKeys.length > 0;
    const isOfAGateway = Object.keys(subject.tags).some((key) => key.toLowerCase() === GATEWAY_TAG);
    if (reachesUsers && isOfAGateway && WORK.test(action)) return true;
  }
  const lists = [managedDatabases, directories, iamUsers, iamAccessKeys];
  const hasPermissions =
    lists.some((list) => list.length > 0) ||
    [discovery, user, gateway.configurationSecret, permissions === "documented"].some(Boolean) ||
    protectedUsers.length > 0;
  if (!(gateway.guard ?? hasPermissions)) return false;

  // Nothing that changes IAM is anybody's own.
  if (action.startsWith("iam:")) return !READING.test(action) && !WORK.test(action);
  const byTag = (selected: readonly { readonly tag?: unknown }[]) => selected.some(({ tag }) => tag);
  const secret = gateway.configurationSecret || undefined;
  switch (subject.kind) {
    case "machine":
      return isHere && PROFILES.test(action);
    case "function":
      return (
        (gateway.instances ?? []).length > 0 &&
        isHere &&
        subject.region === home.region &&
        subject.name.split(":")[0] === `${name}-instance-attachment` &&
        OWN_FUNCTION.test(action)
      );
    case "db":
      return isHere && byTag(managedDatabases) && TAGGING.test(action);
    case "directory":
      return isHere && byTag(directories) && TAGGING.test(action);
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
