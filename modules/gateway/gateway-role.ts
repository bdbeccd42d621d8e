import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { refuse, roleProblems, TRUST_CATALOG, unknownProperties, type Properties } from "../permissions";
import { withGatewayTag } from "./gateway-tag";
import { PolicyCarrier, TrustPolicy } from "./policy-document";

export interface GatewayRoleProps {
  /**
   * The role's name.
   *
   * @default - a name that begins with `namePrefix`
   */
  readonly name?: string;
  /**
   * The beginning of the role's name, which Terraform completes.
   *
   * @default - the role is called `name`
   */
  readonly namePrefix?: string;
  /**
   * The role's path. A session's ARN has lost it, so a gateway that looks its own role up by session ARN finds only a
   * role at `/`: keep it unless your account demands another.
   *
   * @default "/"
   */
  readonly path?: string;
  /**
   * ARN of the managed policy that bounds the role. It must allow what the gateway's policies allow, the self-check
   * (`iam:SimulatePrincipalPolicy`) included.
   *
   * @default - no boundary
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * The longest session of the role, in seconds: 3600 to 43200. Sessions of an instance profile are renewed by EC2
   * whatever it says.
   *
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * What the IAM console shows for the role.
   *
   * @default "KeeperPAM gateway"
   */
  readonly description?: string;
  /**
   * Tags of the role, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

export const ROLE_PROPERTIES: Properties<GatewayRoleProps> = {
  name: true,
  namePrefix: true,
  path: true,
  permissionsBoundaryArn: true,
  maxSessionDuration: true,
  description: true,
  tags: true,
};

/**
 * The IAM role of a Keeper Gateway on EC2: trusts EC2 and may do nothing until a policy is attached.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
 */
export class GatewayRole extends Construct {
  /** The role as Terraform makes it. */
  readonly resource: IamRole;

  /** @throws Error when a property breaks one of IAM's rules; it lists every one that does */
  constructor(scope: Construct, id: string, props: GatewayRoleProps) {
    super(scope, id);
    const nameless = props.name === undefined && props.namePrefix === undefined;
    refuse(`GatewayRole ${this.node.path}`, [
      ...unknownProperties(props, ROLE_PROPERTIES),
      ...(nameless ? [{ path: ["name"], message: "nothing is given: allowed is name or namePrefix" }] : []),
      ...roleProblems(props, {}, []),
    ]);
    // One principal in every partition: ec2.amazonaws.com is accepted in China and GovCloud too.
    const trust = new TrustPolicy(
      this,
      "trust",
      PolicyCarrier.GATEWAY_ROLE,
      TRUST_CATALOG.gatewayInstance,
      "ec2.amazonaws.com",
    );
    this.resource = new IamRole(this, "Default", {
      name: props.name,
      namePrefix: props.namePrefix,
      path: props.path ?? "/",
      description: props.description ?? "KeeperPAM gateway",
      assumeRolePolicy: trust.json,
      permissionsBoundary: props.permissionsBoundaryArn,
      maxSessionDuration: props.maxSessionDuration,
      tags: withGatewayTag(props.tags, props.name ?? props.namePrefix ?? ""),
    });
  }
}
