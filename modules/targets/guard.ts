import type { PolicyText, Statement } from "../permissions";
import {
  anyInstanceArn,
  arnEquals,
  GUARD_CATALOG,
  KEY_ARN,
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
  /** Its policies and permissions boundaries; `*` stands for the numbers of policies. */
  readonly policyArns: readonly PolicyText[];
}

/**
 * The Denies that keep the gateway from raising its own rights, whatever other policy its role or user carries.
 *
 * @param configuration the secret that holds the gateway's own configuration, if there is one
 */
export function guardStatements(
  { roleArn, instanceProfileArn, policyArns }: GuardedGateway,
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
  return [
    ...(roleArn ? [statement(denyOwnRole, [roleArn], ORIGIN)] : []),
    statement(denyOwnPolicies, policyArns, ORIGIN),
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
