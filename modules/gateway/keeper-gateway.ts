import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import type { PolicyText, Problem } from "../permissions";
import {
  ACCOUNT_ID,
  GATEWAY_NAME,
  INSTANCE_PROFILE_NAME,
  isReference,
  nameProblems,
  PARTITION,
  partitionOf,
  policyText,
  refuse,
  regionProblems,
  ROLE_ARN,
  resourceTagProblems,
  ROLE_NAME,
  roleArn,
  roleProblems,
} from "../permissions";
import { permissionProblems, type PermissionRequest, type Scope } from "../targets";
import { GatewayInstanceProfile } from "./gateway-instance-profile";
import { GatewayPermissions } from "./gateway-permissions";
import { GatewayRole, type GatewayRoleProps } from "./gateway-role";
import { gatewayStatements } from "./gateway-statements";
import {
  keeperRecords,
  pamConfiguration,
  type KeeperRecords,
  type PamConfigurationRecord,
} from "./keeper-records";

export interface KeeperGatewayProps extends PermissionRequest {
  /** What the role and the instance profile are called, and what the policies' names begin with. */
  readonly name: string;
  /**
   * Region of the targets that name none.
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
   * Whether an instance profile is made.
   *
   * @default true for a role that is made here, false for an existing one
   */
  readonly instanceProfile?: boolean;
  /** @default - `name` */
  readonly instanceProfileName?: string;
  /**
   * Tags of the role, the profile and the policies, beside the provider's default tags. A tag of the role in `role` wins.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Everything that a Keeper Gateway needs in AWS: role, instance profile, and policies that grant exactly what its
 * rotation targets need.
 *
 * Every string may be a reference to an attribute of another resource, e.g. `database.identifier`. Such a reference is
 * counted at the greatest length that AWS allows when the policies are packed.
 */
export class KeeperGateway extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  /** Name of the instance profile for the gateway's `aws_instance`; undefined when none is made. */
  readonly instanceProfileName?: string;
  /** ARNs of the policies; none when nothing is asked for. */
  readonly policyArns: string[];
  /** What to type into the PAM Configuration record. */
  readonly pamConfiguration: PamConfigurationRecord;
  /** What to type into the records of the targets. */
  readonly keeperRecords: KeeperRecords;

  /**
   * @throws Error when a property breaks one of AWS's rules; it lists every one that does
   * @throws PolicyQuotaError when the targets need more than ten policies
   */
  constructor(scope: Construct, id: string, props: KeeperGatewayProps) {
    super(scope, id);
    refuse(`KeeperGateway ${this.node.path}`, problems(props));
    const { name, tags } = props;
    const where = this.providerScope(props);

    let self: () => PolicyText;
    if (props.existingRoleName !== undefined) {
      const role = new DataAwsIamRole(this, "existing-role", { name: props.existingRoleName });
      this.roleName = role.name;
      this.roleArn = role.arn;
      self = () => policyText(role.arn, ROLE_ARN);
    } else {
      const naming = props.role?.namePrefix === undefined ? { name: props.role?.name ?? name } : {};
      const role = new GatewayRole(this, "role", {
        ...props.role,
        ...naming,
        tags: props.role?.tags ? { ...tags, ...props.role.tags } : tags,
      });
      this.roleName = role.resource.name;
      this.roleArn = role.resource.arn;
      // A name that is known is written out, so that the plan shows the policy before the role exists.
      self = () =>
        naming.name === undefined
          ? policyText(this.roleArn, ROLE_ARN)
          : roleArn(where, naming.name, props.role?.path);
    }

    if (props.instanceProfile ?? props.existingRoleName === undefined) {
      const profile = new GatewayInstanceProfile(this, "instance-profile", {
        name: props.instanceProfileName ?? name,
        roleName: this.roleName,
        path: props.role?.path,
        tags,
      });
      this.instanceProfileName = profile.resource.name;
    }

    const permissions = new GatewayPermissions(this, "permissions", {
      name,
      roleName: this.roleName,
      statements: gatewayStatements(props, where, self),
      tags,
    });
    this.policyArns = permissions.policies.map((policy) => policy.arn);
    this.pamConfiguration = pamConfiguration(name, props, where);
    this.keeperRecords = keeperRecords(props, where);
    this.warn(props);
  }

  /** Account, partition and region; the provider is asked only for what is not given and needed. */
  private providerScope({ accountId, partition, region }: KeeperGatewayProps): Scope {
    const child = <T extends Construct>(id: string, make: () => T) =>
      (this.node.tryFindChild(id) as T | undefined) ?? make();
    const callerIdentity = () =>
      child("caller-identity", () => new DataAwsCallerIdentity(this, "caller-identity", {})).accountId;
    const currentPartition = () =>
      child("partition", () => new DataAwsPartition(this, "partition", {})).partition;
    // Its `id` is the region's code in every version of the provider.
    const currentRegion = () => child("region", () => new DataAwsRegion(this, "region", {})).id;
    return {
      get accountId() {
        return accountId ?? callerIdentity();
      },
      get partition() {
        return partition ?? currentPartition();
      },
      get region() {
        return region ?? currentRegion();
      },
    };
  }

  private warn({ role, targets = {}, protectedUsers = [] }: KeeperGatewayProps): void {
    const { path = "/" } = role ?? {};
    if (path !== "/" && !isReference(path)) {
      Annotations.of(this).addWarning(
        `the role's path is ${path}: the ARN of its sessions does not show it, and a gateway that looks for its role there may not find it`,
      );
    }
    const users = [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])];
    if (protectedUsers.length === 0 && users.some((user) => user.name === undefined && user.path === "/")) {
      Annotations.of(this).addWarning(
        "the path / takes in every IAM user of the account, administrators included: name those to leave out in protectedUsers",
      );
    }
  }
}

function problems(props: KeeperGatewayProps): Problem[] {
  const { name, region, accountId, existingRoleName, role } = props;
  const partition =
    props.partition ?? (region === undefined || isReference(region) ? undefined : partitionOf(region));
  const known = { accountId, partition };
  const nameless = props.instanceProfile === false && props.instanceProfileName !== undefined;
  const both = existingRoleName !== undefined && role !== undefined;
  return [
    ...nameProblems(GATEWAY_NAME, name, ["name"]),
    ...nameProblems(PARTITION, props.partition, ["partition"]),
    ...regionProblems(region, props.partition, ["region"]),
    ...nameProblems(ACCOUNT_ID, accountId, ["accountId"]),
    ...(both
      ? [
          {
            path: ["role"],
            message: "role and existingRoleName are given together: an existing role is taken as it is",
          },
        ]
      : []),
    ...nameProblems(ROLE_NAME, existingRoleName, ["existingRoleName"]),
    ...nameProblems(INSTANCE_PROFILE_NAME, props.instanceProfileName, ["instanceProfileName"]),
    ...(nameless
      ? [
          {
            path: ["instanceProfileName"],
            message: "an instance profile is named but instanceProfile is false",
          },
        ]
      : []),
    ...resourceTagProblems(props.tags, ["tags"]),
    ...roleProblems(role ?? {}, known, ["role"]),
    ...permissionProblems(props, known),
  ];
}
