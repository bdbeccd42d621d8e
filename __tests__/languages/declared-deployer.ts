import type { Configuration } from "../../modules/config";
import type { SynthesizedGateway } from "../least-privilege/gateways";
import { blocks } from "../support/synthesis";
import { ANYTHING, arnsOf, IAM_NAME, NO_RESOURCE, PATH } from "./arns";
import { at } from "./declared";
import { Language, quoted } from "./language";
import { isOneOf, type Requirement } from "./requirement";
import { rule, type Rights, type Rule } from "./rights";

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
const FUNCTION =
  "CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction UpdateFunctionCode UpdateFunctionConfiguration".split(
    " ",
  );
const LOG = "CreateLogGroup DeleteLogGroup ListTagsForResource PutRetentionPolicy".split(" ");
const SECRET = "CreateSecret DeleteSecret DescribeSecret GetResourcePolicy".split(" ");
const KEY =
  "CreateAlias DeleteAlias DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListResourceTags PutKeyPolicy ScheduleKeyDeletion".split(
    " ",
  );

const of = (service: string, actions: readonly string[]) => actions.map((action) => `${service}:${action}`);

/** What whoever runs the Terraform of a configuration may do, from what the configuration makes; in parts, without patterns. */
export function declaredDeployer(gateway: SynthesizedGateway): Rights {
  return {
    granted: [
      ...roleRules(gateway),
      ...policyRules(gateway),
      ...profileRules(gateway),
      ...userRules(gateway),
      ...functionRules(gateway),
      ...secretRules(gateway),
      ...stateRules(gateway),
    ],
  };
}

function iam({ home }: SynthesizedGateway, resource: string): Language {
  return arnsOf({ ...at(home, "iam"), resource });
}

function inRegion({ home }: SynthesizedGateway): Requirement {
  return isOneOf("aws:RequestedRegion", Language.exactly(home.region));
}

function options({ configuration }: SynthesizedGateway) {
  const { gateway = {} } = configuration;
  return {
    ...gateway,
    role: typeof gateway.role === "object" ? gateway.role : {},
    hasRole: gateway.role !== false,
    user: gateway.accessKeyUser || undefined,
    secret: gateway.configurationSecret || undefined,
  };
}

/** The rule that tags are set and removed, where anything of a type has some. */
function tagging(
  { stack }: SynthesizedGateway,
  type: string,
  actions: readonly string[],
  reach: Language,
  requirements: readonly Requirement[] = [],
): Rule[] {
  const [aws] = (stack.provider?.aws ?? []) as { default_tags?: { tags?: object }[] }[];
  const byDefault = Object.keys(aws?.default_tags?.[0]?.tags ?? {}).length > 0;
  const own = blocks(stack, type).some(({ tags }) => Object.keys((tags ?? {}) as object).length > 0);
  return byDefault || own ? [rule(`tags of ${type}`, actions, reach, requirements)] : [];
}

/** The gateway's role by its name: at its path, or at any where it exists already. */
function gatewayRole(gateway: SynthesizedGateway): Language {
  const { role } = options(gateway);
  const { name, path = "/", existing, namePrefix } = role;
  if (existing !== undefined) return iam(gateway, `role${PATH}${quoted(existing)}`);
  // Terraform makes a name of a prefix, the time and a count; whatever 26 characters these are.
  if (namePrefix !== undefined) return iam(gateway, `role${quoted(path)}${quoted(namePrefix)}[!-~]{26}`);
  return iam(gateway, `role${quoted(path)}${quoted(name ?? gateway.configuration.name)}`);
}

const functionName = ({ configuration }: SynthesizedGateway) =>
  `${quoted(configuration.name)}-instance-attachment`;
const functionRole = (gateway: SynthesizedGateway) => iam(gateway, `role/${functionName(gateway)}`);

