import type { KeeperRecords, PamConfigurationRecord } from "../gateway";

/** The PAM Configuration under the names of its fields in the Keeper vault. */
export function pamConfigurationFields(record: PamConfigurationRecord) {
  return {
    "AWS ID": record.awsId,
    "Access Key ID": record.accessKeyId,
    "Secret Access Key": record.secretAccessKey,
    "Region Names": record.regionNames,
  };
}

/** The targets' records under the names of their fields in the Keeper vault. */
export function recordFields({ pamDatabases, pamDirectories, pamUsers }: KeeperRecords) {
  return {
    pam_databases: pamDatabases.map(({ databaseId, providerRegion }) => ({
      "Database ID": databaseId,
      "Provider Region": providerRegion,
    })),
    pam_directories: pamDirectories.map(({ directoryId, providerRegion }) => ({
      "Directory ID": directoryId,
      "Provider Region": providerRegion,
    })),
    pam_users: pamUsers.map(({ login, distinguishedName }) => ({
      Login: login,
      "Distinguished Name": distinguishedName,
    })),
  };
}
