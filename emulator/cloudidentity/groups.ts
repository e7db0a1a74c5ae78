import type { ServiceContext } from "../service";
import type { Action } from "./call";
import { businessError, groupNotFound, missingParam } from "./errors";
import { groupTable, membershipKey, membershipsByGroup, membershipTable, newId, type StoredGroup } from "./records";
import { anyText, groupRules } from "./rules";
import { onPage } from "./userList";
import { groupView } from "./views";

const joinTypes = ["Manual", "Auto"] as const;

/** CreateGroup. */
export const createGroup: Action = ({ parameters, context }) => {
  const GroupName = parameters.required("GroupName", groupRules.GroupName);
  const JoinType = parameters.choice("JoinType", joinTypes);
  if (JoinType === undefined) throw missingParam("JoinType", parameters.action);
  const now = context.now();
  const group: StoredGroup = {
    GroupId: newId(() => context.random()),
    GroupName,
    DisplayName: parameters.text("DisplayName", groupRules.DisplayName) ?? "",
    Description: parameters.text("Description", groupRules.Description) ?? "",
    JoinType,
    Source: "Manual",
    createdAt: now,
    updatedAt: now,
  };
  for (const other of groupTable(context.tables).values()) {
    if (other.GroupName === GroupName) throw businessError("UserGroupNameAlreadyExists", "User group name already exists");
  }
  groupTable(context.tables).put(group.GroupId, group);
  return groupView(group);
};

/** GetGroup. */
export const getGroup: Action = ({ parameters, context }) => groupView(existingGroup(parameters.required("GroupId"), context));

/** UpdateGroup: display name and description; merges as UpdateUser does. */
export const updateGroup: Action = ({ parameters, context }) => {
  const group = existingGroup(parameters.required("GroupId"), context);
  groupTable(context.tables).put(group.GroupId, {
    ...group,
    DisplayName: parameters.text("DisplayName", groupRules.DisplayName) ?? group.DisplayName,
    Description: parameters.text("Description", groupRules.Description) ?? group.Description,
    updatedAt: context.now(),
  });
  return {};
};

/** DeleteGroup: its members stay, without it. */
export const deleteGroup: Action = ({ parameters, context }) => {
  const group = existingGroup(parameters.required("GroupId"), context);
  const memberships = membershipTable(context.tables);
  for (const { GroupId, UserId } of memberships.find(membershipsByGroup, group.GroupId)) memberships.delete(membershipKey(GroupId, UserId));
  groupTable(context.tables).delete(group.GroupId);
  return {};
};

/** ListGroups: QueryString looks into name and display name. */
export const listGroups: Action = ({ parameters, context }) => {
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const joinType = parameters.choice("JoinType", joinTypes);
  const found = [...groupTable(context.tables).values()].filter(
    (group) => (group.GroupName.includes(words) || group.DisplayName.includes(words)) && (joinType === undefined || group.JoinType === joinType),
  );
  return { ...page, Total: found.length, Groups: onPage(found, page).map(groupView) };
};

/** The group of that id. */
export function existingGroup(groupId: string, context: ServiceContext): StoredGroup {
  const group = groupTable(context.tables).get(groupId);
  if (group === undefined) throw groupNotFound();
  return group;
}
