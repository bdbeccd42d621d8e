import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Annotations, DataResource, Fn } from "cdktf";
import { Construct } from "constructs";
import type { PermissionSet, PolicyText, Problem } from "../permissions";
import {
  isReference,
  keyAliasOf,
  mayLackItsEnd,
  nameProblems,
  outlivesItsKey,
  PRINCIPAL_ARN,
  refuse,
  secretProblems,
  TAG_VALUE,
  unknownProperties,
  type Properties,
} from "../permissions";
import type { ProtectedConfiguration, Scope } from "../targets";
import { acceptFindings } from "./accepted-finding";
import { address } from "./address";
import { keyStatements, operatorArns, secretStatements } from "./configuration-statements";
import { withGatewayTag } from "./gateway-tag";
import { PolicyCarrier, PolicyDocument } from "./policy-document";
import { providerScope } from "./provider-scope";

/** How the gateway's configuration is protected. */
export interface ConfigurationSecretOptions {
  /**
   * The secret's name. The alias of its key is called after it.
   *
   * @default - secretArn names a secret that exists
   */
  readonly name?: string;
  /**
   * ARN of a secret that exists, with the six characters of its end. Nothing is made: the gateway is allowed to read it.
   *
   * @default - a secret is made
   */
  readonly secretArn?: string;
  /**
   * ARN of a symmetric customer-managed key that exists and encrypts the secret. Its policy must let the gateway decrypt
   * and operators encrypt through Secrets Manager; it decides who else may read the value.
   *
   * @default - a key is made; for an existing secret: the AWS managed key of Secrets Manager
   */
  readonly keyArn?: string;
  /**
   * ARNs of the account's roles and users that may write the secret's value. They need no other policy, and everybody
   * else is denied every way of writing, however far his own policies go. With a key that is made here nobody but the
   * gateway and they can read the value. Whoever may change the policy of the secret or of the key can let himself in.
   *
   * A role of IAM Identity Center gets another name when its permission set is assigned anew: name the set in
   * `operatorPermissionSets`.
   *
   * @default - the account's principals whose own policies allow it, unless operatorPermissionSets names somebody
   */
  readonly operators?: readonly string[];
  /**
   * Permission sets of IAM Identity Center whose roles in the account may write the value, beside `operators`.
   *
   * @default - none
   */
  readonly operatorPermissionSets?: readonly PermissionSet[];
  /**
   * Days for which a deleted secret can be restored: 7 to 30, or 0 for none. As long as it runs the name is taken.
   *
   * @default 30
   */
  readonly recoveryWindowDays?: number;
  /**
   * Days between the deletion of the key and its end: 7 to 30.
   *
   * @default 30
   */
  readonly keyDeletionWindowDays?: number;
  /**
   * Tags of the secret and the key, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

export interface ConfigurationSecretProps extends ConfigurationSecretOptions {
  /** ARNs of the gateway's role and access-key user, which read the secret. */
  readonly readerArns: readonly string[];
  /** @default - the account of the AWS provider's credentials */
  readonly accountId?: string;
  /** @default - the partition of the AWS provider's region */
  readonly partition?: string;
  /** @default - the region of the AWS provider */
  readonly region?: string;
}

export const SECRET_OPTIONS: Properties<ConfigurationSecretOptions> = {
  name: true,
  secretArn: true,
  keyArn: true,
  operators: true,
  operatorPermissionSets: [{ name: true, path: true }],
  recoveryWindowDays: true,
  keyDeletionWindowDays: true,
  tags: true,
};

const PROPERTIES: Properties<ConfigurationSecretProps> = {
  ...SECRET_OPTIONS,
  readerArns: true,
  accountId: true,
  partition: true,
  region: true,
};

/**
 * The Secrets Manager secret that holds the gateway's own configuration, encrypted with a key that only the gateway and
 * the operators can use; where no operators are named, whoever the account's own policies let. Its value never passes
 * through Terraform: an operator puts it.
 *
 * @see https://docs.keeper.io/en/keeperpam/privileged-access-manager/getting-started/gateways/advanced-configuration/gateway-configuration-with-aws-kms
 */
export class ConfigurationSecret extends Construct {
  /** What the gateway must be allowed to read. */
  readonly protectedConfiguration: ProtectedConfiguration;
  /** The name that the gateway asks for. */
  readonly secretName: string;
  /** The command by which an operator puts the value, which he has in the file `gateway-configuration.txt`. */
  readonly putValueCommand: string;

