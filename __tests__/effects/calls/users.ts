import { withoutThing, withThing, type User } from "../model/account";
import { arnOf, iamArn, isFree } from "../model/arns";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, tagged } from "./demands";
import { madeUnder, OWN_PLACE } from "./making";

/**
 * Users as such.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
 */
export const USER_CALLS: CallsByAction = {
  "iam:CreateUser": (situation) => {
    const { world, account } = situation;
    return [OWN_PLACE, ...world.places.users]
      .filter(({ name }) => isFree(account, "users", name))
      .flatMap((place) =>
        madeUnder(situation, "User", iamArn(world.home, "users", place)).map(
          ({ demands, tags, boundary, words }) => ({
            action: "iam:CreateUser",
            on: place.name + words,
            means: "new principal",
            demands,
            after: () =>
              withThing(account, "users", {
                ...{ id: `user/${place.name}`, ...place, tags, inline: {}, attached: [] },
                ...{ keys: [], mfa: [], others: [], ...(boundary !== undefined && { boundary }) },
              }),
          }),
        ),
      );
  },
  "iam:UpdateUser": (situation) =>
    all(situation.account, "users").flatMap((user) => renamings(situation, user)),
  // IAM deletes a user who has nothing left.
  "iam:DeleteUser": (situation) =>
    all(situation.account, "users")
      .filter(
        ({ id, password, keys, mfa, others, inline, attached }) =>
          password === undefined &&
          [keys, mfa, others, attached, Object.keys(inline)].every((list) => list.length === 0) &&
          all(situation.account, "groups").every(({ members }) => !members.includes(id)),
      )
      .map((user) => ({
        action: "iam:DeleteUser",
        on: user.id,
        means: "name or path",
        demands: [demandOn(situation, "iam:DeleteUser", "users", user.id)],
        after: () => withoutThing(situation.account, "users", user.id),
      })),
};

/** IAM asks for the right on the user as he is called and as he is to be called. */
function renamings(situation: Situation, user: User): Call[] {
  const { world, account } = situation;
  const names = [user.name, "renamed"];
  const paths = [...new Set([user.path, "/elsewhere/", ...world.targetPaths])];
  return names
    .flatMap((name) => paths.map((path) => ({ name, path })))
    .filter(({ name, path }) => name !== user.name || path !== user.path)
    .filter(({ name }) => isFree(account, "users", name, user.id))
    .map((place) => ({
      action: "iam:UpdateUser",
      on: `${user.id} to ${place.path}${place.name}`,
      means: "name or path",
      demands: [
        demandOn(situation, "iam:UpdateUser", "users", user.id),
        {
          action: "iam:UpdateUser",
          resource: iamArn(world.home, "users", place),
          context: {
            ...tagged(user.tags),
            ...(user.boundary !== undefined && {
              "iam:permissionsboundary": [arnOf(world.home, account, "policies", user.boundary)],
            }),
          },
        },
      ],
      after: () => withThing(account, "users", { ...user, ...place }),
    }));
}
