import type {
  AttachmentDescription,
  NameRule,
  Path,
  Problem,
  SecretDescription,
  UserDescription,
} from "../permissions";
import {
  ACCOUNT_ID,
  arnOwner,
  attachmentProblems,
  BUCKET_NAME,
  functionRoleProblems,
  GATEWAY_NAME,
  INSTANCE_PROFILE_NAME,
  keepsRule,
  nameProblems,
  PARTITION,
  partitionOf,
  partitionProblems,
  REGION,
  regionProblems,
  resourceTagProblems,
  ROLE_ARN,
  ROLE_NAME,
  roleProblems,
  secretProblems,
  show,
  STATE_KEY,
  userProblems,
} from "../permissions";
import { ownTargetProblems, permissionProblems, type KnownScope, type PermissionRequest } from "../targets";
import { BACKEND_NAMES, ROLE_KEYS } from "./schema";

type Mapping = Readonly<Record<string, unknown>>;

/**
 * What is wrong with the values of a configuration, whatever else is wrong with its shape: names against AWS's rules,
 * values that contradict each other.
 */
export function valueProblems(value: unknown): Problem[] {
  const file = mapping(value);
  const aws = mapping(file.aws);
  const gateway = mapping(file.gateway);
  const role = mapping(gateway.role);
  const known = knownScope(aws);
  return [
    ...nameProblems(GATEWAY_NAME, file.name, ["name"]),
    ...nameProblems(GATEWAY_NAME, file.stack, ["stack"]),
    ...[file.name, file.stack].flatMap((stack, i) => stackProblems(stack, [i === 0 ? "name" : "stack"])),
    ...regionProblems(aws.region, known.partition, ["aws", "region"]),
    ...nameProblems(ACCOUNT_ID, aws.accountId, ["aws", "accountId"]),
    ...resourceTagProblems(aws.tags, ["aws", "tags"]),
    ...nameProblems(ROLE_ARN, aws.assumeRoleArn, ["aws", "assumeRoleArn"]),
    ...assumedRoleProblems(aws.assumeRoleArn, known),
    ...backendProblems(file.backend),
    ...roleProblems(role, known, ["gateway", "role"]),
    ...(["role", "accessKeyUser", "configurationSecret"] as const).flatMap((part) =>
      combinedTagProblems(mapping(aws.tags), mapping(mapping(gateway[part]).tags), ["gateway", part, "tags"]),
    ),
    ...existingRoleProblems(role, known),
    ...ownRoleProblems(file, gateway),
    ...nameProblems(INSTANCE_PROFILE_NAME, mapping(gateway.instanceProfile).name, [
      "gateway",
      "instanceProfile",
      "name",
    ]),
    ...identityProblems(gateway),
    ...attachmentProblems(attachment(file, gateway), known, attachmentPath),
    ...(isMapping(gateway.accessKeyUser)
      ? [
          ...userProblems(gateway.accessKeyUser as UserDescription, known, ["gateway", "accessKeyUser"]),
          ...ownUserProblems(file, gateway.accessKeyUser),
        ]
      : []),
    ...(isMapping(gateway.configurationSecret)
      ? secretProblems(
          gateway.configurationSecret as SecretDescription,
          { ...known, ...(typeof aws.region === "string" && { region: aws.region }) },
          ["gateway", "configurationSecret"],
        )
      : []),
    ...permissionProblems(file as PermissionRequest, known),
  ];
}

/** The attachment's properties under the names that it goes by in the constructs. */
function attachment(file: Mapping, gateway: Mapping): AttachmentDescription {
  const { permissionsBoundaryArn, logRetentionDays } = mapping(gateway.attachmentFunction);
  return {
    name: file.name,
    instances: gateway.instances,
    functionPermissionsBoundaryArn: permissionsBoundaryArn,
    logRetentionDays,
  } as AttachmentDescription;
}

function attachmentPath(property: keyof AttachmentDescription): Path {
  const paths: Record<keyof AttachmentDescription, Path> = {
    name: ["name"],
    instances: ["gateway", "instances"],
    functionPermissionsBoundaryArn: ["gateway", "attachmentFunction", "permissionsBoundaryArn"],
    logRetentionDays: ["gateway", "attachmentFunction", "logRetentionDays"],
  };
  return paths[property];
}

/** What only shows when role, profile, instances and user are seen together. */
function identityProblems(gateway: Mapping): Problem[] {
  const { role, instances, instanceProfile, accessKeyUser } = gateway;
  const hasProfile =
    instanceProfile === undefined
      ? role !== false && mapping(role).existing === undefined
      : instanceProfile !== false;
  const at = (key: string): Path => ["gateway", key];
  return [
    ...(role === false && !isMapping(accessKeyUser)
      ? [
          {
            path: at("role"),
            message: "there is neither a role nor an accessKeyUser: the gateway would have no rights at all",
          },
        ]
      : []),
    ...(role === false && instanceProfile !== undefined && instanceProfile !== false
      ? [{ path: at("instanceProfile"), message: "there is no role to put into the profile: role is false" }]
      : []),
    ...(Array.isArray(instances) && instances.length > 0 && !hasProfile
      ? [
          {
            path: at("instances"),
            message: "instances get the instance profile, and none is made: set instanceProfile to true",
          },
        ]
      : []),
  ];
}

