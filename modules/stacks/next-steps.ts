import type { KeeperGateway, KeeperGatewayProps } from "../gateway";
import { EC2_USER_PORTS, PermissionStyle } from "../targets";

/**
 * Everything that can be left to do by hand after the apply. What the steps speak of are the keys of the configuration
 * file.
 */
const STEPS = {
  profileIsAttached: (instances: string) =>
    `The gateway's role is on ${instances}. Every other instance of this gateway needs the profile instance_profile_name too: name it in gateway.instances.`,
  useRole: "See that the gateway's instance uses the role role_name.",
  giveProfile:
    "Give the gateway's instance the profile instance_profile_name: name it in gateway.instances, in iam_instance_profile of an aws_instance, or EC2 > Instances > Actions > Security > Modify IAM role.",
  makeAccessKey: (user: string) =>
    `Make the user's access key: aws iam create-access-key --user-name ${user}, or IAM > Users > Security credentials > Create access key > Application running outside AWS. Its ID and secret go into the PAM Configuration and nowhere else.`,
  readSecret:
    "Read the secret of the access key: terraform output -raw access_key_secret. It is in the state in plain text: whoever reads the state can act as the gateway.",
  decryptSecret: (decrypt: string) =>
    `Decrypt the secret of the access key: terraform output -raw access_key_encrypted_secret | base64 --decode | ${decrypt}.`,
  retirePreviousKey:
    "The former access key is still there: put the new one into the PAM Configuration, see a rotation succeed, remove keepPrevious and apply again.",
  roleWins:
    "The access key is for a gateway on a machine without a role. An instance role always wins: where there is one, the gateway never uses the key.",
  putConfiguration:
    "Put the gateway's base64 configuration into its secret: save it as gateway-configuration.txt, run the command in configuration_secret, and delete the file.",
  startWithSecret:
    "Start the gateway (1.3.0 or newer, Docker or Linux) with the setting in configuration_secret that fits its installation, and without its former configuration.",
  fillConfigurationForKey:
    "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration and the secret of the access key.",
  fillConfigurationForRole:
    "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration. Keeper's pages disagree on the two key fields: if USE_INSTANCE_ROLE is not accepted, leave them empty.",
  fillRecords: "Fill the records of the targets with keeper_records.",
  selectedTargets:
    "Targets selected by tag or path are not in keeper_records: take Database ID, Directory ID or the user's ARN (Distinguished Name) from AWS.",
  databasePasswords:
    "Let the Keeper password rule of the databases leave out slash, double quote and @ (for Oracle also & and single quote): RDS refuses them.",
  consolePasswords: "Every IAM user whose password is rotated needs a console password to begin with.",
  ec2Users: `EC2 users need no AWS right: the gateway logs in over SSH or WinRM (ports ${EC2_USER_PORTS.join(", ")}).`,
  selfCheck:
    "If a rotation fails with a missing permission that the policies do grant, the gateway's self-check may not know scoped statements: set permissions: documented and tell us. It reaches every IAM user's console password, administrators' included, and every database and directory: name in protectedUsers whom it must not reach.",
  nothingAsked: "The gateway may rotate nothing yet: name targets or switch discovery on.",
} as const;

/** What decrypts a secret that is encrypted for a PGP key. */
const DECRYPT = { keybase: "keybase pgp decrypt", gpg: "gpg --decrypt" } as const;

/** What is left to do by hand after the apply, for this configuration. */
export function nextSteps(gateway: KeeperGateway, props: KeeperGatewayProps): string[] {
  const steps = [
    ...roleSteps(gateway, props),
    ...accessKeySteps(gateway, props),
    ...configurationSteps(gateway),
    ...recordSteps(gateway, props),
  ];
  return steps.map((step, i) => `${i + 1}. ${step}`);
}

function roleSteps({ roleArn, instanceProfileName }: KeeperGateway, props: KeeperGatewayProps): string[] {
  const { instances = [] } = props;
  if (roleArn === undefined) return [];
  if (instances.length > 0) return [STEPS.profileIsAttached(instances.join(", "))];
  return [instanceProfileName === undefined ? STEPS.useRole : STEPS.giveProfile];
}

function accessKeySteps(
  { accessKeyUser: user, roleArn }: KeeperGateway,
  { name, accessKeyUser: settings }: KeeperGatewayProps,
): string[] {
  if (!user || !settings) return [];
  const decrypt = settings.pgpKey?.startsWith("keybase:") ? DECRYPT.keybase : DECRYPT.gpg;
  return [
    user.accessKeyId === undefined
      ? STEPS.makeAccessKey(settings.name ?? name)
      : user.encryptedSecret === undefined
        ? STEPS.readSecret
        : STEPS.decryptSecret(decrypt),
    ...(settings.keepPrevious ? [STEPS.retirePreviousKey] : []),
    ...(roleArn === undefined ? [] : [STEPS.roleWins]),
  ];
}

function configurationSteps({ configurationSecret: secret }: KeeperGateway): string[] {
  return secret ? [STEPS.putConfiguration, STEPS.startWithSecret] : [];
}

function recordSteps(gateway: KeeperGateway, props: KeeperGatewayProps): string[] {
  const { targets = {}, discovery, permissions } = props;
  const databases = targets.managedDatabases ?? [];
  const users = [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])];
  const bySelection = [...databases, ...(targets.directories ?? []), ...users].some(
    (target) =>
      target.tag !== undefined ||
      ("path" in target && target.path !== undefined && target.name === undefined),
  );
  const grantsSomething =
    discovery !== undefined ||
    permissions === PermissionStyle.DOCUMENTED ||
    Object.entries(targets).some(
      ([list, named]) => list !== "ec2Users" && Array.isArray(named) && named.length > 0,
    );
  return [
    gateway.roleArn === undefined ? STEPS.fillConfigurationForKey : STEPS.fillConfigurationForRole,
    STEPS.fillRecords,
    ...(bySelection ? [STEPS.selectedTargets] : []),
    ...(databases.length > 0 ? [STEPS.databasePasswords] : []),
    ...((targets.iamUsers ?? []).length > 0 ? [STEPS.consolePasswords] : []),
    ...(targets.ec2Users ? [STEPS.ec2Users] : []),
    ...(grantsSomething && permissions !== PermissionStyle.DOCUMENTED ? [STEPS.selfCheck] : []),
    ...(grantsSomething ? [] : [STEPS.nothingAsked]),
  ];
}
