import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import type { PolicyText } from "../permissions";
import {
  FUNCTION_SUFFIX,
  instanceProfileArn,
  isReference,
  nameOfInstanceProfile,
  policyText,
  refuse,
  ROLE_ARN,
  roleArn,
  USER_ARN,
  userArn,
} from "../permissions";
import { likeResourceIds, PermissionStyle, repeatedUsers, type Scope } from "../targets";
import { AccessKeyUser } from "./access-key-user";
import { ConfigurationSecret } from "./configuration-secret";
import { GatewayInstanceProfile } from "./gateway-instance-profile";
import { GatewayPermissions } from "./gateway-permissions";
import { GatewayRole } from "./gateway-role";
import { gatewayStatements } from "./gateway-statements";
import { GatewayInstanceAttachments } from "./instance-attachment";
import {
  hasInstanceProfile,
  hasRole,
  keeperGatewayProblems,
  type KeeperGatewayProps,
} from "./keeper-gateway-props";
import {
  keeperRecords,
  pamConfiguration,
  type KeeperRecords,
  type PamConfigurationRecord,
} from "./keeper-records";
import { ProtectedUsersCheck } from "./protected-users-check";
import { providerScope } from "./provider-scope";
import { mergedTags } from "./tags";

/** A role or user of the gateway. */
interface Principal {
  readonly name: string;
  readonly arn: string;
  /** What IAM tells principals of one name apart by. */
  readonly uniqueId: string;
  /** The ARN as a policy names it: written out where it is known, so that the plan shows the policy before the principal exists. */
  readonly self: () => PolicyText;
}

/**
 * Everything that a Keeper Gateway needs in AWS: role, instance profile, and policies that grant exactly what its
 * rotation targets need; on request the profile on running instances, a user with an access key, and the secret that
 * keeps the gateway's configuration.
 *
 * Every string may be a reference to an attribute of another resource, e.g. `database.identifier`. Such a reference is
 * counted at the greatest length that AWS allows when the policies are packed.
 */
export class KeeperGateway extends Construct {
  /** Undefined for a gateway without a role. */
  readonly roleArn?: string;
  /** Undefined for a gateway without a role. */
  readonly roleName?: string;
  /** Name of the instance profile for the gateway's `aws_instance`; undefined when none is made. */
  readonly instanceProfileName?: string;
  /** ARNs of the role's policies; none when nothing is asked for. */
  readonly policyArns: string[] = [];
  /** The user with its access key; undefined when none is asked for. */
  readonly accessKeyUser?: AccessKeyUser;
  /** ARNs of the access-key user's policies. */
  readonly userPolicyArns: string[] = [];
  /** The secret of the gateway's configuration; undefined when none is asked for. */
  readonly configurationSecret?: ConfigurationSecret;
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
    refuse(`KeeperGateway ${this.node.path}`, keeperGatewayProblems(props));
    const { name, tags } = props;
    const where = providerScope(this, props);

    const role = this.role(props, where);
    this.roleName = role?.name;
    this.roleArn = role?.arn;
    const user = this.user(props, where);
    this.accessKeyUser = user?.construct;
    const readers = [role, user].filter((principal) => principal !== undefined);
    if (props.configurationSecret) {
      this.configurationSecret = new ConfigurationSecret(this, "configuration-secret", {
        ...props.configurationSecret,
        tags:
          props.configurationSecret.secretArn === undefined
            ? mergedTags(tags, props.configurationSecret.tags)
            : undefined,
        readerArns: readers.map(({ self }) => self().text),
        accountId: where.accountId,
        partition: where.partition,
        region: where.region,
      });
    }

    const { targets, discovery, protectedUsers, permissions: style, guard } = props;
    const statements = (principal: Principal) =>
      gatewayStatements(
        { targets, discovery, protectedUsers, permissions: style, guard },
        where,
        { self: principal.self, accessKeyUser: user?.self(), isAccessKeyUser: principal === user },
        this.configurationSecret?.protectedConfiguration,
        { attachmentFunctionName: attaches(props) ? props.name + FUNCTION_SUFFIX : undefined },
      );
    const permissions =
      role &&
      new GatewayPermissions(this, "permissions", {
        name,
        roleName: role.name,
        statements: statements(role),
        tags,
      });
    this.policyArns.push(...(permissions?.policies ?? []).map((policy) => policy.arn));
    if (user) {
      const { policies } = new GatewayPermissions(this, "user-permissions", {
        name: `${name}-user`,
        userName: user.name,
        statements: statements(user),
        tags,
      });
      this.userPolicyArns.push(...policies.map((policy) => policy.arn));
    }

