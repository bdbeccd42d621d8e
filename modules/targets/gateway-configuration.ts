import type { PolicyText, Statement } from "../permissions";
import {
  CATALOG,
  equals,
  KEY_ARN,
  literal,
  policyText,
  REGION,
  SECRET_ARN,
  SECRET_NAME,
  statement,
} from "../permissions";

const ORIGIN = "gateway.configurationSecret";

/** The Secrets Manager secret whose value is the gateway's own configuration. */
export interface ProtectedConfiguration {
  /** ARN of the secret, with the six characters of its end. */
  readonly secretArn: string;
  /**
   * Name of the secret, where its ARN is a reference: the ARN counts with it and not with the longest.
   *
   * @default - the name is not known
   */
  readonly secretName?: string;
  /** Region of the secret, which is that of its key. */
  readonly region: string;
  /**
   * ARN of the customer-managed key that encrypts it.
   *
   * @default - the AWS managed key of Secrets Manager, which needs no permission
   */
  readonly keyArn?: string;
}

/** What the gateway needs to read its configuration, and nothing when it is kept elsewhere. */
export function configurationStatements(configuration: ProtectedConfiguration | undefined): Statement[] {
  if (!configuration) return [];
  const { keyArn, region } = configuration;
  const secret = secretText(configuration);
  return [
    statement(CATALOG.readConfiguration, [secret], ORIGIN),
    ...(keyArn === undefined
      ? []
      : [
          statement(CATALOG.decryptConfiguration, [policyText(keyArn, KEY_ARN)], ORIGIN, [
            equals("kms:ViaService", [secretsManager(region)]),
            equals("kms:EncryptionContext:SecretARN", [secret]),
          ]),
        ]),
  ];
}

/** The ARN of the secret. */
export function secretText({ secretArn, secretName }: ProtectedConfiguration): PolicyText {
  const arn = policyText(secretArn, SECRET_ARN);
  if (secretName === undefined) return arn;
  return { ...arn, length: arn.length - SECRET_NAME.maxLength + policyText(secretName, SECRET_NAME).length };
}

/**
 * Secrets Manager's name as the service through which a key is used. It ends in amazonaws.com in every partition that
 * AWS documents it for, China included.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function secretsManager(region: string): PolicyText {
  const { text, length } = policyText(region, REGION);
  const [before, after] = [literal("secretsmanager."), literal(".amazonaws.com")];
  return { text: before.text + text + after.text, length: before.length + length + after.length };
}
