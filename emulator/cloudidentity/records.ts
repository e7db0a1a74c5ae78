import type { Random } from "../random";
import type { Index, Table, Tables } from "../store/tables";

/** A stored user. Names as in the API where the value is the API's own. */
export type StoredUser = {
  readonly UserId: string;
  readonly UserName: string;
  readonly DisplayName: string;
  readonly Description: string;
  readonly Email: string;
  /** In full; reads mask it unless the emulator was told to show it. */
  readonly Phone: string;
  /** Made by hand, or brought in by a synchronisation that alone may delete it. */
  readonly Source: "Manual" | "Sync";
  readonly IdentityType: string;
  /** Where a synchronisation placed the user; no action of the API sets it, and no read shows it. */
  readonly DepartmentId?: string;
  /** Bound to an account by user provisioning, which blocks deletion. */
  readonly HasProvision: boolean;
  /** Salted hash; null while no password was ever set. */
  readonly password: string | null;
  readonly PasswordResetRequired: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A stored user group. */
export type StoredGroup = {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly DisplayName: string;
  readonly Description: string;
  readonly JoinType: "Manual" | "Auto";
  readonly Source: "Manual" | "Sync";
  /** Assigned to an account by user provisioning, which blocks deletion. */
  readonly HasProvision?: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** One user in one group. */
export type StoredMembership = {
  readonly GroupId: string;
  readonly UserId: string;
  /** Milliseconds since the epoch. */
  readonly joinedAt: number;
};

/** The identity centre itself. */
export type StoredInstance = {
  readonly InstanceId: string;
  readonly InstanceName: string;
  readonly Status: "Enabled" | "Disabled";
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
};

/** Users by UserId. */
export const userTable = (tables: Tables): Table<StoredUser> => tables.table<StoredUser>("cloudidentity.users");

/** Groups by GroupId. */
export const groupTable = (tables: Tables): Table<StoredGroup> => tables.table<StoredGroup>("cloudidentity.groups");

/** Memberships by {@link membershipKey}. */
export const membershipTable = (tables: Tables): Table<StoredMembership> =>
  tables.table<StoredMembership>("cloudidentity.memberships");

/** The account's instances by InstanceId; there is one. */
export const instanceTable = (tables: Tables): Table<StoredInstance> =>
  tables.table<StoredInstance>("cloudidentity.instances");

/** Users by their name. */
export const usersByName: Index<StoredUser> = { keysOf: (user) => [user.UserName] };

/** Memberships by either side. */
export const membershipsByGroup: Index<StoredMembership> = { keysOf: ({ GroupId }) => [GroupId] };
export const membershipsByUser: Index<StoredMembership> = { keysOf: ({ UserId }) => [UserId] };

export const membershipKey = (groupId: string, userId: string): string => `${groupId}/${userId}`;

/** Groups by their name. */
export const groupsByName: Index<StoredGroup> = { keysOf: (group) => [group.GroupName] };

/** An id of 19 digits: more than a JavaScript number holds, so that a client treating it as one is found out. */
export function newId(random: Random): string {
  return Array.from(
    { length: 19 },
    (_, index) => Math.floor(random() * (index === 0 ? 9 : 10)) + (index === 0 ? 1 : 0),
  ).join("");
}

/** Removes a user and the user's memberships. */
export function removeUser(user: StoredUser, tables: Tables): void {
  const memberships = membershipTable(tables);
  for (const { GroupId, UserId } of memberships.find(membershipsByUser, user.UserId))
    memberships.delete(membershipKey(GroupId, UserId));
  userTable(tables).delete(user.UserId);
}
