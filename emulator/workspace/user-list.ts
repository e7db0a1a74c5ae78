import { userFilters } from "./filters";
import { pageOf, select } from "../paging";
import { isVisible, type ServiceContext } from "../service";
import type { Sequence } from "../store/tables";
import type { Operation } from "./call";
import { groupsByName, groupTable, type StoredUser, usersByGroup, usersByName, userTable } from "./records";
import { count, queryFlag } from "./rules";
import { userItem } from "./views";

/** "Querying Users". Without `limit`, or with 0 as the other lists have it, the answer holds everything from `offset` on. */
export const listUsers: Operation = ({ query, context }) => {
  const offset = count(query, "offset", 999_999_999) ?? 0;
  const limit = count(query, "limit", 999_999_999) || undefined;
  const withDesktops = queryFlag(query, "is_query_total_desktops") ?? true;
  const tests = userFilters(query).map((matches) => (user: StoredUser) => matches(user, context));
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.created_at, context));
  const found = select(candidates(query, context), tests);
  const page = pageOf(found, offset, limit ?? found.length);
  return {
    status: 200,
    body: { total_count: found.length, users: page.map((user) => userItem(user, context, withDesktops)) },
  };
};

/** Users among whom the filters choose: found by an index where one of the filters has one. */
function candidates(query: URLSearchParams, { tables }: ServiceContext): Sequence<StoredUser> {
  const users = userTable(tables);
  const names = new Set(query.getAll("user_names").filter((name) => name !== ""));
  if (names.size > 0) return byCreation([...names].flatMap((name) => users.find(usersByName, name)));
  const group = query.get("group_name") ?? "";
  if (group === "") return users.all();
  const ids = groupTable(tables)
    .find(groupsByName, group)
    .map(({ id }) => id);
  return byCreation([...new Set(ids.flatMap((id) => users.find(usersByGroup, id)))]);
}

function byCreation(users: StoredUser[]): StoredUser[] {
  return users.sort((left, right) => left.created_at - right.created_at);
}
