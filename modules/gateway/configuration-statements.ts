import type { Condition, Grant, PermissionSet, PolicyText } from "../permissions";
import {
  ACCOUNT_ID,
  accountArn,
  ANY_RESOURCE,
  arnEquals,
  arnLike,
  arnNotLike,
  CONFIGURATION_CATALOG,
  equals,
  like,
  literal,
  permissionSetArns,
  policyText,
  PRINCIPAL_ARN,
  secretNamedArn,
  statement,
} from "../permissions";
import { secretsManager, type Scope } from "../targets";
import type { ResourceStatement } from "./policy-document";

/**
 * Gateway and operators are named by `aws:PrincipalArn`, which in every session of a role is the role's own ARN, path
 * included: a principal would turn into an ID when its role is deleted, and the next apply would fail.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
const CALLER = "aws:PrincipalArn";

/**
 * Whoever a condition names. `*` grants without any other policy; the account as principal would leave it to the
 * caller's own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const ANYBODY = ["*"];

/** Those who write the value, as patterns of their ARNs: none where the account's own policies decide. */
export function operatorArns(
  where: Scope,
  operators: readonly string[] = [],
  permissionSets: readonly PermissionSet[] = [],
): PolicyText[] {
  return [
    ...operators.map((arn) => policyText(arn, PRINCIPAL_ARN)),
    ...permissionSets.flatMap(({ name, path }) => permissionSetArns(where, name, path)),
  ];
}

/** Who may administer the key, and who may use it for the one secret. */
export function keyStatements(
  where: Scope,
  secretName: string,
  readerArns: readonly string[],
  operators: readonly PolicyText[],
): ResourceStatement[] {
  const account = [accountArn(where).text];
  const ofTheAccount = equals("kms:CallerAccount", [policyText(where.accountId, ACCOUNT_ID)]);
  const throughSecretsManager = equals("kms:ViaService", [secretsManager(where.region)]);
  // The secret's own ARN is not known before it has its key; its name is.
  const forTheSecret = [
    throughSecretsManager,
    like("kms:EncryptionContext:SecretARN", [secretNamedArn(where, where.region, secretName)]),
  ];
  const forTheCheck = [
    throughSecretsManager,
    equals("kms:EncryptionContext:SecretVersionId", [literal("RequestToValidateKeyAccess")]),
  ];
  const readers = arnEquals(
    CALLER,
    readerArns.map((arn) => policyText(arn, PRINCIPAL_ARN)),
  );
  const { administerKey, checkKeyAccess, gatewayDecrypts, operatorsEncrypt, accountEncrypts } =
    CONFIGURATION_CATALOG;
  return [
    own(administerKey, account),
    own(checkKeyAccess, account, forTheCheck),
    own(gatewayDecrypts, ANYBODY, [ofTheAccount, ...forTheSecret, readers]),
    operators.length > 0
      ? own(operatorsEncrypt, ANYBODY, [ofTheAccount, ...forTheSecret, arnLike(CALLER, operators)])
      : own(accountEncrypts, account, forTheSecret),
  ];
}

/** Who may write the secret, and that nobody else may. */
export function secretStatements(where: Scope, operators: readonly PolicyText[]): ResourceStatement[] {
  const { operatorsPutValue, othersWriteNothing } = CONFIGURATION_CATALOG;
  const ofTheAccount = equals("aws:PrincipalAccount", [policyText(where.accountId, ACCOUNT_ID)]);
  return [
    own(operatorsPutValue, ANYBODY, [ofTheAccount, arnLike(CALLER, operators)]),
    // All in one condition: whoever is denied is none of them.
    own(othersWriteNothing, ANYBODY, [arnNotLike(CALLER, operators)]),
  ];
}

/** A statement of the key's or the secret's own policy, in which `*` is the key or the secret. */
function own(
  grant: Grant,
  principals: readonly string[],
  conditions?: readonly Condition[],
): ResourceStatement {
  return { ...statement(grant, [ANY_RESOURCE], "gateway.configurationSecret", conditions), principals };
}
