import type { Operation } from "./call";
import { isVisible, userTable } from "./records";
import { count, queryFlag } from "./rules";
import { userFilters } from "./user-filters";
import { userItem } from "./views";

/** "Querying Users". Without `limit`, or with 0 as the other lists have it, the answer holds everything from `offset` on. */
export const listUsers: Operation = ({ query, context }) => {
  const offset = count(query, "offset", 0, 999_999_999) ?? 0;
  const limit = count(query, "limit", 0, 999_999_999) || undefined;
  const withDesktops = queryFlag(query, "is_query_total_desktops") ?? true;
  const filters = userFilters(query);
  const found = [...userTable(context.tables).values()].filter((user) => isVisible(user, context) && filters.every((matches) => matches(user, context)));
  const page = found.slice(offset, limit === undefined ? undefined : offset + limit);
  return { status: 200, body: { total_count: found.length, users: page.map((user) => userItem(user, context, withDesktops)) } };
};
