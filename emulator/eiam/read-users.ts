import { isVisible } from "../service";
import { tokenPage } from "../alibaba/paging";
import type { RpcParams } from "../alibaba/params";
import { read, type RpcCall } from "../alibaba/rpc-service";
import { pageOf, select } from "../paging";
import type { Sequence, Tables } from "../store/tables";
import { notFound } from "./errors";
import { eiamTables, instanceOf, userOf, usersByEmail, usersByName, usersByUnit, type EiamUser } from "./records";

/** Scalars that GetUser and ListUsers share. Unset ones are `undefined` and so absent from the JSON. */
function scalars(user: EiamUser): Record<string, unknown> {
  return {
    UserId: user.UserId,
    InstanceId: user.InstanceId,
    Username: user.Username,
    DisplayName: user.DisplayName,
    Description: user.Description,
    PasswordSet: user.PasswordHash !== undefined,
    PhoneRegion: user.PhoneRegion,
    PhoneNumber: user.PhoneNumber,
    PhoneNumberVerified: user.PhoneNumberVerified ?? false,
    Email: user.Email,
    EmailVerified: user.EmailVerified ?? false,
    UserExternalId: user.UserExternalId,
    UserSourceType: user.UserSourceType,
    UserSourceId: user.UserSourceId,
    Status: user.Status,
    LockExpireTime: user.LockExpireTime,
    PasswordExpireTime: -1,
    RegisterTime: user.RegisterTime,
    CreateTime: user.CreateTime,
    UpdateTime: user.UpdateTime,
  };
}

function unitsOf(user: EiamUser, tables: Tables): unknown[] {
  return user.OrganizationalUnitIds.flatMap((id) => {
    const unit = eiamTables.organizationalUnits(tables).get(id);
    const Primary = id === user.PrimaryOrganizationalUnitId;
    return unit === undefined
      ? []
      : [{ OrganizationalUnitId: id, OrganizationalUnitName: unit.OrganizationalUnitName, Primary }];
  });
}

function groupsOf(user: EiamUser, tables: Tables): unknown[] {
  return user.GroupIds.flatMap((id) => {
    const group = eiamTables.groups(tables).get(id);
    return group === undefined ? [] : [{ GroupId: id, GroupName: group.GroupName, Description: group.Description }];
  });
}

/** GetUser: everything about one user, the only read with units, custom fields and groups. */
export const getUser = read((call) => {
  const user = userOf(call);
  if (!isVisible(user.CreateTime, call.context)) throw notFound("User", user.UserId);
  return {
    User: {
      ...scalars(user),
      PrimaryOrganizationalUnitId: user.PrimaryOrganizationalUnitId,
      OrganizationalUnits: unitsOf(user, call.tables),
      CustomFields: user.CustomFields,
      Groups: groupsOf(user, call.tables),
      PreferredLanguage: "en-US",
    },
  };
});

const EXACT_FILTERS = [
  "PhoneRegion",
  "PhoneNumber",
  "Email",
  "UserExternalId",
  "UserSourceType",
  "UserSourceId",
  "Status",
] as const;

/** @param unit the unit whose users are filtered, where they are known to be in it */
function filters(call: RpcCall, unit: string | undefined): ((user: EiamUser) => boolean)[] {
  const { params, context } = call;
  const tests = EXACT_FILTERS.flatMap((name) => {
    const value = params.text(name);
    return value ? [(user: EiamUser) => user[name] === value] : [];
  });
  const wanted = params.text("OrganizationalUnitId");
  if (wanted && wanted !== unit) tests.push((user) => user.OrganizationalUnitIds.includes(wanted));
  const usernameStart = params.text("UsernameStartsWith");
  if (usernameStart) tests.push((user) => user.Username.startsWith(usernameStart));
  const displayNameStart = params.text("DisplayNameStartsWith");
  if (displayNameStart) tests.push((user) => (user.DisplayName ?? "").startsWith(displayNameStart));
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.CreateTime, context));
  return tests;
}

/** Users of the instance among whom the filters choose, by number: found by an index where one of the filters has one. */
interface Candidates {
  readonly users: Sequence<EiamUser>;
  /** The unit that all of them are in; absent where they were found otherwise. */
  readonly unit?: string;
}

function candidates(call: RpcCall, instanceId: string): Candidates {
  const { params, tables } = call;
  const unit = params.text("OrganizationalUnitId");
  const few = named(call, instanceId);
  if (few !== undefined) return { users: few };
  const users = eiamTables.users(tables);
  const isOnly = eiamTables.instances(tables).size === 1;
  const own = (some: Sequence<EiamUser>): Sequence<EiamUser> =>
    isOnly ? some : select(some, [(user) => user.InstanceId === instanceId]);
  // Users come in the order of their creation, in which numbers rise.
  return unit ? { users: own(users.listed(usersByUnit, unit)), unit } : { users: own(users.all()) };
}

/** The few users that a filter by ids, address or start of the name leaves. */
function named({ params, tables }: RpcCall, instanceId: string): Sequence<EiamUser> | undefined {
  const users = eiamTables.users(tables);
  const byNumber = (some: readonly EiamUser[]): EiamUser[] =>
    some.filter((user) => user.InstanceId === instanceId).sort((left, right) => left.Number - right.Number);
  const ids = params.limitedList("UserIds", 100);
  if (ids.length > 0) return byNumber([...new Set(ids)].flatMap((id) => users.get(id) ?? []));
  const email = params.text("Email");
  if (email) return byNumber(users.find(usersByEmail, email));
  const usernameStart = params.text("UsernameStartsWith");
  if (usernameStart) return byNumber(users.findStart(usersByName, usernameStart));
  return undefined;
}

/** Cuts a page by number (PageNumber, PageSize) or, when MaxResults or NextToken is given, by token. */
export function page<T>(
  params: RpcParams,
  items: Sequence<T>,
  position: (item: T) => string | number,
  sorted = false,
): { shown: readonly T[]; more: Record<string, unknown> } {
  if (params.text("MaxResults") || params.text("NextToken")) {
    const { items: shown, NextToken } = tokenPage(params, items, { position, sorted, maximum: 100, otherwise: 20 });
    return { shown, more: { NextToken, MaxResults: params.integer("MaxResults", 1, 100) ?? 20 } };
  }
  const number = params.integer("PageNumber", 1, 1_000_000) ?? 1;
  const size = params.integer("PageSize", 1, 100) ?? 20;
  return { shown: pageOf(items, (number - 1) * size, size), more: {} };
}

/** ListUsers: filters by start of name, by exact contact and by unit; 1 to 100 users a page, 20 unless asked. */
export const listUsers = read((call) => {
  const { users, unit } = candidates(call, instanceOf(call).InstanceId);
  const selected = select(users, filters(call, unit));
  const { shown, more } = page(call.params, selected, (user) => user.Number, true);
  return { TotalCount: selected.length, Users: shown.map(scalars), ...more };
});
