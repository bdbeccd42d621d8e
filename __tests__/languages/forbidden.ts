import { keyArn, secretArn, type SynthesizedGateway } from "../least-privilege/gateways";
import {
  ANYTHING,
  arnsOf,
  everyActionOfAws,
  INSTANCE_ID,
  isOneOf,
  Language,
  quoted,
  REGION,
  type Requirement,
  type Rights,
  rule,
  type Rule,
} from "../../modules/languages";
import { at, GATEWAY_TAG, ownUser, protectedUsers, usersOfAccount } from "./declared";

const CREDENTIAL =
  /^iam:(.*(AccessKey|SSHPublicKey|ServiceSpecificCredential|SigningCertificate).*|.*LoginProfile|ChangePassword|(Deactivate|Enable|Resync)MFADevice)$/;
const NAME = /^iam:(Update|Delete)User$/;
const OWN_USER = /^iam:(.*UserPolicy|.*UserPermissionsBoundary|(Tag|Untag)User)$/;
/** What Keeper documents of all that changes something in IAM. */
const WORK = /^iam:(CreateAccessKey|DeleteAccessKey|UpdateLoginProfile)$/;
const CHANGE = /^iam:(?!Generate|Get|List|Simulate|(CreateAccessKey|DeleteAccessKey|UpdateLoginProfile)$)/;
const PROFILES = /^ec2:((Associate|Disassociate)IamInstanceProfile|ReplaceIamInstanceProfileAssociation)$/;
const OWN_FUNCTION =
  /^lambda:(AddPermission|(Create|Delete|Update)Alias|(Create|Delete|Update)Function.*|(Delete|Put)ResourcePolicy|(Disable|Enable)Replication|Invoke.*|PublishVersion|PutFunction.*|PutRuntimeManagementConfig|RemovePermission|(Tag|Untag)Resource)$/;
const OWN_KEY =
  /^kms:(PutKeyPolicy|(Create|Retire|Revoke)Grant|(ScheduleKey|CancelKey)Deletion|(Disable|Enable)Key(Rotation)?|RotateKeyOnDemand|(Import|DeleteImported)KeyMaterial|ReplicateKey|SynchronizeMultiRegionKey|Update(PrimaryRegion|KeyDescription|Alias)|(Create|Delete)Alias|(Tag|Untag)Resource)$/;
const OWN_SECRET =
  /^secretsmanager:(PutSecretValue|Update(Secret|SecretVersionStage)|(Delete|Restore|Rotate|CancelRotate)Secret|(Put|Delete)ResourcePolicy|ReplicateSecretToRegions|RemoveRegionsFromReplication|StopReplicationToReplica|(Tag|Untag)Resource)$/;

/** The access-key users of gateways carry a tag, whatever its value. */
const ofAGateway = isOneOf(GATEWAY_TAG, Language.ANY);

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
      never("protectedUsers", CREDENTIAL, Language.union(protectedUsers(gateway))),
      never("protectedUsers", NAME, Language.union(protectedUsers(gateway))),
      ...ownUser(gateway).flatMap((user) =>
        [CREDENTIAL, NAME, OWN_USER].map((actions) => never("gateway.accessKeyUser", actions, user)),
      ),
      ...(reachesUsers(gateway) || isGuarded(gateway)
        ? [never("users of gateways", WORK, usersOfAccount(gateway.home), [ofAGateway])]
        : []),
      ...(isGuarded(gateway) ? guarded(gateway, never) : []),
    ],
  };
}

/** The rule that something is never done to anything of a set. */
type Never = (name: string, actions: RegExp, reach: Language, requirements?: Requirement[]) => Rule;

function guarded({ configuration, home }: SynthesizedGateway, never: Never): Rule[] {
  const { name, gateway = {}, targets = {} } = configuration;
  const { managedDatabases = [], directories = [] } = targets;
  const byTag = (selected: readonly { readonly tag?: unknown }[]) => selected.some(({ tag }) => tag);
  const secret = gateway.configurationSecret || undefined;
  const hasKey = secret !== undefined && (secret.secretArn === undefined || secret.keyArn !== undefined);
  const everyRegion = (service: string, resource: string) =>
    arnsOf({ ...at(home, service), region: REGION, resource });
  const ownFunction = arnsOf({
    ...at(home, "lambda", home.region),
    resource: `function:${quoted(name)}-instance-attachment(?::${ANYTHING})?`,
  });
  return [
    // Nothing that changes IAM is anybody's own.
    never("guard: identities", CHANGE, Language.ANY),
    never("guard: machines", PROFILES, everyRegion("ec2", `instance/${INSTANCE_ID}`)),
    ...((gateway.instances ?? []).length > 0 ? [never("guard: function", OWN_FUNCTION, ownFunction)] : []),
    ...(byTag(managedDatabases)
      ? [never("guard: tags of databases", /^rds:AddTagsToResource$/, everyRegion("rds", `db:${ANYTHING}`))]
      : []),
    ...(byTag(directories)
      ? [
          never(
            "guard: tags of directories",
            /^ds:AddTagsToResource$/,
            everyRegion("ds", `directory/${ANYTHING}`),
          ),
        ]
      : []),
    ...(hasKey ? [never("guard: key", OWN_KEY, Language.exactly(keyArn(home, configuration)))] : []),
    ...(secret ? [never("guard: secret", OWN_SECRET, Language.exactly(secretArn(home, configuration)))] : []),
  ];
}

function reachesUsers({ configuration: { targets = {}, permissions } }: SynthesizedGateway): boolean {
  const { iamUsers = [], iamAccessKeys = [] } = targets;
  return permissions === "documented" || iamUsers.length + iamAccessKeys.length > 0;
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
