import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { blocks } from "../../support/synthesis";
import { arnsOf, IAM_NAME, NO_RESOURCE, PATH } from "../arns";
import { at } from "../declared";
import { Language, quoted } from "../language";
import { isOneOf } from "../requirement";
import { rule, type Rule } from "../rights";
import { bounded, functionRole, gatewayRole, iam, nameOf, of, options, tagging } from "./making";

const ROLE =
  "CreateRole DeleteRole GetRole ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies".split(
    " ",
  );
const POLICY =
  "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion ListPolicyVersions".split(
    " ",
  );
const PROFILE =
  "AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile RemoveRoleFromInstanceProfile".split(
    " ",
  );
const USER = "DeleteUser GetUser ListGroupsForUser ListAttachedUserPolicies".split(" ");
const HANDMADE =
  "DeleteAccessKey DeleteLoginProfile ListAccessKeys ListMFADevices ListServiceSpecificCredentials ListSigningCertificates ListSSHPublicKeys ListUserPolicies".split(
    " ",
  );

export function roleRules(gateway: SynthesizedGateway): Rule[] {
  const { hasRole, role, instances = [], attachmentFunction } = options(gateway);
  const itself = gatewayRole(gateway);
  const made: [Language, string | undefined][] = [
    ...(hasRole && role.existing === undefined
      ? [[itself, role.permissionsBoundaryArn] as [Language, string | undefined]]
      : []),
    ...(instances.length > 0
      ? [
          [functionRole(gateway), attachmentFunction?.permissionsBoundaryArn] as [
            Language,
            string | undefined,
          ],
        ]
      : []),
  ];
  const [create, ...others] = of("iam", ROLE);
  return [
    ...made.flatMap(([reach, boundary]) => [
      rule("a role", [create ?? ""], reach, bounded(boundary)),
      ...(boundary === undefined
        ? []
        : [rule("a boundary", ["iam:PutRolePermissionsBoundary"], reach, bounded(boundary))]),
      rule("a role", others, reach),
      ...tagging(gateway, "aws_iam_role", ["iam:TagRole", "iam:UntagRole"], reach),
    ]),
    ...(hasRole && role.existing === undefined
      ? [rule("the gateway's role", ["iam:UpdateRole", "iam:UpdateRoleDescription"], itself)]
      : []),
    ...(hasRole && role.existing !== undefined
      ? [rule("a role that exists", ["iam:GetRole", "iam:ListAttachedRolePolicies"], itself)]
      : []),
    ...(hasRole ? attaching(gateway, "role", itself, role.permissionsBoundaryArn) : []),
  ];
}

export function policyRules(gateway: SynthesizedGateway): Rule[] {
  const policies = Language.union([itsPolicies(gateway, "role"), itsPolicies(gateway, "user")]);
  return [
    rule("the gateway's policies", of("iam", POLICY), policies),
    ...tagging(gateway, "aws_iam_policy", ["iam:TagPolicy", "iam:UntagPolicy"], policies),
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
  const path = user.path ?? "/";
  const reach = iam(gateway, `user${quoted(path)}${quoted(nameOf(gateway, user))}`);
  const boundary = user.permissionsBoundaryArn;
  const hasKey = blocks(gateway.stack, "aws_iam_access_key").length > 0;
  return [
    rule("the access-key user", ["iam:CreateUser"], reach, bounded(boundary)),
    ...(boundary === undefined
      ? []
      : [rule("its boundary", ["iam:PutUserPermissionsBoundary"], reach, bounded(boundary))]),
    rule("the access-key user", of("iam", USER), reach),
    ...tagging(gateway, "aws_iam_user", ["iam:TagUser", "iam:UntagUser"], reach),
    ...attaching(gateway, "user", reach, boundary),
    ...(hasKey
      ? [rule("its access key", of("iam", ["CreateAccessKey", "DeleteAccessKey", "ListAccessKeys"]), reach)]
      : [
          rule("what was made by hand", of("iam", HANDMADE), reach),
          rule("what was made by hand", ["iam:ListVirtualMFADevices"], NO_RESOURCE),
        ]),
  ];
}

/** The policies of the stack that a role or a user carries. */
function itsPolicies({ stack, home }: SynthesizedGateway, carrier: "role" | "user"): Language {
  const attached = JSON.stringify(blocks(stack, `aws_iam_${carrier}_policy_attachment`));
  const names = Object.entries(stack.resource?.aws_iam_policy ?? {})
    .filter(([id]) => attached.includes(`aws_iam_policy.${id}.`))
    .map(([, { name }]) => String(name));
  return Language.union(
    names.map((name) => arnsOf({ ...at(home, "iam"), resource: `policy/${quoted(name)}` })),
  );
}

/** That a policy of the stack is attached and detached. */
function attaching(
  gateway: SynthesizedGateway,
  carrier: "role" | "user",
  reach: Language,
  boundary: string | undefined,
): Rule[] {
  const policies = itsPolicies(gateway, carrier);
  if (policies.isEmpty) return [];
  const kind = carrier === "role" ? "Role" : "User";
  const its = isOneOf("iam:PolicyARN", policies);
  return [
    rule(`policies of the ${carrier}`, [`iam:Attach${kind}Policy`], reach, [its, ...bounded(boundary)]),
    rule(`policies of the ${carrier}`, [`iam:Detach${kind}Policy`], reach, [its]),
  ];
}
