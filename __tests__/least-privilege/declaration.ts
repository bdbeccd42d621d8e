import type { Configuration } from "../../modules/config";
import { keyArn, secretArn, type GatewayPrincipal, type SynthesizedGateway } from "./gateways";
import { arnOf, type Subject } from "./subjects";

/** One call of the gateway. */
export interface GatewayCall {
  readonly action: string;
  readonly subject: Subject;
  /** The region that is called. */
  readonly region: string;
  /** For what is encrypted: through which service, and which secret it is. */
  readonly context?: Readonly<Record<string, string>>;
}

const PUBLISHED = [
  ...["iam:SimulatePrincipalPolicy", "iam:GetUser", "iam:ListUsers", "iam:ListAccessKeys"],
  ...["iam:UpdateLoginProfile", "rds:DescribeDBInstances", "rds:ModifyDBInstance", "ec2:DescribeInstances"],
  ...["ds:DescribeDirectories", "ds:ResetUserPassword", "ds:DescribeLDAPSSettings"],
  "ds:DescribeDomainControllers",
];
const CONSOLE_PASSWORD = ["iam:GetUser", "iam:UpdateLoginProfile"];
const ACCESS_KEY = ["iam:GetUser", "iam:ListAccessKeys", "iam:CreateAccessKey", "iam:DeleteAccessKey"];
const DATABASE = ["rds:DescribeDBInstances", "rds:ModifyDBInstance"];
const DIRECTORY = ["ds:ResetUserPassword", "ds:DescribeLDAPSSettings", "ds:DescribeDomainControllers"];

type UserTarget = NonNullable<NonNullable<Configuration["targets"]>["iamUsers"]>[number];

/**
 * Whether a configuration says that the gateway may make a call: Keeper's documentation and the file, in parts of
 * resources. It knows no wildcard and no statement, and so shares no mistake with what writes the policies.
 */
export function isDeclared(
  { configuration, home }: SynthesizedGateway,
  principal: GatewayPrincipal,
  { action, subject, region, context = {} }: GatewayCall,
): boolean {
  const { targets = {}, discovery, permissions, protectedUsers = [], gateway = {} } = configuration;
  const { managedDatabases = [], directories = [], iamUsers = [], iamAccessKeys = [] } = targets;
  const isHere = subject.partition === home.partition && subject.accountId === home.accountId;
  const isA = (kind: Subject["kind"]) => subject.kind === kind && isHere;
  const discovered = !discovery
    ? []
    : discovery === true
      ? [home.region]
      : (discovery.regions ?? [home.region]);
  const isUser = (targeted: readonly UserTarget[]) =>
    isA("user") && targeted.some((target) => selectsUser(target, subject));

  const user = gateway.accessKeyUser || undefined;
  const isOwnUser =
    user !== undefined &&
    isA("user") &&
    subject.path === (user.path ?? "/") &&
    subject.name === (user.name ?? configuration.name);
  const isProtected =
    isA("user") && protectedUsers.some((one) => one === subject.name || one === arnOf(subject));
  if ((isOwnUser || isProtected) && /AccessKey|LoginProfile/.test(action)) return false;
  // The access-key users of gateways carry a tag, and no gateway reaches them.
  const isOfAGateway =
    isA("user") && Object.keys(subject.tags).some((key) => key.toLowerCase() === "keeperpam-gateway");
  if (isOfAGateway && /^iam:(CreateAccessKey|DeleteAccessKey|UpdateLoginProfile)$/.test(action)) return false;

  if (permissions === "documented" && PUBLISHED.includes(action)) return true;
  if (isOwnUser && principal.carrier === "user" && action === "iam:GetUser") return true;
  if (ACCESS_KEY.includes(action) && isUser(iamAccessKeys)) return true;
  if (gateway.configurationSecret && isConfiguration(configuration, home, action, subject, context))
    return true;
  if (permissions === "documented") return false;

  const checks = managedDatabases.length + directories.length + iamUsers.length > 0;
  if (action === "iam:SimulatePrincipalPolicy") return checks && arnOf(subject) === principal.arn;
  if (CONSOLE_PASSWORD.includes(action) && isUser(iamUsers)) return true;
  if (action === "iam:GetUser" && managedDatabases.length > 0 && isA("user")) return true;
  if (DATABASE.includes(action) && isA("db")) {
    const isNamed = managedDatabases.some(
      (database) =>
        (database.region ?? home.region) === subject.region &&
        (database.tag ? carries(subject, database.tag) : database.instance === subject.name),
    );
    if (isNamed) return true;
  }
  if (DIRECTORY.includes(action) && isA("directory")) {
    return directories.some(
      (directory) =>
        (directory.region ?? home.region) === subject.region &&
        (directory.tag ? carries(subject, directory.tag) : directory.id === subject.name),
    );
  }
  if (subject.kind === "nothing") {
    if (action === "ds:DescribeDirectories") return directories.length > 0 || discovered.includes(region);
    if (action === "ec2:DescribeInstances") return discovered.includes(region);
    return action === "iam:ListUsers" && discovered.length > 0;
  }
  if (action === "rds:DescribeDBInstances") return isA("db") && discovered.includes(subject.region);
  return action === "iam:ListAccessKeys" && isA("user") && discovered.length > 0;
}

function isConfiguration(
  configuration: Configuration,
  home: SynthesizedGateway["home"],
  action: string,
  subject: Subject,
  context: Readonly<Record<string, string>>,
): boolean {
  const secret = secretArn(home, configuration);
  if (action === "secretsmanager:GetSecretValue") return arnOf(subject) === secret;
  const { secretArn: existing, keyArn: givenKey } = configuration.gateway?.configurationSecret || {};
  const hasKey = existing === undefined || givenKey !== undefined;
  return (
    action === "kms:Decrypt" &&
    hasKey &&
    arnOf(subject) === keyArn(home, configuration) &&
    context["kms:ViaService"] === `secretsmanager.${home.region}.amazonaws.com` &&
    context["kms:EncryptionContext:SecretARN"] === secret
  );
}

function selectsUser({ name, path, tag }: UserTarget, user: Subject): boolean {
  if (tag) return carries(user, tag);
  if (name === undefined) return (user.path + user.name).startsWith(path ?? "/");
  return user.name === name && user.path === (path ?? "/");
}

function carries(
  { tags }: Subject,
  { key, value }: { readonly key: string; readonly value: string },
): boolean {
  return Object.entries(tags).some(
    ([its, itsValue]) => its.toLowerCase() === key.toLowerCase() && itsValue === value,
  );
}
