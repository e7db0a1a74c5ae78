import { read, type RpcAction, type RpcCall, write } from "../alibaba/rpc-service";
import { select } from "../paging";
import { isVisible } from "../service";
import { duplicated, importedMembership, notFound } from "./errors";
import { page } from "./read-users";
import { eiamTables, instanceOf, newId, userOf, usersByGroup, type EiamUser, type Group } from "./records";
import { limitedText } from "./user-fields";
import { saveUser } from "./user-store";

function groupOf(call: RpcCall): Group {
  const id = call.params.requiredText("GroupId");
  const group = eiamTables.groups(call.tables).get(id);
  if (group?.InstanceId !== instanceOf(call).InstanceId) throw notFound("Group", id);
  return group;
}

/** A group as reads show it. */
function view(group: Group): Record<string, unknown> {
  return { ...group, GroupSourceType: "build_in", GroupSourceId: group.InstanceId };
}

/** An external id belongs to one group; whether a name does is not published: it may repeat, unless the emulator was told otherwise. */
function refuseTaken({ tables, context }: RpcCall, group: Group): void {
  for (const other of eiamTables.groups(tables).values()) {
    if (other.GroupId === group.GroupId || other.InstanceId !== group.InstanceId) continue;
    if (other.GroupExternalId === group.GroupExternalId) throw duplicated("GroupExternalId");
    if (context.behaviour.uniqueGroupNames === true && other.GroupName === group.GroupName)
      throw duplicated("GroupName");
  }
}

/** CreateGroup. There is no ClientToken. */
export const createGroup = write((call) => {
  const { params, tables, now, context } = call;
  const { InstanceId } = instanceOf(call);
  params.requiredText("GroupName");
  const GroupName = limitedText(params, "GroupName", 64) ?? "";
  const GroupId = newId("group", eiamTables.groups(tables), context.random);
  const GroupExternalId = limitedText(params, "GroupExternalId", 64) ?? GroupId;
  const group: Group = {
    GroupId,
    InstanceId,
    GroupName,
    GroupExternalId,
    Description: limitedText(params, "Description", 256),
    CreateTime: now,
    UpdateTime: now,
  };
  refuseTaken(call, group);
  eiamTables.groups(tables).put(GroupId, group);
  return { GroupId };
});

/** GetGroup. */
export const getGroup = read((call) => ({ Group: view(groupOf(call)) }));

/** UpdateGroup: name and external id; an empty value leaves the field as it is, so neither can be cleared. */
export const updateGroup = write((call) => {
  const { params, tables, now } = call;
  const group = groupOf(call);
  const GroupName = limitedText(params, "GroupName", 64) ?? group.GroupName;
  const changed: Group = {
    ...group,
    GroupName,
    GroupExternalId: limitedText(params, "GroupExternalId", 64) ?? group.GroupExternalId,
    UpdateTime: now,
  };
  refuseTaken(call, changed);
  eiamTables.groups(tables).put(group.GroupId, changed);
});

/** UpdateGroupDescription: UpdateGroup does not carry the description. An empty one clears it. */
export const updateGroupDescription = write((call) => {
  const group = groupOf(call);
  eiamTables
    .groups(call.tables)
    .put(group.GroupId, { ...group, Description: limitedText(call.params, "Description", 256), UpdateTime: call.now });
});

/** DeleteGroup: its members stay users. */
export const deleteGroup = write((call) => {
  const { GroupId } = groupOf(call);
  for (const user of eiamTables.users(call.tables).find(usersByGroup, GroupId)) {
    saveUser(call.tables, { ...user, GroupIds: user.GroupIds.filter((id) => id !== GroupId) });
  }
  eiamTables.groups(call.tables).delete(GroupId);
});

/** ListGroups: by ids, exact name, start of the name or external id. */
export const listGroups = read((call) => {
  const { params, tables, context } = call;
  const { InstanceId } = instanceOf(call);
  const ids = params.limitedList("GroupIds", 100);
  const name = params.text("GroupName");
  const start = params.text("GroupNameStartsWith") ?? "";
  const externalId = params.text("GroupExternalId");
  const selected = [...eiamTables.groups(tables).values()].filter(
    (group) =>
      group.InstanceId === InstanceId &&
      (ids.length === 0 || ids.includes(group.GroupId)) &&
      (!name || group.GroupName === name) &&
      (!externalId || group.GroupExternalId === externalId) &&
      group.GroupName.startsWith(start) &&
      isVisible(group.CreateTime, context),
  );
  const { shown, more } = page(params, selected, (group) => group.GroupId);
  return { TotalCount: selected.length, Groups: shown.map(view), ...more };
});

/** Where a membership comes from: made here, or imported from another directory. */
function relation(user: EiamUser, groupId: string): Record<string, unknown> {
  const source = user.GroupSources?.[groupId];
  return {
    GroupMemberRelationSourceType: source ?? "build_in",
    GroupMemberRelationSourceId: source === undefined ? user.InstanceId : `${source}_${user.InstanceId}`,
  };
}

/** ListGroupsForUser. */
export const listGroupsForUser = read((call) => {
  const user = userOf(call);
  const { shown, more } = page(call.params, user.GroupIds, (groupId) => groupId);
  const Groups = shown.map((GroupId) => ({ GroupId, ...relation(user, GroupId) }));
  return { TotalCount: user.GroupIds.length, Groups, ...more };
});

/** ListUsersForGroup. */
export const listUsersForGroup = read((call) => {
  const { params, tables } = call;
  const { GroupId } = groupOf(call);
  const ids = params.limitedList("UserIds", 100);
  const members = eiamTables.users(tables).listed(usersByGroup, GroupId);
  const tests = [
    ...(call.context.visibilityDelayMs > 0 ? [(user: EiamUser) => isVisible(user.CreateTime, call.context)] : []),
    ...(ids.length > 0 ? [(user: EiamUser) => ids.includes(user.UserId)] : []),
  ];
  const found = select(members, tests);
  const { shown, more } = page(params, found, (user) => user.Number, true);
  const Users = shown.map((user) => ({ UserId: user.UserId, ...relation(user, GroupId) }));
  return { TotalCount: found.length, Users, ...more };
});

function changeMembers(change: (user: EiamUser, groupId: string) => readonly string[]): RpcAction {
  return write((call) => {
    const { GroupId } = groupOf(call);
    const users = call.params.requiredList("UserIds", 100).map((id) => userOf(call, id));
    for (const user of users) saveUser(call.tables, { ...user, GroupIds: change(user, GroupId) });
  });
}

/** AddUsersToGroup: up to 100 users, all or none. */
export const addUsersToGroup = changeMembers((user, groupId) => [...new Set([...user.GroupIds, groupId])]);

/** RemoveUsersFromGroup: up to 100 users, all or none; a membership that another directory owns stays. */
export const removeUsersFromGroup = changeMembers((user, groupId) => {
  if (user.GroupSources?.[groupId] !== undefined && user.GroupIds.includes(groupId))
    throw importedMembership(user.UserId);
  return user.GroupIds.filter((id) => id !== groupId);
});
