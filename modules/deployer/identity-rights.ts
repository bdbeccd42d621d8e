import type { Condition, DeployerGrant, PolicyText, Statement } from "../permissions";
import {
  ANY_RESOURCE,
  arnEquals,
  DEPLOYER_CATALOG as RIGHT,
  equals,
  instanceProfileArn,
  instanceProfilesArn,
  literal,
  managedPolicyArn,
  passedToEc2,
  roleArn,
  rolesNamedArns,
  rolesPrefixedArn,
  userArn,
} from "../permissions";
import type { Scope } from "../targets";
import { gettingTheTag, havingTheTag } from "./gateway-tags";
import { anyTagged, byBoundary, right } from "./rights";
import type { Block, StackBlocks } from "./stack-blocks";

/** What roles, policies, instance profile and access-key user demand. */
export function identityRights(blocks: StackBlocks, where: Scope): Statement[] {
  return [...roleRights(blocks, where), ...userRights(blocks, where), ...policyRights(blocks, where)];
}

/** ARNs of a role that the stack makes or finds. */
export function roleArns(role: Block, where: Scope): PolicyText[] {
  const [name, prefix] = [role.text("name"), role.text("name_prefix")];
  if (role.type.startsWith("data.")) return rolesNamedArns(where, name ?? "");
  const path = role.text("path");
  return [prefix === undefined ? roleArn(where, name ?? "", path) : rolesPrefixedArn(where, prefix, path)];
}

function roleRights(blocks: StackBlocks, where: Scope): Statement[] {
  const arns = (roles: readonly Block[]) => roles.flatMap((role) => roleArns(role, where));
  const made = blocks.of("aws_iam_role");
  const tagged = anyTagged(made);
  const inlinePolicies = blocks.of("aws_iam_role_policy");
  const withInline = blocks.referredTo(inlinePolicies, "role");
  const attachments = blocks.of("aws_iam_role_policy_attachment");
  const withPolicies = blocks.referredTo(attachments, "role");
  const profiles = blocks.of("aws_iam_instance_profile");
  const profileArns = profiles.map((profile) =>
    instanceProfileArn(where, profile.text("name") ?? "", profile.text("path")),
  );
  const readsOthers = blocks.of("data.aws_iam_instance_profile").length > 0;
  const policies = policyArns(blocks, attachments, where);
  const gateways = made.filter((role) => !withInline.includes(role));
  return [
    ...underBoundary(RIGHT.createRoles, made, arns, (roles) => [gettingTheTag(roles)]),
    ...right(RIGHT.tagNewRoles, arns(made), [gettingTheTag(made)]),
    ...underBoundary(RIGHT.boundRoles, made, arns, havingTheTag),
    ...right(RIGHT.readRoles, arns(made)),
    ...right(RIGHT.manageRoles, arns(made), havingTheTag(made), { tagged }),
    ...right(RIGHT.changeRole, arns(gateways), havingTheTag(gateways)),
    ...right(RIGHT.readExistingRole, arns(blocks.of("data.aws_iam_role"))),
    ...underBoundary(RIGHT.attachPoliciesToRole, withPolicies, arns, (roles) => [
      policies,
      ...havingTheTag(roles),
    ]),
    ...right(RIGHT.detachPoliciesFromRole, arns(withPolicies), [policies, ...havingTheTag(withPolicies)]),
    ...underBoundary(RIGHT.putInlinePolicies, withInline, arns, havingTheTag),
    ...right(RIGHT.deleteInlinePolicies, arns(withInline), havingTheTag(withInline)),
    ...right(RIGHT.readInlinePolicies, arns(withInline)),
    ...right(RIGHT.manageInstanceProfile, profileArns, [], { tagged: anyTagged(profiles) }),
    ...right(RIGHT.readInstanceProfiles, readsOthers ? [instanceProfilesArn(where)] : profileArns),
    ...right(RIGHT.passRoleToInstances, arns(blocks.referredTo(profiles, "role")), [
      passedToEc2(where.region),
    ]),
  ];
}

function userRights(blocks: StackBlocks, where: Scope): Statement[] {
  const arns = (users: readonly Block[]) =>
    users.map((user) => userArn(where, user.text("name") ?? "", user.text("path")));
  const made = blocks.of("aws_iam_user");
  const attachments = blocks.of("aws_iam_user_policy_attachment");
  const withPolicies = blocks.referredTo(attachments, "user");
  const policies = policyArns(blocks, attachments, where);
  const withKeys = blocks.referredTo(blocks.of("aws_iam_access_key"), "user");
  return [
    ...underBoundary(RIGHT.createUser, made, arns, (users) => [gettingTheTag(users)]),
    ...right(RIGHT.tagNewUser, arns(made), [gettingTheTag(made)]),
    ...underBoundary(RIGHT.boundUser, made, arns, havingTheTag),
    ...right(RIGHT.readUser, arns(made)),
    ...right(RIGHT.manageUser, arns(made), havingTheTag(made), { tagged: anyTagged(made) }),
    ...right(RIGHT.moveUser, arns(made)),
    ...underBoundary(RIGHT.attachPoliciesToUser, withPolicies, arns, (users) => [
      policies,
      ...havingTheTag(users),
    ]),
    ...right(RIGHT.detachPoliciesFromUser, arns(withPolicies), [policies, ...havingTheTag(withPolicies)]),
    ...right(RIGHT.readUserPolicies, arns(withPolicies)),
    ...right(RIGHT.makeAccessKey, arns(withKeys), havingTheTag(withKeys)),
    ...right(RIGHT.deleteCredentials, arns(made), havingTheTag(made)),
    ...right(RIGHT.findCredentials, arns(made)),
    ...right(RIGHT.findVirtualMfaDevices, made.length > 0 ? [ANY_RESOURCE] : []),
    ...right(RIGHT.findUsers, blocks.of("data.aws_iam_users").length > 0 ? [ANY_RESOURCE] : []),
  ];
}

function policyRights(blocks: StackBlocks, where: Scope): Statement[] {
  const policies = blocks.of("aws_iam_policy");
  const arns = policies.map((policy) => managedPolicyArn(where, policy.text("name") ?? ""));
  return [
    ...right(RIGHT.createPolicies, arns, [gettingTheTag(policies)]),
    ...right(RIGHT.readPolicies, arns),
    ...right(RIGHT.managePolicies, arns, havingTheTag(policies), { tagged: anyTagged(policies) }),
  ];
}

/** The condition that nothing but the policies of some attachments is attached or detached. */
function policyArns(blocks: StackBlocks, attachments: readonly Block[], where: Scope): Condition {
  const policies = blocks.referredTo(attachments, "policy_arn");
  return arnEquals(
    "iam:PolicyARN",
    policies.map((policy) => managedPolicyArn(where, policy.text("name") ?? "")),
  );
}

/** A grant on roles or users, those with a permissions boundary only under it. */
function underBoundary(
  grant: DeployerGrant,
  blocks: readonly Block[],
  arns: (blocks: readonly Block[]) => PolicyText[],
  conditions: (blocks: readonly Block[]) => readonly Condition[],
): Statement[] {
  return byBoundary(blocks).flatMap(([boundary, bounded], i) =>
    right(
      grant,
      arns(bounded),
      boundary === undefined
        ? conditions(bounded)
        : [...conditions(bounded), equals("iam:PermissionsBoundary", [literal(boundary)])],
      { bounded: boundary !== undefined, number: i + 1 },
    ),
  );
}
