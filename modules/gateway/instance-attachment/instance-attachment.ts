import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Fn, type DataResource, type ITerraformDependable, type TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import type { Scope } from "../../targets";
import { address } from "../address";
import { PolicyCarrier, PolicyDocument } from "../policy-document";
import type { AttachmentFunction } from "./attachment-function";
import { instanceStatements, type FormerProfile } from "./attachment-statements";

/** The profile that is attached. */
export interface AttachedProfile {
  readonly arn: string;
  /** What IAM tells profiles of one name apart by, should it have been deleted and made again. */
  readonly uniqueId: string;
}

export interface InstanceAttachmentProps {
  readonly instanceId: string;
  readonly profile: AttachedProfile;
  readonly roleArn: string;
  /** What IAM tells roles of one name apart by. */
  readonly roleId: string;
  readonly attachmentFunction: AttachmentFunction;
  readonly where: Scope;
  /**
   * What the profile replaces, and where that is recorded.
   *
   * @default - a foreign profile is left where it is, and the apply fails
   */
  readonly replaced?: { readonly former: FormerProfile; readonly record: DataResource };
  /** What must be in place before the instance gets the profile, and stay until it has lost it. */
  readonly dependsOn: readonly ITerraformDependable[];
  /**
   * What replaces the attachment and its rights together: the former instance is detached while that is still allowed.
   *
   * @default - nothing but a change of their own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** The gateway's profile on one instance that this Terraform does not own. */
export class InstanceAttachment extends Construct {
  readonly invocation: LambdaInvocation;
  /** What the function may do for this instance. */
  readonly document: PolicyDocument;
  /** Address of the resource whose replacement attaches the profile again. */
  readonly address: string;

  constructor(scope: Construct, id: string, props: InstanceAttachmentProps) {
    super(scope, id);
    const { instanceId, profile, attachmentFunction, replaced, where, lifecycle } = props;
    const former = replaced && {
      // A policy needs something to name: where nothing was there before, what may be passed and attached anyway.
      profileArn: Fn.coalesce([replaced.former.profileArn, profile.arn]),
      roleArn: Fn.coalesce([replaced.former.roleArn, props.roleArn]),
    };
    const statements = instanceStatements(instanceId, profile.arn, former, where);
    this.document = new PolicyDocument(
      this,
      "policy-document",
      PolicyCarrier.ATTACHMENT_FUNCTION_ROLE,
      statements,
    );
    const policy = new IamRolePolicy(this, "policy", {
      name: id,
      role: attachmentFunction.role.name,
      policy: this.document.json,
      lifecycle,
    });
    const invocation = new LambdaInvocation(this, "Default", {
      functionName: attachmentFunction.resource.functionName,
      lifecycleScope: "CRUD",
      input: Fn.jsonencode({
        instance_id: instanceId,
        profile: { arn: profile.arn, id: profile.uniqueId },
        role_id: props.roleId,
        on_conflict: replaced ? "replace" : "fail",
        former_profile_arn: replaced?.former.profileArn ?? "",
        recorded_in: replaced ? address(replaced.record) : "",
        // A new record of what was there before calls the function again.
        record_id: replaced?.record.id ?? "",
      }),
      dependsOn: [policy, attachmentFunction.policy, ...props.dependsOn],
      lifecycle,
    });
    this.invocation = invocation;
    // With a record it is that which is replaced, and the attachment with it.
    this.address = address(replaced ? replaced.record : invocation);
  }
}
