import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Statement } from "../permissions";
import {
  GATEWAY_NAME,
  nameProblems,
  packPolicies,
  refuse,
  resourceTagProblems,
  ROLE_NAME,
} from "../permissions";

export interface GatewayPermissionsProps {
  /** The policies are called after it: `name-1`, `name-2`, … */
  readonly name: string;
  /** Name of the role that carries the policies. */
  readonly roleName: string;
  /** What is granted and denied, as {@link gatewayStatements} makes it of targets. Nothing here, no policy. */
  readonly statements: readonly Statement[];
  /**
   * Tags of the policies, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/** The gateway's permissions: as few customer-managed policies as their characters allow, attached to its role. */
export class GatewayPermissions extends Construct {
  /** The policies as Terraform makes them, in the order of their numbers. */
  readonly policies: IamPolicy[];

  /**
   * @throws Error when a property breaks one of IAM's rules; it lists every one that does
   * @throws PolicyQuotaError when the statements outgrow what one role can carry
   */
  constructor(scope: Construct, id: string, props: GatewayPermissionsProps) {
    super(scope, id);
    refuse(`GatewayPermissions ${this.node.path}`, [
      ...nameProblems(GATEWAY_NAME, props.name, ["name"]),
      ...nameProblems(ROLE_NAME, props.roleName, ["roleName"]),
      ...resourceTagProblems(props.tags, ["tags"]),
    ]);
    this.policies = packPolicies(props.statements).map((statements, i) => {
      const number = i + 1;
      const document = new DataAwsIamPolicyDocument(this, `document-${number}`, {
        statement: statements.map(toBlock),
      });
      const policy = new IamPolicy(this, `policy-${number}`, {
        name: `${props.name}-${number}`,
        description: `What the KeeperPAM gateway ${props.name} may do, part ${number}`,
        policy: document.json,
        tags: props.tags,
      });
      new IamRolePolicyAttachment(this, `attachment-${number}`, {
        role: props.roleName,
        policyArn: policy.arn,
      });
      return policy;
    });
  }
}

/** A statement the way Terraform's policy document writes it. */
function toBlock({ sid, effect, actions, resources, conditions }: Statement) {
  return {
    sid,
    effect,
    actions: [...actions],
    resources: resources.map(({ text }) => text),
    ...(conditions && {
      condition: conditions.map(({ test, key, values }) => ({
        test,
        variable: key.text,
        values: values.map(({ text }) => text),
      })),
    }),
  };
}
