import type { Configuration } from "../../modules/config";
import {
  keyArn,
  secretArn,
  type GatewayPrincipal,
  type SynthesizedGateway,
} from "../least-privilege/gateways";
import {
  ANYTHING,
  arnsOf,
  IAM_NAME,
  isAbsent,
  isOneOf,
  Language,
  NO_RESOURCE,
  PATH,
  quoted,
  type Requirement,
  type Rights,
  rule,
  type Rule,
} from "../../modules/languages";

const PUBLISHED = [
  ...["iam:SimulatePrincipalPolicy", "iam:GetUser", "iam:ListUsers", "iam:ListAccessKeys"],
  ...["iam:UpdateLoginProfile", "rds:DescribeDBInstances", "rds:ModifyDBInstance", "ec2:DescribeInstances"],
  ...["ds:DescribeDirectories", "ds:ResetUserPassword", "ds:DescribeLDAPSSettings"],
  "ds:DescribeDomainControllers",
];
const CONSOLE_PASSWORD = ["iam:GetUser", "iam:UpdateLoginProfile"];
const ACCESS_KEY = ["iam:GetUser", "iam:ListAccessKeys", "iam:CreateAccessKey", "iam:DeleteAccessKey"];
const DATABASE = ["rds:DescribeDBInstances", "rds:ModifyDBInstance"];
/** The condition key of the tag that a gateway's access-key user carries. */
export const GATEWAY_TAG = "aws:ResourceTag/keeperpam-gateway";
/** What no gateway does to a user that carries it. */
const REACHING = /^iam:(CreateAccessKey|DeleteAccessKey|UpdateLoginProfile)$/;
const DIRECTORY = ["ds:ResetUserPassword", "ds:DescribeLDAPSSettings", "ds:DescribeDomainControllers"];

type Targets = NonNullable<Configuration["targets"]>;
type UserTarget = NonNullable<Targets["iamUsers"]>[number];
type Home = SynthesizedGateway["home"];

/**
 * What a configuration says that the gateway may do: Keeper's documentation and the file, as sets of ARNs that are made of
 * parts. It knows no pattern and no statement of a policy, and so shares no mistake with what writes them.
 */
export function declaredRights(gateway: SynthesizedGateway, principal: GatewayPrincipal): Rights {
  const { configuration, home } = gateway;
  const { targets = {}, permissions, gateway: options = {} } = configuration;
  const keptFrom = Language.union([...protectedUsers(gateway), ...ownUser(gateway)]);
  const always = [
    ...rules("targets.iamAccessKeys", ACCESS_KEY, users(targets.iamAccessKeys, home)),
    ...(options.configurationSecret ? configurationRules(configuration, home) : []),
    ...(principal.carrier === "user"
      ? rules(
          "gateway.accessKeyUser",
          ["iam:GetUser"],
          ownUser(gateway).map((reach) => ({ reach })),
        )
      : []),
  ];
  const asked = permissions === "documented" ? documentedRules() : scopedRules(gateway, principal);
  return { granted: [...always, ...asked].flatMap((each) => sparing(keptFrom, usersOfAccount(home), each)) };
}

interface Reached {
  readonly reach: Language;
  readonly requirements?: readonly Requirement[];
}

function rules(name: string, actions: readonly string[], reached: readonly Reached[]): Rule[] {
  return reached.map(({ reach, requirements }) => rule(name, actions, reach, requirements));
}

/** Passwords and keys of some users are nobody's to see or change, and those of gateways' users nobody's to change. */
function sparing(kept: Language, ofAccount: Language, { actions, ...rest }: Rule): Rule[] {
  const those = (which: (action: string) => boolean) => new Set([...actions].filter(which));
  const isCredential = (action: string) => /AccessKey|LoginProfile/.test(action);
  const others = rest.reach.minus(kept);
  const reaching = those((action) => REACHING.test(action));
  return [
    { ...rest, actions: those((action) => !isCredential(action)) },
    { ...rest, actions: those((action) => isCredential(action) && !REACHING.test(action)), reach: others },
    { ...rest, actions: reaching, reach: others.minus(ofAccount) },
    {
      ...rest,
      actions: reaching,
      reach: others.and(ofAccount),
      requirements: [...rest.requirements, isAbsent(GATEWAY_TAG)],
    },
  ].filter((each) => each.actions.size > 0);
}

function documentedRules(): Rule[] {
  return rules("permissions: documented", PUBLISHED, [{ reach: Language.ANY }]);
}

