import type { SynthesizedGateway } from "../least-privilege/gateways";
import { blocks } from "../support/synthesis";
import type { PolicyDocumentJson, ResourcePolicyJson } from "../../modules/permissions";

/** The policies of a stack that the gateway itself does not carry. */
export interface OtherPolicies {
  /** Of the attachment function, all that its role has. */
  readonly attachmentFunction: readonly PolicyDocumentJson[];
  /** Of the key, where the stack makes it. */
  readonly key: readonly ResourcePolicyJson[];
  /** Of the secret, where it has one. */
  readonly secret: readonly ResourcePolicyJson[];
  /** Who may take the roles of the stack, by their names. */
  readonly trust: Readonly<Record<string, ResourcePolicyJson>>;
}

export function otherPolicies({ stack, documents }: SynthesizedGateway): OtherPolicies {
  const document = (reference: unknown) => {
    const [, id = ""] = /^\$\{data\.aws_iam_policy_document\.([^.]+)\.json\}$/.exec(String(reference)) ?? [];
    const found = documents[id];
    if (!found) throw new Error(`${String(reference)} is no policy of the stack`);
    return found;
  };
  const of = (type: string) => blocks(stack, type).map(({ policy }) => document(policy));
  const roles = blocks(stack, "aws_iam_role").map(
    ({ name, name_prefix: prefix, assume_role_policy: trust }) =>
      [String(name ?? prefix), document(trust) as ResourcePolicyJson] as const,
  );
  return {
    attachmentFunction: of("aws_iam_role_policy"),
    key: of("aws_kms_key") as ResourcePolicyJson[],
    secret: of("aws_secretsmanager_secret_policy") as ResourcePolicyJson[],
    trust: Object.fromEntries(roles),
  };
}
