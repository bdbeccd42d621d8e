import type { PolicyText, Statement } from "../../permissions";
import {
  ANY_RESOURCE,
  arnEquals,
  ATTACHMENT_CATALOG,
  equals,
  instanceArn,
  INSTANCE_PROFILE_ARN,
  logStreamsArn,
  passedToEc2,
  policyText,
  REGION,
  ROLE_ARN,
  statement,
} from "../../permissions";
import type { Scope } from "../../targets";

const ORIGIN = "gateway.instances";

/** What the function needs for whatever instance. */
export function functionStatements(roleArn: string, logGroup: string, where: Scope): Statement[] {
  const { findInstanceProfile, passGatewayRole, writeLog } = ATTACHMENT_CATALOG;
  return [
    statement(findInstanceProfile, [ANY_RESOURCE], ORIGIN, [
      equals("aws:RequestedRegion", [policyText(where.region, REGION)]),
    ]),
    statement(passGatewayRole, [policyText(roleArn, ROLE_ARN)], ORIGIN, [passedToEc2(where.region)]),
    statement(writeLog, [logStreamsArn(where, where.region, logGroup)], ORIGIN),
  ];
}

/** What may be on an instance besides the gateway's profile. References, or empty texts where there is nothing. */
export interface FormerProfile {
  readonly profileArn: string;
  readonly roleArn: string;
}

/**
 * What the function needs for one instance.
 *
 * @param former what is put back in the end, if anything ever is
 */
export function instanceStatements(
  instanceId: string,
  profileArn: string,
  former: FormerProfile | undefined,
  where: Scope,
): Statement[] {
  const { attachInstanceProfile, detachInstanceProfile, passFormerRole } = ATTACHMENT_CATALOG;
  const instance = [instanceArn(where, where.region, instanceId)];
  const known = [profile(profileArn), ...(former ? [profile(former.profileArn)] : [])];
  return [
    statement(attachInstanceProfile, instance, ORIGIN, [arnEquals("ec2:NewInstanceProfile", known)]),
    statement(detachInstanceProfile, instance, ORIGIN, [arnEquals("ec2:InstanceProfile", known)]),
    ...(former
      ? [
          statement(passFormerRole, [policyText(former.roleArn, ROLE_ARN)], ORIGIN, [
            passedToEc2(where.region),
          ]),
        ]
      : []),
  ];
}

function profile(arn: string): PolicyText {
  return policyText(arn, INSTANCE_PROFILE_ARN);
}
