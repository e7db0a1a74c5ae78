import { invalid, missing, RpcError } from "../alibaba/errors";
import { read, type RpcCall, write } from "../alibaba/rpc-service";
import { select } from "../paging";
import { isVisible } from "../service";
import { lowerText } from "../random";
import type { Tables } from "../store/tables";
import { changeAll } from "./change-users";
import { fuzzy } from "./filters";
import { tokenPage } from "../alibaba/paging";
import { type EdsGroup, edsTables, type EdsUser, usersByGroup } from "./records";
import { nickName } from "./views";

function existing(tables: Tables, groupId: string): EdsGroup {
  const group = edsTables.groups(tables).get(groupId);
  if (group === undefined) throw invalid("GroupId", `the group ${groupId} does not exist.`);
  return group;
}

/** Whether names may repeat is not published; they may here, unless the emulator was told otherwise. */
function refuseTakenName({ tables, context }: RpcCall, name: string, except?: string): void {
  if (context.behaviour.uniqueGroupNames !== true) return;
  for (const group of edsTables.groups(tables).values()) {
    if (group.GroupName === name && group.GroupId !== except)
      throw new RpcError(400, "ExistedGroupName", "The group name is used by another group.");
  }
}

/** DescribeGroups: by id or by part of the name; PageNumber from 1, PageSize 1 to 200, default 10. */
export const describeGroups = read(({ params, tables, context }) => {
  const groupId = params.text("GroupId");
  const nameMatches = fuzzy(params.text("GroupName") ?? "");
  const page = params.integer("PageNumber", 1, 1_000_000) ?? 1;
  const size = params.integer("PageSize", 1, 200) ?? 10;
  const matching = [...edsTables.groups(tables).values()].filter(
    (group) =>
      (!groupId || group.GroupId === groupId) && nameMatches(group.GroupName) && isVisible(group.CreateTime, context),
  );
  const shown = matching.slice((page - 1) * size, page * size);
  return {
    Count: matching.length,
    Groups: shown.map((group) => ({
      ...group,
      UserCount: edsTables.users(tables).count(usersByGroup, group.GroupId),
      AuthedResources: {},
    })),
  };
});

/** DescribeGroupUser: the members of one group. */
export const describeGroupUser = read(({ params, tables, context }) => {
  const { GroupId } = existing(tables, params.requiredText("GroupId"));
  const filter = params.text("Filter");
  const tests: ((user: EdsUser) => boolean)[] = [];
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.GmtCreate, context));
  if (filter) {
    const matches = fuzzy(filter);
    tests.push((user) => matches(user.EndUserId) || matches(user.Email));
  }
  const members = select(edsTables.users(tables).listed(usersByGroup, GroupId), tests);
  const page = tokenPage(params, members, { position: (user) => user.Id, sorted: true, maximum: 500, otherwise: 100 });
  const users = page.items.map((user) => ({
    EndUserId: user.EndUserId,
    Email: user.Email,
    Phone: user.Phone,
    Remark: user.Remark,
    NickName: nickName(user),
    GmtCreated: new Date(user.GmtCreate).toISOString(),
    GmtJoinGroup: new Date(user.GroupJoinTimes?.[GroupId] ?? user.GmtCreate).toISOString(),
  }));
  return { NextToken: page.NextToken, Users: users };
});

/** CreateGroup. */
export const createGroup = write((call) => {
  const { params, tables, now, context } = call;
  const GroupName = params.requiredText("GroupName");
  refuseTakenName(call, GroupName);
  const GroupId = `ug-${lowerText(17, context.random)}`;
  edsTables
    .groups(tables)
    .put(GroupId, { GroupId, GroupName, Description: params.text("Description"), CreateTime: now });
  return { GroupId };
});

/** ModifyGroup: GroupId and NewGroupName are both required. */
export const modifyGroup = write((call) => {
  const { params, tables } = call;
  const group = existing(tables, params.requiredText("GroupId"));
  const GroupName = params.requiredText("NewGroupName");
  refuseTakenName(call, GroupName, group.GroupId);
  edsTables
    .groups(tables)
    .put(group.GroupId, { ...group, GroupName, Description: params.text("Description") ?? group.Description });
});

/** RemoveGroup: one GroupId or several GroupIds; the members stay users. */
export const removeGroup = write(({ params, tables }) => {
  const one = params.text("GroupId");
  const ids = new Set([...(one ? [one] : []), ...params.list("GroupIds")]);
  if (ids.size === 0) throw missing("GroupId");
  for (const id of ids) edsTables.groups(tables).delete(existing(tables, id).GroupId);
  const users = edsTables.users(tables);
  for (const user of [...ids].flatMap((id) => users.find(usersByGroup, id))) {
    users.put(user.EndUserId, { ...user, GroupIdList: user.GroupIdList.filter((id) => !ids.has(id)) });
  }
});

/** UserBatchJoinGroup: up to 100 users into one group; somebody who is in already stays in. */
export const userBatchJoinGroup = write(({ params, tables, now }) => {
  const names = params.requiredList("EndUserIds", 100);
  const { GroupId } = existing(tables, params.requiredText("GroupId"));
  changeAll(tables, names, (user) =>
    user.GroupIdList.includes(GroupId)
      ? user
      : {
          ...user,
          GroupIdList: [...user.GroupIdList, GroupId],
          GroupJoinTimes: { ...user.GroupJoinTimes, [GroupId]: now },
        },
  );
});

/** UserBatchQuitGroup: up to 100 users out of one group; somebody who is not in stays out. */
export const userBatchQuitGroup = write(({ params, tables }) => {
  const names = params.requiredList("EndUserIds", 100);
  const { GroupId } = existing(tables, params.requiredText("GroupId"));
  changeAll(tables, names, (user) => ({ ...user, GroupIdList: user.GroupIdList.filter((id) => id !== GroupId) }));
});
