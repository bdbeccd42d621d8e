import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Fn, type DataResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { GatewayInstallation } from "../../permissions";
import type { Scope } from "../../targets";
import { address } from "../address";
import { policyDocument } from "../policy-document";
import { TerraformCheck } from "../terraform-check";
import type { AttachmentFunction } from "./attachment-function";
import { instanceStatements, type FormerProfile } from "./attachment-statements";

/** The profile that is attached. */
export interface AttachedProfile {
  readonly name: string;
  readonly arn: string;
  /** What IAM tells profiles of one name apart by, should it have been deleted and made again. */
  readonly uniqueId: string;
}

export interface InstanceAttachmentProps {
  readonly instanceId: string;
  readonly profile: AttachedProfile;
  readonly roleArn: string;
  readonly attachmentFunction: AttachmentFunction;
  readonly installation: GatewayInstallation;
  readonly where: Scope;
  /**
   * What the profile replaces, and where that is recorded.
   *
   * @default - a foreign profile is left where it is, and the apply fails
   */
  readonly replaced?: { readonly former: FormerProfile; readonly record: DataResource };
  /** What must be in place before the instance gets the profile, and stay until it has lost it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The gateway's profile on one instance that this Terraform does not own. */
export class InstanceAttachment extends Construct {
  constructor(scope: Construct, id: string, props: InstanceAttachmentProps) {
    super(scope, id);
    const { instanceId, profile, attachmentFunction, replaced, where } = props;
    const former = replaced && {
      // A policy needs something to name: where nothing was there before, what may be passed and attached anyway.
      profileArn: Fn.coalesce([replaced.former.profileArn, profile.arn]),
      roleArn: Fn.coalesce([replaced.former.roleArn, props.roleArn]),
    };
    const statements = instanceStatements(instanceId, profile.arn, former, where);
    const policy = new IamRolePolicy(this, "policy", {
      name: id,
      role: attachmentFunction.role.name,
      policy: policyDocument(this, "policy-document", statements).json,
    });
    const invocation = new LambdaInvocation(this, "Default", {
      functionName: attachmentFunction.resource.functionName,
      lifecycleScope: "CRUD",
      input: Fn.jsonencode({
        instance_id: instanceId,
        profile: { arn: profile.arn, id: profile.uniqueId },
        on_conflict: replaced ? "replace" : "fail",
        former_profile_arn: replaced?.former.profileArn ?? "",
        recorded_in: replaced ? address(replaced.record) : "",
      }),
      dependsOn: [policy, attachmentFunction.policy, ...props.dependsOn],
      // A new record of what was there before is a new attachment.
      ...(replaced && { triggers: { recorded: replaced.record.id } }),
    });
    this.check(props, invocation, replaced ? address(replaced.record) : address(invocation));
  }

  /** Whatever somebody else did to the instance shows as a warning in the next plan. */
  private check(
    { instanceId, profile, installation }: InstanceAttachmentProps,
    invocation: LambdaInvocation,
    replace: string,
  ): void {
    new TerraformCheck(this, "check", {
      dataType: "aws_instance",
      dataArguments: { instance_id: instanceId },
      dependsOn: [address(invocation)],
      assertions: (data) => [
        {
          condition: `${data}.iam_instance_profile == "${profile.name}"`,
          errorMessage: `instance ${instanceId} does not have the instance profile ${profile.name}, it has: \${coalesce(${data}.iam_instance_profile, "none")}. Somebody changed it. terraform apply -replace=${replace} attaches it again`,
        },
        {
          condition: `${data}.metadata_options[0].http_tokens == "required"`,
          errorMessage: `instance ${instanceId} does not require IMDSv2: whatever makes the gateway's host fetch a URL can read the role's credentials. EC2 > Instances > Actions > Instance settings > Modify instance metadata options`,
        },
        ...(installation === GatewayInstallation.DOCKER
          ? [
              {
                condition: `${data}.metadata_options[0].http_put_response_hop_limit >= 2`,
                errorMessage: `instance ${instanceId} has a metadata hop limit below 2: a gateway in a Docker container cannot reach the role's credentials. Set it to 2, or installation to native`,
              },
            ]
          : []),
      ],
    });
  }
}
