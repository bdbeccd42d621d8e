import type { Problem, Properties } from "../permissions";
import {
  ACCOUNT_ID,
  attachmentProblems,
  functionRoleProblems,
  GATEWAY_NAME,
  INSTANCE_PROFILE_NAME,
  isReference,
  nameProblems,
  PARTITION,
  partitionOf,
  regionProblems,
  resourceTagProblems,
  ROLE_NAME,
  roleProblems,
  secretProblems,
  unknownProperties,
  userProblems,
} from "../permissions";
import {
  ownTargetProblems,
  PERMISSION_REQUEST,
  permissionProblems,
  type PermissionRequest,
} from "../targets";
import { USER_PROPERTIES, type AccessKeyUserProps } from "./access-key-user";
import { SECRET_OPTIONS, type ConfigurationSecretOptions } from "./configuration-secret";
import { ROLE_PROPERTIES, type GatewayRoleProps } from "./gateway-role";
import { ATTACHMENT_OPTIONS, type InstanceAttachmentOptions } from "./instance-attachment";

export interface KeeperGatewayProps extends PermissionRequest, InstanceAttachmentOptions {
  /** What the role and with it the instance profile are called, and what the policies' names begin with. */
  readonly name: string;
  /**
   * The region of the AWS provider: of the gateway's instances and configuration secret, and of the targets that name
   * none.
   *
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /**
   * The account that everything is in, 12 digits.
   *
   * @default - the account of the AWS provider's credentials
   */
  readonly accountId?: string;
  /**
   * `aws`, `aws-us-gov`, `aws-cn`, …
   *
   * @default - the partition of the AWS provider's region
   */
  readonly partition?: string;
  /**
   * How the role is made.
   *
   * @default - a role called `name`
   */
  readonly role?: GatewayRoleProps;
  /**
   * Name of a role that exists already and gets the policies instead of a new one. Its trust and its other policies
   * stay as they are; the managed policies that it has count towards IAM's limit of 10.
   *
   * @default - a role is made
   */
  readonly existingRoleName?: string;
  /**
   * `false` for a gateway without a role: it needs an accessKeyUser then.
   *
   * @default - true, unless existingRoleName is given
   */
  readonly createRole?: boolean;
  /**
   * Whether an instance profile is made.
   *
   * @default true for a role that is made here, false for an existing one
   */
  readonly instanceProfile?: boolean;
  /** @default - the role's name; `name` where that is completed by Terraform or the role exists already */
  readonly instanceProfileName?: string;
  /**
   * The IAM user of a gateway that reaches this account with an access key. It gets the permissions of the role. Where
   * the gateway's machine has a role, the gateway takes that and never the key.
   *
   * @default - no user
   */
  readonly accessKeyUser?: AccessKeyUserProps;
  /**
   * The secret that keeps the gateway's own configuration.
   *
   * @default - the configuration is kept elsewhere
   */
  readonly configurationSecret?: ConfigurationSecretOptions;
  /**
   * Tags of everything that is made here, beside the provider's default tags. A tag in `role`, `accessKeyUser` or
   * `configurationSecret` wins for these.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

const PROPERTIES: Properties<KeeperGatewayProps> = {
  ...PERMISSION_REQUEST,
  ...ATTACHMENT_OPTIONS,
  name: true,
  region: true,
  accountId: true,
  partition: true,
  role: ROLE_PROPERTIES,
  existingRoleName: true,
  createRole: true,
  instanceProfile: true,
  instanceProfileName: true,
  accessKeyUser: USER_PROPERTIES,
  configurationSecret: SECRET_OPTIONS,
  tags: true,
};

/** Everything that is wrong with a gateway's properties. */
export function keeperGatewayProblems(props: KeeperGatewayProps): Problem[] {
  const { name, region, accountId, existingRoleName, role } = props;
  const partition =
    props.partition ?? (region === undefined || isReference(region) ? undefined : partitionOf(region));
  const known = { accountId, partition, region };
  const { accessKeyUser: user, configurationSecret: secret } = props;
  return [
    ...unknownProperties(props, PROPERTIES),
    ...nameProblems(GATEWAY_NAME, name, ["name"]),
    ...nameProblems(PARTITION, props.partition, ["partition"]),
    ...regionProblems(region, props.partition, ["region"]),
    ...nameProblems(ACCOUNT_ID, accountId, ["accountId"]),
    ...contradictions(props),
    ...nameProblems(ROLE_NAME, existingRoleName, ["existingRoleName"], known),
    ...nameProblems(INSTANCE_PROFILE_NAME, props.instanceProfileName, ["instanceProfileName"]),
    ...resourceTagProblems(props.tags, ["tags"]),
    ...roleProblems(role ?? {}, known, ["role"]),
    ...attachmentProblems(props, known, (property) => [property]),
    ...((props.instances ?? []).length > 0
      ? [
          ...functionRoleProblems(name, role?.name, ["role", "name"]),
          ...functionRoleProblems(name, existingRoleName, ["existingRoleName"]),
        ]
      : []),
    ...(user ? userProblems(user, known, ["accessKeyUser"]) : []),
    ...(user ? ownTargetProblems(user.name ?? name, props.targets) : []),
    ...(secret ? secretProblems(secret, known, ["configurationSecret"]) : []),
    ...permissionProblems(props, known),
  ];
}

/** Properties that exclude or need each other. */
function contradictions(props: KeeperGatewayProps): Problem[] {
  const { existingRoleName, role, createRole, instanceProfileName, accessKeyUser, instances = [] } = props;
  const found: Problem[] = [];
  const refusal = (property: keyof KeeperGatewayProps, message: string) =>
    found.push({ path: [property], message });
  if (existingRoleName !== undefined && role !== undefined) {
    refusal("role", "role and existingRoleName are given together: an existing role is taken as it is");
  }
  if (createRole === true && existingRoleName !== undefined) {
    refusal("createRole", "createRole is true and existingRoleName is given: allowed is one of the two");
  }
  if (createRole === false && role !== undefined) {
    refusal("role", "role is given but createRole is false: remove one of the two");
  }
  if (!hasRole(props) && accessKeyUser === undefined) {
    refusal(
      "createRole",
      "createRole is false and there is no accessKeyUser: the gateway would have no rights at all",
    );
  }
  if (!hasRole(props) && props.instanceProfile === true) {
    refusal("instanceProfile", "instanceProfile is true but there is no role to put into it");
  }
  if (!hasInstanceProfile(props) && instanceProfileName !== undefined) {
    refusal("instanceProfileName", "an instance profile is named but none is made: instanceProfile is false");
  }
  if (!hasInstanceProfile(props) && instances.length > 0) {
    refusal("instances", "instances get the instance profile, and none is made: set instanceProfile to true");
  }
  return found;
}

/** Whether the gateway has a role, made here or existing. */
export function hasRole({ createRole, existingRoleName }: KeeperGatewayProps): boolean {
  return createRole !== false || existingRoleName !== undefined;
}

/** Whether an instance profile is made. */
export function hasInstanceProfile(props: KeeperGatewayProps): boolean {
  return props.instanceProfile ?? (hasRole(props) && props.existingRoleName === undefined);
}
