import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { Statement } from "../permissions";

/** A statement of a resource's own policy, which says whom it is for. */
export interface ResourceStatement extends Statement {
  /** ARNs of roles and users, or of an account. */
  readonly principals: readonly string[];
}

/** A policy the way Terraform writes it, so that a reviewer reads statements in the code and in the plan. */
export function policyDocument(
  scope: Construct,
  id: string,
  statements: readonly (Statement | ResourceStatement)[],
): DataAwsIamPolicyDocument {
  return new DataAwsIamPolicyDocument(scope, id, { statement: statements.map(toBlock) });
}

/** The policy that says which AWS service may take a role. */
export function trustPolicy(
  scope: Construct,
  id: string,
  sid: string,
  service: string,
): DataAwsIamPolicyDocument {
  return new DataAwsIamPolicyDocument(scope, id, {
    statement: [
      {
        sid,
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: [service] }],
      },
    ],
  });
}

function toBlock(statement: Statement | ResourceStatement) {
  const { sid, effect, actions, resources, conditions } = statement;
  return {
    sid,
    effect,
    actions: [...actions],
    resources: resources.map(({ text }) => text),
    ...("principals" in statement && {
      principals: [{ type: "AWS", identifiers: [...statement.principals] }],
    }),
    ...(conditions && {
      condition: conditions.map(({ test, key, values }) => ({
        test,
        variable: key.text,
        values: values.map(({ text }) => text),
      })),
    }),
  };
}
