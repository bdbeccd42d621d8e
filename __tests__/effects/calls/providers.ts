import { withThing } from "../model/account";
import type { CallsByAction, Situation } from "./call";
import { all, demandOn } from "./demands";

/** A provider whose statements somebody else signs from now on. */
const taken = (action: string, kind: "saml" | "oidc") => ({
  [action]: (situation: Situation) =>
    all(situation.account, "providers")
      .filter((provider) => provider.kind === kind && provider.signer === "owner")
      .map((provider) => ({
        action,
        on: provider.id,
        means: "identity provider" as const,
        demands: [demandOn(situation, action, "providers", provider.id)],
        after: () => withThing(situation.account, "providers", { ...provider, signer: "attacker" as const }),
      })),
});

/**
 * Providers that roles trust already: another certificate, and another signs for them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
 */
export const PROVIDER_CALLS: CallsByAction = {
  ...taken("iam:UpdateSAMLProvider", "saml"),
  ...taken("iam:UpdateOpenIDConnectProviderThumbprint", "oidc"),
};
