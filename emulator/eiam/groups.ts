import type { RpcAction, RpcCall } from "../alibaba/rpcService";
import { notFound } from "./errors";
import { isVisible, page } from "./readUsers";
import { eiamTables, instanceOf, newId, userOf, usersByGroup, type EiamUser, type Group } from "./records";
import { limitedText } from "./userFields";
import { saveUser } from "./userStore";

function groupOf(call: RpcCall): Group {
  const id = call.params.requiredText("GroupId");
  const group = eiamTables.groups(call.tables).get(id);
  if (group?.InstanceId !== instanceOf(call).InstanceId) throw notFound("Group", id);
  return group;
}

/** CreateGroup. */
export const createGroup: RpcAction = {
  writes: true,
  run(call) {
    const { params, tables, now, context } = call;
    const { InstanceId } = instanceOf(call);
    params.requiredText("GroupName");
    const GroupName = limitedText(params, "GroupName", 64) ?? "";
    const GroupId = newId("group", eiamTables.groups(tables), () => context.random());
    const GroupExternalId = limitedText(params, "GroupExternalId", 64) ?? GroupId;
    eiamTables.groups(tables).put(GroupId, { GroupId, InstanceId, GroupName, GroupExternalId, Description: limitedText(params, "Description", 256), CreateTime: now, UpdateTime: now });
    return { GroupId };
  },
};

/** ListGroups: by ids, exact name, start of the name or external id. */
export const listGroups: RpcAction = {
  writes: false,
  run(call) {
    const { params, tables } = call;
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
        group.GroupName.startsWith(start),
    );
    const { shown, more } = page(params, selected, (group) => group.GroupId);
    return { TotalCount: selected.length, Groups: shown, ...more };
  },
};

/** ListGroupsForUser. */
export const listGroupsForUser: RpcAction = {
  writes: false,
  run(call) {
    const user = userOf(call);
    const { shown, more } = page(call.params, user.GroupIds, (groupId) => groupId);
    const Groups = shown.map((GroupId) => ({ GroupId, GroupMemberRelationSourceType: "build_in", GroupMemberRelationSourceId: user.InstanceId }));
    return { TotalCount: user.GroupIds.length, Groups, ...more };
  },
};

/** ListUsersForGroup. */
export const listUsersForGroup: RpcAction = {
  writes: false,
  run(call) {
    const { params, tables } = call;
    const { GroupId, InstanceId } = groupOf(call);
    const ids = params.limitedList("UserIds", 100);
    const members = eiamTables.users(tables).find(usersByGroup, GroupId).filter(
      (user) => isVisible(user, call) && (ids.length === 0 || ids.includes(user.UserId)),
    );
    const { shown, more } = page(params, members, (user) => user.Number);
    const Users = shown.map(({ UserId }) => ({ UserId, GroupMemberRelationSourceType: "build_in", GroupMemberRelationSourceId: InstanceId }));
    return { TotalCount: members.length, Users, ...more };
  },
};

function changeMembers(change: (user: EiamUser, groupId: string) => readonly string[]): RpcAction {
  return {
    writes: true,
    run(call) {
      const { GroupId } = groupOf(call);
      const users = call.params.requiredList("UserIds", 100).map((id) => userOf(call, id));
      for (const user of users) saveUser(call.tables, { ...user, GroupIds: change(user, GroupId) });
      return {};
    },
  };
}

/** AddUsersToGroup: up to 100 users, all or none. */
export const addUsersToGroup = changeMembers((user, groupId) => [...new Set([...user.GroupIds, groupId])]);

/** RemoveUsersFromGroup: up to 100 users, all or none. */
export const removeUsersFromGroup = changeMembers((user, groupId) => user.GroupIds.filter((id) => id !== groupId));
