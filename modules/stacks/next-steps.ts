import type { KeeperGateway, KeeperGatewayProps } from "../gateway";
import { EC2_USER_PORTS, PermissionStyle } from "../targets";

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
  if (instances.length > 0) {
    return [
      `The gateway's role is on ${instances.join(", ")}. Every other instance of this gateway needs the profile instance_profile_name too: name it in gateway.instances.`,
    ];
  }
  return [
    instanceProfileName === undefined
      ? "See that the gateway's instance uses the role role_name."
      : "Give the gateway's instance the profile instance_profile_name: name it in gateway.instances, or EC2 > Instances > Actions > Security > Modify IAM role.",
  ];
}

function accessKeySteps(
  { accessKeyUser: user, roleArn }: KeeperGateway,
  { name, accessKeyUser: settings }: KeeperGatewayProps,
): string[] {
  if (!user || !settings) return [];
  const decrypt = settings.pgpKey?.startsWith("keybase:") ? "keybase pgp decrypt" : "gpg --decrypt";
  return [
    user.accessKeyId === undefined
      ? `Make the user's access key: aws iam create-access-key --user-name ${settings.name ?? name}, or IAM > Users > Security credentials > Create access key > Application running outside AWS. Its ID and secret go into the PAM Configuration and nowhere else.`
      : user.encryptedSecret === undefined
        ? "Read the secret of the access key: terraform output -raw access_key_secret. It is in the state in plain text: whoever reads the state can act as the gateway."
        : `Decrypt the secret of the access key: terraform output -raw access_key_encrypted_secret | base64 --decode | ${decrypt}.`,
    ...(settings.keepPrevious
      ? [
          "The former access key is still there: put the new one into the PAM Configuration, see a rotation succeed, remove keepPrevious and apply again.",
        ]
      : []),
    ...(roleArn === undefined
      ? []
      : [
          "The access key is for a gateway on a machine without a role. An instance role always wins: where there is one, the gateway never uses the key.",
        ]),
  ];
}

function configurationSteps({ configurationSecret: secret }: KeeperGateway): string[] {
  if (!secret) return [];
  return [
    "Put the gateway's base64 configuration into its secret: save it as gateway-configuration.txt, run the command in configuration_secret, and delete the file.",
    "Start the gateway (1.3.0 or newer, Docker or Linux) with the setting in configuration_secret that fits its installation, and without its former configuration.",
  ];
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
    gateway.roleArn === undefined
      ? "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration and the secret of the access key."
      : "In the Keeper vault, fill the PAM Configuration with keeper_pam_configuration. Keeper's pages disagree on the two key fields: if USE_INSTANCE_ROLE is not accepted, leave them empty.",
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
    ...(grantsSomething && permissions !== PermissionStyle.DOCUMENTED
      ? [
          "If a rotation fails with a missing permission that the policies do grant, the gateway's self-check may not know scoped statements: set permissions: documented and tell us.",
        ]
      : []),
    ...(grantsSomething ? [] : ["The gateway may rotate nothing yet: name targets or switch discovery on."]),
  ];
}