    if (role && hasInstanceProfile(props)) {
      const profile = this.instanceProfile(props, role, where, permissions);
      this.instanceProfileName = profile.resource.name;
    }
    if ((props.protectedUsers ?? []).some((protectedUser) => !isReference(protectedUser))) {
      new ProtectedUsersCheck(this, "protected-users", props.protectedUsers ?? []);
    }
    this.pamConfiguration = pamConfiguration(name, props, where, role ? undefined : user?.construct);
    this.keeperRecords = keeperRecords(props, where);
    this.warn(props);
  }

  private role(props: KeeperGatewayProps, where: Scope): Principal | undefined {
    const { name, tags, existingRoleName } = props;
    if (!hasRole(props)) return undefined;
    if (existingRoleName !== undefined) {
      const role = new DataAwsIamRole(this, "existing-role", { name: existingRoleName });
      return {
        name: role.name,
        arn: role.arn,
        uniqueId: role.uniqueId,
        self: () => policyText(role.arn, ROLE_ARN),
      };
    }
    const naming = props.role?.namePrefix === undefined ? { name: props.role?.name ?? name } : {};
    const { resource } = new GatewayRole(this, "role", {
      ...props.role,
      ...naming,
      tags: mergedTags(tags, props.role?.tags),
    });
    // Instances move to a new role before the old one goes.
    if (attaches(props)) resource.lifecycle = { createBeforeDestroy: true };
    return {
      name: resource.name,
      arn: resource.arn,
      uniqueId: resource.uniqueId,
      self: () =>
        naming.name === undefined
          ? policyText(resource.arn, ROLE_ARN)
          : roleArn(where, naming.name, props.role?.path),
    };
  }

  private user(
    { name, tags, accessKeyUser }: KeeperGatewayProps,
    where: Scope,
  ): (Principal & { readonly construct: AccessKeyUser }) | undefined {
    if (!accessKeyUser) return undefined;
    const userName = accessKeyUser.name ?? name;
    const construct = new AccessKeyUser(this, "access-key-user", {
      ...accessKeyUser,
      name: userName,
      tags: mergedTags(tags, accessKeyUser.tags),
    });
    return {
      construct,
      name: construct.resource.name,
      arn: construct.resource.arn,
      uniqueId: construct.resource.uniqueId,
      self: () =>
        isReference(userName)
          ? policyText(construct.resource.arn, USER_ARN)
          : userArn(where, userName, accessKeyUser.path),
    };
  }

  private instanceProfile(
    props: KeeperGatewayProps,
    role: Principal,
    where: Scope,
    permissions: GatewayPermissions | undefined,
  ): GatewayInstanceProfile {
    const { name, tags } = props;
    const instanceProfileName = nameOfInstanceProfile(props);
    const path = props.role?.path;
    const profile = new GatewayInstanceProfile(this, "instance-profile", {
      name: instanceProfileName,
      roleName: role.name,
      path,
      tags,
    });
    if (!attaches(props)) return profile;
    for (const moved of [profile.resource, ...(permissions?.attachments ?? [])]) {
      moved.lifecycle = { createBeforeDestroy: true };
    }
    new GatewayInstanceAttachments(this, "instances", {
      name,
      instances: props.instances,
      onConflict: props.onConflict,
      installation: props.installation,
      functionPermissionsBoundaryArn: props.functionPermissionsBoundaryArn,
      logRetentionDays: props.logRetentionDays,
      instanceProfileName,
      instanceProfileArn: instanceProfileArn(where, instanceProfileName, path).text,
      instanceProfileId: profile.resource.uniqueId,
      roleArn: role.self().text,
      roleId: role.uniqueId,
      accountId: where.accountId,
      partition: where.partition,
      region: where.region,
      after: permissions?.attachments,
      tags,
    });
    return profile;
  }

  private warn({ role, targets = {}, protectedUsers = [], permissions }: KeeperGatewayProps): void {
    const { path = "/" } = role ?? {};
    if (path !== "/" && !isReference(path)) {
      Annotations.of(this).addWarning(
        `the role's path is ${path}: the ARN of its sessions does not show it, and a gateway that looks for its role there may not find it`,
      );
    }
    // Protected users narrow it by those who are named, which is no reason to say nothing of all others.
    if (permissions === PermissionStyle.DOCUMENTED) {
      Annotations.of(this).addWarning(
        "permissions: documented lets the gateway set the console password of every IAM user of the account, administrators included, but for protectedUsers, and change every database and the passwords of every directory: whoever acts as the gateway can become an administrator",
      );
    }
    for (const list of ["iamUsers", "iamAccessKeys"] as const) {
      for (const name of repeatedUsers(targets[list] ?? [])) {
        Annotations.of(this).addWarning(
          `targets.${list} has the user ${name} more than once: IAM has no two users of a name, so that one entry is too many, or has another's path`,
        );
      }
    }
    for (const identifier of likeResourceIds(targets.managedDatabases ?? [])) {
      Annotations.of(this).addWarning(
        `targets.managedDatabases has the instance ${identifier}, which looks like a resource ID in small letters: the identifier is what the console calls DB identifier, and by anything else the gateway reaches no instance`,
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

/** Whether the profile is attached to running instances. */
function attaches({ instances = [] }: KeeperGatewayProps): boolean {
  return instances.length > 0;
}
