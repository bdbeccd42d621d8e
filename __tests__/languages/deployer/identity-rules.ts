import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { blocks } from "../../support/synthesis";
import {
  arnsOf,
  IAM_NAME,
  isOneOf,
  Language,
  NO_RESOURCE,
  PATH,
  quoted,
  type Requirement,
  rule,
  type Rule,
} from "../../../modules/languages";
import { at } from "../declared";
import {
  bounded,
  functionName,
  functionRole,
  gatewayRole,
  getsTheTag,
  hasTheTag,
  iam,
  nameOf,
  of,
  options,
  tagging,
} from "./making";

const ROLE = ["GetRole", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRolePolicies"];
const POLICY = ["GetPolicy", "GetPolicyVersion", "ListPolicyVersions"];
const PROFILE =
  "AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile RemoveRoleFromInstanceProfile".split(
    " ",
  );
const CREDENTIALS =
  "ListAccessKeys ListMFADevices ListServiceSpecificCredentials ListSigningCertificates ListSSHPublicKeys ListUserPolicies".split(
    " ",
  );

/** A role or a user that the stack makes, and under which boundary. */
interface Made {
  readonly name: string;
  readonly reach: Language;
  readonly boundary: string | undefined;
}

/** What is made, and is given its tag and its boundary; those of one boundary together. */
function making(kind: "Role" | "User", made: readonly Made[]): Rule[] {
  const boundaries = [...new Set(made.map(({ boundary }) => boundary))];
  return [
    ...boundaries.flatMap((boundary) => {
      const under = made.filter((each) => each.boundary === boundary);
      const [reach, names] = [Language.union(under.map((each) => each.reach)), namesOf(under)];
      const bound = rule("a boundary", [`iam:Put${kind}PermissionsBoundary`], reach, [
        hasTheTag(names),
        ...bounded(boundary),
      ]);
      return [
        rule(`a ${kind}`, [`iam:Create${kind}`], reach, [getsTheTag(names), ...bounded(boundary)]),
        ...(boundary === undefined ? [] : [bound]),
      ];
    }),
    rule(`a ${kind}`, [`iam:Tag${kind}`], reachOf(made), [getsTheTag(namesOf(made))]),
  ];
}

const namesOf = (made: readonly Made[]) => made.map(({ name }) => name);
const reachOf = (made: readonly Made[]) => Language.union(made.map(({ reach }) => reach));

export function roleRules(gateway: SynthesizedGateway): Rule[] {
  const { hasRole, role, instances = [], attachmentFunction } = options(gateway);
  const itself = gatewayRole(gateway);
  const exists = role.existing !== undefined;
  const its: Made = {
    name: role.namePrefix ?? nameOf(gateway, role),
    reach: itself,
    boundary: role.permissionsBoundaryArn,
  };
  const ofFunction: Made = {
    name: functionName(gateway),
    reach: functionRole(gateway),
    boundary: attachmentFunction?.permissionsBoundaryArn,
  };
  const made = [...(hasRole && !exists ? [its] : []), ...(instances.length > 0 ? [ofFunction] : [])];
  const tagged = [hasTheTag(namesOf(made))];
  return [
    ...making("Role", made),
    rule("a role", of("iam", ROLE), reachOf(made)),
    rule("a role", ["iam:DeleteRole"], reachOf(made), tagged),
    ...tagging(gateway, "aws_iam_role", ["iam:TagRole", "iam:UntagRole"], reachOf(made), tagged),
    ...(hasRole && !exists
      ? [
          rule("the gateway's role", ["iam:UpdateRole", "iam:UpdateRoleDescription"], itself, [
            hasTheTag([its.name]),
          ]),
        ]
      : []),
    ...(hasRole && exists
      ? [rule("a role that exists", ["iam:GetRole", "iam:ListAttachedRolePolicies"], itself)]
      : []),
    ...(hasRole
      ? attaching(gateway, "role", itself, [
          exists ? [] : [hasTheTag([its.name])],
          bounded(exists ? undefined : its.boundary),
        ])
      : []),
  ];
}

export function policyRules(gateway: SynthesizedGateway): Rule[] {
  const names = [...itsPolicies(gateway, "role"), ...itsPolicies(gateway, "user")];
  const policies = policiesNamed(gateway, names);
  const tagged = [hasTheTag(names)];
  const changes = ["CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion"];
  return [
    rule("the gateway's policies", ["iam:CreatePolicy", "iam:TagPolicy"], policies, [getsTheTag(names)]),
    rule("the gateway's policies", of("iam", POLICY), policies),
    rule("the gateway's policies", of("iam", changes), policies, tagged),
    ...tagging(gateway, "aws_iam_policy", ["iam:TagPolicy", "iam:UntagPolicy"], policies, tagged),
  ];
}

export function profileRules(gateway: SynthesizedGateway): Rule[] {
  const { role, instanceProfile, instances = [], onConflict, hasRole } = options(gateway);
  if (!hasRole || blocks(gateway.stack, "aws_iam_instance_profile").length === 0) return [];
  const name =
    (typeof instanceProfile === "object" ? instanceProfile.name : undefined) ?? nameOf(gateway, role);
  const profile = iam(gateway, `instance-profile${quoted(role.path ?? "/")}${quoted(name)}`);
  const replaces = instances.length > 0 && onConflict === "replace";
  const everyProfile = iam(gateway, `instance-profile${PATH}${IAM_NAME}`);
  return [
    rule("the instance profile", of("iam", PROFILE), profile),
    ...(replaces ? [rule("the profile from before", ["iam:GetInstanceProfile"], everyProfile)] : []),
    ...tagging(
      gateway,
      "aws_iam_instance_profile",
      ["iam:TagInstanceProfile", "iam:UntagInstanceProfile"],
      profile,
    ),
    rule("the role in it", ["iam:PassRole"], gatewayRole(gateway), [
      isOneOf(
        "iam:PassedToService",
        Language.of(`ec2\\.amazonaws\\.com${gateway.home.region.startsWith("cn-") ? "(?:\\.cn)?" : ""}`),
      ),
    ]),
  ];
}

export function userRules(gateway: SynthesizedGateway): Rule[] {
  const { user } = options(gateway);
  if (!user) return [];
  const name = nameOf(gateway, user);
  const reach = iam(gateway, `user${quoted(user.path ?? "/")}${quoted(name)}`);
  const boundary = user.permissionsBoundaryArn;
  const tagged = [hasTheTag([name])];
  const hasKey = blocks(gateway.stack, "aws_iam_access_key").length > 0;
  return [
    ...making("User", [{ name, reach, boundary }]),
    rule("the access-key user", of("iam", ["GetUser", "ListGroupsForUser", "UpdateUser"]), reach),
    rule("the access-key user", ["iam:DeleteUser"], reach, tagged),
    ...tagging(gateway, "aws_iam_user", ["iam:TagUser", "iam:UntagUser"], reach, tagged),
    ...attaching(gateway, "user", reach, [tagged, bounded(boundary)]),
    rule("its policies", ["iam:ListAttachedUserPolicies"], reach),
    ...(hasKey ? [rule("its access key", ["iam:CreateAccessKey"], reach, tagged)] : []),
    rule("its credentials, known or not", ["iam:DeleteAccessKey", "iam:DeleteLoginProfile"], reach, tagged),
    rule("its credentials, known or not", of("iam", CREDENTIALS), reach),
    rule("its credentials, known or not", ["iam:ListVirtualMFADevices"], NO_RESOURCE),
  ];
}

/** That the protected users are looked for. */
export function protectedUserRules({ configuration }: SynthesizedGateway): Rule[] {
  const { protectedUsers = [] } = configuration;
  return protectedUsers.length > 0 ? [rule("protectedUsers", ["iam:ListUsers"], NO_RESOURCE)] : [];
}

/** The names of the policies of the stack that a role or a user carries. */
function itsPolicies({ stack }: SynthesizedGateway, carrier: "role" | "user"): string[] {
  const attached = JSON.stringify(blocks(stack, `aws_iam_${carrier}_policy_attachment`));
  return Object.entries(stack.resource?.aws_iam_policy ?? {})
    .filter(([id]) => attached.includes(`aws_iam_policy.${id}.`))
    .map(([, { name }]) => String(name));
}

function policiesNamed({ home }: SynthesizedGateway, names: readonly string[]): Language {
  return Language.union(
    names.map((name) => arnsOf({ ...at(home, "iam"), resource: `policy/${quoted(name)}` })),
  );
}

/** That a policy of the stack is attached and detached. */
function attaching(
  gateway: SynthesizedGateway,
  carrier: "role" | "user",
  reach: Language,
  [tagged, under]: readonly [tagged: readonly Requirement[], under: readonly Requirement[]],
): Rule[] {
  const policies = policiesNamed(gateway, itsPolicies(gateway, carrier));
  if (policies.isEmpty) return [];
  const kind = carrier === "role" ? "Role" : "User";
  const its = isOneOf("iam:PolicyARN", policies);
  return [
    rule(`policies of the ${carrier}`, [`iam:Attach${kind}Policy`], reach, [its, ...tagged, ...under]),
    rule(`policies of the ${carrier}`, [`iam:Detach${kind}Policy`], reach, [its, ...tagged]),
  ];
}
