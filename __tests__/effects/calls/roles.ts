import { withGuise, withoutThing, withThing } from "../model/account";
import { arnOf, iamArn, isFree } from "../model/arns";
import { EVERYBODY } from "../model/texts";
import type { CallsByAction } from "./call";
import { all, demandOn } from "./demands";
import { madeUnder, OWN_PLACE } from "./making";

/**
 * Roles, who may take them, and taking them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const ROLE_CALLS: CallsByAction = {
  "iam:CreateRole": (situation) => {
    const { world, account } = situation;
    return [OWN_PLACE, ...world.places.roles]
      .filter(({ name }) => isFree(account, "roles", name))
      .flatMap((place) =>
        madeUnder(situation, "Role", iamArn(world.home, "roles", place)).map(
          ({ demands, tags, boundary, words }) => ({
            action: "iam:CreateRole",
            on: place.name + words,
            means: "new principal",
            demands,
            after: () =>
              withThing(account, "roles", {
                ...{ id: `role/${place.name}`, ...place, tags, inline: {}, attached: [], trust: EVERYBODY },
                ...(boundary !== undefined && { boundary }),
              }),
          }),
        ),
      );
  },
  "iam:UpdateAssumeRolePolicy": (situation) =>
    all(situation.account, "roles")
      .filter(({ trust }) => trust !== EVERYBODY)
      .map((role) => ({
        action: "iam:UpdateAssumeRolePolicy",
        on: role.id,
        means: "trust policy",
        demands: [demandOn(situation, "iam:UpdateAssumeRolePolicy", "roles", role.id)],
        after: () => withThing(situation.account, "roles", { ...role, trust: EVERYBODY }),
      })),
  // IAM deletes a role that has no policy and is in no profile.
  "iam:DeleteRole": (situation) =>
    all(situation.account, "roles")
      .filter(
        ({ id, attached, inline }) =>
          attached.length + Object.keys(inline).length === 0 &&
          all(situation.account, "profiles").every(({ role }) => role !== id) &&
          all(situation.account, "functions").every(({ role }) => role !== id),
      )
      .map((role) => ({
        action: "iam:DeleteRole",
        on: role.id,
        means: "name or path",
        demands: [demandOn(situation, "iam:DeleteRole", "roles", role.id)],
        after: () => withoutThing(situation.account, "roles", role.id),
      })),
  "sts:AssumeRole": (situation) =>
    all(situation.account, "roles").map((role) => ({
      action: "sts:AssumeRole",
      on: role.id,
      means: "role's session",
      demands: [
        {
          ...demandOn(situation, "sts:AssumeRole", "roles", role.id),
          policy: role.trust,
          policyIs: "decisive",
        },
      ],
      after: () => withGuise(situation.account, role.id),
    })),
  // Nobody signs these two calls with a key: what the provider has signed is enough.
  ...Object.fromEntries(
    (["SAML", "WebIdentity"] as const).map((way) => [
      `sts:AssumeRoleWith${way}`,
      ({ world, account }) =>
        all(account, "providers")
          .filter(({ kind, signer }) => signer === "attacker" && (kind === "saml") === (way === "SAML"))
          .flatMap((provider) =>
            all(account, "roles")
              .filter(({ trust }) =>
                world.evaluator.trustsProvider(trust, arnOf(world.home, account, "providers", provider.id)),
              )
              .map((role) => ({
                action: `sts:AssumeRoleWith${way}`,
                on: role.id,
                means: "identity provider" as const,
                demands: [],
                after: () => withGuise(account, role.id),
              })),
          ),
    ]) satisfies [string, CallsByAction[string]][],
  ),
};
