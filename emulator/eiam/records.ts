import type { RpcCall } from "../alibaba/rpc-service";
import { lowerText, type Random } from "../random";
import type { Index, Table, Tables } from "../store/tables";
import { notFound } from "./errors";

/** An instance: the parent of everything else. */
export type Instance = {
  readonly InstanceId: string;
  readonly RootOrganizationalUnitId: string;
  /** Number of the newest user; numbers order lists and carry the paging token. */
  readonly LastUserNumber: number;
};

export type OrganizationalUnit = {
  readonly OrganizationalUnitId: string;
  readonly InstanceId: string;
  readonly OrganizationalUnitName: string;
  readonly ParentId?: string | undefined;
  readonly OrganizationalUnitExternalId: string;
  readonly Description?: string | undefined;
  readonly CreateTime: number;
  readonly UpdateTime: number;
};

export type Group = {
  readonly GroupId: string;
  readonly InstanceId: string;
  readonly GroupName: string;
  readonly GroupExternalId: string;
  readonly Description?: string | undefined;
  readonly CreateTime: number;
  readonly UpdateTime: number;
};

/** An extended field. It must exist before a user can have a value for it. */
export type CustomField = {
  readonly InstanceId: string;
  readonly FieldName: string;
  readonly FieldDataType: "string" | "number" | "boolean";
  readonly Unique: boolean;
  readonly Required: boolean;
};

/** An account. Times are milliseconds since the epoch. */
export type EiamUser = {
  readonly UserId: string;
  readonly InstanceId: string;
  readonly Number: number;
  readonly Username: string;
  readonly DisplayName?: string | undefined;
  readonly PhoneRegion?: string | undefined;
  readonly PhoneNumber?: string | undefined;
  readonly PhoneNumberVerified?: boolean | undefined;
  readonly Email?: string | undefined;
  readonly EmailVerified?: boolean | undefined;
  readonly UserExternalId: string;
  readonly UserSourceType: string;
  readonly UserSourceId: string;
  readonly Status: "enabled" | "disabled";
  readonly Description?: string | undefined;
  readonly PrimaryOrganizationalUnitId: string;
  /** All units, the primary one first. */
  readonly OrganizationalUnitIds: readonly string[];
  readonly CustomFields: readonly { readonly FieldName: string; readonly FieldValue: string }[];
  readonly GroupIds: readonly string[];
  /** Groups whose membership another directory owns, with its kind (`ding_talk`, `ad`, `ldap`, `we_com`). */
  readonly GroupSources?: Readonly<Record<string, string>>;
  readonly PasswordHash?: string | undefined;
  readonly PasswordForcedUpdateStatus: "enabled" | "disabled";
  readonly LockExpireTime?: number | undefined;
  readonly RegisterTime: number;
  readonly CreateTime: number;
  readonly UpdateTime: number;
};

export const eiamTables = {
  instances: (tables: Tables) => tables.table<Instance>("eiam.instances"),
  organizationalUnits: (tables: Tables) => tables.table<OrganizationalUnit>("eiam.organizationalUnits"),
  groups: (tables: Tables) => tables.table<Group>("eiam.groups"),
  customFields: (tables: Tables) => tables.table<CustomField>("eiam.customFields"),
  users: (tables: Tables) => tables.table<EiamUser>("eiam.users"),
};

/** Users by the groups they are in, by unit, by Username and by e-mail address; in every instance. */
export const usersByGroup: Index<EiamUser> = { keysOf: (user) => user.GroupIds };
export const usersByUnit: Index<EiamUser> = { keysOf: (user) => user.OrganizationalUnitIds };
export const usersByName: Index<EiamUser> = { keysOf: (user) => [user.Username] };
export const usersByEmail: Index<EiamUser> = { keysOf: (user) => (user.Email === undefined ? [] : [user.Email]) };

/** Units by the one above them. */
export const unitsByParent: Index<OrganizationalUnit> = {
  keysOf: (unit) => (unit.ParentId === undefined ? [] : [unit.ParentId]),
};

/** A new id of the service's form: a prefix and 26 characters, not yet used as a key of the table. */
export function newId(prefix: string, table: Table<Readonly<Record<string, unknown>>>, random: Random): string {
  let id: string;
  do id = `${prefix}_${lowerText(26, random)}`;
  while (table.get(id) !== undefined);
  return id;
}

/** The instance a call names. Throws `MissingParameter.InstanceId` or `ResourceNotFound.Instance`. */
export function instanceOf({ params, tables }: RpcCall): Instance {
  const id = params.requiredText("InstanceId");
  const instance = eiamTables.instances(tables).get(id);
  if (instance === undefined) throw notFound("Instance", id);
  return instance;
}

/** The user a call names by `UserId`. Throws `ResourceNotFound.User`. */
export function userOf(call: RpcCall, id = call.params.requiredText("UserId")): EiamUser {
  const instance = instanceOf(call);
  const user = eiamTables.users(call.tables).get(id);
  if (user === undefined || user.InstanceId !== instance.InstanceId) throw notFound("User", id);
  return user;
}

/** The unit a call names. Throws `ResourceNotFound.OrganizationalUnit`. */
export function unitOf(call: RpcCall, id = call.params.requiredText("OrganizationalUnitId")): OrganizationalUnit {
  const { InstanceId } = instanceOf(call);
  const unit = eiamTables.organizationalUnits(call.tables).get(id);
  if (unit === undefined || unit.InstanceId !== InstanceId) throw notFound("OrganizationalUnit", id);
  return unit;
}

/** Checks that every unit exists in the instance. Throws `ResourceNotFound.OrganizationalUnit`. */
export function requireUnits(tables: Tables, instance: Instance, ids: readonly string[]): void {
  for (const id of ids) {
    if (eiamTables.organizationalUnits(tables).get(id)?.InstanceId !== instance.InstanceId)
      throw notFound("OrganizationalUnit", id);
  }
}
