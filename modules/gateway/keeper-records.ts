import { userArn } from "../permissions";
import { discoveryRegions, type PermissionRequest, type Scope } from "../targets";
import type { AccessKeyUser } from "./access-key-user";

/** What to type into a PAM Database record. */
export interface PamDatabaseRecord {
  readonly databaseId: string;
  readonly providerRegion: string;
}

/** What to type into a PAM Directory record. */
export interface PamDirectoryRecord {
  readonly directoryId: string;
  readonly providerRegion: string;
}

/** What to type into a PAM User record of an IAM user. */
export interface PamUserRecord {
  readonly login: string;
  /** The user's ARN. */
  readonly distinguishedName: string;
}

/** What to type into the Keeper records of the targets that are named one by one. */
export interface KeeperRecords {
  readonly pamDatabases: readonly PamDatabaseRecord[];
  readonly pamDirectories: readonly PamDirectoryRecord[];
  readonly pamUsers: readonly PamUserRecord[];
}

/**
 * The values of the targets' records. Targets selected by path or tag are not among them: who they are is decided in AWS.
 *
 * @see https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws/iam-user
 */
export function keeperRecords({ targets = {} }: PermissionRequest, scope: Scope): KeeperRecords {
  const users = new Map<string, PamUserRecord>();
  for (const { name, path = "/" } of [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])]) {
    if (name === undefined) continue;
    // Not by the ARN: what only the provider knows stands in it for another text each time.
    users.set(`${path}${name}`, { login: name, distinguishedName: userArn(scope, name, path).text });
  }
  return {
    pamDatabases: (targets.managedDatabases ?? []).flatMap(({ instance, region }) =>
      instance === undefined ? [] : [{ databaseId: instance, providerRegion: region ?? scope.region }],
    ),
    pamDirectories: (targets.directories ?? []).flatMap(({ id, region }) =>
      id === undefined ? [] : [{ directoryId: id, providerRegion: region ?? scope.region }],
    ),
    pamUsers: [...users.values()],
  };
}

/** What to type into the PAM Configuration record. */
export interface PamConfigurationRecord {
  /** A label of your own; the gateway's name is as good as any. */
  readonly awsId: string;
  /**
   * `USE_INSTANCE_ROLE` for a gateway with a role: one of Keeper's pages says so, another says to leave the field empty.
   * For one without, the ID of its user's access key, or words where none is made.
   */
  readonly accessKeyId: string;
  /** As above; in place of the secret itself the words that say where it comes from. */
  readonly secretAccessKey: string;
  /** To be typed one a line. */
  readonly regionNames: readonly string[];
}

/**
 * The values of the PAM Configuration. Keeper uses its regions for discovery: they are those that discovery may list, or
 * without discovery the gateway's own and those of the targets. A target's region stands in its record in any case.
 *
 * @param user the access-key user of a gateway without a role
 * @see https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws
 */
export function pamConfiguration(
  name: string,
  { targets = {}, discovery }: PermissionRequest,
  scope: Scope,
  user: AccessKeyUser | undefined,
): PamConfigurationRecord {
  const regional = [...(targets.managedDatabases ?? []), ...(targets.directories ?? [])];
  const regions = discovery
    ? discoveryRegions(discovery, scope)
    : [scope.region, ...regional.flatMap(({ region }) => (region === undefined ? [] : [region]))];
  return {
    awsId: name,
    accessKeyId: user ? (user.accessKeyId ?? "of the key that you make for the user") : "USE_INSTANCE_ROLE",
    secretAccessKey: user ? "the secret of that key" : "USE_INSTANCE_ROLE",
    regionNames: [...new Set(regions)],
  };
}
