import type { ConfigurationSecret, KeeperRecords, PamConfigurationRecord } from "../gateway";

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

/** The secret of the gateway's configuration under the names that its installations have for it. */
export function configurationFields({
  secretName,
  protectedConfiguration,
  putValueCommand,
}: ConfigurationSecret) {
  return {
    Name: secretName,
    ARN: protectedConfiguration.secretArn,
    "Put the value": putValueCommand,
    "Docker: environment in place of GATEWAY_CONFIG": `AWS_KMS_SECRET_NAME=${secretName}`,
    "Linux: option of the service": `gateway start --service --aws-kms-secret-name=${secretName}`,
    "Helm: value gateway.awsKmsSecretName": secretName,
  };
}
