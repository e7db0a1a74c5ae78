import type { EmulatedDirectory } from "../service";
import { applyDrift, ControlError, flag, text, texts, type DriftFields } from "../drift";
import type { Tables } from "../store/tables";
import {
  groupTable,
  membershipKey,
  membershipTable,
  removeUser,
  userTable,
  usersByName,
  type StoredUser,
} from "./records";

const fields: DriftFields<StoredUser> = {
  UserName: (value) => ({ UserName: text("UserName", value) }),
  DisplayName: (value) => ({ DisplayName: text("DisplayName", value) }),
  Description: (value) => ({ Description: text("Description", value) }),
  Email: (value) => ({ Email: text("Email", value) }),
  Phone: (value) => ({ Phone: text("Phone", value) }),
  Source: (value) => ({ Source: source(value) }),
  IdentityType: (value) => ({ IdentityType: text("IdentityType", value) }),
  DepartmentId: (value) => ({ DepartmentId: text("DepartmentId", value) }),
  // Stands for a binding made by user provisioning, which the emulator does not serve.
  HasProvision: (value) => ({ HasProvision: flag("HasProvision", value) }),
};

/**
 * Changes or removes a user as somebody at the console or a synchronisation would, past every rule of the API. `user` is the
 * UserName or the UserId. Throws `ControlError` for what users do not have.
 */
export const drift: EmulatedDirectory["drift"] = (tables, user, change, now) => {
  const users = userTable(tables);
  const found = users.get(user) ?? users.find(usersByName, user)[0];
  if (found === undefined) return false;
  if (change.remove) removeUser(found, tables);
  else {
    const { GroupIds, ...set } = change.set ?? {};
    users.put(found.UserId, { ...applyDrift(found, set, fields), updatedAt: now });
    if (GroupIds !== undefined) putInto(tables, found.UserId, texts("GroupIds", GroupIds), now);
  }
  return true;
};

/** Puts a user into exactly these groups. */
function putInto(tables: Tables, UserId: string, groupIds: readonly string[], now: number): void {
  const memberships = membershipTable(tables);
  for (const { GroupId } of groupTable(tables).values()) {
    const key = membershipKey(GroupId, UserId);
    if (!groupIds.includes(GroupId)) memberships.delete(key);
    else if (memberships.get(key) === undefined) memberships.put(key, { GroupId, UserId, joinedAt: now });
  }
}

function source(value: unknown): StoredUser["Source"] {
  if (value !== "Manual" && value !== "Sync") throw new ControlError("Source must be Manual or Sync");
  return value;
}
