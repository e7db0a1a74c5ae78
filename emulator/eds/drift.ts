import { applyDrift, ControlError, flag, integer, optionalText, text, texts, type DriftFields } from "../drift";
import type { EmulatedDirectory } from "../service";
import { edsTables, usersByWyId, type EdsUser } from "./records";

function ownerType(value: unknown): EdsUser["OwnerType"] {
  if (value !== "Normal" && value !== "CreateFromManager")
    throw new ControlError("OwnerType must be Normal or CreateFromManager");
  return value;
}

function locked(value: unknown): boolean {
  if (value !== 0 && value !== 9) throw new ControlError("Status must be 0 (normal) or 9 (locked)");
  return value === 9;
}

const FIELDS: DriftFields<EdsUser> = {
  Email: (value) => ({ Email: optionalText("Email", value) }),
  Phone: (value) => ({ Phone: optionalText("Phone", value) }),
  Remark: (value) => ({ Remark: optionalText("Remark", value) }),
  RealNickName: (value) => ({ RealNickName: optionalText("RealNickName", value) }),
  OwnerType: (value) => ({ OwnerType: ownerType(value) }),
  OrgId: (value) => ({ OrgId: text("OrgId", value) }),
  GroupIdList: (value) => ({ GroupIdList: texts("GroupIdList", value) }),
  IsLocalAdmin: (value) => ({ IsLocalAdmin: flag("IsLocalAdmin", value) }),
  AutoLockTime: (value) => ({ AutoLockTime: optionalText("AutoLockTime", value) }),
  PasswordExpireDays: (value) => ({
    PasswordExpireDays: value === null ? undefined : integer("PasswordExpireDays", value),
  }),
  Status: (value) => ({ Locked: locked(value) }),
};

/** Edits or removes a user, found by EndUserId or WyId, without any rule of the API. */
export const driftEds: EmulatedDirectory["drift"] = (tables, key, change) => {
  const users = edsTables.users(tables);
  const user = users.get(key) ?? users.find(usersByWyId, key)[0];
  if (user === undefined) return false;
  if (change.remove === true) users.delete(user.EndUserId);
  else users.put(user.EndUserId, applyDrift(user, change.set ?? {}, FIELDS));
  return true;
};
