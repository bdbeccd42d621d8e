import type { Account } from "../permissions";
import { userArn } from "../permissions";
import { discoveryRegions, type PermissionRequest, type Scope } from "../targets";

/** What to type into a PAM Database record. */
export interface PamDatabaseFields {
  readonly "Database ID": string;
  readonly "Provider Region": string;
}

/** What to type into a PAM Directory record. */
export interface PamDirectoryFields {
  readonly "Directory ID": string;
  readonly "Provider Region": string;
}

/** What to type into a PAM User record of an IAM user. */
export interface PamUserFields {
  readonly Login: string;
  /** The user's ARN. */
  readonly "Distinguished Name": string;
}

/** What to type into the Keeper records of the targets that are named one by one. */
export interface KeeperRecords {
  readonly pam_databases: readonly PamDatabaseFields[];
  readonly pam_directories: readonly PamDirectoryFields[];
  readonly pam_users: readonly PamUserFields[];
}

/**
 * The values of the targets' records. Targets selected by path or tag are not among them: who they are is decided in AWS.
 *
 * @see https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws/iam-user
 */
export function keeperRecords({ targets = {} }: PermissionRequest, scope: Scope): KeeperRecords {
  const users = new Map<string, PamUserFields>();
  for (const { name, path } of [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])]) {
    if (name === undefined) continue;
    const arn = userArn(scope satisfies Account, name, path).text;
    users.set(arn, { Login: name, "Distinguished Name": arn });
  }
  return {
    pam_databases: (targets.managedDatabases ?? []).flatMap(({ instance, region }) =>
      instance === undefined ? [] : [{ "Database ID": instance, "Provider Region": region ?? scope.region }],
    ),
    pam_directories: (targets.directories ?? []).flatMap(({ id, region }) =>
      id === undefined ? [] : [{ "Directory ID": id, "Provider Region": region ?? scope.region }],
    ),
    pam_users: [...users.values()],
  };
}

/** What to type into the PAM Configuration record of a gateway that takes its rights from an instance role. */
export interface PamConfigurationFields {
  /** A label of your own; the gateway's name is as good as any. */
  readonly "AWS ID": string;
  /** Makes the gateway use the role. One of Keeper's pages says so, another says to leave the field empty. */
  readonly "Access Key ID": string;
  readonly "Secret Access Key": string;
  /** To be typed one a line. */
  readonly "Region Names": readonly string[];
}

/**
 * The values of the PAM Configuration: the regions that discovery lists, or without it those of the targets.
 *
 * @see https://docs.keeper.io/en/keeperpam/privileged-access-manager/password-rotation/rotation-use-cases/aws
 */
export function pamConfiguration(
  name: string,
  { targets = {}, discovery }: PermissionRequest,
  scope: Scope,
): PamConfigurationFields {
  const regional = [...(targets.managedDatabases ?? []), ...(targets.directories ?? [])];
  const regions = discovery
    ? discoveryRegions(discovery, scope)
    : [scope.region, ...regional.flatMap(({ region }) => (region === undefined ? [] : [region]))];
  return {
    "AWS ID": name,
    "Access Key ID": "USE_INSTANCE_ROLE",
    "Secret Access Key": "USE_INSTANCE_ROLE",
    "Region Names": [...new Set(regions)],
  };
}
