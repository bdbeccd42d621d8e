import { instanceProfileArn, keyArn, secretArn, type SynthesizedGateway } from "../least-privilege/gateways";
import { everyActionOfAws } from "../support/policy-set";
import { ANYTHING, arnsOf, INSTANCE_ID, REGION } from "./arns";
import { at, ownUser, protectedUsers } from "./declared";
import { Language, quoted } from "./language";
import { isOneOf, type Requirement } from "./requirement";
import { rule, type Rights, type Rule } from "./rights";

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

/**
 * What a configuration says that the gateway may never do, whatever other policy it is given: as sets of ARNs that are
 * made of parts, like what is declared.
 */
export async function forbiddenRights(gateway: SynthesizedGateway): Promise<Rights> {
  const everything = await everyActionOfAws();
  const never: Never = (name, actions, reach, requirements) =>
    rule(
      name,
      everything.filter((action) => actions.test(action)),
      reach,
      requirements,
    );
  return {
    granted: [
      never("protectedUsers", PASSWORD_OR_KEY, Language.union(protectedUsers(gateway))),
      ...ownUser(gateway).flatMap((user) => [
        never("gateway.accessKeyUser", PASSWORD_OR_KEY, user),
        never("gateway.accessKeyUser", OWN_USER, user),
      ]),
      ...(isGuarded(gateway) ? guarded(gateway, never) : []),
    ],
  };
}

/** The rule that something is never done to anything of a set. */
type Never = (name: string, actions: RegExp, reach: Language, requirements?: Requirement[]) => Rule;

function guarded({ configuration, home, principals }: SynthesizedGateway, never: Never): Rule[] {
  const { name, gateway = {} } = configuration;
  const user = gateway.accessKeyUser || undefined;
  const role = typeof gateway.role === "object" ? gateway.role : {};
  const boundaries = [role.permissionsBoundaryArn, user?.permissionsBoundaryArn].flatMap((arn) => arn ?? []);
  const hasRole = gateway.role !== false;
  const roleArn =
    principals.find(({ carrier }) => carrier === "role")?.arn ??
    `arn:${home.partition}:iam::${home.accountId}:role${role.path ?? "/"}${role.name ?? name}`;
  const profile = Language.exactly(instanceProfileArn(home, configuration));
  const hasProfile = hasRole && gateway.instanceProfile !== false && role.existing === undefined;
  const secret = gateway.configurationSecret || undefined;
  const hasKey = secret !== undefined && (secret.secretArn === undefined || secret.keyArn !== undefined);
  // Called after the gateway; a path that begins so cannot be told from a name.
  const policies = arnsOf({ ...at(home, "iam"), resource: `policy/${quoted(name)}-(?:${ANYTHING})?` });
  const machines = arnsOf({ ...at(home, "ec2"), region: REGION, resource: `instance/${INSTANCE_ID}` });
  return [
    ...(hasRole ? [never("guard: role", OWN_ROLE, Language.exactly(roleArn))] : []),
    never("guard: policies", OWN_POLICIES, Language.union([policies, ...boundaries.map(Language.exactly)])),
    ...(hasProfile
      ? [
          never("guard: instance profile", OWN_PROFILE, profile),
          never("guard: machines", OWN_MACHINES, machines, [isOneOf("ec2:InstanceProfile", profile)]),
        ]
      : []),
    ...(hasKey ? [never("guard: key", OWN_KEY, Language.exactly(keyArn(home, configuration)))] : []),
    ...(secret ? [never("guard: secret", OWN_SECRET, Language.exactly(secretArn(home, configuration)))] : []),
  ];
}

/** Whether the guard is on: by name, or where the gateway has any permission. */
function isGuarded({ configuration }: SynthesizedGateway): boolean {
  const { gateway = {}, targets = {}, discovery, permissions, protectedUsers: kept = [] } = configuration;
  const lists = Object.entries(targets).filter(([key]) => key !== "ec2Users");
  const hasPermissions =
    lists.some(([, list]) => (list as unknown[]).length > 0) ||
    [discovery, gateway.accessKeyUser, gateway.configurationSecret, permissions === "documented"].some(
      Boolean,
    ) ||
    kept.length > 0;
  return gateway.guard ?? hasPermissions;
}
