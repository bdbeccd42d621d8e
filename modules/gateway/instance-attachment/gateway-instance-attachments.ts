import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  attachmentProblems,
  GatewayInstallation,
  INSTANCE_PROFILE_ARN,
  INSTANCE_PROFILE_NAME,
  GATEWAY_NAME,
  nameProblems,
  OnConflict,
  refuse,
  resourceTagProblems,
  ROLE_ARN,
  unknownProperties,
  type Properties,
} from "../../permissions";
import { providerScope } from "../provider-scope";
import { TerraformCheck } from "../terraform-check";
import { AttachmentFunction } from "./attachment-function";
import { FormerProfiles } from "./former-profiles";
import { InstanceAttachment } from "./instance-attachment";
import { listedInstances, repeatedReferences, replacementOf } from "./listed-instance";
import { ObservedInstances } from "./observed-instances";

/** How an instance profile gets onto instances that exist already. */
export interface InstanceAttachmentOptions {
  /**
   * IDs of instances that exist already and that this Terraform does not own: they get the instance profile. An
   * `aws_instance` of your own takes its name instead. One that is given by a reference is known by the reference's
   * text: another text for the same instance takes the profile off, and the next apply attaches it again.
   *
   * @default - none, and no function is made
   */
  readonly instances?: readonly string[];
  /**
   * What happens to an instance that has somebody else's instance profile. With OnConflict.REPLACE the IDs must be known
   * when Terraform plans.
   *
   * @default OnConflict.FAIL
   */
  readonly onConflict?: OnConflict;
  /**
   * How the gateway runs on the instances, for a warning where it could not reach the instance metadata.
   *
   * @default GatewayInstallation.DOCKER
   */
  readonly installation?: GatewayInstallation;
  /**
   * ARN of the managed policy that bounds the role of the attachment function, where your account demands one.
   *
   * @default - no boundary
   */
  readonly functionPermissionsBoundaryArn?: string;
  /**
   * Days for which the log of the attachment function is kept.
   *
   * @default 30
   */
  readonly logRetentionDays?: number;
}

export interface GatewayInstanceAttachmentsProps extends InstanceAttachmentOptions {
  /** The gateway's name; the function's begins with it. */
  readonly name: string;
  /** Name of the instance profile. */
  readonly instanceProfileName: string;
  /** ARN of the instance profile. */
  readonly instanceProfileArn: string;
  /** The profile's own ID, e.g. `profile.uniqueId`. */
  readonly instanceProfileId: string;
  /** ARN of the role in the profile. */
  readonly roleArn: string;
  /** The role's own ID, e.g. `role.uniqueId`: where the profile gets another role, its association is renewed. */
  readonly roleId: string;
  /** @default - the account of the AWS provider's credentials */
  readonly accountId?: string;
  /** @default - the partition of the AWS provider's region */
  readonly partition?: string;
  /** @default - the region of the AWS provider */
  readonly region?: string;
  /**
   * What must be in place before an instance gets the profile, and stay until it has lost it: the role's policies.
   *
   * @default - nothing but the profile
   */
  readonly after?: ITerraformDependable[];
  /**
   * Tags of the function, its role and its log, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

export const ATTACHMENT_OPTIONS: Properties<InstanceAttachmentOptions> = {
  instances: true,
  onConflict: true,
  installation: true,
  functionPermissionsBoundaryArn: true,
  logRetentionDays: true,
};

const PROPERTIES: Properties<GatewayInstanceAttachmentsProps> = {
  ...ATTACHMENT_OPTIONS,
  name: true,
  instanceProfileName: true,
  instanceProfileArn: true,
  instanceProfileId: true,
  roleArn: true,
  roleId: true,
  accountId: true,
  partition: true,
  region: true,
  after: true,
  tags: true,
};

/**
 * The gateway's instance profile on running instances: a Lambda function that Terraform calls for each of them, on
 * create, change and destroy.
 *
 * It never displaces a foreign profile unasked, detaches only what is still the gateway's, and waits until EC2 says
 * that the profile is associated.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html
 */
export class GatewayInstanceAttachments extends Construct {
  /** @throws Error when a property breaks one of AWS's rules; it lists every one that does */
  constructor(scope: Construct, id: string, props: GatewayInstanceAttachmentsProps) {
    super(scope, id);
    const { name, instances = [], onConflict, installation = GatewayInstallation.DOCKER } = props;
    const listed = listedInstances(this, instances);
    refuse(`GatewayInstanceAttachments ${this.node.path}`, [
      ...unknownProperties(props, PROPERTIES),
      ...nameProblems(GATEWAY_NAME, name, ["name"]),
      ...nameProblems(INSTANCE_PROFILE_NAME, props.instanceProfileName, ["instanceProfileName"]),
      ...nameProblems(INSTANCE_PROFILE_ARN, props.instanceProfileArn, ["instanceProfileArn"]),
      ...nameProblems(ROLE_ARN, props.roleArn, ["roleArn"]),
      ...attachmentProblems(props, props, (property) => [property]),
      ...repeatedReferences(listed),
      ...resourceTagProblems(props.tags, ["tags"]),
    ]);
    if (instances.length === 0) return;
    const where = providerScope(this, props);
    const profileName = props.instanceProfileName;
    const profile = { arn: props.instanceProfileArn, uniqueId: props.instanceProfileId };
    const attachmentFunction = new AttachmentFunction(this, "function", {
      name,
      roleArn: props.roleArn,
      where,
      permissionsBoundaryArn: props.functionPermissionsBoundaryArn,
      logRetentionDays: props.logRetentionDays ?? 30,
      tags: props.tags,
    });
    const formerProfiles =
      onConflict === OnConflict.REPLACE
        ? new FormerProfiles(this, "former", instances, profileName)
        : undefined;
    const attachments = listed.map((instance) => {
      const { instanceId, constructId: attachmentId } = instance;
      const lifecycle = replacementOf(this, instance);
      const record = formerProfiles?.record(attachmentId, instanceId, lifecycle);
      const attachment = new InstanceAttachment(this, attachmentId, {
        instanceId,
        profile,
        roleArn: props.roleArn,
        roleId: props.roleId,
        attachmentFunction,
        where,
        replaced: record && { former: record.former, record: record.resource },
        dependsOn: props.after ?? [],
        lifecycle,
      });
      return { attachmentId, instanceId, attachment };
    });
    attachmentFunction.limit(attachments.map(({ attachment }) => attachment.document));
    const observed = new ObservedInstances(this, "observed", {
      instanceIds: instances,
      profileName,
      profileArn: profile.arn,
      installation,
      after: attachments.map(({ attachment }) => attachment.invocation),
    });
    for (const { attachmentId, instanceId, attachment } of attachments) {
      new TerraformCheck(this, `check-${attachmentId}`, observed.assertions(instanceId, attachment.address));
    }
  }
}
