import type { PolicyText, Statement } from "../permissions";
import {
  anyInstanceArn,
  arnEquals,
  GUARD_CATALOG,
  KEY_ARN,
  policiesNamedArn,
  POLICY_ARN,
  policyText,
  SECRET_ARN,
  statement,
} from "../permissions";
import type { ProtectedConfiguration } from "./gateway-configuration";
import type { Scope } from "./scope";

const ORIGIN = "gateway.guard";

/** What the gateway's own rights hang on, beside its access-key user, which it can never touch anyway. */
export interface GuardedGateway {
  /** @default - the gateway has no role */
  readonly roleArn?: PolicyText;
  /** @default - no instance profile is made */
  readonly instanceProfileArn?: PolicyText;
  /** What the names of its policies begin with. */
  readonly name: string;
  /** ARNs of the permissions boundaries of its role and user, as far as they have one. */
  readonly boundaryArns: readonly (string | undefined)[];
}

/**
 * The Denies that keep the gateway from raising its own rights, whatever other policy its role or user carries.
 *
 * @param configuration the secret that holds the gateway's own configuration, if there is one
 */
export function guardStatements(
  { roleArn, instanceProfileArn, name, boundaryArns }: GuardedGateway,
  scope: Scope,
  configuration: ProtectedConfiguration | undefined,
): Statement[] {
  const {
    denyOwnRole,
    denyOwnPolicies,
    denyOwnInstanceProfile,
    denyOwnInstances,
    denyOwnKey,
    denyOwnSecret,
  } = GUARD_CATALOG;
  const boundaries = boundaryArns.flatMap((arn) => (arn === undefined ? [] : [policyText(arn, POLICY_ARN)]));
  return [
    ...(roleArn ? [statement(denyOwnRole, [roleArn], ORIGIN)] : []),
    statement(denyOwnPolicies, [policiesNamedArn(scope, name), ...boundaries], ORIGIN),
    ...(instanceProfileArn
      ? [
          statement(denyOwnInstanceProfile, [instanceProfileArn], ORIGIN),
          statement(denyOwnInstances, [anyInstanceArn(scope)], ORIGIN, [
            arnEquals("ec2:InstanceProfile", [instanceProfileArn]),
          ]),
        ]
      : []),
    ...(configuration?.keyArn === undefined
      ? []
      : [statement(denyOwnKey, [policyText(configuration.keyArn, KEY_ARN)], ORIGIN)]),
    ...(configuration
      ? [statement(denyOwnSecret, [policyText(configuration.secretArn, SECRET_ARN)], ORIGIN)]
      : []),
  ];
}
