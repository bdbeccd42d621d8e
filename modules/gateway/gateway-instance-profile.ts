import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { Construct } from "constructs";
import { INSTANCE_PROFILE_NAME, nameProblems, refuse } from "../permissions";

export interface GatewayInstanceProfileProps {
  /** 1 to 128 letters, digits and `_ + = , . @ -`. */
  readonly name: string;
  /** Name of the role that instances with this profile take. */
  readonly roleName: string;
  /** @default "/" */
  readonly path?: string;
  /**
   * Tags of the profile, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/** The instance profile that hands the gateway's role to an EC2 instance. */
export class GatewayInstanceProfile extends Construct {
  /** The profile as Terraform makes it. */
  readonly resource: IamInstanceProfile;

  /** @throws Error when the name breaks IAM's rules */
  constructor(scope: Construct, id: string, props: GatewayInstanceProfileProps) {
    super(scope, id);
    refuse(
      `GatewayInstanceProfile ${this.node.path}`,
      nameProblems(INSTANCE_PROFILE_NAME, props.name, ["name"]),
    );
    this.resource = new IamInstanceProfile(this, "Default", {
      name: props.name,
      role: props.roleName,
      path: props.path ?? "/",
      tags: props.tags,
    });
  }
}
