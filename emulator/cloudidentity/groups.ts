import { ControlError, flag, text } from "../drift";
import { type EmulatedDirectory, isVisible, type ServiceContext } from "../service";
import type { Action } from "./call";
import { businessError, groupNotFound, missingParam, quotaExceeded } from "./errors";
import {
  groupsByName,
  groupTable,
  membershipKey,
  membershipsByGroup,
  membershipTable,
  newId,
  type StoredGroup,
} from "./records";
import { anyText, groupRules } from "./rules";
import { onPage } from "./user-list";
import { groupView } from "./views";

const joinTypes = ["Manual", "Auto"] as const;

/** CreateGroup. There is one group of JoinType Auto at most; the service keeps everybody in it. */
export const createGroup: Action = ({ parameters, context }) => {
  const GroupName = parameters.required("GroupName", groupRules.GroupName);
  const JoinType = parameters.choice("JoinType", joinTypes);
  if (JoinType === undefined) throw missingParam("JoinType", parameters.action);
  const now = context.now();
  const group: StoredGroup = {
    GroupId: newId(context.random),
    GroupName,
    DisplayName: parameters.text("DisplayName", groupRules.DisplayName) ?? "",
    Description: parameters.text("Description", groupRules.Description) ?? "",
    JoinType,
    Source: "Manual",
    createdAt: now,
    updatedAt: now,
  };
  const groups = groupTable(context.tables);
  if (groups.count(groupsByName, GroupName) > 0)
    throw businessError("UserGroupNameAlreadyExists", "User group name already exists");
  // The code is not published.
  if (JoinType === "Auto" && [...groups.values()].some((other) => other.JoinType === "Auto"))
    throw quotaExceeded("Auto UserGroup");
  groups.put(group.GroupId, group);
  return groupView(group);
};

/** GetGroup. */
export const getGroup: Action = ({ parameters, context }) =>
  groupView(existingGroup(parameters.required("GroupId"), context));

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

/** DeleteGroup: its members stay, without it. One that is assigned by user provisioning is kept. */
export const deleteGroup: Action = ({ parameters, context }) => {
  const group = existingGroup(parameters.required("GroupId"), context);
  if (group.HasProvision === true)
    throw businessError("UserGroupDeletionConflict", "The user group has user provisionings");
  const memberships = membershipTable(context.tables);
  for (const { GroupId, UserId } of memberships.find(membershipsByGroup, group.GroupId))
    memberships.delete(membershipKey(GroupId, UserId));
  groupTable(context.tables).delete(group.GroupId);
  return {};
};

/** ListGroups: QueryString looks into name and display name. */
export const listGroups: Action = ({ parameters, context }) => {
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const joinType = parameters.choice("JoinType", joinTypes);
  const found = [...groupTable(context.tables).values()].filter(
    (group) =>
      (group.GroupName.includes(words) || group.DisplayName.includes(words)) &&
      (joinType === undefined || group.JoinType === joinType) &&
      isVisible(group.createdAt, context),
  );
  return { ...page, Total: found.length, Groups: onPage(found, page).map(groupView) };
};

/** The group of that id. */
export function existingGroup(groupId: string, context: ServiceContext): StoredGroup {
  const group = groupTable(context.tables).get(groupId);
  if (group === undefined) throw groupNotFound();
  return group;
}

/** `POST /_rollcall/cloudidentity/groups`: `{ group, HasProvision }`, an assignment by user provisioning, which the emulator does not serve. */
export const assignGroup: NonNullable<EmulatedDirectory["controls"]>[string] = (tables, body) => {
  const groups = groupTable(tables);
  const key = text("group", body["group"]);
  const group = groups.get(key) ?? groups.find(groupsByName, key)[0];
  if (group === undefined) throw new ControlError(`there is no group ${key}`);
  const assigned: StoredGroup = { ...group, HasProvision: flag("HasProvision", body["HasProvision"]) };
  groups.put(group.GroupId, assigned);
  return assigned;
};
