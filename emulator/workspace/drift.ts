import type { EmulatedDirectory } from "../service";
import { applyDrift, ControlError, flag, integer, text, texts, type DriftFields } from "../drift";
import type { Tables } from "../store/tables";
import { groupsByName, groupTable, userTable, usersByName, type StoredUser } from "./records";

function fields(tables: Tables): DriftFields<StoredUser> {
  return {
    user_name: (value) => ({ user_name: text("user_name", value) }),
    user_email: (value) => ({ user_email: text("user_email", value) }),
    user_phone: (value) => ({ user_phone: text("user_phone", value) }),
    description: (value) => ({ description: text("description", value) }),
    account_expires: (value) => ({ account_expires: expiry(value) }),
    active_type: (value) => ({ active_type: activeType(value) }),
    enable_change_password: (value) => ({ enable_change_password: flag("enable_change_password", value) }),
    next_login_change_password: (value) => ({ next_login_change_password: flag("next_login_change_password", value) }),
    password_never_expired: (value) => ({ password_never_expired: flag("password_never_expired", value) }),
    disabled: (value) => ({ disabled: flag("disabled", value) }),
    locked: (value) => ({ locked: flag("locked", value) }),
    group_names: (value) => ({ group_ids: texts("group_names", value).map((name) => groupId(name, tables)) }),
    user_info_map: (value) => ({ user_info_map: text("user_info_map", value) }),
    enterprise_project_id: (value) => ({ enterprise_project_id: text("enterprise_project_id", value) }),
    domain: (value) => ({ domain: text("domain", value) }),
  };
}

/**
 * Changes or removes a user as somebody at the console would, past every rule of the API. `user` is the user_name or the id.
 * Expiry is given as in requests or in milliseconds, groups by their names. Throws `ControlError` for anything else.
 */
export const drift: EmulatedDirectory["drift"] = (tables, user, change) => {
  const users = userTable(tables);
  const found = users.get(user) ?? users.find(usersByName, user)[0];
  if (found === undefined) return false;
  if (change.remove) return users.delete(found.id);
  users.put(found.id, applyDrift(found, change.set ?? {}, fields(tables)));
  return true;
};

function expiry(value: unknown): number {
  if (typeof value === "number") return integer("account_expires", value);
  const time = value === "0" ? 0 : Date.parse(text("account_expires", value));
  if (Number.isNaN(time)) throw new ControlError("account_expires must be 0, a date or milliseconds");
  return time;
}

function activeType(value: unknown): StoredUser["active_type"] {
  if (value !== "USER_ACTIVATE" && value !== "ADMIN_ACTIVATE")
    throw new ControlError("active_type must be USER_ACTIVATE or ADMIN_ACTIVATE");
  return value;
}

function groupId(name: string, tables: Tables): string {
  const [group] = groupTable(tables).find(groupsByName, name);
  if (group !== undefined) return group.id;
  throw new ControlError(`there is no user group ${name}`);
}
