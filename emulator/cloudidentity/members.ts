import { beijingTime } from "../times";
import { pageOf } from "../paging";
import { isVisible, type ServiceContext } from "../service";
import type { Action, Parameters } from "./call";
import { invalidParam, quotaExceeded } from "./errors";
import { existingGroup } from "./groups";
import {
  membershipKey,
  membershipsByGroup,
  membershipTable,
  type StoredGroup,
  type StoredMembership,
  userTable,
} from "./records";
import { anyText } from "./rules";
import { onPage } from "./user-list";
import { existing } from "./users";
import { userReadView } from "./views";

/** Members that a group may have. */
const MAX_MEMBERS = 1000;

/** AddUserToGroup: adding a member again changes nothing, its time of joining neither. */
export const addUserToGroup: Action = ({ parameters, context }) => {
  const { GroupId, UserId } = readPair(parameters);
  const key = membershipKey(joinable(GroupId, context).GroupId, existing(UserId, context).UserId);
  const memberships = membershipTable(context.tables);
  if (memberships.get(key) !== undefined) return {};
  if (memberships.count(membershipsByGroup, GroupId) >= MAX_MEMBERS) throw quotaExceeded("UserGroup member");
  memberships.put(key, { GroupId, UserId, joinedAt: context.now() });
  return {};
};

/** RemoveUserFromGroup: removing a stranger changes nothing. */
export const removeUserFromGroup: Action = ({ parameters, context }) => {
  const { GroupId, UserId } = readPair(parameters);
  membershipTable(context.tables).delete(
    membershipKey(joinable(GroupId, context).GroupId, existing(UserId, context).UserId),
  );
  return {};
};

/** ListGroupMembers: user fields and the time of joining. */
export const listGroupMembers: Action = ({ parameters, context }) => {
  const group = existingGroup(parameters.required("GroupId"), context);
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const users = userTable(context.tables);
  const memberships =
    group.JoinType === "Auto"
      ? everybody(group, context)
      : membershipTable(context.tables).find(membershipsByGroup, group.GroupId);
  const found = memberships.flatMap((membership) => {
    const user = users.get(membership.UserId);
    if (user === undefined || !isVisible(user.createdAt, context)) return [];
    if (!user.UserName.includes(words) && !user.DisplayName.includes(words)) return [];
    return [{ ...userReadView(user, context.behaviour), JoinTime: beijingTime(membership.joinedAt) }];
  });
  return { ...page, Total: found.length, Members: onPage(found, page) };
};

/** A group that takes members by hand; nothing documents how the service refuses them for one that fills itself. */
function joinable(groupId: string, context: ServiceContext): StoredGroup {
  const group = existingGroup(groupId, context);
  if (group.JoinType === "Auto") throw invalidParam("GroupId", groupId);
  return group;
}

/** Memberships of the group of JoinType Auto: all users, up to the limit of a group. */
function everybody({ GroupId, createdAt }: StoredGroup, { tables }: ServiceContext): StoredMembership[] {
  const users = pageOf(userTable(tables).all(), 0, MAX_MEMBERS);
  return users.map((user) => ({ GroupId, UserId: user.UserId, joinedAt: Math.max(createdAt, user.createdAt) }));
}

function readPair(parameters: Parameters): { readonly GroupId: string; readonly UserId: string } {
  return { GroupId: parameters.required("GroupId"), UserId: parameters.required("UserId") };
}
