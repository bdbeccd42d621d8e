import type { SynthesizedGateway } from "../least-privilege/gateways";
import {
  arnsOf,
  everyActionOfAws,
  isOneOf,
  Language,
  PRINCIPALS,
  principalsOf,
  quoted,
  rule,
  type Rule,
} from "../../modules/languages";
import { at } from "./declared";

/** Everything that is done to a key but using it, copying it and giving others the use of it. */
const ADMINISTRATION =
  /^kms:((Create|Delete|Update)Alias|(Enable|Disable)Key(Rotation)?|(ScheduleKey|CancelKey)Deletion|RotateKeyOnDemand|(Get|Put)KeyPolicy|GetKeyRotationStatus|DescribeKey|List(Grants|KeyPolicies|KeyRotations|ResourceTags)|RevokeGrant|(Tag|Untag)Resource|UpdateKeyDescription)$/;

/** Every way to write a secret's value, or to have it written. */
const WRITING =
  /^secretsmanager:(PutSecretValue|Update(Secret|SecretVersionStage)|(Cancel)?RotateSecret|ReplicateSecretToRegions)$/;

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
  const { name = "" } = configuration.gateway?.configurationSecret || {};
  const operators = operatorsOf(gateway);
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
      ...(operators ? [rule("operators write", write, operators, ofTheSecret)] : []),
    ],
    withOwnPolicies: [
      rule("the account administers", administration, account),
      rule("the account connects", write, account, ofTheCheck),
      ...(operators ? [] : [rule("the account writes", write, account, ofTheSecret)]),
    ],
  };
}

/** What a configuration says of the secret that it makes. */
export async function declaredSecretPolicy(gateway: SynthesizedGateway): Promise<DeclaredPolicy> {
  const operators = operatorsOf(gateway);
  if (!operators) return { itself: [] };
  const put = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"];
  const writing = (await everyActionOfAws()).filter((action) => WRITING.test(action));
  return {
    itself: [rule("operators put the value", put, operators)],
    denied: [rule("others write nothing", writing, PRINCIPALS.minus(operators))],
  };
}

/** Who writes the value; undefined where it is left to the account. */
function operatorsOf({ configuration, home }: SynthesizedGateway): Language | undefined {
  const { operators = [], operatorPermissionSets = [] } = configuration.gateway?.configurationSecret || {};
  if (operators.length + operatorPermissionSets.length === 0) return undefined;
  const sets = operatorPermissionSets.map(({ name, path }) => {
    // Where Identity Center makes its roles: there, or with a region below. It puts 16 characters behind the name.
    const below = path === undefined ? `${quoted(IDENTITY_CENTER)}(?:[!-~]*/)?` : quoted(path);
    return arnsOf({ ...at(home, "iam"), resource: `role${below}AWSReservedSSO_${quoted(name)}_[!-~]{16}` });
  });
  return Language.union([...operators.map(Language.exactly), ...sets]);
}

const IDENTITY_CENTER = "/aws-reserved/sso.amazonaws.com/";