function bounded(boundary: string | undefined): Requirement[] {
  return boundary === undefined ? [] : [isOneOf("iam:PermissionsBoundary", Language.exactly(boundary))];
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

function roleRules(gateway: SynthesizedGateway): Rule[] {
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

function policyRules(gateway: SynthesizedGateway): Rule[] {
  const policies = Language.union([itsPolicies(gateway, "role"), itsPolicies(gateway, "user")]);
  return [
    rule("the gateway's policies", of("iam", POLICY), policies),
    ...tagging(gateway, "aws_iam_policy", ["iam:TagPolicy", "iam:UntagPolicy"], policies),
  ];
}

function profileRules(gateway: SynthesizedGateway): Rule[] {
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

function nameOf({ configuration }: SynthesizedGateway, { name }: { readonly name?: string }): string {
  return name ?? configuration.name;
}

function userRules(gateway: SynthesizedGateway): Rule[] {
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

function functionRules(gateway: SynthesizedGateway): Rule[] {
  const { instances = [], attachmentFunction, onConflict } = options(gateway);
  const { home } = gateway;
  const observes = JSON.stringify(gateway.stack.data?.aws_instances ?? {}) !== "{}";
  const region = inRegion(gateway);
  if (instances.length === 0) return [];
  const name = functionName(gateway);
  const itself = arnsOf({ ...at(home, "lambda", home.region), resource: `function:${name}` });
  const role = functionRole(gateway);
  const log = arnsOf({
    ...at(home, "logs", home.region),
    resource: `log-group:/aws/lambda/${name}(?::.*)?`,
  });
  return [
    rule("the function", of("lambda", FUNCTION), itself),
    ...tagging(
      gateway,
      "aws_lambda_function",
      of("lambda", ["TagResource", "UntagResource", "ListTags"]),
      itself,
    ),
    rule(
      "its calls",
      ["lambda:InvokeFunction"],
      arnsOf({ ...at(home, "lambda", home.region), resource: `function:${name}(?::\\$LATEST)?` }),
    ),
    rule("its role", ["iam:PassRole"], role, [
      isOneOf("iam:PassedToService", Language.exactly("lambda.amazonaws.com")),
    ]),
    rule("its rights", ["iam:PutRolePolicy"], role, bounded(attachmentFunction?.permissionsBoundaryArn)),
    rule("its rights", ["iam:DeleteRolePolicy", "iam:GetRolePolicy"], role),
    rule("its log", of("logs", LOG), log),
    ...tagging(gateway, "aws_cloudwatch_log_group", ["logs:TagResource", "logs:UntagResource"], log),
    rule("its log", ["logs:DescribeLogGroups"], NO_RESOURCE, [region]),
    ...(observes ? [rule("the instances", ["ec2:DescribeInstances"], NO_RESOURCE, [region])] : []),
    ...(onConflict === "replace"
      ? [
          rule(
            "what they had",
            of("ec2", ["DescribeInstanceCreditSpecifications", "DescribeInstanceTypes", "DescribeVolumes"]),
            NO_RESOURCE,
            [region],
          ),
          ...instances.map((id) =>
            rule(
              "what they had",
              ["ec2:DescribeInstanceAttribute"],
              arnsOf({ ...at(home, "ec2", home.region), resource: `instance/${quoted(id)}` }),
            ),
          ),
        ]
      : []),
  ];
}

function secretRules(gateway: SynthesizedGateway): Rule[] {
  const { secret } = options(gateway);
  const { home, stack } = gateway;
  if (secret?.name === undefined) return [];
  const [region, named] = [inRegion(gateway), quoted(secret.name)];
  const itself = arnsOf({
    ...at(home, "secretsmanager", home.region),
    resource: `secret:${named}-[A-Za-z0-9]{6}`,
  });
  const forTheCheck = [
    isOneOf("kms:ViaService", Language.exactly(`secretsmanager.${home.region}.amazonaws.com`)),
    isOneOf("kms:EncryptionContext:SecretVersionId", Language.exactly("RequestToValidateKeyAccess")),
  ];
  const check = ["kms:Decrypt", "kms:GenerateDataKey"];
  const hasPolicy = blocks(stack, "aws_secretsmanager_secret_policy").length > 0;
  return [
    rule("the secret", of("secretsmanager", SECRET), itself),
    ...tagging(
      gateway,
      "aws_secretsmanager_secret",
      of("secretsmanager", ["TagResource", "UntagResource"]),
      itself,
    ),
    ...(hasPolicy
      ? [rule("its policy", of("secretsmanager", ["DeleteResourcePolicy", "PutResourcePolicy"]), itself)]
      : []),
    ...(secret.keyArn === undefined
      ? keyRules(gateway, secret.name, region, forTheCheck)
      : [rule("the key that exists", check, Language.exactly(secret.keyArn), forTheCheck)]),
  ];
}

function keyRules(
  gateway: SynthesizedGateway,
  secret: string,
  region: Requirement,
  forTheCheck: readonly Requirement[],
): Rule[] {
  const { home } = gateway;
  const name = `alias/${secret.replace(/[+=.@]/g, "-")}`;
  const anyKey = arnsOf({ ...at(home, "kms", home.region), resource: `key/${ANYTHING}` });
  const alias = arnsOf({ ...at(home, "kms", home.region), resource: quoted(name) });
  // Which key it will be is not known: one that has no other name.
  const noOtherName: Requirement = { key: "kms:resourcealiases", each: Language.exactly(name) };
  return [
    rule("the key", ["kms:CreateKey"], NO_RESOURCE, [region]),
    rule("the key", of("kms", KEY), anyKey, [noOtherName]),
    ...tagging(gateway, "aws_kms_key", ["kms:TagResource", "kms:UntagResource"], anyKey, [noOtherName]),
    rule("its alias", ["kms:CreateAlias", "kms:DeleteAlias"], alias),
    rule("its alias", ["kms:ListAliases"], NO_RESOURCE, [region]),
    rule("the check of access", ["kms:Decrypt", "kms:GenerateDataKey"], anyKey, [
      ...forTheCheck,
      noOtherName,
    ]),
  ];
}

function stateRules({ configuration, home }: SynthesizedGateway): Rule[] {
  const { aws, backend }: Configuration = configuration;
  const s3 = typeof backend === "object" ? backend.s3 : undefined;
  const roles = [aws.assumeRoleArn, s3?.assumeRole?.roleArn].flatMap((arn) => arn ?? []);
  const takes = roles.map((arn) => rule("a role to take", ["sts:AssumeRole"], Language.exactly(arn)));
  if (!s3?.bucket || !s3.key || s3.assumeRole) return takes;
  const { bucket, key, region = home.region, useLockfile, dynamodbTable, kmsKeyId } = s3;
  const state = (resource: string) => Language.exactly(`arn:${home.partition}:s3:::${resource}`);
  const table = arnsOf({ ...at(home, "dynamodb", region), resource: `table/${quoted(dynamodbTable ?? "")}` });
  const readAndWrite = ["s3:GetObject", "s3:PutObject"];
  return [
    ...takes,
    rule("the state", ["s3:ListBucket"], state(bucket)),
    rule("the state", readAndWrite, state(`${bucket}/${key}`)),
    ...(useLockfile
      ? [rule("its lock", [...readAndWrite, "s3:DeleteObject"], state(`${bucket}/${key}.tflock`))]
      : []),
    ...(dynamodbTable ? [rule("its lock", of("dynamodb", ["DeleteItem", "GetItem", "PutItem"]), table)] : []),
    ...(kmsKeyId?.startsWith("arn:")
      ? [
          rule("its key", ["kms:Decrypt", "kms:GenerateDataKey"], Language.exactly(kmsKeyId), [
            isOneOf("kms:ViaService", Language.exactly(`s3.${region}.amazonaws.com`)),
          ]),
        ]
      : []),
  ];
}
