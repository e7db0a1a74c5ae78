import type { Behaviour } from "../behaviour";
import type { Index, Tables } from "../store/tables";

/** A convenience user. Field names are the wire's; what CreateUsers and the reads call differently keeps CreateUsers' name. */
export type EdsUser = {
  readonly EndUserId: string;
  /** Internal number, rising with creation: it orders lists and carries the paging token. */
  readonly Id: number;
  readonly WyId: string;
  readonly Email?: string | undefined;
  readonly Phone?: string | undefined;
  readonly Remark?: string | undefined;
  readonly RealNickName?: string | undefined;
  readonly OwnerType: "Normal" | "CreateFromManager";
  readonly OrgId: string;
  readonly GroupIdList: readonly string[];
  /** Milliseconds; for the groups joined after the creation. */
  readonly GroupJoinTimes?: Readonly<Record<string, number>>;
  readonly IsLocalAdmin: boolean;
  /** `yyyy-MM-dd HH:mm:ss`, Beijing time. */
  readonly AutoLockTime?: string | undefined;
  readonly PasswordExpireDays?: number | undefined;
  readonly PasswordHash?: string | undefined;
  /** Milliseconds; the start of the password's validity. */
  readonly PasswordSetTime?: number | undefined;
  /** Milliseconds; when a reset mail was last asked for. */
  readonly PasswordResetMailTime?: number | undefined;
  readonly Locked: boolean;
  readonly GmtCreate: number;
};

export type EdsGroup = {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly Description?: string | undefined;
  readonly CreateTime: number;
};

export type EdsOrg = {
  readonly OrgId: string;
  readonly OrgName: string;
  readonly ParentOrgId?: string | undefined;
  /** Milliseconds; no read shows it. Absent: it has been there from the beginning. */
  readonly createdAt?: number;
};

/** The account's own settings; one record, key `account`. */
type EdsAccount = { readonly LastUserNumber: number; readonly MaxUserNumber: number };

export const ROOT_ORG_ID = "org-aliyun-wy-org-id";

const users = (tables: Tables) => tables.table<EdsUser>("eds.users");
const groups = (tables: Tables) => tables.table<EdsGroup>("eds.groups");
const orgs = (tables: Tables) => tables.table<EdsOrg>("eds.orgs");
const accounts = (tables: Tables) => tables.table<EdsAccount>("eds.account");

export const edsTables = { users, groups, orgs, accounts };

/** Users by the groups they are in, by organisation, by WyId; organisations by the one above them. */
export const usersByGroup: Index<EdsUser> = { keysOf: (user) => user.GroupIdList };
export const usersByOrg: Index<EdsUser> = { keysOf: (user) => [user.OrgId] };
export const orgsByParent: Index<EdsOrg> = {
  keysOf: (org) => (org.ParentOrgId === undefined ? [] : [org.ParentOrgId]),
};
export const usersByWyId: Index<EdsUser> = { keysOf: (user) => [user.WyId] };

/** The account's settings; every furnished world has them. */
function account(tables: Tables): EdsAccount {
  return accounts(tables).get("account") ?? { LastUserNumber: 0, MaxUserNumber: 50_000 };
}

/** Users the account may have: as chosen at the start, or as the world was furnished. */
export function userQuota(tables: Tables, { maxUsers }: Behaviour): number {
  return maxUsers ?? account(tables).MaxUserNumber;
}

/** Takes the next internal user number. */
export function nextUserNumber(tables: Tables): number {
  const current = account(tables);
  accounts(tables).put("account", { ...current, LastUserNumber: current.LastUserNumber + 1 });
  return current.LastUserNumber + 1;
}

/** Milliseconds of a `yyyy-MM-dd HH:mm:ss` text in Beijing time; `undefined` when it names no real moment. A date alone is its midnight. */
export function parseBeijingTime(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(text);
  const [, date, time = "00:00:00"] = match ?? [];
  if (date === undefined) return undefined;
  const moment = Date.parse(`${date}T${time}Z`);
  // Date.parse moves 31 April to 1 May, which a calendar would not.
  if (Number.isNaN(moment) || new Date(moment).toISOString() !== `${date}T${time}.000Z`) return undefined;
  return moment - 8 * 3_600_000;
}

/** Whether the user is locked now: by hand, or because the automatic lock time has come. */
export function isLocked(user: EdsUser, now: number): boolean {
  const lockTime = user.AutoLockTime === undefined ? undefined : parseBeijingTime(user.AutoLockTime);
  return user.Locked || (lockTime !== undefined && now >= lockTime);
}
