import type { Account } from "../model/account";
import { withMember, withoutKey, withoutMember, withThing } from "../model/account";
import { arnOf } from "../model/arns";
import { WIDEST } from "../model/texts";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn } from "./demands";

const CARRIERS = { User: "users", Group: "groups", Role: "roles" } as const;
type CarrierKind = (typeof CARRIERS)[keyof typeof CARRIERS];
type AnyCarrier = Account[CarrierKind][string];

const change = (account: Account, kind: CarrierKind, carrier: AnyCarrier, to: Partial<AnyCarrier>) =>
  withThing(account, kind, { ...carrier, ...to } as never);

/**
 * Managed and inline policies of users, groups and roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html
 */
export const CARRIER_CALLS: CallsByAction = Object.fromEntries(
  Object.entries(CARRIERS).flatMap(([Kind, kind]) => [
    [`iam:Attach${Kind}Policy`, (situation: Situation) => attachments(situation, Kind, kind)],
    [`iam:Detach${Kind}Policy`, (situation: Situation) => detachments(situation, Kind, kind)],
    [`iam:Put${Kind}Policy`, (situation: Situation) => writings(situation, Kind, kind)],
    [`iam:Delete${Kind}Policy`, (situation: Situation) => deletions(situation, Kind, kind)],
  ]),
);

function attachments(situation: Situation, Kind: string, kind: CarrierKind): Call[] {
  const { account } = situation;
  return all(account, kind).flatMap((carrier) =>
    all(account, "policies")
      .filter(({ id }) => !carrier.attached.includes(id))
      .map((policy) => ({
        action: `iam:Attach${Kind}Policy`,
        on: `${policy.name} to ${carrier.id}`,
        means: "attached policy",
        demands: [demandOfPolicy(situation, `iam:Attach${Kind}Policy`, kind, carrier.id, policy.id)],
        after: () => change(account, kind, carrier, { attached: withMember(carrier.attached, policy.id) }),
      })),
  );
}

function detachments(situation: Situation, Kind: string, kind: CarrierKind): Call[] {
  const { account } = situation;
  return all(account, kind).flatMap((carrier) =>
    carrier.attached.map((id) => ({
      action: `iam:Detach${Kind}Policy`,
      on: `${id} from ${carrier.id}`,
      means: "detached policy",
      demands: [demandOfPolicy(situation, `iam:Detach${Kind}Policy`, kind, carrier.id, id)],
      after: () => change(account, kind, carrier, { attached: withoutMember(carrier.attached, id) }),
    })),
  );
}

function demandOfPolicy(situation: Situation, action: string, kind: CarrierKind, id: string, policy: string) {
  const policyArn = arnOf(situation.world.home, situation.account, "policies", policy);
  return demandOn(situation, action, kind, id, { "iam:policyarn": [policyArn] });
}

function writings(situation: Situation, Kind: string, kind: CarrierKind): Call[] {
  const { account } = situation;
  return all(account, kind).map((carrier) => ({
    action: `iam:Put${Kind}Policy`,
    on: carrier.id,
    means: "inline policy",
    demands: [demandOn(situation, `iam:Put${Kind}Policy`, kind, carrier.id)],
    after: () => change(account, kind, carrier, { inline: { ...carrier.inline, intruder: WIDEST } }),
  }));
}

function deletions(situation: Situation, Kind: string, kind: CarrierKind): Call[] {
  const { account } = situation;
  return all(account, kind).flatMap((carrier) =>
    Object.keys(carrier.inline).map((name) => ({
      action: `iam:Delete${Kind}Policy`,
      on: `${name} of ${carrier.id}`,
      means: "detached policy",
      demands: [demandOn(situation, `iam:Delete${Kind}Policy`, kind, carrier.id)],
      after: () => change(account, kind, carrier, { inline: withoutKey(carrier.inline, name) }),
    })),
  );
}
