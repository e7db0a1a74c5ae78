import type { Index, Table, Tables } from "../store/tables";

/** How an account is activated: by its owner through a mail or text message, or by the administrator with a password. */
export type ActiveType = "USER_ACTIVATE" | "ADMIN_ACTIVATE";

/** A stored user. Names as in the API where the value is the API's own. */
export type StoredUser = {
  readonly id: string;
  readonly sid: string;
  readonly user_name: string;
  readonly user_email: string;
  readonly user_phone: string;
  /** Milliseconds since the epoch; 0 = never. */
  readonly account_expires: number;
  readonly active_type: ActiveType;
  readonly enable_change_password: boolean;
  readonly next_login_change_password: boolean;
  readonly password_never_expired: boolean;
  readonly disabled: boolean;
  readonly locked: boolean;
  readonly group_ids: readonly string[];
  readonly description: string;
  readonly alias_name: string;
  readonly enterprise_project_id: string;
  readonly domain: string;
  readonly user_info_map: string;
  /** Salted hash; null while no password was ever set. */
  readonly password: string | null;
  /** Milliseconds since the epoch. */
  readonly created_at: number;
};

/** A stored user group. */
export type StoredGroup = {
  readonly id: string;
  readonly name: string;
  readonly platform_type: "AD" | "LOCAL";
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly created_at: number;
};

/** Users by id. */
export const userTable = (tables: Tables): Table<StoredUser> => tables.table<StoredUser>("workspace.users");

/** User groups by id. */
export const groupTable = (tables: Tables): Table<StoredGroup> => tables.table<StoredGroup>("workspace.groups");

/** Users by their name, and by the groups they are in. */
export const usersByName: Index<StoredUser> = { keysOf: (user) => [user.user_name] };
export const usersByGroup: Index<StoredUser> = { keysOf: (user) => user.group_ids };

/** User groups by their name. */
export const groupsByName: Index<StoredGroup> = { keysOf: (group) => [group.name] };

/** Names of the groups a user is in, in the order of joining. */
export function groupNames(user: StoredUser, tables: Tables): string[] {
  const groups = groupTable(tables);
  return user.group_ids.flatMap((id) => groups.get(id)?.name ?? []);
}
