import { mainDomain } from "./furnish";
import type { ServiceContext } from "../service";
import { invalid } from "./errors";
import { groupNames, type StoredGroup, type StoredUser } from "./records";
import { queryFlag } from "./rules";

const PLATFORM_TYPES = ["AD", "LOCAL", "UOS"];

/** Whether a list shows a user. */
export type UserFilter = (user: StoredUser, context: ServiceContext) => boolean;

/** Collects the filters a query gives; an empty value filters nothing. */
function collect(query: URLSearchParams, known: Readonly<Record<string, (value: string) => UserFilter>>): UserFilter[] {
  const filters = Object.entries(known).flatMap(([name, filter]) => {
    const value = query.get(name) ?? "";
    return value === "" ? [] : [filter(value)];
  });
  const names = new Set(query.getAll("user_names").filter((name) => name !== ""));
  return names.size === 0 ? filters : [...filters, (user) => names.has(user.user_name)];
}

const shared: Readonly<Record<string, (value: string) => UserFilter>> = {
  // No page says whether this filter of the user list is exact. It is not here, so that a client has to compare names itself.
  user_name: (value) => (user) => user.user_name.toLowerCase().includes(value.toLowerCase()),
  description: (value) => {
    if ([...value].length > 100) throw invalid("description must have at most 100 characters");
    return (user) => user.description.includes(value);
  },
  active_type: (value) => {
    if (value !== "USER_ACTIVATE" && value !== "ADMIN_ACTIVATE")
      throw invalid("active_type must be one of USER_ACTIVATE, ADMIN_ACTIVATE");
    return (user) => user.active_type === value;
  },
  enterprise_project_id: (value) => (user) => user.enterprise_project_id === value,
};

/** Filters of "Querying Users in a User Group". */
export function memberFilters(query: URLSearchParams): UserFilter[] {
  return collect(query, shared);
}

/** Filters of "Querying Users". */
export function userFilters(query: URLSearchParams): UserFilter[] {
  const filters = collect(query, {
    ...shared,
    group_name: (value) => (user, context) => groupNames(user, context.tables).includes(value),
    domain: (value) => (user) => user.domain === value,
    platform_type: (value) => {
      if (!PLATFORM_TYPES.includes(value)) throw invalid(`platform_type must be one of ${PLATFORM_TYPES.join(", ")}`);
      return () => value === "LOCAL";
    },
  });
  const disabled = queryFlag(query, "disabled");
  return disabled === undefined ? filters : [...filters, (user) => user.disabled === disabled];
}

/** Filters of "Querying User Groups"; an empty value filters nothing, and `platform_type` may stand there more than once. */
export function groupFilters(query: URLSearchParams): ((group: StoredGroup) => boolean)[] {
  const filters: ((group: StoredGroup) => boolean)[] = [];
  const keyword = query.get("keyword") ?? "";
  if (keyword !== "") filters.push((group) => group.name.toLowerCase().includes(keyword.toLowerCase()));
  const domain = query.get("domain") ?? "";
  if (domain !== "") filters.push(() => domain === mainDomain);
  const types = query.getAll("platform_type").filter((type) => type !== "");
  const unknown = types.find((type) => !PLATFORM_TYPES.includes(type));
  if (unknown !== undefined) throw invalid(`platform_type must be one of ${PLATFORM_TYPES.join(", ")}`);
  if (types.length > 0) filters.push((group) => types.includes(group.platform_type));
  return filters;
}
