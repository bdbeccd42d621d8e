import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { Construct } from "constructs";
import {
  IAM_PATH,
  INSTANCE_PROFILE_NAME,
  nameProblems,
  refuse,
  resourceTagProblems,
  ROLE_NAME,
  unknownProperties,
  type Properties,
} from "../permissions";

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

const PROPERTIES: Properties<GatewayInstanceProfileProps> = {
  name: true,
  roleName: true,
  path: true,
  tags: true,
};

/** The instance profile that hands the gateway's role to an EC2 instance. */
export class GatewayInstanceProfile extends Construct {
  /** The profile as Terraform makes it. */
  readonly resource: IamInstanceProfile;

  /** @throws Error when a property breaks one of IAM's rules; it lists every one that does */
  constructor(scope: Construct, id: string, props: GatewayInstanceProfileProps) {
    super(scope, id);
    refuse(`GatewayInstanceProfile ${this.node.path}`, [
      ...unknownProperties(props, PROPERTIES),
      ...nameProblems(INSTANCE_PROFILE_NAME, props.name, ["name"]),
      ...nameProblems(ROLE_NAME, props.roleName, ["roleName"]),
      ...nameProblems(IAM_PATH, props.path, ["path"]),
      ...resourceTagProblems(props.tags, ["tags"]),
    ]);
    this.resource = new IamInstanceProfile(this, "Default", {
      name: props.name,
      role: props.roleName,
      path: props.path ?? "/",
      tags: props.tags,
    });
  }
}
