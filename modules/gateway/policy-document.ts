import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { statement, type Grant, type Statement } from "../permissions";

/** A statement of a resource's own policy, which says whom it is for. */
export interface ResourceStatement extends Statement {
  /** ARNs of roles and users, or of an account; or names of AWS services. */
  readonly principals: readonly string[];
  /** @default "AWS" */
  readonly principalType?: "AWS" | "Service";
}

/** What a policy belongs to. */
export enum PolicyCarrier {
  GATEWAY_ROLE = "gatewayRole",
  ACCESS_KEY_USER = "accessKeyUser",
  ATTACHMENT_FUNCTION_ROLE = "attachmentFunctionRole",
  CONFIGURATION_KEY = "configurationKey",
  CONFIGURATION_SECRET = "configurationSecret",
}

/** A policy the way Terraform writes it, so that a reviewer reads statements in the code and in the plan. */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  constructor(
    scope: Construct,
    id: string,
    readonly carrier: PolicyCarrier,
    readonly statements: readonly (Statement | ResourceStatement)[],
  ) {
    super(scope, id, { statement: statements.map(toBlock) });
  }

  /** Every policy below a construct. */
  static below(scope: Construct): PolicyDocument[] {
    return scope.node.findAll().filter((child): child is PolicyDocument => child instanceof PolicyDocument);
  }
}

/** The policy that says which AWS service may take a role. */
export class TrustPolicy extends PolicyDocument {
  constructor(scope: Construct, id: string, carrier: PolicyCarrier, grant: Grant, service: string) {
    super(scope, id, carrier, [
      { ...statement(grant, [], "gateway"), principals: [service], principalType: "Service" },
    ]);
  }
}

function toBlock(statement: Statement | ResourceStatement) {
  const { sid, effect, actions, resources, conditions } = statement;
  return {
    sid,
    effect,
    actions: [...actions],
    ...(resources.length > 0 && { resources: resources.map(({ text }) => text) }),
    ...("principals" in statement && {
      principals: [{ type: statement.principalType ?? "AWS", identifiers: [...statement.principals] }],
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
