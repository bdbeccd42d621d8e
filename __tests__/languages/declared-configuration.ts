import type { SynthesizedGateway } from "../least-privilege/gateways";
import { everyActionOfAws } from "../support/policy-set";
import { arnsOf, principalsOf } from "./arns";
import { at } from "./declared";
import { Language, quoted } from "./language";
import { isOneOf } from "./requirement";
import { rule, type Rule } from "./rights";

/** Everything that is done to a key but using it, copying it and giving others the use of it. */
const ADMINISTRATION =
  /^kms:((Create|Delete|Update)Alias|(Enable|Disable)Key(Rotation)?|(ScheduleKey|CancelKey)Deletion|RotateKeyOnDemand|(Get|Put)KeyPolicy|GetKeyRotationStatus|DescribeKey|List(Grants|KeyPolicies|KeyRotations|ResourceTags)|RevokeGrant|(Tag|Untag)Resource|UpdateKeyDescription)$/;

/** What is declared of the policy of a resource: rules that reach principals. */
export interface DeclaredPolicy {
  /** Who may without any other policy. */
  readonly itself: readonly Rule[];
  /**
   * Who may where his own policies allow it too.
   *
   * @default - nobody
   */
  readonly withOwnPolicies?: readonly Rule[];
  /**
   * Who may not, whatever allows it.
   *
   * @default - nobody
   */
  readonly denied?: readonly Rule[];
}

/** What a configuration says of the key that is made for its secret. */
export async function declaredKeyPolicy(gateway: SynthesizedGateway): Promise<DeclaredPolicy> {
  const { configuration, home, principals } = gateway;
  const { name = "", operators = [] } = configuration.gateway?.configurationSecret || {};
  const account = principalsOf(home.accountId, quoted(home.partition));
  const secrets = arnsOf({
    ...at(home, "secretsmanager", home.region),
    resource: `secret:${quoted(name)}-[A-Za-z0-9]{6}`,
  });
  const throughSecretsManager = isOneOf(
    "kms:ViaService",
    Language.exactly(`secretsmanager.${home.region}.amazonaws.com`),
  );
  const ofTheSecret = [throughSecretsManager, isOneOf("kms:EncryptionContext:SecretARN", secrets)];
  const ofTheCheck = [
    throughSecretsManager,
    isOneOf("kms:EncryptionContext:SecretVersionId", Language.exactly("RequestToValidateKeyAccess")),
  ];
  const write = ["kms:Decrypt", "kms:GenerateDataKey"];
  const administration = (await everyActionOfAws()).filter((action) => ADMINISTRATION.test(action));
  const readers = Language.union(principals.map(({ arn }) => Language.exactly(arn)));
  return {
    itself: [
      rule("the gateway reads", ["kms:Decrypt"], readers, ofTheSecret),
      ...operators.map((arn) => rule("operators write", write, Language.exactly(arn), ofTheSecret)),
    ],
    withOwnPolicies: [
      rule("the account administers", administration, account),
      rule("the account connects", write, account, ofTheCheck),
      ...(operators.length === 0 ? [rule("the account writes", write, account, ofTheSecret)] : []),
    ],
  };
}

/** What a configuration says of the secret that it makes. */
export function declaredSecretPolicy({ configuration }: SynthesizedGateway): DeclaredPolicy {
  const { operators = [] } = configuration.gateway?.configurationSecret || {};
  const put = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"];
  return {
    itself: operators.map((arn) => rule("operators put the value", put, Language.exactly(arn))),
  };
}
