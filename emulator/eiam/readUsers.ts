import { tokenPage } from "../alibaba/paging";
import type { RpcParams } from "../alibaba/params";
import type { RpcAction, RpcCall } from "../alibaba/rpcService";
import type { Tables } from "../store/tables";
import { notFound } from "./errors";
import { eiamTables, instanceOf, userOf, type EiamUser } from "./records";

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
    return unit === undefined ? [] : [{ OrganizationalUnitId: id, OrganizationalUnitName: unit.OrganizationalUnitName, Primary }];
  });
}

function groupsOf(user: EiamUser, tables: Tables): unknown[] {
  return user.GroupIds.flatMap((id) => {
    const group = eiamTables.groups(tables).get(id);
    return group === undefined ? [] : [{ GroupId: id, GroupName: group.GroupName, Description: group.Description }];
  });
}

/** Whether reads show the user already. */
export function isVisible(user: EiamUser, { context }: RpcCall): boolean {
  return user.CreateTime + context.visibilityDelayMs <= context.now();
}

/** GetUser: everything about one user, the only read with units, custom fields and groups. */
export const getUser: RpcAction = {
  writes: false,
  run(call) {
    const user = userOf(call);
    if (!isVisible(user, call)) throw notFound("User", user.UserId);
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
  },
};

const EXACT_FILTERS = ["PhoneRegion", "PhoneNumber", "Email", "UserExternalId", "UserSourceType", "UserSourceId", "Status"] as const;

function matches(params: RpcParams): (user: EiamUser) => boolean {
  const unit = params.text("OrganizationalUnitId");
  const usernameStart = params.text("UsernameStartsWith") ?? "";
  const displayNameStart = params.text("DisplayNameStartsWith") ?? "";
  const exact = EXACT_FILTERS.flatMap((name) => {
    const value = params.text(name);
    return value ? [[name, value] as const] : [];
  });
  return (user) =>
    user.Username.startsWith(usernameStart) &&
    (user.DisplayName ?? "").startsWith(displayNameStart) &&
    exact.every(([name, value]) => user[name] === value) &&
    (!unit || user.OrganizationalUnitIds.includes(unit));
}

/** Cuts a page by number (PageNumber, PageSize) or, when MaxResults or NextToken is given, by token. */
export function page<T>(params: RpcParams, items: readonly T[], position: (item: T) => string | number): { shown: readonly T[]; more: Record<string, unknown> } {
  if (params.text("MaxResults") || params.text("NextToken")) {
    const { items: shown, NextToken } = tokenPage(params, items, { position, maximum: 100, otherwise: 20 });
    return { shown, more: { NextToken, MaxResults: params.integer("MaxResults", 1, 100) ?? 20 } };
  }
  const number = params.integer("PageNumber", 1, 1_000_000) ?? 1;
  const size = params.integer("PageSize", 1, 100) ?? 20;
  return { shown: items.slice((number - 1) * size, number * size), more: {} };
}

/** ListUsers: filters by start of name, by exact contact and by unit; 1 to 100 users a page, 20 unless asked. */
export const listUsers: RpcAction = {
  writes: false,
  run(call) {
    const { params, tables } = call;
    const { InstanceId } = instanceOf(call);
    const users = eiamTables.users(tables);
    const ids = params.limitedList("UserIds", 100);
    const candidates = ids.length === 0 ? [...users.values()] : [...new Set(ids)].flatMap((id) => users.get(id) ?? []);
    const isWanted = matches(params);
    const selected = candidates.filter((user) => user.InstanceId === InstanceId && isVisible(user, call) && isWanted(user));
    const { shown, more } = page(params, selected, (user) => user.Number);
    return { TotalCount: selected.length, Users: shown.map(scalars), ...more };
  },
};
