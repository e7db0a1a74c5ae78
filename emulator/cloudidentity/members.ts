import type { Action, Parameters } from "./call";
import { existingGroup } from "./groups";
import { isVisible, membershipKey, membershipsByGroup, membershipTable, userTable } from "./records";
import { anyText } from "./rules";
import { onPage } from "./userList";
import { existing } from "./users";
import { beijingTime, userReadView } from "./views";

/** AddUserToGroup: adding a member again changes nothing, its time of joining neither. */
export const addUserToGroup: Action = ({ parameters, context }) => {
  const { GroupId, UserId } = readPair(parameters);
  const key = membershipKey(existingGroup(GroupId, context).GroupId, existing(UserId, context).UserId);
  const memberships = membershipTable(context.tables);
  if (memberships.get(key) === undefined) memberships.put(key, { GroupId, UserId, joinedAt: context.now() });
  return {};
};

/** RemoveUserFromGroup: removing a stranger changes nothing. */
export const removeUserFromGroup: Action = ({ parameters, context }) => {
  const { GroupId, UserId } = readPair(parameters);
  membershipTable(context.tables).delete(membershipKey(existingGroup(GroupId, context).GroupId, existing(UserId, context).UserId));
  return {};
};

/** ListGroupMembers: user fields and the time of joining. */
export const listGroupMembers: Action = ({ parameters, context }) => {
  const group = existingGroup(parameters.required("GroupId"), context);
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const users = userTable(context.tables);
  const memberships = membershipTable(context.tables).find(membershipsByGroup, group.GroupId);
  const found = memberships.flatMap((membership) => {
    const user = users.get(membership.UserId);
    if (user === undefined || !isVisible(user, context)) return [];
    if (!user.UserName.includes(words) && !user.DisplayName.includes(words)) return [];
    return [{ ...userReadView(user, context.behaviour), JoinTime: beijingTime(membership.joinedAt) }];
  });
  return { ...page, Total: found.length, Members: onPage(found, page) };
};

function readPair(parameters: Parameters): { readonly GroupId: string; readonly UserId: string } {
  return { GroupId: parameters.required("GroupId"), UserId: parameters.required("UserId") };
}
