import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import {
  IamUserPolicyAttachment,
  type IamUserPolicyAttachmentConfig,
} from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Problem, Statement } from "../permissions";
import {
  nameProblems,
  packPolicies,
  POLICY_NAME_BEGINNING,
  refuse,
  resourceTagProblems,
  ROLE_NAME,
  USER_NAME,
  unknownProperties,
  type Properties,
} from "../permissions";
import { acceptFindings } from "./accepted-finding";
import { withGatewayTag } from "./gateway-tag";
import { PolicyCarrier, PolicyDocument } from "./policy-document";

export interface GatewayPermissionsProps {
  /** The policies are called after it: `name-1`, `name-2`, … */
  readonly name: string;
  /**
   * Name of the role that carries the policies.
   *
   * @default - the user of `userName` carries them
   */
  readonly roleName?: string;
  /**
   * Name of the user that carries the policies.
   *
   * @default - the role of `roleName` carries them
   */
  readonly userName?: string;
  /** What is granted and denied, as {@link gatewayStatements} makes it of targets. Nothing here, no policy. */
  readonly statements: readonly Statement[];
  /**
   * Tags of the policies, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

const PROPERTIES: Properties<GatewayPermissionsProps> = {
  name: true,
  roleName: true,
  userName: true,
  statements: true,
  tags: true,
};

/**
 * The gateway's permissions: as few customer-managed policies as their characters allow, attached to its role or to its
 * access-key user.
 */
export class GatewayPermissions extends Construct {
  /** The policies as Terraform makes them, in the order of their numbers. */
  readonly policies: IamPolicy[] = [];
  /** What attaches them, in the same order. */
  readonly attachments: TerraformResource[] = [];

  /**
   * @throws Error when a property breaks one of IAM's rules; it lists every one that does
   * @throws PolicyQuotaError when the statements outgrow what one principal can carry
   */
  constructor(scope: Construct, id: string, props: GatewayPermissionsProps) {
    super(scope, id);
    const { name, roleName, userName, statements, tags } = props;
    refuse(`GatewayPermissions ${this.node.path}`, [
      ...unknownProperties(props, PROPERTIES),
      ...nameProblems(POLICY_NAME_BEGINNING, name, ["name"]),
      ...carrierProblems(props),
      ...nameProblems(ROLE_NAME, roleName, ["roleName"]),
      ...nameProblems(USER_NAME, userName, ["userName"]),
      ...resourceTagProblems(tags, ["tags"]),
    ]);
    const carrier = userName === undefined ? PolicyCarrier.GATEWAY_ROLE : PolicyCarrier.ACCESS_KEY_USER;
    packPolicies(statements).forEach((packed, i) => {
      const number = i + 1;
      const document = new PolicyDocument(this, `document-${number}`, carrier, packed);
      const policy = new IamPolicy(this, `policy-${number}`, {
        name: `${name}-${number}`,
        description: `What the KeeperPAM gateway ${name} may do, part ${number}`,
        policy: document.json,
        tags: withGatewayTag(tags, name, `-${number}`),
      });
      this.policies.push(policy);
      const attachment = `attachment-${number}`;
      this.attachments.push(
        userName === undefined
          ? new IamRolePolicyAttachment(this, attachment, { role: roleName ?? "", policyArn: policy.arn })
          : attachToUser(this, attachment, { user: userName, policyArn: policy.arn }),
      );
    });
  }
}

function attachToUser(
  scope: Construct,
  id: string,
  config: IamUserPolicyAttachmentConfig,
): IamUserPolicyAttachment {
  const attachment = new IamUserPolicyAttachment(scope, id, config);
  acceptFindings(attachment, {
    scanner: "checkov",
    check: "CKV_AWS_40",
    title:
      "Ensure IAM policies are attached only to groups or roles (Reducing access management complexity may in-turn reduce opportunity for a principal to inadvertently receive or retain excessive privileges.)",
    reason:
      "The policy is made for this one user and names its targets. A group would hold nobody else, and whoever was added to it would get the gateway's permissions.",
  });
  return attachment;
}

function carrierProblems({ roleName, userName }: GatewayPermissionsProps): Problem[] {
  if ((roleName === undefined) !== (userName === undefined)) return [];
  const given = roleName === undefined ? "nothing is given" : "roleName and userName are given together";
  return [{ path: ["roleName"], message: `${given}: allowed is exactly one of roleName, userName` }];
}