/** What only shows when the role is seen beside the attachment function's. */
function ownRoleProblems({ name }: Mapping, gateway: Mapping): Problem[] {
  const { instances } = gateway;
  const role = mapping(gateway.role);
  if (!Array.isArray(instances) || instances.length === 0) return [];
  return (["name", "existing"] as const).flatMap((key) =>
    functionRoleProblems(name, role[key], ["gateway", "role", key]),
  );
}

/** The CDK keeps its stacks by their names in an object, where some names have a meaning already. */
function stackProblems(name: unknown, path: Path): Problem[] {
  if (typeof name !== "string" || !(name in {})) return [];
  return [
    { path, message: `${show(name)} is a word that JavaScript keeps for itself: allowed is another name` },
  ];
}

function ownUserProblems(file: Mapping, user: Mapping): Problem[] {
  const name = user.name ?? file.name;
  return typeof name === "string" ? ownTargetProblems(name, mapping(file.targets)) : [];
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

/** What the file says of account and partition, as far as it keeps the rules: a mistake contradicts nothing else. */
function knownScope({ accountId, partition, region }: Mapping): KnownScope {
  const valid = (rule: NameRule, value: unknown): value is string =>
    typeof value === "string" && keepsRule(rule, value);
  return {
    ...(valid(ACCOUNT_ID, accountId) && { accountId }),
    ...(partition === undefined
      ? valid(REGION, region) && { partition: partitionOf(region) }
      : valid(PARTITION, partition) && { partition }),
  };
}

function assumedRoleProblems(arn: unknown, known: KnownScope): Problem[] {
  const owner = arnOwner(arn);
  if (!owner || typeof arn !== "string" || !keepsRule(ROLE_ARN, arn)) return [];
  const path = ["aws", "assumeRoleArn"];
  const apart = partitionProblems(arn, owner.partition, known.partition, path);
  if (apart.length > 0 || !known.accountId || owner.accountId === known.accountId) return apart;
  return [
    {
      path,
      message: `${show(arn)} is a role of ${owner.accountId}, aws.accountId is ${known.accountId}: the apply would be refused; allowed is a role of the same account`,
    },
  ];
}

/** What only shows when something gets the default tags and its own: too many of them, or keys that IAM takes for the same. */
function combinedTagProblems(defaults: Mapping, own: Mapping, path: Path): Problem[] {
  const together = resourceTagProblems({ ...defaults, ...own }, path);
  const alone = [...resourceTagProblems(defaults, path), ...resourceTagProblems(own, path)];
  const known = new Set(alone.map((problem) => JSON.stringify(problem)));
  return together.filter((problem) => !known.has(JSON.stringify(problem)));
}

function existingRoleProblems(role: Mapping, known: KnownScope): Problem[] {
  const others = Object.keys(role).filter((key) => key !== "existing" && ROLE_KEYS.includes(key));
  const path = ["gateway", "role", "existing"];
  if (role.existing === undefined) return [];
  return [
    ...nameProblems(ROLE_NAME, role.existing, path, known),
    ...(others.length > 0
      ? [{ path, message: `an existing role is taken as it is: ${others.join(", ")} cannot be set for it` }]
      : []),
  ];
}

function backendProblems(backend: unknown): Problem[] {
  const settings = mapping(backend);
  const given = Object.keys(settings);
  // A key that is not known has its own problem, and may be a secret that must not be shown.
  const names = given.filter((key) => BACKEND_NAMES.includes(key));
  const one =
    typeof backend === "object" && (given.length === 0 || names.length > 1)
      ? [
          {
            path: ["backend"],
            message: `${given.length === 0 ? "no backend is" : `${names.join(" and ")} are`} given: allowed is one`,
          },
        ]
      : [];
  const s3 = mapping(settings.s3);
  return [
    ...one,
    ...nameProblems(REGION, s3.region, ["backend", "s3", "region"]),
    ...stateProblems("bucket", s3.bucket, BUCKET_NAME),
    ...stateProblems("key", s3.key, STATE_KEY),
    ...stateProblems("workspaceKeyPrefix", s3.workspaceKeyPrefix),
    ...stateProblems("dynamodbTable", s3.dynamodbTable),
    ...nameProblems(ROLE_ARN, mapping(s3.assumeRole).roleArn, ["backend", "s3", "assumeRole", "roleArn"]),
  ];
}

/** The rights to the state name this, and with a wildcard would be rights to more. */
function stateProblems(key: string, name: unknown, rule?: NameRule): Problem[] {
  if (typeof name !== "string") return [];
  const path = ["backend", "s3", key];
  if (/[*?]/.test(name)) {
    const message = `${show(name)} has a wildcard: allowed is a name without * and ?, since a policy that names it would reach more`;
    return [{ path, message }];
  }
  return rule && !keepsRule(rule, name) ? nameProblems(rule, name, path) : [];
}
