import { withoutThing, withThing, type Account, type ManagedPolicy } from "../model/account";
import { iamArn, isFree } from "../model/arns";
import { WIDEST } from "../model/texts";
import type { CallsByAction, Situation } from "./call";
import { all, demandOn } from "./demands";
import { madeTagged, OWN_PLACE } from "./making";

const ours = ({ account }: Situation) => all(account, "policies").filter(({ ofAws }) => !ofAws);

const isUsed = (account: Account, { id }: ManagedPolicy) =>
  [...all(account, "users"), ...all(account, "roles")].some(
    ({ attached, boundary }) => attached.includes(id) || boundary === id,
  ) || all(account, "groups").some(({ attached }) => attached.includes(id));

/**
 * Customer-managed policies and their versions. Who makes a version may make it the default in the same call.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
 */
export const POLICY_CALLS: CallsByAction = {
  "iam:CreatePolicy": (situation) => {
    const { world, account } = situation;
    return [OWN_PLACE, ...world.places.policies]
      .filter(({ name }) => isFree(account, "policies", name))
      .flatMap((place) => {
        const id = iamArn(world.home, "policies", place);
        return madeTagged(situation, "iam:CreatePolicy", "iam:TagPolicy", id).map(
          ({ demands, tags, words }) => ({
            action: "iam:CreatePolicy",
            on: place.name + words,
            means: "policy version",
            demands,
            after: () =>
              withThing(account, "policies", {
                ...{ id, ...place, tags, versions: [WIDEST], current: 0, ofAws: false },
              }),
          }),
        );
      });
  },
  // A policy has five versions at most.
  "iam:CreatePolicyVersion": (situation) =>
    ours(situation)
      .filter(({ versions, current }) => versions.length < 5 && versions[current] !== WIDEST)
      .map((policy) => ({
        action: "iam:CreatePolicyVersion",
        on: policy.name,
        means: "policy version",
        demands: [demandOn(situation, "iam:CreatePolicyVersion", "policies", policy.id)],
        after: () =>
          withThing(situation.account, "policies", {
            ...policy,
            versions: [...policy.versions, WIDEST],
            current: policy.versions.length,
          }),
      })),
  "iam:SetDefaultPolicyVersion": (situation) =>
    ours(situation).flatMap((policy) =>
      policy.versions
        .map((_, version) => version)
        .filter((version) => version !== policy.current)
        .map((version) => ({
          action: "iam:SetDefaultPolicyVersion",
          on: `${policy.name} v${version + 1}`,
          means: "policy version",
          demands: [demandOn(situation, "iam:SetDefaultPolicyVersion", "policies", policy.id)],
          after: () => withThing(situation.account, "policies", { ...policy, current: version }),
        })),
    ),
  "iam:DeletePolicyVersion": (situation) =>
    ours(situation).flatMap((policy) =>
      policy.versions
        .map((_, version) => version)
        .filter((version) => version !== policy.current)
        .map((version) => ({
          action: "iam:DeletePolicyVersion",
          on: `${policy.name} v${version + 1}`,
          means: "policy version",
          demands: [demandOn(situation, "iam:DeletePolicyVersion", "policies", policy.id)],
          after: () =>
            withThing(situation.account, "policies", {
              ...policy,
              versions: policy.versions.filter((_, i) => i !== version),
              current: policy.current - (version < policy.current ? 1 : 0),
            }),
        })),
    ),
  "iam:DeletePolicy": (situation) =>
    ours(situation)
      .filter((policy) => policy.versions.length === 1 && !isUsed(situation.account, policy))
      .map((policy) => ({
        action: "iam:DeletePolicy",
        on: policy.name,
        means: "policy version",
        demands: [demandOn(situation, "iam:DeletePolicy", "policies", policy.id)],
        after: () => withoutThing(situation.account, "policies", policy.id),
      })),
};