  /** @throws Error when a property breaks one of AWS's rules; it lists every one that does */
  constructor(scope: Construct, id: string, props: ConfigurationSecretProps) {
    super(scope, id);
    refuse(`ConfigurationSecret ${this.node.path}`, [
      ...unknownProperties(props, PROPERTIES),
      ...secretProblems(props, props, []),
      ...readerProblems(props.readerArns),
    ]);
    const where = providerScope(this, props);
    const { name = "", tags } = props;
    if (props.secretArn !== undefined) {
      const { secretArn, keyArn } = props;
      this.protectedConfiguration = { secretArn, keyArn, region: where.region };
      this.secretName = nameIn(secretArn);
      if (mayLackItsEnd(secretArn)) {
        Annotations.of(this).addWarning(
          `${secretArn} ends in a hyphen and six small letters, which may be a part of the secret's name: the whole ARN, as Secrets Manager shows it, has six characters more then, and the gateway reads nothing without them`,
        );
      }
      this.putValueCommand = putValue(this.secretName, where.region);
      return;
    }
    this.warn(props);
    const operators = operatorArns(where, props.operators, props.operatorPermissionSets);
    const keyArn = props.keyArn ?? this.key(name, where, props, operators).arn;
    const description =
      "Configuration of the KeeperPAM gateway. Its value is put by an operator, not by Terraform";
    const secret = new SecretsmanagerSecret(this, "Default", {
      name,
      description,
      kmsKeyId: keyArn,
      recoveryWindowInDays: props.recoveryWindowDays ?? 30,
      // The longest names are longer than a tag's value.
      tags: withGatewayTag(tags, isReference(name) ? Fn.substr(name, 0, TAG_VALUE.maxLength) : name),
    });
    acceptFindings(secret, {
      scanner: "checkov",
      check: "CKV2_AWS_57",
      title: "Ensure Secrets Manager secrets should have automatic rotation enabled",
      reason:
        "Keeper issues the gateway's configuration and AWS cannot make another. An operator puts a new one when the gateway is initialised again.",
    });
    if (operators.length > 0) {
      // Terraform writes these two with UpdateSecret, which the policy denies to whoever is no operator: it goes before
      // either of them changes, and comes back afterwards.
      const updated = new DataResource(this, "updated-with-policy-away", {
        input: { kms_key_id: keyArn, description },
      });
      this.policy(secret, updated, where, operators);
    }
    this.protectedConfiguration = {
      secretArn: secret.arn,
      secretName: name,
      keyArn,
      region: where.region,
    };
    this.secretName = secret.name;
    this.putValueCommand = putValue(secret.name, where.region);
  }

  private policy(
    secret: SecretsmanagerSecret,
    updated: DataResource,
    where: Scope,
    operators: readonly PolicyText[],
  ): void {
    const policy = new PolicyDocument(
      this,
      "secret-policy-document",
      PolicyCarrier.CONFIGURATION_SECRET,
      secretStatements(where, operators),
    );
    new SecretsmanagerSecretPolicy(this, "secret-policy", {
      secretArn: secret.arn,
      policy: policy.json,
      lifecycle: { replaceTriggeredBy: [address(updated)] },
    });
  }

  private warn(props: ConfigurationSecretProps): void {
    const { operators = [], recoveryWindowDays = 30, keyDeletionWindowDays } = props;
    if (outlivesItsKey(props)) {
      Annotations.of(this).addWarning(
        `the deleted secret can be restored for ${recoveryWindowDays} days (recoveryWindowDays), its key is gone after ${keyDeletionWindowDays} (keyDeletionWindowDays): a secret restored after that has no value that can be read; let the key wait as long`,
      );
    }
    for (const operator of operators.filter((arn) => arn.includes("/AWSReservedSSO_"))) {
      Annotations.of(this).addWarning(
        `${operator} is a role of IAM Identity Center, which gets another name when its permission set is assigned anew: name the permission set in operatorPermissionSets`,
      );
    }
  }

  private key(
    name: string,
    where: Scope,
    { readerArns, keyDeletionWindowDays = 30, tags }: ConfigurationSecretProps,
    operators: readonly PolicyText[],
  ): KmsKey {
    const policy = new PolicyDocument(
      this,
      "key-policy",
      PolicyCarrier.CONFIGURATION_KEY,
      keyStatements(where, name, readerArns, operators),
    );
    const administration =
      "the account's own IAM policies decide who administers it, as AWS recommends, so that it never becomes unmanageable";
    acceptFindings(
      policy,
      {
        scanner: "checkov",
        check: "CKV_AWS_111",
        title: "Ensure IAM policies does not allow write access without constraints",
        reason: `The policy is the own one of the key and reaches nothing else: ${administration}.`,
      },
      {
        scanner: "checkov",
        check: "CKV_AWS_356",
        title:
          'Ensure no IAM policies documents allow "*" as a statement\'s resource for restrictable actions',
        reason: 'In the own policy of the key "*" is the key alone: it cannot reach another.',
      },
      {
        scanner: "checkov",
        check: "CKV_AWS_109",
        title:
          "Ensure IAM policies does not allow permissions management / resource exposure without constraints",
        reason: `The policy is the key's own: ${administration}. Using the key is not among it.`,
      },
    );
    const key = new KmsKey(this, "key", {
      description: `Encrypts the configuration of the KeeperPAM gateway in the secret ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: keyDeletionWindowDays,
      policy: policy.json,
      tags,
    });
    new KmsAlias(this, "alias", {
      name: isReference(name) ? `alias/${Fn.replace(name, "/[+=.@]/", "-")}` : keyAliasOf(name),
      targetKeyId: key.keyId,
    });
    return key;
  }
}

/** The name in a secret's ARN, without the six characters that Secrets Manager puts behind it. */
function nameIn(secretArn: string): string {
  // Secrets Manager finds a secret by its ARN too.
  if (isReference(secretArn)) return secretArn;
  return secretArn
    .split(":")
    .slice(6)
    .join(":")
    .replace(/-[A-Za-z0-9]{6}$/, "");
}

function readerProblems(readerArns: readonly string[]): Problem[] {
  const path = ["readerArns"];
  if (readerArns.length === 0) {
    return [
      { path, message: "nobody is named: allowed are the ARNs of the gateway's role and access-key user" },
    ];
  }
  return readerArns.flatMap((arn, i) => nameProblems(PRINCIPAL_ARN, arn, [...path, i]));
}

/** The value comes from a file: on a command line it would stay in the shell's history. */
function putValue(secretName: string, region: string): string {
  return `aws secretsmanager put-secret-value --region ${region} --secret-id ${secretName} --secret-string file://gateway-configuration.txt`;
}