function scopedRules({ configuration, home }: SynthesizedGateway, { arn }: GatewayPrincipal): Rule[] {
  const { targets = {}, discovery } = configuration;
  const { managedDatabases = [], directories = [], iamUsers = [] } = targets;
  const checked = managedDatabases.length + directories.length + iamUsers.length > 0;
  const everyUser = [{ reach: usersOfAccount(home) }];
  const regions = !discovery ? [] : discovery === true ? [home.region] : (discovery.regions ?? [home.region]);
  const discovered = regions.length > 0;
  const inRegions = isOneOf("aws:RequestedRegion", Language.union(regions.map(Language.exactly)));
  return [
    ...rules(
      "the gateway's check of itself",
      ["iam:SimulatePrincipalPolicy"],
      [...(checked ? [{ reach: Language.exactly(arn) }] : [])],
    ),
    ...rules("targets.iamUsers", CONSOLE_PASSWORD, users(iamUsers, home)),
    ...rules("targets.managedDatabases", ["iam:GetUser"], managedDatabases.length > 0 ? everyUser : []),
    ...rules(
      "targets.managedDatabases",
      DATABASE,
      managedDatabases.map(({ instance, tag, region = home.region }) => ({
        reach: databases(instance === undefined ? ANYTHING : quoted(instance), region, home),
        requirements: [...carrying(tag), keepsThePassword],
      })),
    ),
    ...rules(
      "targets.directories",
      DIRECTORY,
      directories.map(({ id, tag, region = home.region }) => ({
        reach: arnsOf({
          ...at(home, "ds", region),
          resource: `directory/${id === undefined ? ANYTHING : quoted(id)}`,
        }),
        requirements: carrying(tag),
      })),
    ),
    ...rules(
      "targets.directories",
      ["ds:DescribeDirectories"],
      [...(directories.length > 0 ? [{ reach: NO_RESOURCE }] : [])],
    ),
    ...(discovered
      ? [
          ...rules(
            "discovery",
            ["ds:DescribeDirectories", "ec2:DescribeInstances"],
            [{ reach: NO_RESOURCE, requirements: [inRegions] }],
          ),
          ...rules("discovery", ["iam:ListUsers"], [{ reach: NO_RESOURCE }]),
          ...rules("discovery", ["iam:ListAccessKeys"], everyUser),
          ...rules(
            "discovery",
            ["rds:DescribeDBInstances"],
            regions.map((region) => ({ reach: databases(ANYTHING, region, home) })),
          ),
        ]
      : []),
  ];
}

function configurationRules(configuration: Configuration, home: Home): Rule[] {
  const secret = Language.exactly(secretArn(home, configuration));
  const { secretArn: existing, keyArn: givenKey } = configuration.gateway?.configurationSecret || {};
  const hasKey = existing === undefined || givenKey !== undefined;
  const throughSecretsManager = [
    isOneOf("kms:ViaService", Language.exactly(`secretsmanager.${home.region}.amazonaws.com`)),
    isOneOf("kms:EncryptionContext:SecretARN", secret),
  ];
  return [
    ...rules("gateway.configurationSecret", ["secretsmanager:GetSecretValue"], [{ reach: secret }]),
    ...rules(
      "gateway.configurationSecret",
      ["kms:Decrypt"],
      hasKey
        ? [{ reach: Language.exactly(keyArn(home, configuration)), requirements: throughSecretsManager }]
        : [],
    ),
  ];
}

/** The users that targets select. */
function users(targets: readonly UserTarget[] = [], home: Home): Reached[] {
  return targets.map(({ name, path, tag }) => {
    if (tag) return { reach: usersOfAccount(home), requirements: carrying(tag) };
    if (name !== undefined) return { reach: usersAt(quoted(path ?? "/"), quoted(name), home) };
    // At the path, or at one that begins with it.
    return { reach: usersAt(`${quoted(path ?? "/")}(?:[!-~]*/)?`, IAM_NAME, home) };
  });
}

/** A user that nobody may touch: at every path where he is named, at one where his ARN is given. */
export function protectedUsers({ configuration, home }: SynthesizedGateway): Language[] {
  return (configuration.protectedUsers ?? []).map((user) =>
    user.startsWith("arn:") ? Language.exactly(user) : usersAt(PATH, quoted(user), home),
  );
}

/** The access-key user, if there is one. */
export function ownUser({ configuration, home }: SynthesizedGateway): Language[] {
  const user = configuration.gateway?.accessKeyUser || undefined;
  return user ? [usersAt(quoted(user.path ?? "/"), quoted(user.name ?? configuration.name), home)] : [];
}

/** Every user of the account. */
export function usersOfAccount(home: Home): Language {
  return usersAt(PATH, IAM_NAME, home);
}

function usersAt(path: string, name: string, home: Home): Language {
  return arnsOf({ ...at(home, "iam"), resource: `user${path}${name}` });
}

function databases(identifier: string, region: string, home: Home): Language {
  return arnsOf({ ...at(home, "rds", region), resource: `db:${identifier}` });
}

/** A master password is not given into the keeping of Secrets Manager, where it could no longer be set. */
const keepsThePassword: Requirement = {
  key: "rds:managemasteruserpassword",
  values: Language.of("[Ff][Aa][Ll][Ss][Ee]"),
  absent: true,
};

/** The parts of an ARN of a service in the gateway's account. */
export function at({ partition, accountId }: Home, service: string, region = "") {
  return { partition: quoted(partition), service, region: quoted(region), account: accountId };
}

function carrying(tag: { readonly key: string; readonly value: string } | undefined): Requirement[] {
  return tag ? [isOneOf(`aws:ResourceTag/${tag.key}`, Language.exactly(tag.value))] : [];
}
