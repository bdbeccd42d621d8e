import { withoutThing, withThing } from "../model/account";
import { iamArn, isFree } from "../model/arns";
import type { CallsByAction } from "./call";
import { all, demandOn, passing } from "./demands";
import { OWN_PLACE } from "./making";

/**
 * Instance profiles: the place from which a machine has its role. Putting a role into one passes it to EC2.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const INSTANCE_PROFILE_CALLS: CallsByAction = {
  "iam:CreateInstanceProfile": ({ world, account }) =>
    [OWN_PLACE, ...world.places.profiles]
      .filter(({ name }) => isFree(account, "profiles", name))
      .map((place) => ({
        action: "iam:CreateInstanceProfile",
        on: place.name,
        means: "instance profile",
        demands: [{ action: "iam:CreateInstanceProfile", resource: iamArn(world.home, "profiles", place) }],
        after: () => withThing(account, "profiles", { id: `profile/${place.name}`, ...place }),
      })),
  "iam:AddRoleToInstanceProfile": (situation) => {
    const { world, account } = situation;
    return all(account, "profiles")
      .filter(({ role }) => role === undefined)
      .flatMap((profile) =>
        all(account, "roles")
          .filter(({ trust }) => world.evaluator.trustsService(trust, "ec2.amazonaws.com"))
          .map((role) => ({
            action: "iam:AddRoleToInstanceProfile",
            on: `${role.id} to ${profile.id}`,
            means: "instance profile",
            demands: [
              demandOn(situation, "iam:AddRoleToInstanceProfile", "profiles", profile.id),
              passing(situation, role.id, "ec2"),
            ],
            after: () => withThing(account, "profiles", { ...profile, role: role.id }),
          })),
      );
  },
  "iam:RemoveRoleFromInstanceProfile": (situation) =>
    all(situation.account, "profiles")
      .filter(({ role }) => role !== undefined)
      .map(({ role, ...profile }) => ({
        action: "iam:RemoveRoleFromInstanceProfile",
        on: `${role} from ${profile.id}`,
        means: "instance profile",
        demands: [demandOn(situation, "iam:RemoveRoleFromInstanceProfile", "profiles", profile.id)],
        after: () => withThing(situation.account, "profiles", profile),
      })),
  // IAM deletes a profile that has no role.
  "iam:DeleteInstanceProfile": (situation) =>
    all(situation.account, "profiles")
      .filter(
        ({ id, role }) =>
          role === undefined && all(situation.account, "machines").every(({ profile }) => profile !== id),
      )
      .map(({ id }) => ({
        action: "iam:DeleteInstanceProfile",
        on: id,
        means: "instance profile",
        demands: [demandOn(situation, "iam:DeleteInstanceProfile", "profiles", id)],
        after: () => withoutThing(situation.account, "profiles", id),
      })),
};
