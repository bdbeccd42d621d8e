import { withThing } from "../model/account";
import { arnOf } from "../model/arns";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn } from "./demands";

const BOUNDED = { User: "users", Role: "roles" } as const;

/**
 * Permissions boundaries of users and roles: another one, or none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const BOUNDARY_CALLS: CallsByAction = Object.fromEntries(
  (["User", "Role"] as const).flatMap((Kind) => [
    [`iam:Put${Kind}PermissionsBoundary`, (situation: Situation) => others(situation, Kind)],
    [`iam:Delete${Kind}PermissionsBoundary`, (situation: Situation) => none(situation, Kind)],
  ]),
);

function others(situation: Situation, Kind: keyof typeof BOUNDED): Call[] {
  const { world, account } = situation;
  const [kind, action] = [BOUNDED[Kind], `iam:Put${Kind}PermissionsBoundary`];
  return all(account, kind).flatMap((bounded) =>
    all(account, "policies")
      .filter(({ id }) => id !== bounded.boundary)
      .map((policy) => ({
        action,
        on: `${policy.name} around ${bounded.id}`,
        means: "permissions boundary",
        demands: [
          demandOn(situation, action, kind, bounded.id, {
            "iam:permissionsboundary": [arnOf(world.home, account, "policies", policy.id)],
          }),
        ],
        after: () => withThing(account, kind, { ...bounded, boundary: policy.id } as never),
      })),
  );
}

function none(situation: Situation, Kind: keyof typeof BOUNDED): Call[] {
  const { account } = situation;
  const [kind, action] = [BOUNDED[Kind], `iam:Delete${Kind}PermissionsBoundary`];
  return all(account, kind)
    .filter(({ boundary }) => boundary !== undefined)
    .map((bounded) => ({
      action,
      on: bounded.id,
      means: "permissions boundary",
      demands: [demandOn(situation, action, kind, bounded.id)],
      after: () => withThing(account, kind, { ...bounded, boundary: undefined } as never),
    }));
}
