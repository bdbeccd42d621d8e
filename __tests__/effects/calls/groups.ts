import { withMember, withoutMember, withoutThing, withThing } from "../model/account";
import { iamArn, isFree } from "../model/arns";
import type { CallsByAction } from "./call";
import { all, demandOn } from "./demands";
import { OWN_PLACE } from "./making";

/**
 * Groups and who is in them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_add-remove-users.html
 */
export const GROUP_CALLS: CallsByAction = {
  "iam:CreateGroup": ({ world, account }) =>
    isFree(account, "groups", OWN_PLACE.name)
      ? [
          {
            action: "iam:CreateGroup",
            on: OWN_PLACE.name,
            means: "group membership",
            demands: [{ action: "iam:CreateGroup", resource: iamArn(world.home, "groups", OWN_PLACE) }],
            after: () =>
              withThing(account, "groups", {
                ...{ id: `group/${OWN_PLACE.name}`, ...OWN_PLACE, inline: {}, attached: [], members: [] },
              }),
          },
        ]
      : [],
  "iam:AddUserToGroup": (situation) =>
    all(situation.account, "groups").flatMap((group) =>
      all(situation.account, "users")
        .filter(({ id }) => !group.members.includes(id))
        .map(({ id }) => ({
          action: "iam:AddUserToGroup",
          on: `${id} to ${group.id}`,
          means: "group membership",
          demands: [demandOn(situation, "iam:AddUserToGroup", "groups", group.id)],
          after: () =>
            withThing(situation.account, "groups", { ...group, members: withMember(group.members, id) }),
        })),
    ),
  "iam:RemoveUserFromGroup": (situation) =>
    all(situation.account, "groups").flatMap((group) =>
      group.members.map((id) => ({
        action: "iam:RemoveUserFromGroup",
        on: `${id} from ${group.id}`,
        means: "group membership",
        demands: [demandOn(situation, "iam:RemoveUserFromGroup", "groups", group.id)],
        after: () =>
          withThing(situation.account, "groups", { ...group, members: withoutMember(group.members, id) }),
      })),
    ),
  // IAM asks for the right on the group as it is called and as it is to be called.
  "iam:UpdateGroup": (situation) =>
    all(situation.account, "groups")
      .filter(({ name }) => name !== "renamed" && isFree(situation.account, "groups", "renamed"))
      .map((group) => ({
        action: "iam:UpdateGroup",
        on: group.id,
        means: "name or path",
        demands: [
          demandOn(situation, "iam:UpdateGroup", "groups", group.id),
          {
            action: "iam:UpdateGroup",
            resource: iamArn(situation.world.home, "groups", { ...group, name: "renamed" }),
          },
        ],
        after: () => withThing(situation.account, "groups", { ...group, name: "renamed" }),
      })),
  "iam:DeleteGroup": (situation) =>
    all(situation.account, "groups")
      .filter(
        ({ members, attached, inline }) =>
          members.length + attached.length + Object.keys(inline).length === 0,
      )
      .map((group) => ({
        action: "iam:DeleteGroup",
        on: group.id,
        means: "group membership",
        demands: [demandOn(situation, "iam:DeleteGroup", "groups", group.id)],
        after: () => withoutThing(situation.account, "groups", group.id),
      })),
};
