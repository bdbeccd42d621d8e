import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocumentJson } from "../../modules/permissions";

/** One call to AWS. */
export interface Call {
  readonly action: string;
  /** ARN of what is acted on, `*` for actions that AWS cannot narrow. */
  readonly resource: string;
  /** The tags that the resource carries. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The region that is called. */
  readonly region?: string;
}

export type Verdict = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

/**
 * What IAM says to a call of a role that carries these policies and no others.
 *
 * The resource is always taken for one of the role's own account: IAM refuses another account's anyway, and it is the
 * policy that is on trial here.
 *
 * @throws Error when the call makes no sense, so that a misspelt action is not taken for a refused one
 */
export async function verdict(documents: readonly PolicyDocumentJson[], call: Call): Promise<Verdict> {
  const accountId = "111122223333";
  const tags = Object.entries(call.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${accountId}:role/keeper-gateway`,
        action: call.action,
        resource: { resource: call.resource, accountId },
        contextVariables: {
          ...Object.fromEntries(tags),
          ...(call.region !== undefined && { "aws:RequestedRegion": call.region }),
        },
      },
      identityPolicies: documents.map((policy, i) => ({ name: `policy-${i + 1}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === "error") {
    throw new Error(`${call.action} on ${call.resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult;
}
