import type { ServiceContext } from "../service";
import type { Operation } from "./call";
import { invalid } from "./errors";
import { groupNames, isVisible, userTable, type StoredUser } from "./records";
import { count } from "./rules";
import { userItem } from "./views";

type Filter = (user: StoredUser, context: ServiceContext) => boolean;

/** "Querying Users". Without `limit` the answer holds everything from `offset` on. */
export const listUsers: Operation = ({ query, context }) => {
  const offset = count(query, "offset", 0, 999_999_999) ?? 0;
  const limit = count(query, "limit", 1, 999_999_999);
  const withDesktops = bool(query, "is_query_total_desktops") ?? true;
  const filters = readFilters(query);
  const found = [...userTable(context.tables).values()].filter((user) => isVisible(user, context) && filters.every((matches) => matches(user, context)));
  const page = found.slice(offset, limit === undefined ? undefined : offset + limit);
  return { status: 200, body: { total_count: found.length, users: page.map((user) => userItem(user, context, withDesktops)) } };
};

/** An empty filter value filters nothing. */
function readFilters(query: URLSearchParams): Filter[] {
  const filters: Filter[] = [];
  const when = (name: string, filter: (value: string) => Filter): void => {
    const value = query.get(name);
    if (value !== null && value !== "") filters.push(filter(value));
  };
  // No page says whether this filter is exact. It is not here, so that a client has to compare names itself.
  when("user_name", (value) => (user) => user.user_name.toLowerCase().includes(value.toLowerCase()));
  when("description", (value) => {
    if ([...value].length > 100) throw invalid("description must have at most 100 characters");
    return (user) => user.description.includes(value);
  });
  when("active_type", (value) => {
    if (value !== "USER_ACTIVATE" && value !== "ADMIN_ACTIVATE") throw invalid("active_type must be one of USER_ACTIVATE, ADMIN_ACTIVATE");
    return (user) => user.active_type === value;
  });
  when("group_name", (value) => (user, context) => groupNames(user, context.tables).includes(value));
  when("enterprise_project_id", (value) => (user) => user.enterprise_project_id === value);
  when("domain", (value) => (user) => user.domain === value);
  when("platform_type", (value) => {
    if (!["AD", "LOCAL", "UOS"].includes(value)) throw invalid("platform_type must be one of AD, LOCAL, UOS");
    return () => value === "LOCAL";
  });
  const disabled = bool(query, "disabled");
  if (disabled !== undefined) filters.push((user) => user.disabled === disabled);
  const names = new Set(query.getAll("user_names").filter((name) => name !== ""));
  if (names.size > 0) filters.push((user) => names.has(user.user_name));
  return filters;
}

function bool(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null || value === "") return undefined;
  if (value !== "true" && value !== "false") throw invalid(`${name} must be true or false`);
  return value === "true";
}
