import { memberFilters } from "./filters";
import { isVisible } from "../service";
import { pageOf, select } from "../paging";
import type { Operation } from "./call";
import { invalid, userMissing } from "./errors";
import { existingGroup } from "./groups";
import { type StoredUser, usersByGroup, userTable } from "./records";
import { choice, count, ids } from "./rules";
import { memberItem } from "./views";

/** "Querying Users in a User Group": 2000 a page at most and by default, which `limit=0` asks for too. */
export const listGroupUsers: Operation = ({ path, query, context }) => {
  const group = existingGroup(path["group_id"], context);
  const limit = count(query, "limit", 2000) || 2000;
  const offset = count(query, "offset", 999_999_999) ?? 0;
  const filters = memberFilters(query);
  const tests = filters.map((matches) => (user: StoredUser) => matches(user, context));
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.created_at, context));
  const members = select(userTable(context.tables).listed(usersByGroup, group.id), tests);
  return { status: 200, body: { total_count: members.length, users: pageOf(members, offset, limit).map(memberItem) } };
};

/** "Performing an Operation on a User Group": 204, adds or removes 1-50 users; adding a member or removing a stranger changes nothing. */
export const runActionsOnGroup: Operation = ({ path, body, context }) => {
  const group = existingGroup(path["group_id"], context);
  if (group.platform_type === "AD") throw invalid("members of a user group of platform_type AD cannot be changed here");
  const operation = choice(body, "op_type", ["ADD", "DELETE"] as const);
  const userIds = ids(body, "user_ids", { min: 1, max: 50 });
  if (operation === undefined || userIds === undefined) throw invalid("op_type and user_ids are required");
  const table = userTable(context.tables);
  const users = userIds.map((id) => {
    const user = table.get(id);
    if (user === undefined) throw userMissing();
    return user;
  });
  for (const user of users) {
    const others = user.group_ids.filter((id) => id !== group.id);
    if (operation === "DELETE") table.put(user.id, { ...user, group_ids: others });
    else if (others.length === user.group_ids.length) table.put(user.id, { ...user, group_ids: [...others, group.id] });
  }
  return { status: 204 };
};
